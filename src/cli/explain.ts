import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from './arguments.ts';
import { CAPTURE_ARGUMENT, captureAt, onCapture } from './capture-input.ts';

interface ExplainOptions {
  readonly device?: string;
  readonly message?: number;
  readonly html?: string;
}

const EXAMPLES = `
Examples:
  iot-flow-tck explain trouble.ndjson                                  all devices, and what went wrong
  iot-flow-tck explain trouble.ndjson --device 0018B20000000ABC        the story of one device
  iot-flow-tck explain trouble.ndjson --device 0018B20000000ABC --message 17 --html story.html
  iot-flow-tck explain -  <pasted.json                                 documents as they were pasted

Exit code: 0 explained, 2 it can't be read.`;

/** Adds `iot-flow-tck explain`: tells in plain sentences what happened in a capture. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description('tell in plain sentences what happened in a capture, what went wrong and why')
    .argument('<file>', CAPTURE_ARGUMENT)
    .option('--device <DevEUI>', 'the story of this device', devEui)
    .option('--message <FCntUp>', 'of this uplink only, by its counter', wholeNumber(0, 2 ** 32 - 1))
    .option('--html <file>', 'write the story with its sequence diagram as a page, too')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: ExplainOptions) => onCapture('explain', () => explain(path, options)));
}

async function explain(path: string, { device, message, html }: ExplainOptions): Promise<void> {
  const reproduction = await import('../reproduction/index.ts');
  const { text, story } = reproduction.explain(await captureAt(path), {
    ...(device === undefined ? {} : { devEui: device }),
    ...(message === undefined ? {} : { fCntUp: message }),
  });
  process.stdout.write(text);
  if (html === undefined) return;
  const { explainPage } = await import('../reproduction/explain/explain-page.tsx');
  await writeFile(html, explainPage(story));
  console.log(`page: ${html}`);
}

/** Reads a DevEUI, with or without dashes or colons between its pairs. */
export function devEui(text: string): string {
  const digits = text.replace(/[:-]/g, '').toUpperCase();
  if (/^[0-9A-F]{16}$/.test(digits)) return digits;
  throw new InvalidArgumentError('A DevEUI is 16 hexadecimal digits.');
}

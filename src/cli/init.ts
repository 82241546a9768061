import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  iot-flow-tck init                     writes my-bridge.yaml
  iot-flow-tck init staging.yaml        under another name

Fill in what differs, then: iot-flow-tck verify --target my-bridge.yaml. A file that exists is left alone.
Exit code: 0 written, 2 it could not be.`;

/** Adds `iot-flow-tck init`: writes a target file with comments, which `verify` accepts as it stands. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description('write a commented file that describes a bridge of yours, for verify')
    .argument('[file]', 'where to', 'my-bridge.yaml')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      const { firstDescription } = await import('../conformance/targets/index.ts');
      try {
        await writeFile(file, firstDescription(), { flag: 'wx' });
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'EEXIST') command.error(`error: There is a ${file} already. Give another name.`);
        command.error(`error: ${file} can't be written: ${error instanceof Error ? error.message : error}`);
      }
      console.log(`${file} is written. Fill in what differs, then: npx iot-flow-tck verify --target ${file}`);
    });
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import { closest } from '../words/index.ts';

/** Reads a whole number within these limits, for commander. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** Sees that a word is one of these, in any case, and guesses which one was meant, for commander. */
function oneOf(words: readonly string[]): (text: string) => string {
  return (text) => {
    const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    const meant = closest(text, words);
    const guess = meant === undefined ? '' : `Did you mean "${meant}"? `;
    throw new InvalidArgumentError(`${guess}It must be one of ${words.join(', ')}.`);
  };
}

/** An option that takes one of these words, told in the help, and guessed where it is mistyped. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words).argParser(oneOf(words));
}

/** Sees that a text is a regular expression, for commander. */
export function expression(text: string): string {
  try {
    new RegExp(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(
      `It must be a regular expression. ${error instanceof Error ? error.message : error}.`,
    );
  }
}

/** Sees that a text can be a seed, for commander. */
export function seedText(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text;
  throw new InvalidArgumentError('A seed is made of letters, digits, dots, dashes and underscores.');
}

/** Collects the regular expressions of an option that may be repeated, for commander. */
export function expressions(text: string, before: readonly string[]): readonly string[] {
  return [...before, expression(text)];
}

/** Ends the command when there is no control of such a name, before a run would fail at every scenario. */
export async function expectControls(command: Command, names: readonly string[]): Promise<void> {
  const { loadControl } = await import('../conformance/controls/index.ts');
  try {
    await Promise.all(names.map(loadControl));
  } catch (error) {
    command.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

/** Ends the command where there is no such control, or none that works on a bridge which the kit does not host. */
export async function expectWireControl(command: Command, name: string): Promise<void> {
  await expectControls(command, [name]);
  const { loadControl } = await import('../conformance/controls/index.ts');
  if ('wire' in (await loadControl(name)).control) return;
  command.error(
    `error: "${name}" spoils a part of the reference bridge. Only a control that corrupts traffic works on another one: "controls --target <file> --list" names them.`,
  );
}

/** An error's message; for one of the operating system that its reader can mend, with the remedy. */
export function messageOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `${error.message}. Take another port, or 0 for any that is free.`;
  return error.message;
}

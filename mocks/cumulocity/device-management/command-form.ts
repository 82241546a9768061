/** What a person typed into the form for a command, as an operation, or why it can't be one. */
export type ReadCommand =
  | { readonly operation: Readonly<Record<string, unknown>> }
  | { readonly problem: string };

/**
 * Reads the form: a command for the device's shell becomes `c8y_Command`, anything else is the operation's fragments as
 * JSON (Cumulocity, Device management library, Shell).
 */
export function readCommand(form: URLSearchParams): ReadCommand {
  const text = (form.get('command') ?? '').trim();
  const description = (form.get('description') ?? '').trim();
  if (text === '') return { problem: 'Type a command first.' };
  const named = description === '' ? {} : { description };
  if (!text.startsWith('{')) {
    return { operation: { description: 'Execute shell command', ...named, c8y_Command: { text } } };
  }
  try {
    const fragments: unknown = JSON.parse(text);
    if (typeof fragments === 'object' && fragments !== null) {
      return { operation: { ...named, ...Object.fromEntries(Object.entries(fragments)) } };
    }
  } catch (error) {
    return { problem: `It begins like JSON and is none: ${error instanceof Error ? error.message : ''}` };
  }
  return { problem: 'The JSON must be an object of fragments.' };
}

import { BridgeError } from '../errors.ts';
import type { Parameter } from './parameters.ts';

/** Messages of the management API by the key of the parameter that each is about. */
export type Problems = ReadonlyMap<string, string>;

/**
 * What the schema of the management API has against a definition, by parameter. What is wrong deeper inside is told at its
 * parameter, with the place in it.
 *
 * @throws whatever is no refusal that names fields
 */
export async function problemsOf(
  parameters: readonly Parameter[],
  attempt: () => unknown,
): Promise<Problems> {
  try {
    await attempt();
    return new Map();
  } catch (error) {
    if (!(error instanceof BridgeError) || error.fields.length === 0) throw error;
    const { fields } = error;
    return new Map(
      parameters.flatMap(({ key, path, label }) =>
        fields
          .filter(
            (field) =>
              field.path === path || field.path.startsWith(`${path}.`) || field.path.startsWith(`${path}[`),
          )
          .slice(0, 1)
          .map((field) => [key, `${label}${field.path.slice(path.length)} ${field.message}`] as const),
      ),
    );
  }
}

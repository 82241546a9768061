import { PlatformError } from '../errors.ts';
import type { Call } from '../server/call.ts';

/**
 * "A request will be rejected when non-modifiable properties are provided in the request body" (Cumulocity OpenAPI,
 * *Update a specific alarm*); for events the same is said without the word rejected, hence the switch.
 */
export function refuseReadOnly(
  call: Call,
  change: Readonly<Record<string, unknown>>,
  names: readonly string[],
) {
  if (call.unsettled.readOnlyFields === 'ignore') return;
  const given = names.filter((name) => change[name] !== undefined);
  if (given.length === 0) return;
  throw new PlatformError('invalidField', { detail: `${given.join(',')}: can not be changed` });
}

import { createAlarmsApi } from '../cumulocity/alarms.ts';
import { createCumulocityClient } from '../cumulocity/cumulocity-client.ts';
import type { Connection } from './connection.ts';
import type { LinkDeps } from './link-deps.ts';
import type { LinkEvent } from './link-state.ts';
import { LOW_RATE_TYPE, LowRateAlarms } from './low-rate-alarms.ts';
import type { UplinkRate } from './low-rate-watch.ts';
import { PlatformAlarms } from './platform-alarms.ts';

/** What puts a connection to rest, so that nothing is expected of it. */
const RESTS: ReadonlySet<LinkEvent> = new Set<LinkEvent>(['stop', 'deactivate', 'given-up']);
/** What says that it is meant to run. */
const RUNS: ReadonlySet<LinkEvent> = new Set<LinkEvent>(['start', 'restart', 'activate']);

/** The low-rate alarms of one link, shown in the account that it has. */
export function createLinkAlarms(deps: LinkDeps, connection: Connection, rate: UplinkRate): LowRateAlarms {
  const { clock, events, logger, http, identities, limits } = deps;
  const { connectMs, headersMs, bodyMs } = limits;
  return new LowRateAlarms(
    {
      clock,
      events,
      rate,
      createDisplay: (present) => {
        // Calls of its own: what clears an alarm is not given up with the link that closes.
        const options = {
          http,
          account: present.configuration,
          timeouts: { connectMs, headersMs, bodyMs },
        };
        return new PlatformAlarms({
          clock,
          logger,
          connection: present,
          account: { client: createCumulocityClient(options), alarms: createAlarmsApi(options) },
          identity: () => identities.of(present.id),
          prefix: LOW_RATE_TYPE,
        });
      },
    },
    connection,
  );
}

/** Lets the alarms follow what happens to the link. */
export function followLink(alarms: LowRateAlarms, event: LinkEvent, cause: string): void {
  if (RESTS.has(event)) alarms.rest(cause);
  else if (RUNS.has(event)) alarms.watch();
}

import type { CumulocityConfiguration } from './cumulocity-configuration.ts';
import type { LowRateAlarm } from './low-rate-alarm.ts';

/** A connection as the bridge works with it: secrets in clear, never to be shown or logged. */
export interface Connection {
  readonly id: string;
  readonly connectorId: string;
  readonly name: string;
  readonly active: boolean;
  readonly configuration: CumulocityConfiguration;
  readonly alarms?: readonly LowRateAlarm[];
}

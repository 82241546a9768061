import type { EpochMs } from '../../clock/index.ts';
import type { CumulocityConfiguration } from '../connections/cumulocity-configuration.ts';
import type { Operation } from '../cumulocity/operations.ts';
import type { DriverHost } from '../drivers/driver-host.ts';
import type { CommandPorts } from './command-ports.ts';
import type { Downlink } from './command-record.ts';
import { type Failure, failure } from './failures.ts';
import type { Owner } from './ownership.ts';
import type { Command } from './read-operation.ts';

interface Making {
  readonly ports: CommandPorts;
  readonly drivers: DriverHost;
  readonly configuration: CumulocityConfiguration;
  readonly now: EpochMs;
  /** How long a command is good that says nothing of it. */
  readonly validityMs: number;
  readonly isTaken: (correlationId: string) => boolean;
}

export type Made =
  | { readonly ok: true; readonly downlink: Downlink }
  | { readonly ok: false; readonly failure: Failure };

/** Of a command that comes too late. */
export const EXPIRED = failure('expired', 'The command’s validity ended before it could be sent');

/** Where neither the command nor the connection names a port (Cumulocity's Actility agent does the same). */
const DEFAULT_PORT = 1;

/** Makes the downlink of an operation for one of our devices, or says why there is none. */
export async function makeDownlink(
  operation: Operation,
  { device, route }: Extract<Owner, { kind: 'ours' }>,
  making: Making,
): Promise<Made> {
  const { ports, drivers, configuration } = making;
  const read = ports.readOperation(operation);
  if (read.kind === 'refused') return { ok: false, failure: read.failure };
  const { command } = read;
  const validUntil = endOf(command, operation, making);
  if (validUntil <= making.now) {
    return { ok: false, failure: EXPIRED };
  }
  const { payload } = command;
  const encoded =
    payload.kind === 'bytes'
      ? { ok: true as const, hex: payload.hex }
      : await ports.encode(drivers, { driverId: route.driverId, driverCfg: device.driverCfg }, payload.data);
  if (!encoded.ok) return encoded;
  const ofEncoder = 'fPort' in encoded ? encoded.fPort : undefined;
  return {
    ok: true,
    downlink: {
      devEui: device.devEui,
      fPort: command.fPort ?? ofEncoder ?? configuration.downlinkPort ?? DEFAULT_PORT,
      payloadHex: encoded.hex,
      confirmed: command.confirmed,
      flush: command.flush,
      validUntil,
      correlationId: ports.newCorrelationId(making.isTaken),
      ...(device.driverCfg === undefined ? {} : { driverCfg: device.driverCfg }),
    },
  };
}

function endOf({ validity }: Command, { creationTime }: Operation, { now, validityMs }: Making): EpochMs {
  if (validity === undefined) return now + validityMs;
  if ('until' in validity) return validity.until;
  const created = Date.parse(creationTime ?? '');
  return (Number.isNaN(created) ? now : created) + validity.forMs;
}

import { z } from 'zod';
import type { Operation } from '../cumulocity/operations.ts';
import { durationMs, durationText } from '../duration.ts';
import { type Failure, failure } from './failures.ts';

/** What is to be sent: bytes as they are, or data for the driver's encoder. */
export type CommandPayload =
  | { readonly kind: 'bytes'; readonly hex: string }
  | { readonly kind: 'data'; readonly data: Readonly<Record<string, unknown>> };

/** A command for a LoRaWAN device, read from an operation. */
export interface Command {
  readonly payload: CommandPayload;
  readonly fPort?: number;
  readonly confirmed: boolean;
  /** Empties the device's queue in the network before. */
  readonly flush: boolean;
  /** Until when it may be sent; or for how long from its creation, in milliseconds. */
  readonly validity?: { readonly until: number } | { readonly forMs: number };
}

export type OperationReading =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** Reads what an operation asks for; never throws. */
export type ReadOperation = (operation: Operation) => OperationReading;

/** Whether an operation is of a kind that the bridge carries. */
export function isCommand(operation: Operation): boolean {
  return SHELL in operation || STRUCTURED in operation;
}

/** A text for the device's shell (Cumulocity, Device management library, Shell): `<hex>:<port>`. */
const SHELL = 'c8y_Command';
/** The bridge's own fragment; see `decisions/commands.md`. */
const STRUCTURED = 'iotFlow_Downlink';

/** LoRaWAN 1.0.4, section 4.3.2: 0 is the network's own, 224 the test protocol's, what is above is reserved. */
const LOWEST_PORT = 1;
const HIGHEST_PORT = 224;
/** The longest application payload at any data rate (LoRaWAN Regional Parameters RP002, maximum payload size). */
const MOST_BYTES = 242;

const shellSchema = z.object({ text: z.string() });

const structuredSchema = z.strictObject({
  data: z.record(z.string(), z.unknown(), { error: 'must be an object' }).optional(),
  payload_hex: z.string({ error: 'must be hexadecimal digits' }).optional(),
  fPort: z.number({ error: 'must be a number' }).optional(),
  confirmed: z.boolean({ error: 'must be true or false' }).default(false),
  validity: z
    .union([durationText, z.iso.datetime({ offset: true })], {
      error: 'must be a span such as 30m or an ISO 8601 time with an offset',
    })
    .optional(),
  flush: z.boolean({ error: 'must be true or false' }).default(false),
});

export const readOperation: ReadOperation = (operation) => {
  const shell = operation[SHELL];
  const structured = operation[STRUCTURED];
  if (shell !== undefined && structured !== undefined) {
    return refused('two-payloads', `The operation has two payloads, ${SHELL} and ${STRUCTURED}`);
  }
  if (shell !== undefined) return readShell(shell);
  if (structured !== undefined) return readStructured(structured);
  return refused('another-kind', `${kindOf(operation)} can't be carried to this device`);
};

function readShell(given: unknown): OperationReading {
  const shell = shellSchema.safeParse(given);
  if (!shell.success) return refused('bad-command', `${SHELL} has no text`);
  const [hex = '', port, ...more] = shell.data.text.trim().split(':');
  if (more.length > 0) return refused('bad-command', `The text of ${SHELL} is not <hex>:<port>`);
  if (port !== undefined && !/^\d{1,3}$/.test(port.trim())) {
    return refused('bad-command', `The port "${port.trim().slice(0, 20)}" is not a number from 1 to 224`);
  }
  return withPayload(bytes(hex.trim()), {
    ...(port === undefined ? {} : { fPort: Number(port) }),
    confirmed: false,
    flush: false,
  });
}

function readStructured(given: unknown): OperationReading {
  const read = structuredSchema.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const where = [STRUCTURED, ...(issue?.path ?? [])].join('.');
    return refused('bad-command', `${where}: ${issue?.message ?? 'it can not be read'}`);
  }
  const { data, payload_hex: hex, fPort, confirmed, flush, validity } = read.data;
  if (data !== undefined && hex !== undefined) {
    return refused('two-payloads', `${STRUCTURED} has two payloads, data and payload_hex`);
  }
  if (data === undefined && hex === undefined) {
    return refused('bad-command', `${STRUCTURED} has no payload: neither data nor payload_hex`);
  }
  return withPayload(hex === undefined ? { kind: 'data', data: data ?? {} } : bytes(hex), {
    ...(fPort === undefined ? {} : { fPort }),
    confirmed,
    flush,
    ...(validity === undefined ? {} : { validity: readValidity(validity) }),
  });
}

function withPayload(
  payload: CommandPayload | { readonly kind: 'wrong'; readonly why: string },
  command: Omit<Command, 'payload'>,
): OperationReading {
  if (payload.kind === 'wrong') return refused('bad-command', payload.why);
  const wrong = command.fPort === undefined ? undefined : portProblem(command.fPort);
  if (wrong !== undefined) return refused('bad-command', wrong);
  return { kind: 'command', command: { payload, ...command } };
}

/** Why a number can't be the port of a downlink; undefined if it can. */
export function portProblem(fPort: number): string | undefined {
  if (Number.isInteger(fPort) && fPort >= LOWEST_PORT && fPort <= HIGHEST_PORT) return undefined;
  return `The port ${fPort} is not a whole number from ${LOWEST_PORT} to ${HIGHEST_PORT}`;
}

/** Why so many bytes can't be sent; undefined if they can. */
export function lengthProblem(count: number): string | undefined {
  if (count === 0) return 'There are no bytes to send';
  if (count <= MOST_BYTES) return undefined;
  return `The payload of ${count} bytes is longer than any data rate carries (${MOST_BYTES})`;
}

function bytes(hex: string): CommandPayload | { readonly kind: 'wrong'; readonly why: string } {
  if (!/^[0-9a-fA-F]*$/.test(hex))
    return { kind: 'wrong', why: 'The payload holds something else than hexadecimal digits' };
  if (hex.length % 2 === 1) {
    return { kind: 'wrong', why: `The payload has an odd number of hexadecimal digits (${hex.length})` };
  }
  const why = lengthProblem(hex.length / 2);
  return why === undefined ? { kind: 'bytes', hex: hex.toLowerCase() } : { kind: 'wrong', why };
}

function readValidity(text: string): NonNullable<Command['validity']> {
  return durationText.safeParse(text).success ? { forMs: durationMs(text) } : { until: Date.parse(text) };
}

function refused(code: Failure['code'], what: string): OperationReading {
  return { kind: 'refused', failure: failure(code, what) };
}

/** Members of an operation that say nothing of its kind (Cumulocity OpenAPI, Operations). */
const NO_KIND = new Set([
  'id',
  'self',
  'deviceId',
  'deviceName',
  'deviceExternalIDs',
  'bulkOperationId',
  'creationTime',
  'status',
  'failureReason',
  'description',
  'delivery',
]);

function kindOf(operation: Operation): string {
  const kinds = Object.keys(operation).filter((name) => !NO_KIND.has(name));
  if (kinds.length === 0) return 'An operation without a command';
  return `An operation of the kind ${kinds.slice(0, 3).join(', ').slice(0, 100)}`;
}

import { z } from 'zod';
import { devEuiSchema } from '../dev-eui.ts';
import { driverCfgSchema } from '../uplinks/uplink.ts';
import { commandStateSchema } from './command-state.ts';

/** What is published for a command, but for the moment of it. */
export const downlinkSchema = z
  .object({
    devEui: devEuiSchema,
    fPort: z.number().int(),
    payloadHex: z.string(),
    confirmed: z.boolean(),
    flush: z.boolean(),
    /** Milliseconds since 1970: the network throws it away then. */
    validUntil: z.number(),
    /** Sixteen hexadecimal digits. */
    correlationId: z.string(),
    driverCfg: driverCfgSchema.optional(),
  })
  .readonly();
export type Downlink = z.infer<typeof downlinkSchema>;

/** A command under way, as it is kept until Cumulocity knows how it ended. */
export const commandRecordSchema = z
  .object({
    v: z.literal(1),
    operationId: z.string(),
    connectionId: z.string(),
    /** Where the operation lives: see `platformOf`. */
    platform: z.string(),
    downlink: downlinkSchema,
    state: commandStateSchema,
  })
  .readonly();
export type CommandRecord = z.infer<typeof commandRecordSchema>;

/** The name of a record: an operation's id is its platform's own. */
export function keyOf({
  connectionId,
  operationId,
}: Pick<CommandRecord, 'connectionId' | 'operationId'>): string {
  return `${connectionId}/${operationId}`;
}

/** Names a platform: operations are looked for where they were found. */
export function platformOf(account: { readonly hostName: string; readonly tenantId: string }): string {
  return `${account.hostName.toLowerCase()}/${account.tenantId}`;
}

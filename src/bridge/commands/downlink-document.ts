import { createHash } from 'node:crypto';
import { type EpochMs, isoTime } from '../../clock/index.ts';
import type { DriverCfg } from '../uplinks/uplink.ts';
import type { Downlink } from './command-record.ts';

/** Who signs. */
export interface Signer {
  readonly asId?: string | undefined;
  readonly asKey?: string | undefined;
}

/** The document that asks the network to send a downlink (ThingPark X IoT Flow, Downlink message). */
export type DownlinkDocument = {
  readonly DevEUI_downlink: Readonly<Record<string, unknown>>;
};

/** Makes the document of a downlink; `now` is when it is published. */
export type AssembleDownlink = (downlink: Downlink, now: EpochMs, signer: Signer) => DownlinkDocument;

export const assembleDownlink: AssembleDownlink = (downlink, now, { asId, asKey }) => {
  const fields = {
    Time: isoTime(now),
    DevEUI: downlink.devEui,
    FPort: downlink.fPort,
    payload_hex: downlink.payloadHex,
    Confirmed: downlink.confirmed ? 1 : 0,
    FlushDownlinkQueue: downlink.flush ? 1 : 0,
    ValidityTime: isoTime(downlink.validUntil),
    CorrelationID: downlink.correlationId,
    ...(asId === undefined ? {} : { AS_ID: asId }),
  };
  return {
    DevEUI_downlink: {
      ...fields,
      ...(asId === undefined || asKey === undefined
        ? {}
        : { Token: tokenOf({ ...fields, AS_ID: asId }, asKey) }),
      ...(downlink.driverCfg === undefined ? {} : { DriverCfg: driverCfgOf(downlink.driverCfg) }),
    },
  };
};

type Signed = Readonly<
  Record<
    | 'Time'
    | 'DevEUI'
    | 'FPort'
    | 'payload_hex'
    | 'Confirmed'
    | 'FlushDownlinkQueue'
    | 'ValidityTime'
    | 'CorrelationID'
    | 'AS_ID',
    unknown
  >
>;

/**
 * What the tunnel interface signs: SHA-256, in lower-case hexadecimal, over the undecoded query and the AS key (Actility,
 * LRC-AS tunnel interface, application server authentication). The key itself never leaves the bridge.
 */
function tokenOf(fields: Signed, asKey: string): string {
  const query = [
    ['DevEUI', fields.DevEUI],
    ['FPort', fields.FPort],
    ['Payload', fields.payload_hex],
    ['Confirmed', fields.Confirmed],
    ['FlushDownlinkQueue', fields.FlushDownlinkQueue],
    ['ValidityTime', fields.ValidityTime],
    ['AS_ID', fields.AS_ID],
    ['Time', fields.Time],
    ['CorrelationID', fields.CorrelationID],
  ]
    .map(([name, value]) => `${String(name)}=${String(value)}`)
    .join('&');
  return createHash('sha256')
    .update(query + asKey.toLowerCase())
    .digest('hex');
}

/** As the network writes it in uplinks. */
function driverCfgOf({ id, model, application }: DriverCfg): Readonly<Record<string, unknown>> {
  const part = (from: NonNullable<DriverCfg['model']>) => ({
    pId: from.producerId,
    mId: from.moduleId,
    ver: from.version,
  });
  return {
    ...(model === undefined ? {} : { mod: part(model) }),
    ...(application === undefined ? {} : { app: part(application) }),
    ...(id === undefined ? {} : { id }),
  };
}

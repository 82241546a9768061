import type { Position } from '../devices/index.ts';
import { MTYPE, micOf } from '../frames/index.ts';
import { toHex } from '../hex.ts';
import type { Reception } from '../radio/index.ts';
import type { Registration } from './registration.ts';
import type { OpenedUplink, Session } from './session.ts';
import { timeWithOffset } from './time-with-offset.ts';
import {
  type JoinDocument,
  joinDocumentSchema,
  type UplinkDocument,
  uplinkDocumentSchema,
} from './uplink-document.ts';

/** Who runs the network, as its documents tell it. */
export interface Operator {
  readonly customerId: string;
  /** Minutes by which the network's clock is ahead of UTC. */
  readonly utcOffsetMinutes: number;
}

export interface UplinkCircumstances {
  /** The frame lay at the base station before it came here. */
  readonly late: boolean;
  /** The device answered a status request with this. */
  readonly batteryLevel?: number;
  /** A downlink that is about to go will carry the acknowledgement. */
  readonly acknowledgedLater?: boolean;
  /** Where the network located the device. */
  readonly networkLocation?: Position;
  /** dBm. */
  readonly txPower: number;
}

export const LRC_ID = '00000201';
// What a network can tell from signal strengths alone, in metres.
const LOCATION_RADIUS = 2500;

export function assembleUplink(
  session: Session,
  uplink: OpenedUplink,
  receptions: readonly Reception[],
  best: Reception,
  operator: Operator,
  circumstances: UplinkCircumstances,
): UplinkDocument {
  const time = timeWithOffset(best.at, operator.utcOffsetMinutes);
  const { battery } = session;
  const { networkLocation } = circumstances;
  return uplinkDocumentSchema.parse({
    DevEUI_uplink: {
      Time: time,
      DevEUI: session.registration.devEui,
      ...(uplink.fPort !== null && { FPort: uplink.fPort, payload_hex: toHex(uplink.payload) }),
      FCntUp: uplink.fCntUp,
      LostUplinksAS: uplink.lost,
      ADRbit: uplink.adr ? 1 : 0,
      MType: uplink.confirmed ? MTYPE.confirmedUp : MTYPE.unconfirmedUp,
      FCntDn: session.fCntDn,
      Lrcid: LRC_ID,
      LrrRSSI: best.rssi,
      LrrSNR: best.snr,
      LrrESP: best.esp,
      SpFact: best.spreadingFactor,
      DevLrrCnt: receptions.length,
      ...sharedFields(session, best, operator, circumstances.txPower),
      Late: circumstances.late ? 1 : 0,
      Lrrs: { Lrr: receptions.map((reception) => ({ ...lrrOf(reception), Chain: 0 })) },
      InstantPER: sixDecimals(uplink.lost / (uplink.lost + 1)),
      MeanPER: sixDecimals(session.meanPacketErrorRate),
      AckRequested: uplink.confirmed ? 1 : 0,
      rawMacCommands: '',
      ...(battery !== undefined && {
        BatteryLevel: battery.level,
        BatteryTime: timeWithOffset(battery.at, operator.utcOffsetMinutes),
      }),
      ...(networkLocation !== undefined && {
        DevLAT: sixDecimals(networkLocation.latitude),
        DevLON: sixDecimals(networkLocation.longitude),
        DevAlt: 0,
        DevLocRadius: LOCATION_RADIUS,
        DevLocTime: time,
      }),
    },
  });
}

export function assembleJoin(
  session: Session,
  receptions: readonly Reception[],
  best: Reception,
  operator: Operator,
  txPower: number,
): JoinDocument {
  return joinDocumentSchema.parse({
    DevEUI_uplink: {
      Time: timeWithOffset(best.at, operator.utcOffsetMinutes),
      DevEUI: session.registration.devEui,
      rawJoinRequest: toHex(best.phyPayload),
      Chain: 0,
      Spfact: best.spreadingFactor,
      MType: MTYPE.joinRequest,
      airtime: sixDecimals(best.airtimeSeconds),
      Late: 0,
      Lrrs: { Lrr: receptions.map(lrrOf) },
      ...sharedFields(session, best, operator, txPower),
    },
  });
}

function sharedFields(session: Session, best: Reception, operator: Operator, txPower: number) {
  const { driver, modelCfg, deviceClass } = session.registration;
  return {
    mic_hex: toHex(micOf(best.phyPayload)),
    SubBand: best.channel.subBand,
    Channel: best.channel.name,
    Lrrid: best.gateway.lrrId,
    LrrLAT: best.gateway.position.latitude,
    LrrLON: best.gateway.position.longitude,
    CustomerID: operator.customerId,
    CustomerData: customerDataOf(session.registration),
    BaseStationData: { doms: [], name: best.gateway.name },
    ModelCfg: modelCfg,
    ...(driver !== undefined && {
      DriverCfg: { mod: driver.model, app: driver.application, id: driver.id },
    }),
    DevAddr: toHex(session.devAddr).toUpperCase(),
    TxPower: txPower,
    // Each base station heard it once: the device does not repeat by itself.
    NbTrans: 1,
    Frequency: best.channel.frequency,
    DynamicClass: deviceClass,
  };
}

/** What the operator wrote down about a device, as all documents repeat it. */
export function customerDataOf({ profile, tags, name, administrativeLocation: place }: Registration) {
  return {
    loc: place && { lat: place.latitude.toFixed(6), lon: place.longitude.toFixed(6) },
    alr: profile,
    tags: [...tags],
    doms: [],
    name,
  };
}

function lrrOf({ gateway, rssi, snr, esp }: Reception) {
  return { Lrrid: gateway.lrrId, LrrRSSI: rssi, LrrSNR: snr, LrrESP: esp };
}

function sixDecimals(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

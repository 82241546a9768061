import type { Clock, EpochMs } from '../../src/clock/index.ts';
import type { Random } from '../../src/random/index.ts';
import type { Recorder } from '../../src/recording/index.ts';
import type { Device, DeviceOptions, RawPayload, ReceivedDownlink, SendOptions } from './device.ts';
import {
  CODECS,
  type Codec,
  type CodecName,
  type DevEui,
  DeviceState,
  type Measured,
  type Position,
  parseAppKey,
} from './devices/index.ts';
import type { Downlinks } from './downlinks/index.ts';
import { NetworkError } from './errors.ts';
import { fromHex, toHex } from './hex.ts';
import {
  type JoinDocument,
  joinInFlavour,
  type NetworkServer,
  type TakenUplink,
  uplinkInFlavour,
} from './network-server/index.ts';
import type { Radio, Reception } from './radio/index.ts';
import type { SentUplink, SentUplinks } from './sent-uplink.ts';

export interface DeviceParts {
  readonly devEui: DevEui;
  readonly centre: Position;
  readonly random: Random;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly radio: Radio;
  readonly server: NetworkServer;
  readonly downlinks: Downlinks;
  readonly sent: SentUplinks;
  readonly publish: (document: unknown) => Promise<void>;
}

interface Outgoing {
  readonly fPort: number | null;
  readonly bytes: Uint8Array;
  readonly values: Measured | undefined;
}

// LoRaWAN Regional Parameters 1.0.3, 2.2.3: what a device in EU868 sends with, dBm.
const TX_POWER = 14;
const MAX_PAYLOAD = 222;

/** Ties one device's memory, the radio and the network server together. */
export class SimulatedDevice implements Device {
  readonly devEui: DevEui;
  readonly name: string;
  readonly codec: CodecName;
  readonly tags: readonly string[];
  readonly location: Position;
  readonly #options: DeviceOptions;
  readonly #parts: DeviceParts;
  readonly #state: DeviceState;
  readonly #air: Random;
  readonly #received: ReceivedDownlink[] = [];
  readonly #watchers = new Set<(downlink: ReceivedDownlink) => void>();

  /** Registers the device and lets it join, without the network saying so. */
  constructor(options: DeviceOptions & { readonly name: string }, parts: DeviceParts) {
    const { devEui, random } = parts;
    this.devEui = devEui;
    this.name = options.name;
    this.codec = options.codec;
    this.tags = options.tags ?? [];
    this.location = options.location ?? somewhereAround(parts.centre, random.fork('place'));
    this.#options = options;
    this.#parts = parts;
    this.#air = random.fork('radio');
    const appKey =
      options.appKey === undefined ? random.fork('AppKey').bytes(16) : parseAppKey(options.appKey);
    this.#state = new DeviceState(devEui, appKey, random.fork('identity'));
    const codec: Codec = CODECS[options.codec];
    const driver = options.driver ?? codec.driver;
    parts.server.register({
      devEui,
      appKey,
      name: this.name,
      tags: this.tags,
      profile: codec.profile,
      ...(driver !== false && { driver }),
      modelCfg: options.modelCfg ?? '0',
      administrativeLocation: options.location ?? null,
      deviceClass: options.deviceClass ?? 'A',
      battery: options.batteryLevel,
      firstFCntUp: options.firstFCntUp ?? 0,
    });
    this.#exchangeJoin();
    parts.downlinks.attach({
      devEui,
      deviceClass: options.deviceClass ?? 'A',
      flavour: options.flavour ?? 'numbers',
      hear: (phyPayload, at) => this.#hear(phyPayload, at),
    });
  }

  nextFCntUp(): number {
    return this.#state.fCntUp;
  }

  async send(payload: Measured | RawPayload, options: SendOptions = {}): Promise<SentUplink> {
    const outgoing = this.#encode(payload, options.lostUplinks ?? 0);
    for (let lost = 0; lost < (options.lostUplinks ?? 0); lost += 1) this.#loseFrame(outgoing);
    const sent = this.#transmit(outgoing, options);
    this.#parts.sent.add(sent);
    await this.#parts.publish(sent.document);
    return sent;
  }

  received(): readonly ReceivedDownlink[] {
    return [...this.#received];
  }

  watch(onReceived: (downlink: ReceivedDownlink) => void): () => void {
    this.#watchers.add(onReceived);
    return () => void this.#watchers.delete(onReceived);
  }

  async join(): Promise<JoinDocument> {
    const { document, receptions } = this.#exchangeJoin();
    this.#parts.recorder.record({
      from: 'device',
      to: 'network-server',
      kind: 'radio',
      title: 'join request',
      outcome: 'ok',
      correlation: { devEui: this.devEui },
      body: tellRadio(receptions),
    });
    await this.#parts.publish(joinInFlavour(document, this.#options.flavour ?? 'numbers'));
    return document;
  }

  #exchangeJoin(): { document: JoinDocument; receptions: readonly Reception[] } {
    const { phyPayload, devNonce } = this.#state.joinRequest();
    const receptions = this.#parts.radio.transmit({
      phyPayload,
      payloadLength: phyPayload.length,
      at: this.#parts.clock.now(),
      from: this.location,
      txPower: TX_POWER,
      random: this.#air,
      join: true,
      gateways: this.#options.gateways ?? 2,
    });
    const { document, joinAccept } = this.#parts.server.takeJoin(receptions, TX_POWER);
    this.#state.joinAccepted(joinAccept, devNonce, this.#options.firstFCntUp ?? 0);
    return { document, receptions };
  }

  #encode(payload: Measured | RawPayload, lost: number): Outgoing {
    const outgoing: Outgoing =
      'hex' in payload
        ? { fPort: payload.fPort, bytes: fromHex(payload.hex), values: undefined }
        : CODECS[this.codec].encode(payload, {
            fCntUp: this.#state.fCntUp + lost,
            fCntDn: this.#state.fCntDn,
            downlinkRssi: this.#air.int(-110, -60),
            downlinkSnr: this.#air.int(-5, 10),
          });
    const { fPort, bytes } = outgoing;
    const portIsGood =
      fPort === null ? bytes.length === 0 : Number.isInteger(fPort) && fPort >= 0 && fPort <= 255;
    if (!portIsGood) throw new NetworkError('bad-port', String(fPort));
    if (bytes.length > MAX_PAYLOAD) throw new NetworkError('payload-too-long', `${bytes.length} bytes`);
    return outgoing;
  }

  #loseFrame(outgoing: Outgoing): void {
    const { fCnt } = this.#state.dataFrame(outgoing.bytes, outgoing.fPort, false);
    this.#tellUplink(fCnt, outgoing.fPort, 'failed', 'heard by no base station');
  }

  #transmit(outgoing: Outgoing, options: SendOptions): SentUplink {
    const { bytes, fPort, values } = outgoing;
    const { downlinks } = this.#parts;
    const confirmed = options.confirmed ?? false;
    const { phyPayload, fCnt } = this.#state.dataFrame(bytes, fPort, confirmed);
    const at = options.at ?? this.#parts.clock.now() - (options.queuedAtGatewayMs ?? 0);
    const receptions = this.#parts.radio.transmit({
      phyPayload,
      payloadLength: bytes.length,
      at,
      from: this.location,
      txPower: TX_POWER,
      random: this.#air,
      gateways: options.gateways ?? this.#options.gateways ?? 2,
    });
    const acknowledgedLater = confirmed && downlinks.carriesAcknowledgement(this.devEui, at);
    const taken = this.#parts.server.takeUplink(receptions, {
      acknowledgedLater,
      late: (options.queuedAtGatewayMs ?? 0) > 0,
      txPower: TX_POWER,
      ...(options.batteryLevel !== undefined && { batteryLevel: options.batteryLevel }),
      ...(this.#options.located === true &&
        options.withoutPosition !== true && { networkLocation: values?.location ?? this.location }),
    });
    if (taken === undefined) throw new NetworkError('bad-frame', `${this.devEui} sent frame ${fCnt} before`);
    this.#tellUplink(fCnt, fPort, 'ok', tellRadio(receptions));
    if (taken.acknowledged !== undefined) this.#state.acknowledged(taken.acknowledged);
    const { best, ack } = taken;
    downlinks.uplinkHeard(this.devEui, { at, best, ack, acknowledgementOwed: acknowledgedLater });
    return {
      devEui: this.devEui,
      devAddr: taken.devAddr,
      fCntUp: taken.fCntUp,
      at,
      fPort,
      payloadHex: taken.payloadHex,
      mic: taken.micHex,
      values,
      document: this.#write(taken, options),
    };
  }

  #hear(phyPayload: Uint8Array, at: EpochMs): void {
    const taken = this.#state.downlink(phyPayload);
    if (taken === undefined || taken.repeated || taken.fPort === null) return;
    const downlink = { fPort: taken.fPort, bytes: taken.payload, fCntDn: taken.fCntDn, at };
    this.#received.push(downlink);
    for (const tell of this.#watchers) tell(downlink);
  }

  #write({ document }: TakenUplink, { alter }: SendOptions): unknown {
    return uplinkInFlavour(
      alter === undefined ? document : alter(document),
      this.#options.flavour ?? 'numbers',
    );
  }

  #tellUplink(fCntUp: number, fPort: number | null, outcome: 'ok' | 'failed', body: unknown): void {
    this.#parts.recorder.record({
      from: 'device',
      to: 'network-server',
      kind: 'radio',
      title: `uplink ${fCntUp}${fPort === null ? '' : ` on port ${fPort}`}${outcome === 'ok' ? '' : ', lost'}`,
      outcome,
      correlation: { devEui: this.devEui, fCntUp },
      body,
    });
  }
}

function tellRadio(receptions: readonly Reception[]) {
  const [best] = receptions;
  return {
    ...(best !== undefined && {
      phyPayload: toHex(best.phyPayload),
      dataRate: `SF${best.spreadingFactor}BW125`,
      frequency: best.channel.frequency,
      airtimeSeconds: best.airtimeSeconds,
    }),
    heardBy: receptions.map(({ gateway, rssi, snr }) => ({ gateway: gateway.lrrId, rssi, snr })),
  };
}

function somewhereAround(centre: Position, random: Random): Position {
  const offset = () => Math.round((random.next() - 0.5) * 0.06 * 1e4) / 1e4;
  return {
    latitude: Math.round((centre.latitude + offset()) * 1e4) / 1e4,
    longitude: Math.round((centre.longitude + offset()) * 1e4) / 1e4,
  };
}

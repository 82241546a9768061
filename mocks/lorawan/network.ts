import type { Clock } from '../../src/clock/index.ts';
import type { Random } from '../../src/random/index.ts';
import type { Recorder } from '../../src/recording/index.ts';
import type { Device, DeviceOptions } from './device.ts';
import { type DevEui, devEuiFromBytes, type Position, parseDevEui } from './devices/index.ts';
import {
  type ApplicationServer,
  type DownlinkAnswer,
  type DownlinkFault,
  type DownlinkRequest,
  Downlinks,
} from './downlinks/index.ts';
import { NetworkError } from './errors.ts';
import { NetworkServer } from './network-server/index.ts';
import { placeGateways, Radio } from './radio/index.ts';
import { type SentUplink, SentUplinks } from './sent-uplink.ts';
import { SimulatedDevice } from './simulated-device.ts';
import { Timers } from './timers.ts';
import { type HttpDelivery, Wire, type WireFault } from './wire/index.ts';

type Qos = 0 | 1 | 2;

/** How the network hands its documents over, and gets downlinks: a client of any MQTT broker. */
export interface NetworkMqtt {
  publish(topic: string, payload: string | Uint8Array, options: { qos: Qos }): Promise<void>;
  /** Without it the network takes no downlinks. */
  subscribe?(
    filter: string,
    qos: Qos,
    handler: (topic: string, payload: Uint8Array) => void | Promise<void>,
  ): Promise<void>;
}

/** What a network is made of, and how it differs from a usual one. */
export interface NetworkParts {
  readonly clock: Clock;
  /** Everything that the network makes up follows from it: the same seed gives the same bytes. */
  readonly random: Random;
  readonly recorder: Recorder;
  readonly mqtt: NetworkMqtt;
  /** Who may send downlinks, and signs them; anybody by default. */
  readonly applicationServer?: ApplicationServer;
  /**
   * Downlinks to devices that are not its own are refused, as a network does; true by default. False where the broker is
   * shared with other networks, whose devices they may be.
   */
  readonly refusesUnknownDevices?: boolean;
  /** How often a confirmed downlink goes on air until the device acknowledges it; 3 by default. */
  readonly confirmedTries?: number;
  /** `100000000` by default. */
  readonly customerId?: string;
  /** 1 by default. */
  readonly qos?: Qos;
  /** How far the network's clock is ahead of UTC; 60 by default: times in documents carry an offset. */
  readonly utcOffsetMinutes?: number;
  /** Base stations; 4 by default. */
  readonly gateways?: number;
  /** Around which the base stations stand and devices without a place of their own lie. */
  readonly centre?: Position;
  /** Uplinks that {@link Network.sent} remembers; 10 000 by default. */
  readonly remembered?: number;
}

/** Simulated devices, the radio and their network server, which publishes on MQTT what it takes. */
export interface Network {
  /** Adds a device that has joined already. @throws NetworkError bad-dev-eui, bad-key, device-exists */
  addDevice(options: DeviceOptions): Device;
  /** @throws NetworkError unknown-device */
  device(devEui: string): Device;
  devices(): readonly Device[];
  /** Publishes anything by MQTT in the name of a device: a document, or raw text or bytes as they are. */
  publish(devEui: string, document: unknown, topic?: string): Promise<void>;
  /** Hands the document of a sent uplink over once more, to the byte. */
  redeliver(sent: SentUplink): Promise<void>;
  /** What was sent, oldest first: the truth that Cumulocity has to hold. */
  sent(): readonly SentUplink[];
  /** Calls `onSent` for each uplink sent from now on, until the returned function is called. */
  watch(onSent: (uplink: SentUplink) => void): () => void;
  /** Resolves when downlinks are listened for; at once where the client can't subscribe. Rejects when it was refused. */
  ready(): Promise<void>;
  /** Takes a downlink by HTTP, `…/downlink?DevEUI=…&FPort=…&Payload=…`; the status is 200, or 350 where it is refused. */
  postDownlink(url: string): DownlinkAnswer;
  /** From now on only this application server may send downlinks; without one, anybody. */
  acceptDownlinksFrom(applicationServer?: ApplicationServer): void;
  /** How often a downlink was asked for, with a valid document or an invalid one. */
  downlinksAsked(): number;
  /** The downlinks that were asked for, oldest first, whatever became of them: the last thousand that could be read. */
  downlinks(): readonly DownlinkRequest[];
  /** How many downlinks wait for the device, or for its acknowledgement. @throws NetworkError unknown-device */
  waiting(devEui: string): number;
  /** Lets something go wrong on the way to devices; what comes back lifts it. @throws NetworkError bad-dev-eui */
  downlinkFault(fault: DownlinkFault): () => void;
  /** Lets something happen to uplink documents on their way; what comes back lifts it. @throws NetworkError bad-dev-eui */
  wireFault(fault: WireFault): () => void;
  /**
   * Documents of devices go by HTTP instead of MQTT, until the returned function is called.
   * @throws NetworkError bad-dev-eui
   */
  deliverByHttp(delivery: HttpDelivery): () => void;
  /** Cancels what is to come: receive windows, expiries, what is delayed or to be tried again. Afterwards no timer is left. */
  close(): void;
}

const PARIS: Position = { latitude: 48.8566, longitude: 2.3522 };

/**
 * Creates a network without devices, which publishes by the given MQTT client and listens for downlinks where that can
 * subscribe. Nothing is on air before a device of {@link Network.addDevice} sends. Whoever made it calls
 * {@link Network.close}, or its timers stay.
 */
export function createNetwork(parts: NetworkParts): Network {
  return new SimulatedNetwork(parts);
}

class SimulatedNetwork implements Network {
  readonly #parts: NetworkParts;
  readonly #centre: Position;
  readonly #radio: Radio;
  readonly #server: NetworkServer;
  readonly #devices = new Map<DevEui, Device>();
  readonly #sent: SentUplinks;
  readonly #downlinks: Downlinks;
  readonly #wire: Wire;
  readonly #timers: Timers;
  readonly #ready: Promise<void>;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
    this.#centre = parts.centre ?? PARIS;
    this.#radio = new Radio(placeGateways(parts.random.fork('gateways'), parts.gateways ?? 4, this.#centre));
    const operator = {
      customerId: parts.customerId ?? '100000000',
      utcOffsetMinutes: parts.utcOffsetMinutes ?? 60,
    };
    this.#server = new NetworkServer(parts.random.fork('network server'), operator);
    this.#sent = new SentUplinks(parts.remembered ?? 10_000);
    const { clock, recorder } = parts;
    this.#timers = new Timers(clock);
    this.#wire = new Wire({
      clock,
      random: parts.random.fork('wire'),
      recorder,
      timers: this.#timers,
      utcOffsetMinutes: operator.utcOffsetMinutes,
      publish: (devEui, document) => this.publish(devEui, document),
    });
    this.#downlinks = new Downlinks({
      clock,
      random: parts.random.fork('downlink faults'),
      recorder,
      timers: this.#timers,
      server: this.#server,
      operator,
      lrrId: this.#radio.gateways[0]?.lrrId ?? '00000000',
      publish: (devEui, document) => this.#wire.carry(devEui, document),
      applicationServer: parts.applicationServer,
      confirmedTries: parts.confirmedTries ?? 3,
      refusesUnknownDevices: parts.refusesUnknownDevices ?? true,
    });
    this.#ready = this.#listen();
    // Whoever needs downlinks asks ready(); for the others a refusal is no error.
    this.#ready.catch(() => undefined);
  }

  addDevice(options: DeviceOptions): Device {
    const number = this.#devices.size + 1;
    const { random } = this.#parts;
    const devEui =
      options.devEui === undefined
        ? madeUpDevEui(random.fork(`DevEUI ${number}`))
        : parseDevEui(options.devEui);
    if (this.#devices.has(devEui)) throw new NetworkError('device-exists', devEui);
    const device = new SimulatedDevice(
      { name: `device-${number}`, ...options },
      {
        devEui,
        centre: this.#centre,
        random: random.fork(`device ${devEui}`),
        clock: this.#parts.clock,
        recorder: this.#parts.recorder,
        radio: this.#radio,
        server: this.#server,
        downlinks: this.#downlinks,
        sent: this.#sent,
        publish: (document) => this.#wire.deliver(devEui, document),
      },
    );
    this.#devices.set(devEui, device);
    return device;
  }

  device(devEui: string): Device {
    const device = this.#devices.get(parseDevEui(devEui));
    if (device === undefined) throw new NetworkError('unknown-device', devEui);
    return device;
  }

  devices(): readonly Device[] {
    return [...this.#devices.values()];
  }

  publish(devEui: string, document: unknown, topic = uplinkTopic(devEui)): Promise<void> {
    const raw = typeof document === 'string' || document instanceof Uint8Array;
    return this.#publish(topic, raw ? document : JSON.stringify(document));
  }

  redeliver(sent: SentUplink): Promise<void> {
    return this.#wire.carry(sent.devEui, sent.document);
  }

  sent(): readonly SentUplink[] {
    return this.#sent.all();
  }

  watch(onSent: (uplink: SentUplink) => void): () => void {
    return this.#sent.watch(onSent);
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  postDownlink(url: string): DownlinkAnswer {
    return this.#downlinks.post(url);
  }

  acceptDownlinksFrom(applicationServer?: ApplicationServer): void {
    this.#downlinks.acceptFrom(applicationServer);
  }

  downlinksAsked(): number {
    return this.#downlinks.asked;
  }

  downlinks(): readonly DownlinkRequest[] {
    return this.#downlinks.taken();
  }

  waiting(devEui: string): number {
    return this.#downlinks.waiting(this.device(devEui).devEui);
  }

  downlinkFault(fault: DownlinkFault): () => void {
    return this.#downlinks.addFault(fault);
  }

  wireFault(fault: WireFault): () => void {
    return this.#wire.addFault(fault);
  }

  deliverByHttp(delivery: HttpDelivery): () => void {
    return this.#wire.deliverByHttp(delivery);
  }

  close(): void {
    this.#timers.close();
    this.#wire.close();
  }

  #listen(): Promise<void> {
    const { mqtt, clock, qos } = this.#parts;
    return clock.activity('the network listens for downlinks', async () => {
      await mqtt.subscribe?.(DOWNLINK_TOPICS, qos ?? 1, (topic, payload) =>
        this.#downlinks.take(topic, payload),
      );
    });
  }

  #publish(topic: string, payload: string | Uint8Array): Promise<void> {
    return this.#parts.clock.activity(`the network publishes to ${topic}`, () =>
      this.#parts.mqtt.publish(topic, payload, { qos: this.#parts.qos ?? 1 }),
    );
  }
}

/** ThingPark's topics for what goes to a device. */
const DOWNLINK_TOPICS = 'mqtt/things/+/downlink';

/** ThingPark's topic for what comes from a device, and for reports about what went to it. */
function uplinkTopic(devEui: string): string {
  return `mqtt/things/${devEui}/uplink`;
}

/**
 * A locally administered EUI-64 (IEEE, "Guidelines for use of EUI"): it can't be anybody's real device. It has a letter, so
 * that upper and lower case differ.
 */
function madeUpDevEui(random: Random): DevEui {
  for (;;) {
    const bytes = random.bytes(8);
    bytes[0] = ((bytes[0] ?? 0) & 0xfc) | 0x02;
    const devEui = devEuiFromBytes(bytes);
    if (devEui !== devEui.toLowerCase()) return devEui;
  }
}

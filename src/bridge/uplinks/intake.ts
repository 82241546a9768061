import { isoTime } from '../../clock/index.ts';
import type { DeviceSightings } from '../devices/device.ts';
import type { EventLog } from '../events/event.ts';
import type { RoutingTable } from '../flows/routing-table.ts';
import type { BridgeParts } from '../parts.ts';
import type { AppendLog } from '../storage/storage.ts';
import { FrameWindow, frameKey } from './frame-window.ts';
import { type NetworkMessage, readMessage } from './read-message.ts';
import { SeldomPerDevice } from './seldom-per-device.ts';
import type { Uplink } from './uplink.ts';
import { openUplinkLog, type RoutedUplink } from './uplink-log.ts';

/** How many messages came in, by what became of them. */
export interface IntakeCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly unrouted: number;
  /** Join requests, acknowledgements without payload and documents of other roots. */
  readonly filtered: number;
  readonly invalid: number;
}

/** Takes uplinks in: what it has accepted is durable. */
export interface Intake {
  /** Recalls the frames that were accepted lately; to be awaited before anything is accepted. */
  start(): Promise<void>;
  /** Takes one document in; `way` says how it came, for people. Resolves when it need not be sent again. */
  accept(payload: Uint8Array, way: string): Promise<void>;
  counts(): IntakeCounts;
}

export type IntakeDeps = Pick<BridgeParts, 'clock' | 'router' | 'storage' | 'logger'> & {
  readonly routing: RoutingTable;
  readonly sightings: DeviceSightings;
  readonly events: EventLog;
  /** So many of the last accepted frames are recognised when they come again. Default 100 000. */
  readonly rememberFrames?: number;
  /** Told the connections to which a filtered message would have gone. */
  readonly onFiltered?: (connectionIds: readonly string[]) => void;
  /** Given the documents of other roots, such as `DevEUI_downlink_Sent`; they are acknowledged when it resolves. */
  readonly onReport?: (root: string, body: unknown) => Promise<void>;
};

/** Unrouted uplinks of one device are told once in this time: a fleet that nobody connected is no flood of events. */
const UNROUTED_EVENT_EVERY_MS = 3_600_000;
const RECALL_PAGE = 1000;

/** Makes the intake; nothing is subscribed before it is started. */
export function createIntake(deps: IntakeDeps): Intake {
  return new UplinkIntake(deps);
}

/** Uplinks that are being stored together. */
interface Batch {
  readonly entries: RoutedUplink[];
  /** Of their frames. */
  readonly keys: string[];
  readonly stored: Promise<void>;
}

const DONE = Promise.resolve();

class UplinkIntake implements Intake {
  readonly #deps: IntakeDeps;
  readonly #log: AppendLog<RoutedUplink>;
  readonly #frames: FrameWindow;
  readonly #unroutedTold = new SeldomPerDevice(UNROUTED_EVENT_EVERY_MS);
  #batch: Batch | undefined;
  #now = { at: Number.NaN, text: '' };
  readonly #counts = { accepted: 0, duplicates: 0, unrouted: 0, filtered: 0, invalid: 0 };

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
    this.#log = openUplinkLog(deps.storage);
    this.#frames = new FrameWindow(deps.rememberFrames ?? 100_000);
  }

  start(): Promise<void> {
    return this.#deps.clock.activity('recall accepted frames', () => this.#recall());
  }

  counts(): IntakeCounts {
    return { ...this.#counts };
  }

  async #recall(): Promise<void> {
    for (let after = 0; ; ) {
      const page = await this.#log.read(after, RECALL_PAGE);
      for (const { value } of page) this.#frames.remember(frameKey(value.uplink.identity), DONE);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.position;
    }
  }

  accept(payload: Uint8Array, way: string): Promise<void> {
    return this.#deps.clock.activity('uplink intake', () =>
      this.#take(readMessage(payload, this.#receivedAt()), way),
    );
  }

  /** Many come within one millisecond. */
  #receivedAt(): string {
    const now = this.#deps.clock.now();
    if (this.#now.at !== now) this.#now = { at: now, text: isoTime(now) };
    return this.#now.text;
  }

  #take(message: NetworkMessage, way: string): Promise<void> {
    switch (message.kind) {
      case 'data':
        return this.#takeUplink(message);
      case 'other':
        return this.#takeOther(message);
      case 'invalid':
        this.#tellInvalid(message, way);
        break;
      default:
        this.#filter(message);
    }
    return DONE;
  }

  async #takeOther({ root, body }: Extract<NetworkMessage, { kind: 'other' }>): Promise<void> {
    this.#counts.filtered += 1;
    this.#deps.logger.debug({ root }, 'document of another kind');
    await this.#deps.onReport?.(root, body);
  }

  #takeUplink({ uplink, text }: Extract<NetworkMessage, { kind: 'data' }>): Promise<void> {
    const key = frameKey(uplink.identity);
    const known = this.#frames.find(key);
    if (known !== undefined) {
      this.#counts.duplicates += 1;
      // Acknowledged only when its twin is durable; if that fails, this one fails as well and comes again.
      return known;
    }
    const { router, routing, sightings } = this.#deps;
    sightings.seen({
      devEui: uplink.devEui,
      time: uplink.time,
      tags: uplink.tags,
      ...(uplink.name === undefined ? {} : { name: uplink.name }),
      ...(uplink.driverCfg === undefined ? {} : { driverCfg: uplink.driverCfg }),
    });
    const routes = router.route(uplink, routing);
    // Nothing is made of it, so nothing is remembered: it may come again once its device has a connection.
    if (routes.length === 0) {
      this.#tellUnrouted(uplink);
      return DONE;
    }
    this.#batch ??= this.#beginBatch();
    this.#batch.entries.push({ uplink, document: text, routes });
    this.#batch.keys.push(key);
    this.#frames.remember(key, this.#batch.stored);
    return this.#batch.stored;
  }

  /** What comes in one turn, as by one read from a socket, shares one append and one promise. */
  #beginBatch(): Batch {
    const entries: RoutedUplink[] = [];
    const keys: string[] = [];
    const stored = this.#deps.clock.activity('store uplinks', async () => {
      await DONE;
      this.#batch = undefined;
      try {
        await this.#log.append(entries);
      } catch (error) {
        for (const key of keys) this.#frames.forget(key);
        throw error;
      }
      this.#counts.accepted += entries.length;
      for (const entry of entries) this.#tellAccepted(entry);
    });
    return { entries, keys, stored };
  }

  #tellAccepted({ uplink: { devEui, fCntUp }, routes }: RoutedUplink): void {
    const connectionIds = routes.map(({ connectionId }) => connectionId);
    this.#deps.logger.debug({ devEui, fCntUp, connectionIds }, 'uplink accepted');
  }

  #tellUnrouted(uplink: Uplink): void {
    this.#counts.unrouted += 1;
    const { devEui, fCntUp } = uplink;
    if (!this.#unroutedTold.isDue(devEui, this.#deps.clock.now())) return;
    this.#deps.events.add({
      type: 'message-unrouted',
      severity: 'warning',
      message: `Message without route: no flow matches device ${devEui} and no connection is assigned to it; its uplinks are let go (told once an hour)`,
      devEui,
      fCntUp,
    });
  }

  #filter(message: Extract<NetworkMessage, { kind: 'join' | 'empty' }>): void {
    this.#counts.filtered += 1;
    const { devEui, tags, name, time = isoTime(this.#deps.clock.now()) } = message;
    // A join is no uplink: the device list's "last uplink" stays as it is.
    if (message.kind === 'empty') {
      this.#deps.sightings.seen({ devEui, time, tags, ...(name === undefined ? {} : { name }) });
    }
    const routes = this.#deps.router.route({ devEui, tags }, this.#deps.routing);
    if (routes.length > 0) this.#deps.onFiltered?.(routes.map(({ connectionId }) => connectionId));
  }

  #tellInvalid(message: Extract<NetworkMessage, { kind: 'invalid' }>, way: string): void {
    this.#counts.invalid += 1;
    this.#deps.events.add({
      type: 'message-invalid',
      severity: 'error',
      message: `Message invalid: what came by ${way} can't be read as an uplink and is set aside: ${message.reason}`,
      ...(message.devEui === undefined ? {} : { devEui: message.devEui }),
    });
  }
}

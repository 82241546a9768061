import type { DeviceRegistry } from '../../cumulocity/device-registry.ts';
import { CumulocityError } from '../../cumulocity/errors.ts';
import { LruMap } from '../../cumulocity/lru-map.ts';
import { idOf } from '../../drivers/resolve-driver.ts';
import type { LogEntry, Position } from '../../storage/storage.ts';
import type { Uplink } from '../uplink.ts';
import type { RoutedUplink } from '../uplink-log.ts';
import type { DeliveryDeps, DeliveryLink } from './delivery-deps.ts';
import { expiry } from './expiry.ts';
import { inParallel } from './in-parallel.ts';
import type { DeviceSlot, Job, Outcome } from './job.ts';
import { LinkBroken } from './link-broken.ts';
import { prepare } from './prepare.ts';
import { retrying } from './retrying.ts';
import { SignalFlag } from './signal-flag.ts';
import { Writer } from './writer.ts';

/** A position that moved only over other connections' uplinks is stored after this many of them. */
const SKIP_UNSTORED = 1000;
const LOCATED_DEVICES = 100_000;

/**
 * One connection's way through the log of accepted uplinks. It outlives the links: what a link leaves undone waits
 * here, with what of it is done, for the next one; and behind it, in the log, waits the rest.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #loaded: Promise<void>;
  readonly #lastLocated = new LruMap<string, string>(LOCATED_DEVICES);
  #cursor: Position = 0;
  #stored: Position = 0;
  /** So many of the next own uplinks may have been under way when the bridge was stopped. */
  #suspects = 0;
  #suspectsEnd: Position = 0;
  #batch: readonly Job[] = [];
  #batchEnd: Position = 0;
  #registry: DeviceRegistry | undefined;

  /** `initial`: where a connection that has no position yet begins: at the log's end of its creation. */
  constructor(deps: DeliveryDeps, initial: Position) {
    this.#deps = deps;
    this.#loaded = deps.clock.activity('load delivery position', () => this.#load(initial));
    // Whoever runs the delivery is told of a failure; before that nobody is there to hear of it.
    this.#loaded.catch(() => {});
  }

  /**
   * Delivers until the link breaks or is aborted; never returns otherwise.
   *
   * @throws {LinkBroken} saying why; another error when the bridge's own storage fails
   */
  async run(link: DeliveryLink): Promise<never> {
    const { clock, log } = this.#deps;
    const wake = new SignalFlag();
    const unwatch = log.watch(() => wake.raise());
    const abort = () => wake.raise();
    link.signal.addEventListener('abort', abort);
    try {
      await this.#loaded;
      if (link.registry !== this.#registry) {
        // Other settings, perhaps another platform: where its devices are is not known.
        this.#registry = link.registry;
        this.#lastLocated.clear();
      }
      for (;;) {
        if (link.signal.aborted) throw new LinkBroken('aborted', 'the link is being closed');
        if (this.#batch.length === 0 && !(await this.#take())) {
          await clock.wait('uplinks to deliver', wake.next());
          continue;
        }
        await this.#deliver(link);
      }
    } finally {
      unwatch();
      link.signal.removeEventListener('abort', abort);
    }
  }

  /** Resolves when a new connection's position is durable. */
  get ready(): Promise<void> {
    return this.#loaded;
  }

  async #load(initial: Position): Promise<void> {
    const { positions, connectionId, log, limits } = this.#deps;
    const { position, isNew } = await positions.load(connectionId, initial);
    this.#cursor = position;
    this.#stored = position;
    this.#suspects = isNew ? 0 : limits.batch;
    this.#suspectsEnd = log.end();
  }

  /** Takes the next part of the log; false when there is none at present. */
  async #take(): Promise<boolean> {
    const entries = await this.#deps.log.read(this.#cursor, this.#deps.limits.batch);
    const last = entries.at(-1);
    if (last === undefined) return false;
    const devices = new Map<string, DeviceSlot>();
    this.#batch = entries.flatMap((entry) => this.#jobOf(entry, devices));
    this.#batchEnd = last.position;
    if (this.#batch.length === 0) await this.#moveOn(last.position - this.#stored >= SKIP_UNSTORED);
    return true;
  }

  #jobOf({ position, value }: LogEntry<RoutedUplink>, devices: Map<string, DeviceSlot>): Job[] {
    const { uplink, routes } = value;
    const route = routes.find(({ connectionId }) => connectionId === this.#deps.connectionId);
    if (route === undefined) return [];
    const suspect = this.#suspects > 0 && position <= this.#suspectsEnd;
    if (suspect) this.#suspects -= 1;
    const device = devices.get(uplink.devEui) ?? { devEui: uplink.devEui, model: modelOf(uplink), jobs: [] };
    devices.set(uplink.devEui, device);
    const job: Job = { position, uplink, route, device, suspect, rejected: false };
    device.jobs.push(job);
    return [job];
  }

  async #deliver(link: DeliveryLink): Promise<void> {
    const { drivers, mapper, events } = this.#deps;
    const { connection } = link;
    const isOpen = (job: Job) => job.outcome === undefined;
    for (const job of this.#batch.filter(isOpen)) this.#expire(link, job);
    await prepare({ connection, drivers, mapper, events }, this.#batch.filter(isOpen));
    await this.#register(link, this.#batch.filter(isOpen));
    await this.#writer(link).write(this.#batch.filter(isOpen));
    for (const job of this.#batch.filter(isOpen)) {
      if (job.device.id === undefined) this.#skip(link, job);
      else this.#finish(job, job.rejected ? 'rejected' : 'delivered');
    }
    await this.#moveOn(true);
  }

  async #moveOn(store: boolean): Promise<void> {
    this.#cursor = this.#batchEnd;
    this.#batch = [];
    if (!store) return;
    this.#stored = this.#cursor;
    await this.#deps.positions.move(this.#deps.connectionId, this.#cursor);
  }

  #writer(link: DeliveryLink): Writer {
    const { events, limits } = this.#deps;
    const { client, registry, connection } = link;
    return new Writer({
      client,
      registry,
      events,
      connection,
      limits,
      retry: this.#retry(link),
      lastLocated: this.#lastLocated,
      register: (device) => this.#registerOne(link, device),
    });
  }

  #retry({ signal }: DeliveryLink) {
    return { clock: this.#deps.clock, signal, delaysMs: this.#deps.limits.retryDelaysMs };
  }

  /** Finds the managed object of each device; a device that the platform refuses takes only its own uplinks along. */
  async #register(link: DeliveryLink, jobs: readonly Job[]): Promise<void> {
    const devices = [...new Set(jobs.map((job) => job.device))];
    await inParallel(devices, this.#deps.limits.parallel, async (device) => {
      try {
        await this.#registerOne(link, device);
      } catch (error) {
        if (!(error instanceof CumulocityError)) throw error;
        for (const job of device.jobs) if (job.outcome === undefined) this.#reject(link, job, error.message);
        return;
      }
      if (device.id !== undefined) return;
      for (const job of device.jobs) if (job.outcome === undefined) this.#skip(link, job);
    });
  }

  async #registerOne(link: DeliveryLink, device: DeviceSlot): Promise<void> {
    const id = await retrying(this.#retry(link), () => link.registry.resolve(device));
    if (id === undefined) delete device.id;
    else device.id = id;
  }

  #expire({ connection }: DeliveryLink, job: Job): void {
    // What was begun is finished: half an uplink helps nobody.
    if (job.writes?.some((write) => write.done)) return;
    const { uplink, route } = job;
    const limits = [route.uplinkTimeValidity, connection.configuration.uplinkTimeValidity];
    const expired = expiry(uplink.time, this.#deps.clock.now(), limits);
    if (expired === undefined) return;
    this.#tell(job, 'message-expired', 'warning', `Message expired: ${expired}`, connection.name);
    this.#finish(job, 'expired');
  }

  #skip({ connection }: DeliveryLink, job: Job): void {
    const text = 'Device not created: it is unknown in Cumulocity and createDevices is false';
    this.#tell(job, 'device-not-created', 'error', text, connection.name);
    this.#finish(job, 'skipped');
  }

  #reject({ connection }: DeliveryLink, job: Job, reason: string): void {
    const text = `Message rejected: its device can't be registered (${reason})`;
    this.#tell(job, 'message-rejected', 'error', text, connection.name);
    this.#finish(job, 'rejected');
  }

  #tell(
    { uplink: { devEui, fCntUp } }: Job,
    type: 'message-expired' | 'message-rejected' | 'device-not-created',
    severity: 'warning' | 'error',
    text: string,
    connectionName: string,
  ): void {
    this.#deps.events.add({
      type,
      severity,
      message: `${text}; uplink ${fCntUp} of device ${devEui} is not sent by connection ${connectionName}`,
      connectionId: this.#deps.connectionId,
      devEui,
      fCntUp,
    });
  }

  #finish(job: Job, outcome: Outcome): void {
    job.outcome = outcome;
    this.#deps.onOutcome(job.uplink.devEui, outcome);
  }
}

/** `pId:mId:ver` of the device's model, else of its driver; blank without one. */
function modelOf({ driverCfg }: Uplink): string {
  const part = driverCfg?.model ?? driverCfg?.application;
  return part === undefined ? (driverCfg?.id ?? '') : idOf(part);
}

import type { DeviceRegistry } from '../../cumulocity/device-registry.ts';
import { CumulocityError } from '../../cumulocity/errors.ts';
import { RecentMap } from '../../recent-map.ts';
import type { Position } from '../../storage/storage.ts';
import { Backlog } from './backlog.ts';
import { Caretaker } from './caretaker.ts';
import type { DeliveryDeps, DeliveryLink } from './delivery-deps.ts';
import { expiry } from './expiry.ts';
import { inParallel } from './in-parallel.ts';
import { type DeviceSlot, isUnderWay, type Job, type Outcome } from './job.ts';
import { LinkBroken } from './link-broken.ts';
import { look } from './look.ts';
import { Pace } from './pace.ts';
import { Postponed } from './postponed.ts';
import { prepare } from './prepare.ts';
import { type RetryOptions, rested, retrying } from './retrying.ts';
import { SignalFlag } from './signal-flag.ts';
import { Writer } from './writer.ts';

const LOCATED_DEVICES = 100_000;

/** A link with what one delivery over it needs. */
interface Run extends DeliveryLink {
  readonly retry: RetryOptions;
}

/**
 * One connection's way through the log of accepted uplinks. It outlives the links: what a link leaves undone waits
 * here, with what of it is done, for the next one; and behind it, in the log, waits the rest.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #backlog: Backlog;
  readonly #caretaker: Caretaker;
  readonly #initial: Position;
  #loading: Promise<void> | undefined;
  readonly #lastLocated = new RecentMap<string, string>(LOCATED_DEVICES);
  #registry: DeviceRegistry | undefined;
  #closed = false;

  /** `initial`: where a connection that has no position yet begins: at the log's end of its creation. */
  constructor(deps: DeliveryDeps, initial: Position) {
    this.#deps = deps;
    this.#backlog = new Backlog(deps);
    this.#caretaker = new Caretaker(deps, this.#backlog);
    this.#initial = initial;
    // Whoever runs the delivery is told of a failure; before that nobody is there to hear of it.
    this.#load().catch(() => {});
  }

  /** Loads the position once; after a failure the next one who needs it tries again. */
  #load(): Promise<void> {
    this.#loading ??= this.#deps.clock.activity('load delivery position', async () => {
      try {
        await this.#backlog.load(this.#initial);
      } catch (error) {
        this.#loading = undefined;
        throw error;
      }
      this.#leaveAlone();
    });
    return this.#loading;
  }

  /**
   * Delivers until the link breaks or is aborted; never returns otherwise.
   *
   * @throws {LinkBroken} saying why; another error when the bridge's own storage fails
   */
  async run(link: DeliveryLink): Promise<never> {
    const { clock, limits, log } = this.#deps;
    const { signal } = link;
    const run: Run = {
      ...link,
      retry: { clock, signal, delaysMs: limits.retryDelaysMs, pace: new Pace() },
    };
    const wake = new SignalFlag();
    const abort = () => wake.raise();
    await this.#load();
    await this.#caretaker.end();
    const unwatch = log.watch(() => wake.raise());
    signal.addEventListener('abort', abort);
    try {
      if (link.registry !== this.#registry) {
        // Other settings, perhaps another platform: where its devices are is not known.
        this.#registry = link.registry;
        this.#lastLocated.clear();
      }
      for (;;) {
        if (signal.aborted) throw new LinkBroken('aborted', 'the link is being closed');
        if (this.#backlog.batch.length === 0 && !(await this.#backlog.take())) {
          await clock.wait('uplinks to deliver', wake.next());
          continue;
        }
        await this.#deliverAsFast(run);
      }
    } finally {
      unwatch();
      signal.removeEventListener('abort', abort);
      this.#leaveAlone();
    }
  }

  /** Accepted uplinks that were not passed yet, those of other connections among them. */
  get waiting(): number {
    return this.#backlog.waiting();
  }

  /** Resolves when a new connection's position is durable. */
  get ready(): Promise<void> {
    return this.#load();
  }

  /** Ends for good what goes on beside the links. */
  async close(): Promise<void> {
    this.#closed = true;
    // A failure to load has been told on the connection, if it ever ran.
    await this.#loading?.catch(() => {});
    await this.#caretaker.end();
  }

  /** The connection was deleted, and this delivery closed: tells what it will never send. */
  async abandon(): Promise<void> {
    await this.#load();
    await this.#backlog.abandon();
  }

  #leaveAlone(): void {
    if (!this.#closed) this.#caretaker.begin();
  }

  /** As fast as the platform wants it: after a rest all that is left is looked at anew, for it has grown older. */
  async #deliverAsFast(run: Run): Promise<void> {
    try {
      await this.#deliver(run);
    } catch (error) {
      if (!(error instanceof Postponed)) throw error;
      const { clock, pace } = run.retry;
      await rested(run.retry, pace.restMs(clock.now()));
    }
  }

  async #deliver(run: Run): Promise<void> {
    const { drivers, mapper, events } = this.#deps;
    const { connection } = run;
    const open = () => this.#backlog.batch.filter((job) => job.outcome === undefined);
    for (const job of open()) if (!isUnderWay(job)) this.#expire(run, job);
    await prepare({ connection, drivers, mapper, events }, open());
    await this.#expireDoubtful(run, open());
    await this.#register(run, open());
    await this.#writer(run).write(open());
    for (const job of open()) {
      if (job.device.id === undefined) this.#skip(run, job);
      else this.#finish(job, job.rejected ? 'rejected' : 'delivered');
    }
    await this.#backlog.done();
  }

  #writer(run: Run): Writer {
    const { events, limits } = this.#deps;
    const { client, registry, connection, retry } = run;
    return new Writer({
      client,
      registry,
      events,
      connection,
      limits,
      retry,
      lastLocated: this.#lastLocated,
      register: (device) => this.#registerOne(run, device),
    });
  }

  /** Finds the managed object of each device; a device that the platform refuses takes only its own uplinks along. */
  async #register(run: Run, jobs: readonly Job[]): Promise<void> {
    const devices = [...new Set(jobs.map((job) => job.device))];
    await inParallel(devices, this.#deps.limits.parallel, async (device) => {
      try {
        await this.#registerOne(run, device);
      } catch (error) {
        if (!(error instanceof CumulocityError)) throw error;
        for (const job of device.jobs) if (job.outcome === undefined) this.#reject(run, job, error.message);
        return;
      }
      if (device.id !== undefined) return;
      for (const job of device.jobs) if (job.outcome === undefined) this.#skip(run, job);
    });
  }

  async #registerOne({ registry, retry }: Run, device: DeviceSlot): Promise<void> {
    setId(device, await retrying(retry, () => registry.resolve(device)));
  }

  /**
   * Uplinks that are too old and of which nobody knows whether Cumulocity has them: the bridge looks before it says that
   * they were not sent. What was begun is finished: half an uplink helps nobody.
   */
  async #expireDoubtful(run: Run, jobs: readonly Job[]): Promise<void> {
    const doubtful = jobs.filter(
      (job) => !hasBegun(job) && this.#whyTooOld(run, job) !== undefined && isUnderWay(job),
    );
    const devices = new Map<DeviceSlot, Job[]>();
    for (const job of doubtful) devices.set(job.device, [...(devices.get(job.device) ?? []), job]);
    await inParallel([...devices], this.#deps.limits.parallel, async ([device, ofDevice]) => {
      // Not made for this: without an object nothing can have been stored.
      setId(device, await retrying(run.retry, () => run.registry.find(device.devEui)));
      const { id } = device;
      const writes = ofDevice.flatMap((job) => job.writes ?? []);
      if (id !== undefined) await retrying(run.retry, () => look(run.client, id, writes));
      for (const job of ofDevice) if (!hasBegun(job)) this.#expire(run, job);
    });
  }

  #whyTooOld({ connection }: Run, { uplink, route }: Job): string | undefined {
    const limits = [route.uplinkTimeValidity, connection.configuration.uplinkTimeValidity];
    return expiry(uplink.time, this.#deps.clock.now(), limits);
  }

  #expire(run: Run, job: Job): void {
    const expired = this.#whyTooOld(run, job);
    if (expired === undefined) return;
    this.#tell(job, 'message-expired', 'warning', `Message expired: ${expired}`, run.connection.name);
    this.#finish(job, 'expired');
  }

  #skip({ connection }: Run, job: Job): void {
    const text = 'Device not created: it is unknown in Cumulocity and createDevices is false';
    this.#tell(job, 'device-not-created', 'error', text, connection.name);
    this.#finish(job, 'skipped');
  }

  #reject({ connection }: Run, job: Job, reason: string): void {
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
    const { devEui, fCntUp } = job.uplink;
    // What is not delivered is told as an event, and so in the log.
    if (outcome === 'delivered') {
      const { logger, connectionId } = this.#deps;
      logger.debug({ connectionId, devEui, fCntUp }, 'uplink delivered');
    }
    this.#deps.onOutcome(devEui, outcome);
  }
}

function hasBegun({ writes }: Job): boolean {
  return writes?.some((write) => write.done) === true;
}

function setId(device: DeviceSlot, id: string | undefined): void {
  if (id === undefined) delete device.id;
  else device.id = id;
}

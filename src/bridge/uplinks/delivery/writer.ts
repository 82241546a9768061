import { CumulocityError } from '../../cumulocity/errors.ts';
import { LOCATION_EVENT_TYPE } from '../../cumulocity/mapper.ts';
import { inParallel } from './in-parallel.ts';
import type { DeviceSlot, EventWrite, Job, MeasurementWrite, PositionWrite, Write } from './job.ts';
import { look } from './look.ts';
import { retrying } from './retrying.ts';
import type { WriterDeps } from './writer-deps.ts';

/** The last moment that ISO 8601 writes with four digits of the year. */
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

/** A write with the job it belongs to. */
interface Task<W extends Write = Write> {
  readonly job: Job;
  readonly write: W;
}

/**
 * Writes jobs to Cumulocity. Within a device in the order of its uplinks, devices side by side; measurements of several
 * devices share requests. A write that the platform refuses for its own fault is set aside and told; anything else that
 * fails ends the delivery with what is done remembered.
 *
 * @throws {LinkBroken}
 */
export class Writer {
  readonly #deps: WriterDeps;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
  }

  async write(jobs: readonly Job[]): Promise<void> {
    const measurements = jobs.flatMap((job) =>
      (job.writes ?? []).flatMap((write) =>
        write.kind === 'measurement' && !write.done ? [{ job, write }] : [],
      ),
    );
    const { bulk, parallel } = this.#deps.limits;
    await inParallel(lanesOf(measurements, bulk, parallel), parallel, async (lane) => {
      for (let from = 0; from < lane.length; from += bulk) {
        await this.#sendMeasurements(lane.slice(from, from + bulk));
      }
    });
    // Only what was given: a device's other jobs have their outcome, though they may have writes that were never sent.
    await inParallel([...byDevice(jobs.filter(hasRest)).values()], parallel, async (ofDevice) => {
      for (const job of ofDevice) await this.#sendRest(job);
    });
  }

  async #sendMeasurements(tasks: readonly Task<MeasurementWrite>[]): Promise<void> {
    try {
      await this.#retrying(() => this.#tryMeasurements(tasks));
    } catch (error) {
      if (!(error instanceof CumulocityError)) throw error;
      const open = tasks.filter(isOpen);
      const [first] = open;
      if (first === undefined) return;
      if (open.length === 1) {
        await this.#sendAlone(first, error, () => this.#tryMeasurements([first]));
        return;
      }
      // One of them is at fault; nobody knows whether the platform kept the others (no source says that a bulk
      // request is all or nothing): halves find it, and each half looks before it is sent.
      for (const { write } of open) write.suspect = true;
      const middle = Math.ceil(open.length / 2);
      await this.#sendMeasurements(open.slice(0, middle));
      await this.#sendMeasurements(open.slice(middle));
    }
  }

  async #tryMeasurements(tasks: readonly Task<MeasurementWrite>[]): Promise<void> {
    await this.#lookBefore(tasks);
    const open = tasks.filter(isOpen);
    await this.#asWritten(open, () =>
      this.#deps.client.createMeasurements(
        open.map(({ job, write }) => ({ ...write.draft, sourceId: sourceOf(job) })),
      ),
    );
  }

  async #sendRest(job: Job): Promise<void> {
    for (const write of job.writes ?? []) {
      if (!isOpen({ job, write })) continue;
      if (write.kind === 'event') await this.#sendOne({ job, write }, () => this.#tryEvent({ job, write }));
      if (write.kind === 'position') {
        await this.#sendOne({ job, write }, () => this.#tryPosition({ job, write }));
      }
    }
  }

  async #tryEvent(task: Task<EventWrite>): Promise<void> {
    await this.#lookBefore([task]);
    if (task.write.done) return;
    await this.#asWritten([task], () =>
      this.#deps.client.createEvent({ ...task.write.draft, sourceId: sourceOf(task.job) }),
    );
  }

  /** A late frame must not bring a device back to where it was before. */
  async #tryPosition({ job, write }: Task<PositionWrite>): Promise<void> {
    const { devEui } = job.device;
    const { time, value } = write.located;
    const { client, lastLocated } = this.#deps;
    const last = lastLocated.get(devEui);
    const isNewest = last === undefined ? !(await this.#isLocatedLater(job, time)) : last <= time;
    if (isNewest) {
      await client.updatePosition(sourceOf(job), value);
      lastLocated.set(devEui, time);
    }
    write.done = true;
  }

  /** What was located before the bridge started is told by the event beside each position. */
  async #isLocatedLater(job: Job, time: string): Promise<boolean> {
    const later = await this.#deps.client.findEvents({
      sourceId: sourceOf(job),
      type: LOCATION_EVENT_TYPE,
      from: new Date(Date.parse(time) + 1).toISOString(),
      to: END_OF_TIME,
      limit: 1,
    });
    return later.length > 0;
  }

  async #sendOne(task: Task, attempt: () => Promise<void>): Promise<void> {
    try {
      await this.#retrying(attempt);
    } catch (error) {
      if (!(error instanceof CumulocityError)) throw error;
      await this.#sendAlone(task, error, attempt);
    }
  }

  /** A single write was refused: for its source that is gone, or for itself. */
  async #sendAlone(task: Task, refusal: CumulocityError, attempt: () => Promise<void>): Promise<void> {
    const { job } = task;
    if (!(await this.#isSourceGone(job, refusal))) {
      this.#setAside(task, refusal.message);
      return;
    }
    this.#deps.registry.forget(job.device.devEui, sourceOf(job));
    await this.#deps.register(job.device);
    if (job.device.id === undefined) return;
    // In the new object nothing is to be looked for, and where the old one was doesn't count.
    task.write.suspect = false;
    this.#deps.lastLocated.delete(job.device.devEui);
    try {
      await this.#retrying(attempt);
    } catch (error) {
      if (!(error instanceof CumulocityError)) throw error;
      this.#setAside(task, error.message);
    }
  }

  /** No source says how an unknown `source.id` is refused, 404 or 422: where it is not clear the bridge asks. */
  async #isSourceGone(job: Job, refusal: CumulocityError): Promise<boolean> {
    if (refusal.code === 'too-large') return false;
    return !(await this.#retrying(() => this.#deps.client.managedObjectExists(sourceOf(job))));
  }

  #setAside({ job, write }: Task, reason: string): void {
    write.done = true;
    job.rejected = true;
    const { devEui, fCntUp } = job.uplink;
    this.#deps.events.add({
      type: 'message-rejected',
      severity: 'error',
      message: `Message rejected: the ${write.kind} of uplink ${fCntUp} of device ${devEui} is set aside: ${reason}`,
      connectionId: this.#deps.connection.id,
      devEui,
      fCntUp,
    });
  }

  async #lookBefore(tasks: readonly Task<MeasurementWrite | EventWrite>[]): Promise<void> {
    const sources = new Map<string, (MeasurementWrite | EventWrite)[]>();
    for (const { job, write } of tasks) {
      if (!write.suspect || !isOpen({ job, write })) continue;
      const id = sourceOf(job);
      const writes = sources.get(id);
      if (writes === undefined) sources.set(id, [write]);
      else writes.push(write);
    }
    const { client, limits } = this.#deps;
    await inParallel([...sources], limits.parallel, ([sourceId, writes]) => look(client, sourceId, writes));
  }

  async #asWritten(tasks: readonly Task[], send: () => Promise<void>): Promise<void> {
    if (tasks.length === 0) return;
    try {
      await send();
    } catch (error) {
      if (error instanceof CumulocityError && error.maybeCarriedOut) {
        for (const { write } of tasks) write.suspect = true;
      }
      throw error;
    }
    for (const { write } of tasks) write.done = true;
  }

  #retrying<T>(call: () => Promise<T>): Promise<T> {
    return retrying(this.#deps.retry, call);
  }
}

/** A device that may not be registered again has no object any more: what is left for it is not sent. */
function isOpen({ job, write }: Task): boolean {
  return !write.done && job.device.id !== undefined;
}

function hasRest(job: Job): boolean {
  return (job.writes ?? []).some((write) => !write.done);
}

function byDevice(jobs: readonly Job[]): ReadonlyMap<DeviceSlot, Job[]> {
  const found = new Map<DeviceSlot, Job[]>();
  for (const job of jobs) {
    const ofDevice = found.get(job.device);
    if (ofDevice === undefined) found.set(job.device, [job]);
    else ofDevice.push(job);
  }
  return found;
}

/** Splits by device, so that lanes may run side by side; no more lanes than there are full requests. */
function lanesOf<W extends Write>(tasks: readonly Task<W>[], bulk: number, most: number): Task<W>[][] {
  const count = Math.min(most, Math.ceil(tasks.length / bulk));
  const lanes: Task<W>[][] = Array.from({ length: count }, () => []);
  const ofDevice = new Map<string, number>();
  for (const task of tasks) {
    const { devEui } = task.job.device;
    const lane = ofDevice.get(devEui) ?? ofDevice.size % count;
    ofDevice.set(devEui, lane);
    lanes[lane]?.push(task);
  }
  return lanes;
}

function sourceOf({ device }: Job): string {
  // A job without an object was given its outcome before; an empty source would be refused as any wrong one.
  return device.id ?? '';
}

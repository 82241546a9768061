import { z } from 'zod';
import { type Clock, eventually } from '../../src/clock/index.ts';
import { createRandom, type Random } from '../../src/random/index.ts';
import { Commanding, type CommandVerdict } from './commanding.ts';
import { planEpisodes } from './episodes.ts';
import { Healer } from './healing.ts';
import { type CrashVerdict, judgeCrash } from './judge.ts';
import { judgeMemory, type MemorySample, type MemoryVerdict } from './memory.ts';
import { helpUp } from './operator.ts';
import { openedSince, type ProbeSample } from './probe.ts';
import { play } from './soak-episode.ts';
import { createSurroundings, type EnduranceSurroundings } from './surroundings.ts';

export interface SoakOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly broker: 'mosquitto' | 'embedded';
  readonly minutes: number;
  readonly devices: number;
  /** Uplinks a second, all devices together. */
  readonly rate: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SoakProgress) => void;
}

export interface SoakProgress {
  readonly doing: string;
  readonly sent: number;
  readonly stored: number;
  /** Of the bridge, after a collection of garbage, as last looked at. */
  readonly heapBytes: number | undefined;
}

/** One counter of the bridge beside what it must be. */
export interface ComparedCounter {
  readonly name: string;
  readonly counted: number;
  readonly truth: number;
}

export interface SoakResult {
  readonly verdict: CrashVerdict;
  readonly memory: MemoryVerdict;
  readonly counters: readonly ComparedCounter[];
  readonly commands: CommandVerdict;
  /** What the bridge has open in the end and had not at the beginning. */
  readonly opened: readonly string[];
  /** What the world left behind: timers and clients. */
  readonly left: readonly string[];
  readonly episodes: number;
  readonly struck: ReadonlyMap<string, number>;
  readonly resent: number;
  readonly log: string;
}

/** The part of the run in which the bridge is restarted as well; its memory is watched in the rest. */
const RESTARTS_SHARE = 0.25;
const RESTARTS = 2;
/** The part of the watched time in which a bridge warms up. */
const WARM_UP_SHARE = 0.2;
/** The bridge keeps the ten thousand uplinks that it delivered last: until it has so many, its memory grows. */
const KEPT_FRAMES = 12_000;
const SAMPLES = 90;
/** How often a command is given, and how long after the last one none may be open. */
const COMMAND_EVERY_MS = 2000;
const COMMANDS_END_WITHIN_MS = 150_000;
/** How long connections that nobody uses any more may stay open. */
const IDLE_WITHIN_MS = 120_000;
/**
 * What the bridge remembers of each frame, so that a repeated one is recognised, in bytes of heap, and of how many at
 * most (two generations of a hundred thousand): the memory of it grows until it is full.
 */
const REMEMBERED = { bytes: 160, frames: 200_000 };

const metricsSchema = z.object({
  uplinksLast24h: z.number(),
  uplinksLast24hFailed: z.number(),
  messagesLost: z.number(),
  activeThingsLast24h: z.number(),
});

/** Soaks a world in mixed faults. @throws CannotRun when something is missing; the signal's reason when it was aborted */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const { clock, seed, devices, rate, broker } = options;
  const around = await createSurroundings({
    clock,
    seed,
    run: `soak ${seed}`,
    broker,
    devices,
    everyMs: (devices * 1000) / rate,
    probed: true,
  });
  try {
    const result = await new SoakRun(options, around).run();
    return { ...result, left: await around.close() };
  } finally {
    await around.close();
  }
}

class SoakRun {
  readonly #options: SoakOptions;
  readonly #around: EnduranceSurroundings;
  readonly #random: Random;
  readonly #healer: Healer;
  readonly #samples: MemorySample[] = [];
  readonly #struck = new Map<string, number>();
  readonly #commanding: Commanding;
  #episodes = 0;
  #nextCommandAt = Number.POSITIVE_INFINITY;
  /** Measurements stored from which on the memory is watched. */
  #warmAt = 0;
  #nextSampleAt = Number.POSITIVE_INFINITY;

  constructor(options: SoakOptions, around: EnduranceSurroundings) {
    this.#options = options;
    this.#around = around;
    this.#random = createRandom(options.seed).fork('soak');
    this.#commanding = new Commanding(around.world, this.#random.fork('commands'));
    const { clock, signal } = options;
    this.#healer = new Healer({ clock, signal, around, tell: (doing) => this.#tell(doing) });
  }

  async run(): Promise<Omit<SoakResult, 'left'>> {
    const { world, ledger, traffic } = this.#around;
    const totalMs = this.#options.minutes * 60_000;
    traffic.start();
    for (let restart = 1; restart <= RESTARTS; restart += 1) {
      await this.#play(`before restart ${restart}`, (totalMs * RESTARTS_SHARE) / RESTARTS);
      await world.bridge.stop('in-good-order');
      await world.bridge.start();
    }
    const before = await this.#freshBridge();
    const base = ledger.counts().sent;
    traffic.start();
    this.#warmAt = base + KEPT_FRAMES;
    await this.#watch(totalMs * (1 - RESTARTS_SHARE));
    await this.#healer.heal();
    const counters = await this.#compare(base);
    const commands = await this.#commandsEnded();
    const opened = await this.#stillOpen(before);
    const { frames, strangers } = await this.#around.contents();
    const verdict = judgeCrash(frames);
    const { sent, resent } = ledger.counts();
    const remembered = Math.min(REMEMBERED.frames, sent - base) * REMEMBERED.bytes;
    return {
      verdict: { ...verdict, faults: [...verdict.faults, ...strangers, ...world.unexpected()] },
      memory: judgeMemory(this.#samples, remembered),
      counters,
      commands,
      opened,
      episodes: this.#episodes,
      struck: this.#struck,
      resent,
      log: world.bridge.log(),
    };
  }

  /** A bridge that begins with nothing to do: its counters count from here on. */
  async #freshBridge(): Promise<ProbeSample> {
    const { world } = this.#around;
    await this.#healer.heal();
    await world.bridge.stop('in-good-order');
    await world.bridge.start();
    await this.#opened();
    // What starting needs is closed by then.
    await this.#pass(2000);
    return this.#around.probe();
  }

  async #watch(forMs: number): Promise<void> {
    const { clock } = this.#options;
    this.#nextSampleAt = clock.now() + forMs * WARM_UP_SHARE;
    await this.#play('watched', forMs);
    this.#nextSampleAt = Number.POSITIVE_INFINITY;
  }

  async #play(name: string, totalMs: number): Promise<void> {
    this.#nextCommandAt = this.#options.clock.now();
    for (const planned of planEpisodes(this.#random.fork(name), totalMs)) {
      this.#episodes += 1;
      this.#tell(planned.episode);
      await play(planned, {
        around: this.#around,
        random: this.#random.fork(`${name} ${this.#episodes}`),
        pass: (ms, how) => this.#pass(ms, how),
        onStruck: (hits) => {
          for (const [kind, count] of hits) this.#struck.set(kind, (this.#struck.get(kind) ?? 0) + count);
        },
      });
    }
    this.#nextCommandAt = Number.POSITIVE_INFINITY;
  }

  async #pass(ms: number, { helping } = { helping: true }): Promise<void> {
    const { clock, signal } = this.#options;
    const until = clock.now() + ms;
    while (clock.now() < until) {
      await clock.sleep(Math.min(250, Math.max(1, until - clock.now())), { name: 'soak', signal });
      if (helping) await helpUp(this.#around);
      this.#healer.resendOvertaken();
      await this.#command();
      await this.#sample();
    }
  }

  async #command(): Promise<void> {
    const { clock } = this.#options;
    if (clock.now() < this.#nextCommandAt) return;
    this.#nextCommandAt = clock.now() + COMMAND_EVERY_MS;
    await this.#commanding.give(this.#around.listening);
  }

  /** Waits for what the last commands come to: one whose report was lost fails when its time has passed. */
  async #commandsEnded(): Promise<CommandVerdict> {
    const { clock, signal } = this.#options;
    const { listening } = this.#around;
    const latest = clock.now() + COMMANDS_END_WITHIN_MS;
    for (;;) {
      const verdict = await this.#commanding.verdict(listening);
      if (verdict.open === 0 || clock.now() > latest) return verdict;
      this.#tell('waiting for the last commands');
      await clock.sleep(500, { name: 'soak', signal });
    }
  }

  async #sample(): Promise<void> {
    const { clock, minutes } = this.#options;
    if (clock.now() < this.#nextSampleAt) return;
    if (this.#around.storedMeasurements() < this.#warmAt) return;
    this.#nextSampleAt = clock.now() + (minutes * 60_000) / SAMPLES;
    const { heapUsed } = await this.#around.probe();
    this.#samples.push({ atMs: clock.now(), bytes: heapUsed });
    this.#tell('sampled');
  }

  async #opened(): Promise<void> {
    await eventually(
      this.#options.clock,
      'the connection to be OPENED',
      async () => (await helpUp(this.#around)) === 'OPENED',
      { withinMs: 30_000 },
    );
  }

  /** Counters of the bridge's last life beside what the network and Cumulocity know. */
  async #compare(base: number): Promise<ComparedCounter[]> {
    const { world, connection, ledger, traffic, storedMeasurements } = this.#around;
    const { body } = await world.bridge.api({ method: 'GET', path: `/connections/${connection.id}/metrics` });
    const metrics = metricsSchema.parse(body);
    const { sent } = ledger.counts();
    return [
      { name: 'measurements in Cumulocity', counted: storedMeasurements(), truth: sent },
      { name: 'uplinksLast24h', counted: metrics.uplinksLast24h, truth: sent - base },
      { name: 'uplinksLast24hFailed', counted: metrics.uplinksLast24hFailed, truth: 0 },
      { name: 'messagesLost', counted: metrics.messagesLost, truth: 0 },
      { name: 'activeThingsLast24h', counted: metrics.activeThingsLast24h, truth: traffic.devices.length },
    ];
  }

  /** What stays open when everything is at rest. */
  async #stillOpen(before: ProbeSample): Promise<readonly string[]> {
    const { clock } = this.#options;
    const latest = clock.now() + IDLE_WITHIN_MS;
    await this.#opened();
    for (;;) {
      const opened = openedSince(before, await this.#around.probe());
      if (opened.length === 0 || clock.now() > latest) return opened;
      this.#tell('waiting for idle connections to end');
      await this.#pass(1000);
    }
  }

  #tell(doing: string): void {
    this.#options.onProgress({
      doing,
      sent: this.#around.ledger.counts().sent,
      stored: this.#around.storedMeasurements(),
      heapBytes: this.#samples.at(-1)?.bytes,
    });
  }
}

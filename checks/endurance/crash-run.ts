import type { Clock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import type { Ending } from './broker-under-test.ts';
import { Healer } from './healing.ts';
import { type CrashVerdict, judgeCrash } from './judge.ts';
import { type Kill, type KillPlanOptions, type Moment, planKills } from './kills.ts';
import { helpUp } from './operator.ts';
import { createSurroundings, type EnduranceSurroundings } from './surroundings.ts';
import { clearUp, goAway, startShowers } from './weather.ts';

export interface CrashOptions extends KillPlanOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly broker: 'mosquitto' | 'embedded';
  readonly devices: number;
  /** Uplinks a second, all devices together. */
  readonly rate: number;
  /** Ends the run early, with all that belongs to it. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CrashProgress) => void;
}

/** How far a run is. */
export interface CrashProgress {
  readonly doing: string;
  readonly sent: number;
  readonly acknowledged: number;
  readonly stored: number;
}

export interface CrashResult {
  readonly verdict: CrashVerdict;
  /** What the world left behind: timers and clients. */
  readonly left: readonly string[];
  /** How many kills there were of each kind; those whose trigger never came are under `any`. */
  readonly kills: ReadonlyMap<Moment, number>;
  readonly brokerEndings: ReadonlyMap<Ending, number>;
  /** Requests that faults have struck, by kind. */
  readonly struck: ReadonlyMap<string, number>;
  /** Frames that the network sent again because nobody had acknowledged them. */
  readonly resent: number;
  /** The bridge's log, for whoever looks for a cause. */
  readonly log: string;
}

/** How long a bridge may take until its work shows in Cumulocity. */
const AT_WORK_WITHIN_MS = 20_000;
/** How many frames the bridge may be behind until most devices rest. */
const MOST_BEHIND = 2000;
/** How long a trigger is waited for. */
const TRIGGER_WITHIN_MS = 3000;
type Trigger = 'acknowledged' | 'committing' | 'posting';

/**
 * Kills a bridge under load again and again, heals everything, and judges each frame.
 *
 * @throws CannotRun when something is missing; the signal's reason when it was aborted
 */
export async function runCrash(options: CrashOptions): Promise<CrashResult> {
  const { clock, seed } = options;
  const triggers = new Triggers();
  const surroundings = await createSurroundings({
    clock,
    seed,
    run: `crash test ${seed}`,
    broker: options.broker,
    devices: options.devices,
    everyMs: (options.devices * 1000) / options.rate,
    onAcknowledged: () => triggers.pull('acknowledged'),
    onHanded: () => triggers.pull('committing'),
  });
  const unwatch = surroundings.world.journal.subscribe(({ kind, from, title }) => {
    if (kind === 'http-request' && from === 'bridge' && title.startsWith('POST')) triggers.pull('posting');
  });
  try {
    const result = await new CrashRun(options, surroundings, triggers).run();
    return { ...result, left: await surroundings.close() };
  } finally {
    unwatch();
    await surroundings.close();
  }
}

/** Calls what waits for something on the wire, in the same turn of the event loop. */
class Triggers {
  #armed: { readonly on: Trigger; readonly fire: () => void } | undefined;

  arm(on: Trigger, fire: () => void): void {
    this.#armed = { on, fire };
  }

  disarm(): void {
    this.#armed = undefined;
  }

  pull(what: Trigger): void {
    if (this.#armed?.on !== what) return;
    const { fire } = this.#armed;
    this.#armed = undefined;
    fire();
  }
}

class CrashRun {
  readonly #options: CrashOptions;
  readonly #around: EnduranceSurroundings;
  readonly #triggers: Triggers;
  readonly #healer: Healer;
  readonly #kills = new Map<Moment, number>();
  readonly #brokerEndings = new Map<Ending, number>();

  constructor(options: CrashOptions, around: EnduranceSurroundings, triggers: Triggers) {
    this.#options = options;
    this.#around = around;
    this.#triggers = triggers;
    const { clock, signal } = options;
    this.#healer = new Healer({ clock, signal, around, tell: (doing) => this.#tell(doing) });
  }

  async run(): Promise<Omit<CrashResult, 'left'>> {
    const { seed } = this.#options;
    const { world, traffic, ledger } = this.#around;
    const random = createRandom(seed).fork('crash');
    startShowers(world.twin, random.fork('showers'));
    traffic.start();
    const plan = planKills(random.fork('kills'), this.#options);
    const away = random.fork('away');
    for (const [index, kill] of plan.entries()) {
      // Every third time the platform is gone when the bridge comes back, or goes while it works.
      if (index % 3 === 2) goAway(world.twin, world.clock, away.int(500, 2500));
      await this.#cycle(kill, `kill ${index + 1} of ${plan.length}`);
    }
    const struck = clearUp(world.twin);
    await this.#healer.heal();
    const { frames, strangers } = await this.#around.contents();
    const verdict = judgeCrash(frames);
    return {
      verdict: { ...verdict, faults: [...verdict.faults, ...strangers, ...this.#oddities()] },
      kills: this.#kills,
      brokerEndings: this.#brokerEndings,
      struck,
      resent: ledger.counts().resent,
      log: world.bridge.log(),
    };
  }

  async #cycle(kill: Kill, name: string): Promise<void> {
    const { bridge } = this.#around.world;
    const bridgeLife = async () => {
      await this.#work(kill, name);
      const moment = await this.#kill(kill);
      this.#kills.set(moment, (this.#kills.get(moment) ?? 0) + 1);
      await bridge.start();
      this.#tell(`${name}: up again`);
    };
    await Promise.all([bridgeLife(), this.#breakBroker(kill)]);
  }

  /**
   * Lets the bridge work for a time, counted from when Cumulocity has got something new of it. Before some kills only
   * from when its connection is open: so it dies in the midst of catching up as well.
   */
  async #work({ afterMs, moment }: Kill, name: string): Promise<void> {
    const { clock } = this.#options;
    const stored = this.#around.storedRecords();
    const latest = clock.now() + AT_WORK_WITHIN_MS;
    const atWork = (state: string | undefined) =>
      state === 'OPENED' && (moment === 'any' || this.#around.storedRecords() > stored);
    while (!atWork(await helpUp(this.#around)) && clock.now() < latest) await this.#pass(50);
    this.#tell(`${name}: under load`);
    const until = clock.now() + afterMs;
    while (clock.now() < until) {
      await this.#pass(Math.min(250, Math.max(1, until - clock.now())));
      await helpUp(this.#around);
    }
  }

  /** Lets time pass. On a machine that can't keep up only one device goes on meanwhile: enough to acknowledge. */
  async #pass(ms: number): Promise<void> {
    await this.#rest(ms);
    const { traffic, ledger, storedMeasurements } = this.#around;
    if (ledger.counts().sent - storedMeasurements() < MOST_BEHIND) traffic.start();
    else {
      // What is under way is awaited in the end.
      void traffic.stop();
      traffic.devices[0]?.send({ temperature: 20.5 }).catch(() => undefined);
    }
    this.#healer.resendOvertaken();
  }

  /** @returns the moment that it came to be: a trigger may not come, because everything is down already */
  async #kill({ moment, delayMs }: Kill): Promise<Moment> {
    const { clock } = this.#options;
    const { bridge } = this.#around.world;
    if (moment === 'any') {
      await this.#rest(delayMs);
      await bridge.stop('killed');
      return moment;
    }
    return new Promise((resolve, reject) => {
      const end = (came: Moment) => void bridge.stop('killed').then(() => resolve(came), reject);
      const late = clock.timer('a moment to kill at', TRIGGER_WITHIN_MS, () => {
        this.#triggers.disarm();
        end('any');
      });
      this.#triggers.arm(moment, () => {
        late.cancel();
        // Without a delay the kill comes before the bytes that triggered it go on.
        if (delayMs === 0) end(moment);
        else clock.timer('the kill', delayMs, () => end(moment));
      });
    });
  }

  async #breakBroker({ broker: plan }: Kill): Promise<void> {
    if (plan === undefined) return;
    const { broker } = this.#around;
    await this.#rest(plan.afterMs);
    await broker.stop(plan.how);
    await this.#rest(plan.awayMs);
    await broker.start();
    this.#brokerEndings.set(plan.how, (this.#brokerEndings.get(plan.how) ?? 0) + 1);
  }

  #oddities(): string[] {
    const { strange } = this.#around.ledger.counts();
    return [
      ...this.#around.world.unexpected(),
      ...(strange === 0 ? [] : [`${strange} messages on the wire belong to no frame`]),
    ];
  }

  #tell(doing: string): void {
    const { sent, acknowledged } = this.#around.ledger.counts();
    this.#options.onProgress({ doing, sent, acknowledged, stored: this.#around.storedMeasurements() });
  }

  #rest(ms: number): Promise<void> {
    return this.#options.clock.sleep(ms, { name: 'crash test', signal: this.#options.signal });
  }
}

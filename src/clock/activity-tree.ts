import { AsyncLocalStorage } from 'node:async_hooks';

/** One piece of work, known from its begin until its promise settles. */
export interface Activity {
  readonly name: string;
  readonly begunAt: number;
  /** Cleared when the parent ends: who outlives his parent stands for himself. */
  parent: Activity | undefined;
  readonly children: Set<Activity>;
  /** What the activity itself is asleep on or waits for. */
  readonly parks: Set<{ readonly name: string }>;
  /** Busy by itself: neither ended nor parked nor the parent of live children, whose state is then its own. */
  working: boolean;
  ended: boolean;
}

interface Frame {
  readonly tree: ActivityTree;
  readonly activity: Activity;
  /** The frame of another clock's tree around this one, if two worlds are nested. */
  readonly outer: Frame | undefined;
}

/**
 * Which activity the running code belongs to. One store for all clocks: every `AsyncLocalStorage` in use makes each
 * promise of the process dearer, and each scenario has a clock of its own.
 */
const frames = new AsyncLocalStorage<Frame | undefined>();

/**
 * The activities of one world and whether any is busy.
 *
 * An activity is busy unless it has ended, is parked itself, or has live children that are all parked. A busy child
 * keeps the world busy anyway, so it is enough to count the activities that have no live children: nothing needs to be
 * carried up the tree.
 */
export class ActivityTree {
  readonly #live = new Set<Activity>();
  readonly #holds = new Set<{ readonly name: string; readonly begunAt: number }>();
  readonly #realNow: () => number;
  #working = 0;
  #version = 0;

  constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  /** Moves with every change: equal numbers mean that nothing was begun, ended, parked or woken in between. */
  get version(): number {
    return this.#version;
  }

  get idle(): boolean {
    return this.#working === 0 && this.#holds.size === 0;
  }

  /** Notes a change that the tree doesn't see itself (a timer set or fired). */
  touch(): void {
    this.#version += 1;
  }

  /** The live activity that the running code belongs to. */
  current(): Activity | undefined {
    let frame = frames.getStore();
    while (frame !== undefined && frame.tree !== this) frame = frame.outer;
    return frame === undefined || frame.activity.ended ? undefined : frame.activity;
  }

  /** Runs `work` as a child of the current activity. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const activity = this.#begin(name);
    try {
      return await frames.run({ tree: this, activity, outer: this.#outer() }, work);
    } finally {
      this.#end(activity);
    }
  }

  /** Parks the current activity until the returned function is called; outside of activities nothing is parked. */
  park(name: string): () => void {
    const activity = this.current();
    if (activity === undefined) return () => {};
    const mark = { name };
    activity.parks.add(mark);
    this.#changed(activity);
    return () => {
      if (activity.parks.delete(mark)) this.#changed(activity);
    };
  }

  hold(name: string): () => void {
    const hold = { name, begunAt: this.#realNow() };
    this.#holds.add(hold);
    this.touch();
    return () => {
      if (this.#holds.delete(hold)) this.touch();
    };
  }

  /** One line for each live activity and hold, in the order they were begun. */
  describe(): string[] {
    return [...this.#describeHolds(), ...[...this.#live].map((activity) => this.#describe(activity))];
  }

  /** One line for each hold and each activity that is busy by itself, not merely by a busy child. */
  describeBusy(): string[] {
    const working = [...this.#live].filter((activity) => activity.working);
    return [...this.#describeHolds(), ...working.map((activity) => this.#describe(activity))];
  }

  #outer(): Frame | undefined {
    let frame = frames.getStore();
    // Frames of this tree or of ended work are of no use to anybody below: keeping them would chain up memory.
    while (frame !== undefined && (frame.tree === this || frame.activity.ended)) frame = frame.outer;
    return frame;
  }

  #begin(name: string): Activity {
    const parent = this.current();
    const activity: Activity = {
      name,
      begunAt: this.#realNow(),
      parent,
      children: new Set(),
      parks: new Set(),
      working: false,
      ended: false,
    };
    this.#live.add(activity);
    parent?.children.add(activity);
    this.#changed(activity);
    if (parent !== undefined) this.#changed(parent);
    return activity;
  }

  #end(activity: Activity): void {
    const { parent } = activity;
    activity.ended = true;
    this.#live.delete(activity);
    for (const child of activity.children) child.parent = undefined;
    parent?.children.delete(activity);
    this.#changed(activity);
    if (parent !== undefined) this.#changed(parent);
  }

  #changed(activity: Activity): void {
    this.touch();
    const working = !activity.ended && activity.parks.size === 0 && activity.children.size === 0;
    if (working === activity.working) return;
    activity.working = working;
    this.#working += working ? 1 : -1;
  }

  #describeHolds(): string[] {
    return [...this.#holds].map((hold) => `busy hold "${hold.name}" for ${this.#since(hold.begunAt)}`);
  }

  #describe(activity: Activity): string {
    const path: string[] = [];
    for (let at = activity.parent; at !== undefined; at = at.parent) path.push(`"${at.name}"`);
    const within = path.length === 0 ? '' : ` in ${path.join(' in ')}`;
    const parks = [...activity.parks].map((park) => `"${park.name}"`).join(', ');
    const on = parks === '' ? '' : ` on ${parks}`;
    const state = isBusy(activity) ? 'busy' : 'parked';
    return `${state} activity "${activity.name}"${within}${on} for ${this.#since(activity.begunAt)}`;
  }

  #since(begunAt: number): string {
    return `${Math.round(this.#realNow() - begunAt)} ms of real time`;
  }
}

function isBusy(activity: Activity): boolean {
  if (activity.parks.size > 0) return false;
  return activity.working || [...activity.children].some(isBusy);
}

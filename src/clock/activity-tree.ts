import { AsyncLocalStorage } from 'node:async_hooks';

/** One piece of work, known from its begin until its promise settles. */
export interface Activity {
  readonly name: string;
  readonly begunAt: number;
  /** Cleared when the parent ends: who outlives his parent stands for himself. */
  parent: Activity | undefined;
  readonly children: Set<Activity>;
  busyChildren: number;
  /** What the activity itself is asleep on or waits for. */
  readonly parks: Set<{ readonly name: string }>;
  busy: boolean;
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
 * An activity is busy unless it has ended, is parked itself, or has live children that are all parked. Each change
 * is carried up to the root at once, so that asking is free.
 */
export class ActivityTree {
  readonly #live = new Set<Activity>();
  readonly #holds = new Set<{ readonly name: string; readonly begunAt: number }>();
  readonly #realNow: () => number;
  #busy = 0;
  #version = 0;

  constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  /** Moves with every change: equal numbers mean that nothing was begun, ended, parked or woken in between. */
  get version(): number {
    return this.#version;
  }

  get idle(): boolean {
    return this.#busy === 0 && this.#holds.size === 0;
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

  /** Runs `work` as a child of nobody, whoever calls. */
  runAsRoot(name: string, work: () => Promise<void>): Promise<void> {
    return frames.run(this.#outer(), () => this.run(name, work));
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

  /** One line for each live activity and hold, the busy ones first. */
  describe(): string[] {
    const activities = [...this.#live].sort((a, b) => Number(b.busy) - Number(a.busy));
    return [...this.#describeHolds(), ...activities.map((activity) => this.#describe(activity))];
  }

  /** One line for each hold and each activity that is busy by itself, not merely by a busy child. */
  describeBusy(): string[] {
    const busy = [...this.#live].filter((activity) => activity.busy && activity.busyChildren === 0);
    return [...this.#describeHolds(), ...busy.map((activity) => this.#describe(activity))];
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
      busyChildren: 0,
      parks: new Set(),
      busy: false,
      ended: false,
    };
    this.#live.add(activity);
    parent?.children.add(activity);
    this.#changed(activity);
    return activity;
  }

  #end(activity: Activity): void {
    activity.ended = true;
    this.#live.delete(activity);
    for (const child of activity.children) child.parent = undefined;
    const { parent, busy } = activity;
    if (busy) this.#busy -= 1;
    activity.busy = false;
    activity.parks.clear();
    if (parent !== undefined) {
      // Leave the parent before it is looked at again: it is its own continuation that runs next.
      parent.children.delete(activity);
      if (busy) parent.busyChildren -= 1;
      this.#changed(parent);
    }
    this.touch();
  }

  #changed(activity: Activity): void {
    this.touch();
    for (let at: Activity | undefined = activity; at !== undefined; at = at.parent) {
      const parkedByChildren = at.children.size > 0 && at.busyChildren === 0;
      const busy = !at.ended && at.parks.size === 0 && !parkedByChildren;
      if (busy === at.busy) return;
      at.busy = busy;
      const step = busy ? 1 : -1;
      this.#busy += step;
      if (at.parent !== undefined) at.parent.busyChildren += step;
    }
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
    const state = activity.busy ? 'busy' : 'parked';
    return `${state} activity "${activity.name}"${within}${on} for ${this.#since(activity.begunAt)}`;
  }

  #since(begunAt: number): string {
    return `${Math.round(this.#realNow() - begunAt)} ms of real time`;
  }
}

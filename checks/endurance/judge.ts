import type { Handover } from './frame-ledger.ts';

/** One frame with all that is known of it in the end. */
export interface JudgedFrame {
  readonly devEui: string;
  readonly fCntUp: number;
  readonly acknowledged: boolean;
  /** The last one is the acknowledged one, if any is. */
  readonly handovers: readonly Handover[];
  readonly stored: StoredFrame | undefined;
}

/** What Cumulocity holds of a frame. */
export interface StoredFrame {
  /** How often. */
  readonly copies: number;
  /** Its place in the order in which Cumulocity took data. */
  readonly arrival: number;
  /** What is wrong with its values, for people. */
  readonly wrong?: string;
}

export interface CrashVerdict {
  readonly sent: number;
  readonly acknowledged: number;
  /** Frames that are in Cumulocity at least once. */
  readonly stored: number;
  /** Copies beyond the first. */
  readonly duplicates: number;
  /** Frames that are not in Cumulocity. */
  readonly lost: number;
  /** Frames that came behind one that the bridge was given after them. */
  readonly outOfOrder: number;
  /** One line each, for people; empty when all is as it must be. */
  readonly faults: readonly string[];
}

/** Says whether each frame was acknowledged, arrived once with its values, and in its device's order. */
export function judgeCrash(frames: readonly JudgedFrame[]): CrashVerdict {
  const faults: string[] = [];
  let duplicates = 0;
  let lost = 0;
  for (const frame of frames) {
    const name = nameOf(frame);
    if (!frame.acknowledged) faults.push(`${name} was never acknowledged, though it was sent again`);
    if (frame.stored === undefined) {
      lost += 1;
      faults.push(`${name} is lost${frame.acknowledged ? ' although it was acknowledged' : ''}`);
      continue;
    }
    const { copies, wrong } = frame.stored;
    duplicates += copies - 1;
    if (copies > 1) faults.push(`${name} is stored ${copies} times`);
    if (wrong !== undefined) faults.push(`${name}: ${wrong}`);
  }
  const late = [...grouped(frames).values()].flatMap(outOfOrder);
  return {
    sent: frames.length,
    acknowledged: frames.filter(({ acknowledged }) => acknowledged).length,
    stored: frames.length - lost,
    duplicates,
    lost,
    outOfOrder: late.length,
    faults: [...faults, ...late],
  };
}

interface Placed {
  readonly frame: JudgedFrame;
  readonly arrival: number;
  readonly first: number;
}

/** One line for each frame of a device that arrived behind one that had to follow it. */
function outOfOrder(frames: readonly JudgedFrame[]): string[] {
  const placed = frames
    .flatMap((frame): Placed[] => {
      const first = frame.handovers[0];
      if (frame.stored === undefined || first === undefined) return [];
      return [{ frame, arrival: frame.stored.arrival, first: first.order }];
    })
    .sort((a, b) => a.first - b.first);
  // What arrived earliest of all that were given later: only a frame that arrived behind that can be out of order.
  const earliestBehind: number[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  for (const [back, { arrival }] of [...placed].reverse().entries()) {
    earliestBehind[placed.length - 1 - back] = earliest;
    earliest = Math.min(earliest, arrival);
  }
  return placed.flatMap(({ frame, arrival }, index) => {
    if (arrival < (earliestBehind[index] ?? Number.POSITIVE_INFINITY)) return [];
    const overtaker = placed
      .slice(index + 1)
      .find((later) => later.arrival < arrival && mustPrecede(frame, later.frame));
    if (overtaker === undefined) return [];
    return [`${nameOf(frame)} arrived behind frame ${overtaker.frame.fCntUp}, which the bridge got after it`];
  });
}

/**
 * Whether the bridge must have taken `a` in before `b`, whatever was lost between its crashes: before each hand-over of
 * `b` that it may have kept, it had either acknowledged `a` or been given `a` over the same connection. A frame that the
 * broker lost, and that therefore came later than its successors, is bound to nothing.
 */
function mustPrecede(a: JudgedFrame, b: JudgedFrame): boolean {
  const answered = a.acknowledged ? a.handovers.at(-1) : undefined;
  return b.handovers.every(
    ({ session, order }) =>
      (answered !== undefined && answered.order < order) ||
      a.handovers.some((given) => given.session === session && given.order < order),
  );
}

function grouped(frames: readonly JudgedFrame[]): Map<string, JudgedFrame[]> {
  const groups = new Map<string, JudgedFrame[]>();
  for (const frame of frames) {
    const group = groups.get(frame.devEui);
    if (group === undefined) groups.set(frame.devEui, [frame]);
    else group.push(frame);
  }
  return groups;
}

function nameOf({ devEui, fCntUp }: JudgedFrame): string {
  return `frame ${fCntUp} of ${devEui}`;
}

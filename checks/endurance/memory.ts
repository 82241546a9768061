/** How much was in use at a moment. */
export interface MemorySample {
  readonly atMs: number;
  readonly bytes: number;
}

export interface MemoryVerdict {
  readonly samples: number;
  /** From the first to the last of them. */
  readonly spanMs: number;
  readonly medianBytes: number;
  /** By how much the memory grew while it was watched, along the line through the samples. */
  readonly grownBytes: number;
  readonly limitBytes: number;
  /** Undefined: too few samples to say, or too short a time. */
  readonly flat: boolean | undefined;
}

/** Fewer, or in less time, say nothing: a process that is warming up grows. */
const LEAST_SAMPLES = 8;
const LEAST_SPAN_MS = 180_000;
/** What a collector's whims and caches of the engine may come to. */
const ALLOWED_BYTES = 8 * 1024 * 1024;
const ALLOWED_SHARE = 0.1;

/**
 * Says whether memory stays flat. The slope is the median of the slopes between all pairs of samples (Theil and Sen), so
 * that single peaks move it little.
 *
 * @param knownGrowth bytes by which it must grow, because something bounded is still filling up
 */
export function judgeMemory(samples: readonly MemorySample[], knownGrowth = 0): MemoryVerdict {
  const slopes = samples.flatMap((a, index) =>
    samples.slice(index + 1).map((b) => (b.bytes - a.bytes) / Math.max(1, b.atMs - a.atMs)),
  );
  const span = (samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0);
  const medianBytes = median(samples.map(({ bytes }) => bytes));
  const grownBytes = median(slopes) * span;
  const limitBytes = Math.max(ALLOWED_BYTES, ALLOWED_SHARE * medianBytes) + knownGrowth;
  return {
    samples: samples.length,
    spanMs: span,
    medianBytes,
    grownBytes,
    limitBytes,
    flat: samples.length < LEAST_SAMPLES || span < LEAST_SPAN_MS ? undefined : grownBytes <= limitBytes,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? 0 : (low + high) / 2;
}

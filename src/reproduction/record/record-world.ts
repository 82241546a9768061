import type { Clock } from '../../clock/index.ts';
import { type Capture, CaptureError, type Envelope, readCapture } from '../../recording/index.ts';
import { ReproductionError } from '../errors.ts';

export interface WorldRecording {
  readonly clock: Clock;
  /** Address of the world view. */
  readonly url: string;
  readonly tool: string;
  readonly onHeader: (header: Capture['header']) => void;
  readonly onEnvelope: (envelope: Envelope) => void;
  /** Ends the recording. */
  readonly signal: AbortSignal;
}

/** How often the world is asked for what is new. */
const EVERY_MS = 500;

/**
 * Follows a running world by its view: first all that it still keeps, then what comes. Resolves when the signal aborts, or
 * when the world has ended; says which.
 *
 * @throws ReproductionError not-a-view
 */
export async function recordWorld(recording: WorldRecording): Promise<'interrupted' | 'world-ended'> {
  const { clock, signal, onHeader, onEnvelope } = recording;
  let after = 0;
  for (let isFirst = true; ; isFirst = false) {
    const capture = await ask(recording, after);
    if (capture === undefined && isFirst) throw new ReproductionError('not-a-view', recording.url);
    if (capture === undefined) return 'world-ended';
    if (isFirst) onHeader(capture.header);
    for (const envelope of capture.envelopes) onEnvelope(envelope);
    after = capture.envelopes.at(-1)?.seq ?? after;
    // Asked for once more after the signal: what came in between is not lost.
    if (signal.aborted) return 'interrupted';
    await clock.sleep(EVERY_MS, { name: 'record the world', signal }).catch(() => undefined);
  }
}

/** What the world kept after a message; undefined: it is not there, or is no world. */
async function ask({ url, tool, clock }: WorldRecording, after: number): Promise<Capture | undefined> {
  try {
    const answer = await fetch(new URL(`/capture?after=${after}`, url));
    return answer.ok ? readCapture(await answer.text(), { tool, now: clock.now() }) : undefined;
  } catch (error) {
    // Nobody answers, or somebody else does.
    if (error instanceof TypeError || error instanceof CaptureError) return undefined;
    throw error;
  }
}

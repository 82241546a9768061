import type { ServerResponse } from 'node:http';
import type { Clock } from '../../../src/clock/index.ts';
import type { Final, Pace } from './peer.ts';

interface PacedParts {
  readonly clock: Clock;
  readonly ending: () => AbortSignal;
  readonly cut: (response: ServerResponse, end: Extract<Final, { kind: 'hang-up' }>) => void;
}

/**
 * Sends an answer piece by piece on the world's clock, and breaks off where its pace says so, or when the twin is
 * closed or reset meanwhile. The length is told beforehand, so that a client can know that something is missing.
 */
export async function sendPaced(
  { clock, ending, cut }: PacedParts,
  response: ServerResponse,
  { status, headers, body }: Extract<Final, { kind: 'answer' }>,
  { pieces, overMs, share }: Pace,
  gone: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(body);
  const end = share < 1 ? Math.floor(bytes.length * share) : bytes.length;
  const over = AbortSignal.any([gone, ending()]);
  let sent = 0;
  // An empty body can't break off: one byte is promised that never comes.
  const promised = share < 1 ? Math.max(1, bytes.length) : bytes.length;
  response.writeHead(status, { ...headers, 'content-length': promised });
  response.flushHeaders();
  for (let piece = 1; piece <= pieces && !over.aborted; piece += 1) {
    const next = Math.min(Math.ceil((bytes.length * piece) / pieces), end);
    if (next > sent) response.write(bytes.subarray(sent, next));
    sent = next;
    if (sent >= end) break;
    await pause(clock, overMs / (pieces - 1), over);
  }
  if (sent >= promised && !over.aborted) {
    response.end();
    return;
  }
  const received = { status, headers, body: bytes.subarray(0, sent).toString('utf8') };
  cut(response, { kind: 'hang-up', phase: 'after-stored', received });
}

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, { name: 'twin: a slow answer', signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

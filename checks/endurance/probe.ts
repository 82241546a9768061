import { connect } from 'node:net';
import { z } from 'zod';

const probeSchema = z.object({
  /** Bytes in use after a collection of garbage. */
  heapUsed: z.number(),
  rss: z.number(),
  /** What the process holds open, by Node's names for it. */
  resources: z.record(z.string(), z.number()),
  /** Open file descriptors; 0 where the system doesn't tell. */
  files: z.number(),
});
export type ProbeSample = z.infer<typeof probeSchema>;

/** Flags of Node that put the probe into a process; it then answers at this socket. */
export function probeFlags(socket: string): string[] {
  const probe = new URL('./heap-probe.mjs', import.meta.url);
  probe.searchParams.set('socket', socket);
  return ['--expose-gc', '--import', probe.href];
}

/** Asks the probe. @throws Error when nobody answers */
export async function askProbe(socket: string): Promise<ProbeSample> {
  const text = await new Promise<string>((resolve, reject) => {
    let got = '';
    connect(socket)
      .setEncoding('utf8')
      .on('data', (piece: string) => {
        got += piece;
      })
      .on('end', () => resolve(got))
      .on('error', reject);
  });
  return probeSchema.parse(JSON.parse(text));
}

/** What lasts: operations on files come and go with each write. */
const LASTING = /^(?:TCP|UDP|Pipe|TLS|Timeout|ChildProcess|FSEvent)/;

/** What is open now and was not before, a line each. Fewer are no leak: idle connections end by themselves. */
export function openedSince(before: ProbeSample, now: ProbeSample): string[] {
  const more = Object.entries(now.resources)
    .filter(([kind]) => LASTING.test(kind))
    .map(([kind, count]) => ({ kind, count, before: before.resources[kind] ?? 0 }));
  return [...more, { kind: 'file descriptors', count: now.files, before: before.files }]
    .filter(({ count, before: then }) => count > then)
    .map(({ kind, count, before: then }) => `${count} ${kind}, ${then} at the beginning`);
}

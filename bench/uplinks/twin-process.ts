import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { createTwin } from '../../mocks/cumulocity/index.ts';
import { createRealClock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import { machineMs, serve } from './child.ts';
import { tellProgress } from './progress.ts';

/*
 * The Cumulocity twin, with all that it does for a request, in place of the sink.
 */

const expectSchema = z.object({ count: z.number(), progressPort: z.number() });
const POLL_MS = 5;

const twin = createTwin({
  clock: createRealClock(),
  recorder: { record: () => undefined },
  random: createRandom('bench'),
});
twin.addTenant({
  id: 't1',
  domain: 'bench.cumulocity.com',
  users: [{ name: 'bench', password: 'secret' }],
});
const { port } = await twin.listen();
let seen = 0;
let told = 0;
let progress: ReturnType<typeof tellProgress> | undefined;

serve({
  port: () => port,
  async expect(values) {
    const { count, progressPort } = expectSchema.parse(values);
    progress ??= tellProgress(progressPort);
    while (told < seen + count) {
      await setTimeout(POLL_MS);
      const now = stored();
      if (now > told) progress.stored(now - told);
      told = now;
    }
    seen += count;
    return { at: machineMs(), arrivals: [] };
  },
});

function stored(): number {
  return twin.stats().tenants.t1?.measurements.stored ?? 0;
}

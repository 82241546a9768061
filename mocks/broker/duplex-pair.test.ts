import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../src/clock/index.ts';
import { createDuplexPair } from './duplex-pair.ts';

function pair(highWaterMark?: number) {
  const clock = createVirtualClock({ start: 0 });
  const [near, far] = createDuplexPair(clock, {
    name: 'test bytes',
    ...(highWaterMark !== undefined && { highWaterMark }),
  });
  return { clock, near, far };
}

/** Reads as aedes does: whatever is there on `readable`, until there is nothing. */
function pull(stream: Duplex, into: Buffer[]): void {
  stream.on('readable', () => {
    for (let chunk: unknown = stream.read(); chunk !== null; chunk = stream.read()) {
      if (Buffer.isBuffer(chunk)) into.push(chunk);
    }
  });
}

const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 40 });

const PREPARE = {
  flowing: (stream: Duplex) => stream.resume(),
  pulling: (stream: Duplex) => pull(stream, []),
  paused: (stream: Duplex) => stream.pause(),
  unread: () => {},
};

describe('duplex pair', () => {
  for (const reader of ['flowing', 'pulling'] as const) {
    it(`hands over all bytes, in order, however they are cut, to a ${reader} reader`, async () => {
      await fc.assert(
        fc.asyncProperty(chunks, fc.integer({ min: 1, max: 500 }), async (written, highWaterMark) => {
          const { clock, near, far } = pair(highWaterMark);
          const got: Buffer[] = [];
          if (reader === 'flowing') far.on('data', (chunk: Buffer) => got.push(chunk));
          else pull(far, got);
          for (const chunk of written) near.write(chunk);
          near.end();
          far.end();
          await Promise.all([once(far, 'close'), once(near, 'close')]);
          assert.deepEqual(Buffer.concat(got), Buffer.concat(written));
          assert.deepEqual(clock.active(), []);
        }),
        { numRuns: 50 },
      );
    });
  }

  it('makes a writer wait whose reader does not read, and go on when it does', async () => {
    const { clock, near, far } = pair(16);
    far.pause();
    let accepted = 0;
    for (let count = 0; count < 20; count += 1) near.write(Buffer.alloc(16), () => (accepted += 1));
    await clock.settle();
    assert.ok(accepted < 3, `${accepted} chunks were taken without a reader`);
    assert.equal(near.writableNeedDrain, true);
    far.resume();
    await clock.settle();
    assert.equal(accepted, 20);
  });

  it('keeps the world busy while bytes lie unread, and lets it rest when the reader has paused', async () => {
    const { clock, near, far } = pair();
    near.write('hello');
    await new Promise((resolve) => process.nextTick(resolve));
    assert.match(clock.active().join(), /test bytes/);
    far.pause();
    assert.deepEqual(clock.active(), []);
    const heard = once(far, 'data');
    far.resume();
    const [first] = await heard;
    assert.equal(String(first), 'hello');
    await clock.settle();
  });

  it('closes the far end of a destroyed one, whatever state it is in, and leaves nothing in flight', async () => {
    await fc.assert(
      fc.asyncProperty(
        chunks,
        fc.constantFrom('flowing' as const, 'pulling' as const, 'paused' as const, 'unread' as const),
        fc.boolean(),
        async (written, state, withError) => {
          const { clock, near, far } = pair(64);
          near.on('error', () => {});
          PREPARE[state](far);
          for (const chunk of written) near.write(chunk, () => {});
          near.destroy(withError ? new Error('gone') : undefined);
          // An end that nobody has begun to read still closes as soon as somebody looks.
          if (state === 'unread') far.resume();
          if (!far.closed) await once(far, 'close');
          assert.equal(far.destroyed, true);
          assert.equal(far.errored, null);
          await clock.settle();
          assert.deepEqual(clock.active(), []);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('delivers what had arrived before the other end went away', async () => {
    const { near, far } = pair();
    const got: Buffer[] = [];
    near.write('last words');
    await new Promise((resolve) => process.nextTick(resolve));
    near.destroy();
    pull(far, got);
    await once(far, 'close');
    assert.equal(Buffer.concat(got).toString(), 'last words');
  });

  it('lets what arrives belong to whom opened the connection, not to the activity that sent it', async () => {
    const { clock, near, far } = pair();
    let seen: string[] = [];
    far.on('data', () => {
      void clock.activity('reader', async () => {
        seen = clock.active();
      });
    });
    await clock.activity('writer', async () => {
      near.write('x');
      await clock.wait('read', once(far, 'data'));
    });
    assert.ok(
      seen.some((line) => line.includes('"reader" for')),
      seen.join('\n'),
    );
  });

  it('says so when one writes to an end whose far end is gone', async () => {
    const { near, far } = pair();
    far.destroy();
    await once(near, 'close');
    const error = await new Promise((resolve) => near.write('x', resolve));
    assert.ok(error instanceof Error);
  });
});

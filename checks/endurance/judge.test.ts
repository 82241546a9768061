import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type JudgedFrame, judgeCrash } from './judge.ts';

/** Frame `fCntUp`, handed over in session 1 in the order of the counters, acknowledged, and stored in that order. */
function frame(fCntUp: number, change: Partial<JudgedFrame> = {}): JudgedFrame {
  return {
    devEui: '0102030405060708',
    fCntUp,
    acknowledged: true,
    handovers: [{ session: 1, order: fCntUp }],
    stored: { copies: 1, arrival: fCntUp },
    ...change,
  };
}

const three = (change: Partial<JudgedFrame> = {}) => [frame(1), frame(2, change), frame(3)];

/** All but the words. */
function figures(frames: readonly JudgedFrame[]) {
  const { faults, ...counts } = judgeCrash(frames);
  return { ...counts, faults: faults.length };
}

const WELL = { sent: 3, acknowledged: 3, stored: 3, duplicates: 0, lost: 0, outOfOrder: 0, faults: 0 };

describe('the judgement of a crash test', () => {
  it('passes frames that are there once and in order', () => {
    assert.deepEqual(figures(three()), WELL);
  });

  it('fails an acknowledged frame that is lost', () => {
    const frames = three({ stored: undefined });
    assert.deepEqual(figures(frames), { ...WELL, stored: 2, lost: 1, faults: 1 });
    assert.match(judgeCrash(frames).faults.join(), /frame 2 .* lost although it was acknowledged/);
  });

  it('fails a frame that was never acknowledged, even when it is there', () => {
    assert.deepEqual(figures(three({ acknowledged: false })), { ...WELL, acknowledged: 2, faults: 1 });
  });

  it('fails a frame that is stored twice', () => {
    assert.deepEqual(figures(three({ stored: { copies: 3, arrival: 2 } })), {
      ...WELL,
      duplicates: 2,
      faults: 1,
    });
  });

  it('fails a frame with other values', () => {
    const frames = three({ stored: { copies: 1, arrival: 2, wrong: 'T is 1, the device measured 2' } });
    assert.deepEqual(figures(frames), { ...WELL, faults: 1 });
  });

  it('fails a frame that arrived behind one that was given after it', () => {
    const frames = three({ stored: { copies: 1, arrival: 9 } });
    assert.deepEqual(figures(frames), { ...WELL, outOfOrder: 1, faults: 1 });
    assert.match(judgeCrash(frames).faults.join(), /frame 2 .* behind frame 3/);
  });

  it('lets devices overtake each other', () => {
    const other = frame(2, { devEui: 'FFFFFFFFFFFFFFFF', stored: { copies: 1, arrival: 9 } });
    assert.deepEqual(figures([frame(1), other, frame(3)]), WELL);
  });

  it('holds the order of frames that came again together after a crash', () => {
    const again = (fCntUp: number, arrival: number) =>
      frame(fCntUp, {
        handovers: [
          { session: 1, order: fCntUp },
          { session: 2, order: 10 + fCntUp },
        ],
        stored: { copies: 1, arrival },
      });
    assert.equal(judgeCrash([again(1, 1), again(2, 2)]).outOfOrder, 0);
    assert.equal(judgeCrash([again(1, 2), again(2, 1)]).outOfOrder, 1);
  });

  it('binds a frame that the broker had lost to nothing that came before it again', () => {
    // Given first, never acknowledged, lost with the broker; given again behind its successor.
    const lost = frame(1, {
      handovers: [
        { session: 1, order: 1 },
        { session: 2, order: 20 },
      ],
      stored: { copies: 1, arrival: 5 },
    });
    const successor = frame(2, { handovers: [{ session: 2, order: 10 }], stored: { copies: 1, arrival: 2 } });
    assert.equal(judgeCrash([lost, successor]).outOfOrder, 0);
    // Had it been acknowledged the first time, it would have to be there first.
    const answered = { ...lost, handovers: [{ session: 1, order: 1 }] };
    assert.equal(judgeCrash([answered, successor]).outOfOrder, 1);
  });

  it('finds any two frames of a session that changed places', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (count, left, right) => {
        const order = many(count);
        const [a, b] = [left % count, right % count];
        [order[a], order[b]] = [order[b] ?? 0, order[a] ?? 0];
        const frames = order.map((arrival, index) => frame(index + 1, { stored: { copies: 1, arrival } }));
        assert.equal(judgeCrash(frames).outOfOrder > 0, a !== b);
      }),
    );
  });
});

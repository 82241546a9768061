import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { DownlinkRequest } from './downlink-document.ts';
import { DownlinkQueue, type QueuedDownlink } from './downlink-queue.ts';

const TRIES = 3;

function request(number: number, more: Partial<DownlinkRequest>): DownlinkRequest {
  return {
    devEui: '0102030405060708',
    fPort: 1,
    payload: Uint8Array.of(number),
    confirmed: false,
    flush: false,
    validUntil: undefined,
    correlationId: undefined,
    fCntDn: undefined,
    signature: { asId: undefined, asKey: undefined, token: undefined, query: '' },
    ...more,
  };
}

/** A queue under test, and what it may be expected to hold. */
class Watched {
  readonly queue = new DownlinkQueue(TRIES);
  readonly added: QueuedDownlink[] = [];
  readonly left = new Map<QueuedDownlink, string>();
  readonly firstSent: QueuedDownlink[] = [];
  now = 0;

  leave(downlink: QueuedDownlink | undefined, why: string): void {
    assert.ok(downlink !== undefined);
    assert.equal(this.left.has(downlink), false, `left as ${this.left.get(downlink)}, then as ${why}`);
    this.left.set(downlink, why);
  }

  expire(): void {
    for (const downlink of this.queue.expire(this.now)) {
      assert.ok((downlink.request.validUntil ?? Number.POSITIVE_INFINITY) <= this.now);
      assert.equal(downlink.tries, 0, 'what was on air no longer expires');
      this.leave(downlink, 'expired');
    }
    const next = this.queue.nextExpiry();
    assert.ok(next === undefined || next > this.now);
  }

  checkWhole(): void {
    assert.equal(this.queue.size, this.added.length - this.left.size, 'none is lost, none is there twice');
    const expected = this.added.filter((downlink) => !this.left.has(downlink));
    assert.deepEqual(this.queue.all(), expected);
    const order = this.firstSent.map((downlink) => this.added.indexOf(downlink));
    const sorted = [...order].sort((a, b) => a - b);
    assert.deepEqual(order, sorted, 'first come, first served');
  }
}

type Step = (watched: Watched) => void;

const adding: fc.Arbitrary<Step> = fc
  .record({
    confirmed: fc.boolean(),
    flush: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    validFor: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  })
  .map(({ confirmed, flush, validFor }) => (watched) => {
    const validUntil = validFor === undefined ? undefined : watched.now + validFor;
    const asked = request(watched.added.length, { confirmed, flush, validUntil });
    const { downlink, flushed } = watched.queue.add(asked);
    assert.ok(flush || flushed.length === 0);
    for (const gone of flushed) watched.leave(gone, 'flushed');
    watched.added.push(downlink);
    if (flush) assert.deepEqual(watched.queue.all(), [downlink]);
  });

const window: fc.Arbitrary<Step> = fc.boolean().map((sent) => (watched) => {
  watched.expire();
  const next = watched.queue.next();
  // A window follows an uplink, and that gives up what has had all its tries.
  if (next === undefined || next.tries >= TRIES) return;
  if (!sent) {
    watched.queue.drop();
    watched.leave(next, 'dropped');
    return;
  }
  if (next.tries === 0) watched.firstSent.push(next);
  watched.queue.wentOnAir();
  if (next.request.confirmed) assert.equal(watched.queue.next(), next, 'it waits for its acknowledgement');
  else watched.leave(next, 'sent');
});

const uplink: fc.Arbitrary<Step> = fc.boolean().map((ack) => (watched) => {
  const before = watched.queue.next();
  const settled = watched.queue.deviceHeard(ack);
  const wasOnAir = before !== undefined && before.tries > 0;
  const isOver = wasOnAir && (ack || before.tries >= TRIES);
  const outcome = ack ? 'acknowledged' : 'given-up';
  assert.deepEqual(settled, isOver ? { downlink: before, outcome } : undefined);
  if (settled !== undefined) watched.leave(settled.downlink, settled.outcome);
});

const time: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 30 }).map((by) => (watched) => {
  watched.now += by;
  watched.expire();
});

describe('downlink queue', () => {
  it('sends in order, never after the end, and lets each leave once and for one reason', () => {
    const steps = fc.array(fc.oneof(adding, adding, window, window, uplink, time), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (all) => {
        const watched = new Watched();
        for (const step of all) {
          step(watched);
          watched.checkWhole();
        }
      }),
    );
  });

  it('has nothing to do when it is empty', () => {
    const queue = new DownlinkQueue(TRIES);
    queue.wentOnAir();
    queue.drop();
    assert.deepEqual(
      [queue.size, queue.next(), queue.nextExpiry(), queue.expire(1), queue.deviceHeard(true)],
      [0, undefined, undefined, [], undefined],
    );
  });
});

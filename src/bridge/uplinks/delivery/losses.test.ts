import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { uplink } from '../../connections/testing/world.ts';
import { Losses } from './losses.ts';

interface Told {
  readonly message: string;
  readonly devEui?: string;
  readonly fCntUp?: number;
}

function losses() {
  const told: Told[] = [];
  return { told, losses: new Losses({ connectionId: '3', events: { add: (event) => told.push(event) } }) };
}

/** What the texts name, as `device/counter`. */
function named(told: readonly Told[]): string[] {
  return told.flatMap(({ message }) =>
    [...message.matchAll(/uplinks? ([\d to,]+?) of device ([0-9A-F]{16})/g)].flatMap(
      ([, ranges = '', device]) =>
        ranges.split(', ').flatMap((range) => {
          const [first = 0, last = first] = range.split(' to ').map(Number);
          return Array.from({ length: last - first + 1 }, (_, index) => `${device}/${first + index}`);
        }),
    ),
  );
}

const devEui = (index: number) => index.toString(16).toUpperCase().padStart(16, '0');

test('whatever is lost, each uplink is named once, in few events', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 40 })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(some, (lost) => {
      const { told, losses: gathered } = losses();
      const wanted = [...new Set(lost.map(([device, counter]) => `${devEui(device)}/${counter}`))];
      for (const text of wanted) {
        const [DevEUI = '', counter] = text.split('/');
        gathered.add(uplink(Number(counter), { DevEUI }), 'its retention is over');
      }
      gathered.tell();
      assert.deepEqual(named(told).sort(), wanted.sort());
      assert.ok(told.length <= 52, `${told.length} events`);
      gathered.tell();
      assert.ok(told.length <= 52, 'nothing is told twice');
    }),
    { numRuns: 30 },
  );
});

test('counters that follow one another are one range, and the event bears the device and the first of them', () => {
  const { told, losses: gathered } = losses();
  for (const counter of [7, 8, 9, 12]) gathered.add(uplink(counter), 'its retention is over');
  gathered.tell();
  assert.deepEqual(told, [
    {
      type: 'message-dropped',
      severity: 'error',
      connectionId: '3',
      message:
        'Message dropped: connection 3 does not send uplinks 7 to 9, 12 of device 0018B20000000B20: its retention is over',
      devEui: '0018B20000000B20',
      fCntUp: 7,
    },
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { devEuiSchema } from '../dev-eui.ts';
import type { CommandRecord } from './command-record.ts';
import { matchReport } from './match-report.ts';
import type { DownlinkReport } from './read-report.ts';

const DEV_EUIS = [devEuiSchema.parse('0018B20000000B20'), devEuiSchema.parse('0018B20000000B21')] as const;

/** Published in the order of their times. */
function record(nth: number, fPort: number, device: 0 | 1, phase: 'published' | 'accepted'): CommandRecord {
  return {
    v: 1,
    operationId: String(nth),
    connectionId: '1',
    platform: 'host/tenant',
    downlink: {
      devEui: DEV_EUIS[device],
      fPort,
      payloadHex: '00',
      confirmed: false,
      flush: false,
      validUntil: 0,
      correlationId: nth.toString(16).padStart(16, '0').toUpperCase(),
    },
    state: phase === 'published' ? { phase, at: nth * 10, deadline: 1e6 } : { phase },
  };
}

const records = fc
  .array(
    fc.tuple(
      fc.constantFrom(5, 6),
      fc.constantFrom<0 | 1>(0, 1),
      fc.constantFrom<'published' | 'accepted'>('published', 'accepted'),
    ),
    { maxLength: 12 },
  )
  .map((all) => all.map(([fPort, device, phase], nth) => record(nth, fPort, device, phase)));

const underWay = (all: readonly CommandRecord[]) => ({
  all: () => all,
  byCorrelation: (id: string) => all.find(({ downlink }) => downlink.correlationId === id),
});

test('a correlation id decides alone, and one of somebody else matches nothing', () => {
  fc.assert(
    fc.property(records, fc.nat({ max: 15 }), (all, nth) => {
      const correlationId = nth.toString(16).padStart(16, '0').toUpperCase();
      const report: DownlinkReport = {
        kind: 'sent',
        devEui: DEV_EUIS[0],
        correlationId,
        outcome: 'delivered',
      };
      assert.equal(matchReport(report, underWay(all)), all[nth]);
    }),
  );
});

test('without one it is about a downlink of that device and port that is on its way', () => {
  fc.assert(
    fc.property(
      records,
      fc.constantFrom<'sent' | 'rejected'>('sent', 'rejected'),
      fc.nat({ max: 150 }),
      (all, kind, at) => {
        const report: DownlinkReport = { kind, devEui: DEV_EUIS[0], fPort: 5, at, outcome: 'failed' };
        const meant = all.filter(
          ({ downlink, state }) =>
            downlink.devEui === DEV_EUIS[0] && downlink.fPort === 5 && state.phase === 'published',
        );
        const found = matchReport(report, underWay(all));
        if (kind === 'sent') assert.equal(found, meant[0]);
        else {
          const before = meant.filter(({ state }) => state.phase === 'published' && state.at <= at);
          assert.equal(found, before.at(-1) ?? meant[0]);
        }
      },
    ),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { causesInWords } from './causes.ts';
import { readReport } from './read-report.ts';

const DevEUI = '0018b20000000b20';
const sent = (fields: Readonly<Record<string, unknown>>) =>
  readReport('DevEUI_downlink_Sent', { DevEUI, ...fields });

test('both flavours say the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1), fc.integer({ min: 1, max: 224 }), (DeliveryStatus, FPort) => {
      assert.deepEqual(
        sent({ DeliveryStatus, FPort }),
        sent({ DeliveryStatus: String(DeliveryStatus), FPort: String(FPort) }),
      );
    }),
  );
});

test('status 1 is a delivery, whatever causes stand beside it', () => {
  fc.assert(
    fc.property(fc.constantFrom('00', 'A0', 'B0', 'C0', 'DA', 'E0', ''), (cause) => {
      assert.equal(sent({ DeliveryStatus: 1, DeliveryFailedCause1: cause })?.outcome, 'delivered');
    }),
  );
});

test('a status that is absent or unreadable is neither 0 nor 1', () => {
  for (const DeliveryStatus of [undefined, null, '', 'ok', {}]) {
    assert.equal(sent({ DeliveryStatus })?.outcome, 'unsaid');
  }
});

test('status 0 fails with its causes in words, another status with its number', () => {
  const report = sent({ DeliveryStatus: 0, DeliveryFailedCause1: 'b0', DeliveryFailedCause2: 'E0' });
  assert.equal(report?.outcome, 'failed');
  assert.match(
    report?.reason ?? '',
    /first window: it came too late for the window \(B0\), second window: its validity/,
  );
  assert.match(sent({ DeliveryStatus: 7 })?.reason ?? '', /delivery status 7\): no cause is given/);
});

test('a rejection fails with its cause, with or without a status', () => {
  const body = { DevEUI, DownlinkRejectionCause: 'Unknown DevEUI', CorrelationID: 'abcdef0123456789' };
  for (const more of [{}, { DeliveryStatus: 350 }, { DeliveryStatus: '350' }, { DeliveryStatus: 1 }]) {
    const report = readReport('DevEUI_downlink_Rejected', { ...body, ...more });
    assert.equal(report?.outcome, 'failed');
    assert.equal(report?.correlationId, 'ABCDEF0123456789');
    assert.match(report?.reason ?? '', /rejected the downlink: Unknown DevEUI/);
  }
});

test('other documents are no reports, and nothing makes it throw', () => {
  assert.equal(readReport('DevEUI_location', { DevEUI }), undefined);
  fc.assert(
    fc.property(
      fc.constantFrom('DevEUI_downlink_Sent', 'DevEUI_downlink_Rejected', '?'),
      fc.anything(),
      (root, body) => {
        const report = readReport(root, body);
        if (report?.outcome === 'failed') assert.ok(report.reason);
      },
    ),
  );
});

test('an unknown cause is told with its group and its code', () => {
  assert.equal(
    causesInWords(['A9', '00', 'Z1']),
    'first window: the radio could not send (A9), ping slot: unknown cause (Z1)',
  );
  assert.equal(causesInWords(['00', undefined, '']), 'no cause is given');
});

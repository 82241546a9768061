import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttachmentContentEncoding, type Envelope as Message } from '@cucumber/messages';
import { ENVELOPES_MEDIA_TYPE } from '../run/index.ts';
import { engineeringMessages } from './engineering-messages.ts';

const TIME = { seconds: 0, nanos: 0 };

function messagesWith(body: string): Message[] {
  return [
    {
      testCase: {
        id: 'case',
        pickleId: 'pickle',
        testSteps: [
          { id: 'step-1', pickleStepId: 'p1' },
          { id: 'step-2', pickleStepId: 'p2' },
          { id: 'after', hookId: 'hook' },
        ],
      },
    },
    { testCaseStarted: { id: 'started', testCaseId: 'case', attempt: 0, timestamp: TIME } },
    {
      attachment: {
        testCaseStartedId: 'started',
        testStepId: 'after',
        mediaType: ENVELOPES_MEDIA_TYPE,
        contentEncoding: AttachmentContentEncoding.IDENTITY,
        body,
      },
    },
  ];
}

const ENVELOPE = {
  v: 1,
  run: 'run-1',
  seq: 1,
  time: '2026-01-01T00:00:00.000Z',
  from: 'bridge',
  to: 'cumulocity',
  kind: 'note',
  title: 'n',
  correlation: {},
  redaction: 'public',
};

test('traffic becomes a picture at the scenario’s last step, where Cucumber’s report shows it', () => {
  const { messages, drawn } = engineeringMessages(messagesWith(JSON.stringify([ENVELOPE])), () => '<svg/>');
  const last = messages[2];
  assert.deepEqual([...drawn], ['started']);
  assert.equal(last?.attachment?.testStepId, 'step-2');
  assert.equal(last?.attachment?.mediaType, 'image/svg+xml');
  assert.equal(Buffer.from(last?.attachment?.body ?? '', 'base64').toString('utf8'), '<svg/>');
});

test('what another report shows is not drawn again', () => {
  const { messages, drawn } = engineeringMessages(
    messagesWith(JSON.stringify([ENVELOPE])),
    () => assert.fail('it was drawn'),
    new Set(['started']),
  );
  assert.equal(messages.length, 2);
  assert.equal(drawn.size, 0);
});

test('no traffic, or none that can be read, is left out', () => {
  assert.equal(engineeringMessages(messagesWith('[]'), () => '<svg/>').messages.length, 2);
  assert.equal(engineeringMessages(messagesWith('{'), () => '<svg/>').messages.length, 2);
});

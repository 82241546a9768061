import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Attachment, AttachmentContentEncoding } from '@cucumber/messages';
import { createCollector } from './collector.ts';
import { HARNESS_FAULT_MEDIA_TYPE } from './harness-faults.ts';

test('what steps attach as a fault of the harness is one of the run, told once', () => {
  const attachment: Attachment = {
    body: 'The port is taken.',
    contentEncoding: AttachmentContentEncoding.IDENTITY,
    mediaType: HARNESS_FAULT_MEDIA_TYPE,
    testCaseStartedId: '1',
  };
  const collector = createCollector();
  collector.take({ attachment });
  const body = Buffer.from(attachment.body).toString('base64');
  collector.take({ attachment: { ...attachment, body, contentEncoding: AttachmentContentEncoding.BASE64 } });
  collector.take({ attachment: { ...attachment, mediaType: 'text/plain', body: 'A remark.' } });
  assert.deepEqual(collector.result().harnessFaults, ['The port is taken.']);
});

import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope as Message,
  type TestCase,
} from '@cucumber/messages';
import { ENVELOPES_MEDIA_TYPE, trafficOf } from '../run/index.ts';
import type { DrawDiagram } from './draw-diagram.ts';

/**
 * Puts a picture in the place of each scenario's recorded traffic, at its last step. Cucumber's HTML report shows images
 * only when they are base64, and hides attachments of hooks that passed (html-formatter, README), which is where the
 * traffic is attached.
 */
export function engineeringMessages(messages: readonly Message[], diagram: DrawDiagram): Message[] {
  const testCases = new Map<string, TestCase>();
  const lastSteps = new Map<string, string>();
  return messages.flatMap((message): Message[] => {
    if (message.testCase !== undefined) testCases.set(message.testCase.id, message.testCase);
    if (message.testCaseStarted !== undefined) {
      const steps = testCases.get(message.testCaseStarted.testCaseId)?.testSteps ?? [];
      const last = steps.findLast(({ pickleStepId }) => pickleStepId !== undefined);
      if (last !== undefined) lastSteps.set(message.testCaseStarted.id, last.id);
    }
    if (message.attachment?.mediaType !== ENVELOPES_MEDIA_TYPE) return [message];
    const picture = pictureOf(message.attachment, lastSteps, diagram);
    return picture === undefined ? [] : [{ attachment: picture }];
  });
}

function pictureOf(
  attachment: Attachment,
  lastSteps: ReadonlyMap<string, string>,
  diagram: DrawDiagram,
): Attachment | undefined {
  const { envelopes } = trafficOf([attachment]);
  if (envelopes.length === 0) return undefined;
  const step = lastSteps.get(attachment.testCaseStartedId ?? '') ?? attachment.testStepId;
  return {
    ...attachment,
    ...(step === undefined ? {} : { testStepId: step }),
    mediaType: 'image/svg+xml',
    fileName: 'Sequence diagram',
    contentEncoding: AttachmentContentEncoding.BASE64,
    body: Buffer.from(diagram(envelopes), 'utf8').toString('base64'),
  };
}

import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope as Message,
  type TestCase,
} from '@cucumber/messages';
import { ENVELOPES_MEDIA_TYPE, trafficOf } from '../run/index.ts';
import type { DrawDiagram } from './draw-diagram.ts';
import { readableTraffic } from './readable-traffic.ts';

/**
 * Puts a picture in the place of each scenario's recorded traffic, at its last step: Cucumber's HTML report shows images
 * only when they are base64, and hides attachments of hooks that passed (html-formatter, README).
 *
 * @param elsewhere ids of the attempts whose picture another report shows
 */
export function engineeringMessages(
  messages: readonly Message[],
  diagram: DrawDiagram,
  elsewhere: ReadonlySet<string> = new Set(),
): Message[] {
  const testCases = new Map<string, TestCase>();
  const started = new Map<string, TestCase>();
  return messages.flatMap((message): Message[] => {
    const { testCase, testCaseStarted, attachment } = message;
    if (testCase !== undefined) testCases.set(testCase.id, testCase);
    const begun = testCases.get(testCaseStarted?.testCaseId ?? '');
    if (testCaseStarted !== undefined && begun !== undefined) started.set(testCaseStarted.id, begun);
    if (attachment?.mediaType !== ENVELOPES_MEDIA_TYPE) return [message];
    if (elsewhere.has(attachment.testCaseStartedId ?? '')) return [];
    const picture = pictureOf(attachment, started.get(attachment.testCaseStartedId ?? ''), diagram);
    return picture === undefined ? [] : [{ attachment: picture }];
  });
}

function pictureOf(
  attachment: Attachment,
  testCase: TestCase | undefined,
  diagram: DrawDiagram,
): Attachment | undefined {
  const traffic = readableTraffic(trafficOf([attachment]).envelopes);
  if (traffic.length === 0) return undefined;
  return {
    ...attachment,
    ...atStep(attachment, testCase),
    mediaType: 'image/svg+xml',
    fileName: 'Sequence diagram',
    contentEncoding: AttachmentContentEncoding.BASE64,
    body: Buffer.from(diagram(traffic), 'utf8').toString('base64'),
  };
}

/** The step that attached it, or the last one where a hook did. */
function atStep(
  { testStepId }: Attachment,
  testCase: TestCase | undefined,
): Pick<Attachment, 'testStepId'> | undefined {
  const steps = (testCase?.testSteps ?? []).filter(({ pickleStepId }) => pickleStepId !== undefined);
  const own = steps.find(({ id }) => id === testStepId) ?? steps.at(-1);
  return own === undefined ? undefined : { testStepId: own.id };
}

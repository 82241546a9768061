import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope as Message,
  type TestCase,
} from '@cucumber/messages';
import { ENVELOPES_MEDIA_TYPE, trafficOf } from '../run/index.ts';
import type { DrawDiagram } from './draw-diagram.ts';
import { readableTraffic } from './evidence/index.ts';

/** Bytes of diagrams of scenarios that passed. */
const ROOM = 2_000_000;

/**
 * Puts a picture in the place of each scenario's recorded traffic, at its last step: Cucumber's HTML report shows images
 * only when they are base64, and hides attachments of hooks that passed (html-formatter, README).
 * Scenarios that went wrong are always drawn, the others while there is room: all their traffic is in `messages.ndjson`.
 *
 * Tells as well which attempts it has drawn.
 *
 * @param elsewhere ids of the attempts whose picture another report shows
 * @param room bytes of pictures of scenarios that passed
 */
export function engineeringMessages(
  messages: readonly Message[],
  diagram: DrawDiagram,
  elsewhere: ReadonlySet<string> = new Set(),
  room: number = ROOM,
): { readonly messages: Message[]; readonly drawn: ReadonlySet<string> } {
  const drawn = new Set<string>();
  const wrong = wentWrong(messages);
  let left = room;
  const testCases = new Map<string, TestCase>();
  const started = new Map<string, TestCase>();
  const shown = messages.flatMap((message): Message[] => {
    const { testCase, testCaseStarted, attachment } = message;
    if (testCase !== undefined) testCases.set(testCase.id, testCase);
    const begun = testCases.get(testCaseStarted?.testCaseId ?? '');
    if (testCaseStarted !== undefined && begun !== undefined) started.set(testCaseStarted.id, begun);
    if (attachment?.mediaType !== ENVELOPES_MEDIA_TYPE) return [message];
    const attempt = attachment.testCaseStartedId ?? '';
    if (elsewhere.has(attempt) || (left <= 0 && !wrong.has(attempt))) return [];
    const picture = pictureOf(attachment, started.get(attempt), diagram);
    if (picture === undefined) return [];
    if (!wrong.has(attempt)) left -= picture.body.length;
    drawn.add(attempt);
    return [{ attachment: picture }];
  });
  return { messages: shown, drawn };
}

/** The attempts of which a step did not pass. */
function wentWrong(messages: readonly Message[]): ReadonlySet<string> {
  const finished = messages.flatMap(({ testStepFinished }) => testStepFinished ?? []);
  const bad = finished.filter(({ testStepResult }) => testStepResult.status !== 'PASSED');
  return new Set(bad.map(({ testCaseStartedId }) => testCaseStartedId));
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

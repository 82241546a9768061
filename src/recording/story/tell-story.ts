import type { Envelope } from '../envelope.ts';
import { concerning, type Subject } from './concerning.ts';
import type { Diagnosis } from './diagnose.ts';
import { exchangesOf } from './exchanges.ts';
import type { Finding } from './finding.ts';
import { sentenceOf } from './sentences.ts';

export interface StoryLine {
  readonly time: string;
  readonly sentence: string;
  readonly went: Envelope['outcome'];
}

/** What happened to a device or to one of its uplinks, in sentences. */
export interface Story {
  readonly title: string;
  readonly lines: readonly StoryLine[];
  /** What went wrong of it. */
  readonly findings: readonly Finding[];
  /** The messages that it is made of, for a diagram. */
  readonly envelopes: readonly Envelope[];
}

/** Tells the story of a subject: one sentence a message, a request together with its answer. */
export function tellStory(envelopes: readonly Envelope[], diagnosis: Diagnosis, subject: Subject): Story {
  const own = concerning(envelopes, diagnosis, subject);
  const byRequest = new Map(exchangesOf(own).map((exchange) => [exchange.request.seq, exchange]));
  const answers = new Set(
    [...byRequest.values()].flatMap(({ answer, fault }) =>
      [answer, fault].flatMap((part) => part?.seq ?? []),
    ),
  );
  const lines = own.flatMap((envelope): StoryLine[] => {
    if (answers.has(envelope.seq)) return [];
    const exchange = byRequest.get(envelope.seq);
    const end = exchange?.fault ?? exchange?.answer;
    return [
      {
        time: envelope.time,
        sentence: sentenceOf(envelope, exchange),
        went:
          exchange?.method === 'GET' && exchange.status === 404 ? 'ok' : (end?.outcome ?? envelope.outcome),
      },
    ];
  });
  return { title: titleOf(subject), lines, findings: findingsOf(diagnosis, subject), envelopes: own };
}

function findingsOf({ findings }: Diagnosis, { devEui, fCntUp }: Subject): readonly Finding[] {
  const wanted = devEui?.toUpperCase();
  return findings.filter(
    (finding) =>
      (wanted === undefined || finding.devEui === undefined || finding.devEui === wanted) &&
      (fCntUp === undefined || finding.fCntUp === undefined || finding.fCntUp === fCntUp),
  );
}

function titleOf({ devEui, fCntUp }: Subject): string {
  const device = devEui === undefined ? 'All that was recorded' : `Device ${devEui.toUpperCase()}`;
  return fCntUp === undefined ? device : `${device}, uplink ${fCntUp}`;
}

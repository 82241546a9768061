import type { Pickle } from '@cucumber/messages';
import {
  rerunCommand,
  type StepPhase,
  stepNote,
  stepPhase,
  testCommand,
} from '../../src/conformance/run/index.ts';
import type { Envelope } from '../../src/recording/index.ts';
import type { RunParameters } from './world.ts';

/** How many of the last hops a failed scenario tells. */
const MOST = 40;

/** What went over the wires of a failed scenario, a line a hop, and how to run it again. */
export function tellTraffic(
  envelopes: readonly Envelope[],
  { seed = '1', control, target, bridge }: RunParameters,
  { uri, location }: Pickle,
): string {
  const left = envelopes.length - MOST;
  const lines = envelopes.slice(-MOST).map(tellHop);
  const repeat = {
    command: target === undefined ? testCommand() : 'npx iot-flow-tck verify',
    options: [
      ...(target === undefined ? [] : ['--target', target]),
      ...(control === undefined ? [] : ['--control', control]),
      ...(bridge === undefined ? [] : ['--bridge', bridge]),
    ],
    filters: [],
    seed,
  };
  return [
    left > 0
      ? `What went over the wires (the last ${MOST} of ${envelopes.length} hops):`
      : 'What went over the wires:',
    ...lines,
    '',
    'Run it again:',
    rerunCommand({ uri, line: location?.line ?? 1 }, repeat),
  ].join('\n');
}

/** A step that has ended, and the last envelope that was recorded by then. */
export interface EndedStep {
  readonly phase: StepPhase;
  readonly text: string;
  readonly last: number;
}

/** The traffic with a note before what each step brought about; steps without traffic have none. */
export function withSteps(envelopes: readonly Envelope[], steps: readonly EndedStep[]): readonly Envelope[] {
  let next = 0;
  let noted = -1;
  return envelopes.flatMap((envelope) => {
    for (let step = steps[next]; step !== undefined && envelope.seq > step.last; step = steps[next])
      next += 1;
    const step = steps[next];
    if (step === undefined || noted === next) return [envelope];
    noted = next;
    return [stepNote(step, envelope), envelope];
  });
}

/** The traffic without the looks of the steps that were repeated until they found what they waited for. */
export function withoutRepeatedLooks(envelopes: readonly Envelope[]): readonly Envelope[] {
  const looks = envelopes.filter(isLook);
  const last = new Map(looks.map((look) => [`${look.to} ${look.title}`, look]));
  const repeated = new Set(
    looks
      .filter((look) => last.get(`${look.to} ${look.title}`) !== look)
      .map(({ correlation }) => correlation.exchange),
  );
  return envelopes.filter(
    ({ correlation: { exchange } }) => exchange === undefined || !repeated.has(exchange),
  );
}

interface Room {
  /** Envelopes of a scenario that are worth keeping for its reports. */
  readonly envelopes: number;
  /** How much of a body, as characters of JSON. */
  readonly body: number;
}

/** What went wrong is read closely; of what went as it should, an example of each message is enough. */
const ROOM: Readonly<Record<'passed' | 'other', Room>> = {
  passed: { envelopes: 240, body: 2000 },
  other: { envelopes: 600, body: 4000 },
};

/** The beginning and the end of a long tale and of long bodies, and a note of what is left out. */
export function abridged(envelopes: readonly Envelope[], outcome: keyof typeof ROOM): readonly Envelope[] {
  const room = ROOM[outcome];
  return withoutMiddle(envelopes, room).map((envelope) => withShortBody(envelope, room));
}

function withShortBody(envelope: Envelope, room: Room): Envelope {
  const text = envelope.body === undefined ? '' : JSON.stringify(envelope.body);
  if (text.length <= room.body) return envelope;
  return {
    ...envelope,
    body: `${text.slice(0, room.body)}… (the first ${room.body} of ${text.length} characters)`,
  };
}

function withoutMiddle(envelopes: readonly Envelope[], room: Room): readonly Envelope[] {
  const left = envelopes.length - room.envelopes;
  const head = envelopes.slice(0, room.envelopes / 3);
  const last = head.at(-1);
  if (left <= 0 || last === undefined) return envelopes;
  const { body: _body, outcome: _outcome, ...rest } = last;
  const note: Envelope = {
    ...rest,
    from: 'operator',
    to: 'operator',
    kind: 'note',
    title: `${left} messages are left out here`,
    correlation: {},
  };
  const tail = envelopes.slice(-(room.envelopes * 2) / 3);
  // Which step it was that much happened in tells the reports what was sent in it.
  const steps = envelopes.slice(head.length, -tail.length).filter((one) => stepPhase(one) !== undefined);
  return [...head, note, ...steps, ...tail];
}

function isLook({ from, kind, title, correlation }: Envelope): boolean {
  const reads = from === 'operator' && kind === 'http-request' && title.startsWith('GET ');
  return reads && correlation.exchange !== undefined;
}

function tellHop({ time, from, to, kind, title, outcome }: Envelope): string {
  const way = from === to ? from : `${from} → ${to}`;
  return `${time.slice(11)}  ${way}  ${kind}: ${title}${outcome === undefined || outcome === 'ok' ? '' : ` (${outcome})`}`;
}

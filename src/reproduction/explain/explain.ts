import {
  type Capture,
  type Diagnosis,
  diagnose,
  findingsText,
  overviewOf,
  overviewText,
  type Story,
  storyText,
  tellStory,
} from '../../recording/index.ts';
import { ReproductionError } from '../errors.ts';

export interface Question {
  /** 16 hexadecimal digits, in any case. */
  readonly devEui?: string;
  /** The counter of an uplink. */
  readonly fCntUp?: number;
}

export interface Explanation {
  readonly text: string;
  readonly story: Story;
}

/**
 * Tells what happened in a capture: the story of a device or of one of its uplinks, or else all devices at a glance; what
 * went wrong, the likely cause, and what to do.
 *
 * @throws ReproductionError unknown-device, unknown-message
 */
export function explain({ header, envelopes, notes }: Capture, question: Question = {}): Explanation {
  const diagnosis = diagnose(envelopes);
  expectKnown(diagnosis, question);
  const story = tellStory(envelopes, diagnosis, question);
  const isAbout = question.devEui !== undefined || question.fCntUp !== undefined;
  const told = isAbout ? storyText(story) : glance(diagnosis);
  const note = header.note === undefined ? [] : [`“${header.note}”\n`];
  return { text: [...notes, ...note, told].join('\n'), story };
}

function glance(diagnosis: Diagnosis): string {
  const hint = 'iot-flow-tck explain FILE --device DEVEUI tells the story of one.';
  return `${overviewText(overviewOf(diagnosis))}\n\n${findingsText(diagnosis.findings)}\n${hint}\n`;
}

function expectKnown(diagnosis: Diagnosis, { devEui, fCntUp }: Question): void {
  const known = overviewOf(diagnosis).map((device) => device.devEui);
  const wanted = devEui?.toUpperCase();
  if (wanted !== undefined && !known.includes(wanted))
    throw new ReproductionError('unknown-device', `it knows ${known.join(', ') || 'none'}`);
  if (fCntUp === undefined) return;
  const own = diagnosis.trails.filter((trail) => wanted === undefined || trail.devEui === wanted);
  if (!own.some((trail) => trail.fCntUp === fCntUp))
    throw new ReproductionError('unknown-message', `uplink ${fCntUp}`);
}

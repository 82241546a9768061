import type { Tone } from '../../../ui/index.ts';
import type { Chapter, Requirement } from '../../requirements/index.ts';
import type { ScenarioStatus } from '../../run/index.ts';
import type { RequirementVerdict, Verdict } from '../../verdicts/index.ts';

/** How something is told and shown. */
export interface Wording {
  readonly word: string;
  readonly tone: Tone;
  readonly sign: string;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, Wording & { readonly meaning: string }>> = {
  passed: {
    word: 'passed',
    tone: 'passed',
    sign: '✓',
    meaning: 'Every scenario that was run for it went as it should.',
  },
  failed: {
    word: 'failed',
    tone: 'failed',
    sign: '✗',
    meaning: 'At least one scenario shows that it is not kept.',
  },
  blocked: {
    word: 'blocked',
    tone: 'blocked',
    sign: '⊘',
    meaning: 'What its scenarios start from could not be brought about, so nothing can be said about it.',
  },
  'not-tested': {
    word: 'not tested',
    tone: 'neutral',
    sign: '○',
    meaning: 'No scenario tests it; the reason stands beside it.',
  },
  'not-applicable': {
    word: 'not applicable',
    tone: 'muted',
    sign: '–',
    meaning: 'It belongs to a capability that the bridge under test does not claim.',
  },
};

type Untested = NonNullable<Requirement['untested']>['kind'];

export const UNTESTED_WORDS: Readonly<Record<Untested, Wording & { readonly heading: string }>> = {
  planned: { word: 'planned', tone: 'info', sign: '◷', heading: 'Planned for a later release' },
  external: {
    word: 'needs another system',
    tone: 'neutral',
    sign: '⇄',
    heading: 'Needs a system that is not part of this kit',
  },
  person: { word: 'for a person', tone: 'neutral', sign: '☺', heading: 'For a person to judge' },
};

export const SCENARIO_WORDS: Readonly<Record<ScenarioStatus, Wording>> = {
  passed: VERDICT_WORDS.passed,
  failed: VERDICT_WORDS.failed,
  blocked: VERDICT_WORDS.blocked,
  skipped: { word: 'skipped', tone: 'neutral', sign: '○' },
};

const SOURCES: Readonly<Record<Requirement['source']['kind'], string>> = {
  founding: 'Creating a Cumulocity connection',
  'common-parameters': 'Common parameters',
  states: 'Connection states',
  messages: 'Messages',
  api: 'Management API',
  'release-note': 'Release notes',
  'field-fault': 'Seen in the field',
  platform: 'Cumulocity',
  profile: 'Chosen by this project',
};

/** `Creating a Cumulocity connection, Limitations`. */
export function sourceInWords({ kind, section }: Requirement['source']): string {
  return `${SOURCES[kind]}, ${section}`;
}

/** How a requirement's verdict is shown: what is not tested shows why instead. */
export function wordingOf({ verdict, requirement }: RequirementVerdict): Wording {
  return verdict === 'not-tested' && requirement.untested !== undefined
    ? UNTESTED_WORDS[requirement.untested.kind]
    : VERDICT_WORDS[verdict];
}

/** The place of a chapter within the page. */
export function anchorOf({ chapter }: Pick<Chapter, 'chapter'>): string {
  return `chapter-${chapter.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

/** `2026-11-23 04:50 UTC`. */
export function dateInWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

import { stringify } from 'yaml';
import { parseChapter } from '../../conformance/requirements/index.ts';
import { addRows, type Extended, type NewRow, numbered } from '../../conformance/scaffold/index.ts';
import { bringsPayload, type Capture, diagnose } from '../../recording/index.ts';
import { ReproductionError } from '../errors.ts';
import { scriptOf } from '../replay/script.ts';

export interface FeatureOptions {
  /** What the matter is called: title of the feature. */
  readonly title: string;
  /** The name of the capture beside the feature. */
  readonly file: string;
  /** Sentences of the kit's own steps that say what should have been. */
  readonly expect: readonly string[];
  /** The `requirements.yaml` that is there already, of earlier captures or of whoever keeps them: rows are added to it. */
  readonly catalogue?: string;
}

/** A feature and the requirements that it is judged by, as files. */
export interface FeatureFiles {
  readonly feature: string;
  readonly requirements: string;
}

interface Rule {
  /** What a bridge must do: the requirement. */
  readonly text: string;
  readonly scenario: string;
  readonly sentences: readonly string[];
}

/**
 * Makes a scenario of a capture: what happened happens again, and then is asked for what a right bridge makes of it,
 * together with what somebody expects.
 *
 * @throws ReproductionError nothing-to-replay, bad-requirements
 */
export function featureOf(
  capture: Capture,
  { title, file, expect, catalogue }: FeatureOptions,
): FeatureFiles {
  scriptOf(capture);
  const wanted = rulesOf(capture, expect);
  const { ids, catalogue: requirements } = requirementsOf(wanted, oneLine(title), catalogue);
  const rules = wanted.map((rule, index) => ({ ...rule, id: ids[index] ?? '' }));
  const background = `what the capture "${file}" tells has happened again`;
  const feature = [
    '@captured',
    `Feature: ${oneLine(title)}`,
    ...remarks(capture).map((line) => `  ${line}`),
    '',
    '  Background:',
    `    Given ${background}`,
    ...rules.flatMap(({ id, text, scenario, sentences }) => [
      '',
      `  @${id}`,
      `  Rule: ${text.replace(/\.$/, '')}`,
      '',
      `    Scenario: ${scenario}`,
      ...sentences.map((sentence, index) => `      ${index === 0 ? 'Then' : 'And'} ${sentence}`),
    ]),
    '',
  ].join('\n');
  return { feature, requirements };
}

/** The rows of the rules, in a catalogue of their own or at the end of the one that there is. */
function requirementsOf(rules: readonly Rule[], title: string, catalogue: string | undefined): Extended {
  const rows = rules.map(
    ({ text }): NewRow => ({
      level: 'MUST',
      source: { kind: 'field-fault', section: title },
      text,
      capability: 'connections-api',
    }),
  );
  if (catalogue !== undefined) return added(catalogue, rows);
  const ids = rows.map((_, index) => numbered('FIELD-', index + 1));
  const chapter = {
    chapter: title,
    order: 0,
    intro: 'Seen in the field, recorded, and to be seen no more.',
    requirements: rows.map((row, index) => ({ id: ids[index], ...row })),
  };
  return { ids, catalogue: stringify(chapter) };
}

function added(catalogue: string, rows: readonly NewRow[]): Extended {
  const parsed = parseChapter('requirements.yaml', catalogue);
  if (!parsed.ok) throw new ReproductionError('bad-requirements', parsed.problems.join('; '));
  try {
    return addRows(parsed.chapter, catalogue, rows);
  } catch (error) {
    throw new ReproductionError('bad-requirements', error instanceof Error ? error.message : String(error));
  }
}

/** What the capture itself says, and what was found in it: for whoever meets the scenario in a year. */
function remarks({ header, envelopes }: Capture): readonly string[] {
  const { note, created, source, tool } = header;
  const { findings } = diagnose(envelopes);
  return [
    ...(note === undefined ? [] : [oneLine(note)]),
    `Captured ${created.slice(0, 10)} (${source}, iot-flow-tck ${tool}).`,
    ...findings.slice(0, 5).map(({ what }) => `Found in it: ${oneLine(what)}`),
  ];
}

function rulesOf({ envelopes }: Capture, expect: readonly string[]): readonly Rule[] {
  const { trails, held } = diagnose(envelopes);
  const rules: Rule[] = [];
  if (trails.length > 0)
    rules.push(
      {
        text: 'A device that sends is in Cumulocity once.',
        scenario: 'The devices of the capture',
        sentences: ['Cumulocity lists each captured device once'],
      },
      {
        text: 'Each uplink is in Cumulocity once, or its loss is told.',
        scenario: 'The uplinks of the capture',
        sentences: ['each captured uplink is in Cumulocity once, or an event names it'],
      },
    );
  if (trails.some(bringsPayload))
    rules.push({
      text: 'A payload that can not be decoded is told.',
      scenario: 'The payloads of the capture',
      sentences: ['each captured payload came with its values, or an event names it'],
    });
  if (trails.some(({ stored }) => stored.length > 0))
    rules.push({
      text: 'What was right stays right.',
      scenario: 'The values that reached Cumulocity in the capture',
      sentences: ['what came through in the field comes through alike'],
    });
  if (held.operations.size > 0)
    rules.push({
      text: 'Each command comes to an end.',
      scenario: 'The commands of the capture',
      sentences: ['each captured command has come to an end within 2 days'],
    });
  if (expect.length > 0)
    rules.push({
      text: 'What whoever reported it expects comes about.',
      scenario: 'As it was expected',
      sentences: expect.map(oneLine),
    });
  return rules;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

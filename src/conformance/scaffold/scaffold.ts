import { stringify } from 'yaml';
import { type Chapter, parseChapter, type Requirement } from '../requirements/index.ts';

/** What an author says of a new requirement; the rest follows from its chapter. */
export interface NewRequirement {
  readonly text: string;
  readonly level: Requirement['level'];
  readonly source: Requirement['source'];
  /** Default: that of the chapter's last requirement. */
  readonly capability?: Requirement['capability'];
}

/** The files of a requirement that is only beginning to be one. */
export interface Scaffold {
  readonly id: string;
  /** The chapter's `requirements.yaml`, with the row. */
  readonly catalogue: string;
  readonly featureName: string;
  readonly feature: string;
  readonly controlName: string;
  readonly control: string;
}

/**
 * Adds a row to a chapter's catalogue, whose text stays as it is otherwise, and begins the requirement's Rule and control.
 * What is begun fails until it is written: its steps are undefined, its control breaks nothing.
 *
 * @throws Error when the text would not be a good catalogue any more
 */
export function scaffold(chapter: Chapter, catalogue: string, wanted: NewRequirement): Scaffold {
  const id = nextId(chapter);
  const last = chapter.requirements.at(-1);
  const row: Requirement = {
    id,
    level: wanted.level,
    source: wanted.source,
    text: wanted.text,
    capability: wanted.capability ?? last?.capability ?? 'connections-api',
  };
  const lines = stringify([row], { lineWidth: 120 })
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}\n`);
  const added = `${catalogue.trimEnd()}\n${lines.join('')}`;
  const parsed = parseChapter(`${chapter.folder}/requirements.yaml`, added);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  if (parsed.chapter.requirements.at(-1)?.id !== id) {
    throw new Error(
      `${chapter.folder}/requirements.yaml does not end with its requirements; move them to its end.`,
    );
  }
  const name = slugOf(wanted.text);
  return {
    id,
    catalogue: added,
    featureName: `${name}.feature`,
    feature: featureText(id, wanted.text),
    controlName: `${id.toLowerCase()}-not-kept.ts`,
    control: controlText(id, wanted.text),
  };
}

/** An id is never used again: the next one is above all that there are. */
function nextId({ requirements }: Chapter): string {
  const numbers = requirements.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0));
  const prefix = requirements.at(-1)?.id.replace(/\d+$/, '') ?? '';
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}

function slugOf(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, 6).join('-') || 'requirement';
}

function featureText(id: string, text: string): string {
  const rule = text.replace(/\.$/, '');
  return `Feature: ${rule}

  @${id}
  Rule: ${rule}

    Scenario: It is so
      Given a Cumulocity connection
      When what this requirement speaks of happens
      Then what it promises can be seen

    Scenario: It is so under the circumstances that tempt a bridge to break it
      Given a Cumulocity connection
      When what this requirement speaks of happens under difficult circumstances
      Then what it promises can be seen
`;
}

function controlText(id: string, text: string): string {
  return `import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: (say how a bridge breaks this: ${text})
 *
 * Must fail: ${id} (and why).
 */
export default control({
  title: 'A bridge that does not keep ${id}',
  breaks: ['${id}'],
  seenAs: 'Where it was seen in the field',
  // Decorate the part that has the defect; as it stands, nothing is broken, and this control survives.
  defect: (parts) => parts,
});
`;
}

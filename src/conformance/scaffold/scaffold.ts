import { stringify } from 'yaml';
import type { Chapter, Requirement } from '../requirements/index.ts';
import { addRows, type NewRow, numbered } from './add-rows.ts';

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
  const capability = wanted.capability ?? chapter.requirements.at(-1)?.capability ?? 'connections-api';
  const { ids, catalogue: added } = addRows(chapter, catalogue, [rowOf(wanted, capability)]);
  return begun(ids.join(), added, wanted.text);
}

/**
 * The same for a chapter that has no catalogue yet, which is begun with it.
 *
 * @param folder of the chapter, which gives its title and the word of its ids
 * @param before all chapters that there are: ids are not used twice, and the new chapter comes last
 */
export function scaffoldChapter(
  folder: string,
  before: readonly Chapter[],
  wanted: NewRequirement,
): Scaffold {
  const words = (folder.split(/[\\/]/).at(-1) ?? '').match(/[a-z]+/gi) ?? ['own'];
  const prefix = `${words.join('-').toUpperCase()}-`;
  const numbers = before
    .flatMap(({ requirements }) => requirements)
    .map(({ id }) => (id.replace(/\d+$/, '') === prefix ? Number(id.slice(prefix.length)) : 0));
  const id = numbered(prefix, Math.max(0, ...numbers) + 1);
  const title = words.join(' ').toLowerCase();
  const catalogue = stringify(
    {
      chapter: title.charAt(0).toUpperCase() + title.slice(1),
      order: Math.max(0, ...before.map(({ order }) => order)) + 1,
      intro: 'To be written: what this chapter is about, for a reader who does not know the code.',
      requirements: [{ id, ...rowOf(wanted, wanted.capability ?? 'connections-api') }],
    },
    { lineWidth: 120 },
  );
  return begun(id, catalogue, wanted.text);
}

function rowOf({ level, source, text }: NewRequirement, capability: Requirement['capability']): NewRow {
  return { level, source, text, capability };
}

function begun(id: string, catalogue: string, text: string): Scaffold {
  return {
    id,
    catalogue,
    featureName: `${slugOf(text)}.feature`,
    feature: featureText(id, text),
    controlName: `${id.toLowerCase()}-not-kept.ts`,
    control: controlText(id, text),
  };
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

import { Badge, BarLegend, StackedBar } from '../../../ui/index.ts';
import {
  type ChapterVerdict,
  goneInWords,
  inWords,
  type Outcome,
  type OutcomeSection,
  outcomeInWords,
  outcomeSections,
  summarise,
} from '../../verdicts/index.ts';
import { barParts } from './bar-parts.ts';
import { VERDICT_WORDS, type Wording } from './wording.ts';

interface PanelProps {
  readonly outcome: Outcome;
  readonly chapters: readonly ChapterVerdict[];
}

const LOOKS: Readonly<Record<Outcome['verdict'], Pick<Wording, 'tone' | 'sign'>>> = {
  conformant: VERDICT_WORDS.passed,
  'not-conformant': VERDICT_WORDS.failed,
  'not-judged': VERDICT_WORDS.blocked,
};

/** The verdict on the whole, why, and in how far. */
export function OutcomePanel({ outcome, chapters }: PanelProps) {
  const { tone, sign } = LOOKS[outcome.verdict];
  const all = chapters.flatMap(({ requirements }) => requirements);
  return (
    <section class={`panel outcome ${tone}`} aria-label="Outcome">
      <p class="verdict">
        <Badge tone={tone} sign={sign}>
          {outcomeInWords(outcome)}
        </Badge>
      </p>
      <Why outcome={outcome} />
      <ul class="sentences">
        {summarise(chapters).map((level) => (
          <li key={level.level}>{inWords(level)}</li>
        ))}
      </ul>
      <StackedBar parts={barParts(all)} />
      <BarLegend parts={barParts(all)} />
      {outcomeSections(outcome).map((section) => (
        <Section key={section.title} {...section} />
      ))}
    </section>
  );
}

function Why({ outcome: { why, gone } }: Pick<PanelProps, 'outcome'>) {
  const reason = why ?? (gone === undefined ? undefined : goneInWords(gone));
  return reason === undefined ? null : <p class="why">{reason}</p>;
}

/** Requirements that the verdict rests on, each with a link to its evidence. */
function Section({ title, rows }: OutcomeSection) {
  return (
    <div class="grounds">
      <h2>{title}</h2>
      <ul>
        {rows.map(({ id, text }) => (
          <li key={id}>
            <a class="mono" href={`#${id}`}>
              {id}
            </a>{' '}
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

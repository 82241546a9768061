import { StackedBar } from '../../../ui/index.ts';
import { type ChapterVerdict, countVerdicts } from '../../verdicts/index.ts';
import { barParts } from './bar-parts.ts';
import { anchorOf } from './wording.ts';

/** The chapters with how they stand; each line leads to its chapter. */
export function ContentsTable({ chapters }: { readonly chapters: readonly ChapterVerdict[] }) {
  return (
    <nav class="panel contents" aria-label="Chapters">
      <h2>Chapters</h2>
      <ol>
        {chapters.map(({ chapter, requirements }) => (
          <li key={chapter.folder}>
            <a href={`#${anchorOf(chapter)}`}>{chapter.chapter}</a>
            <StackedBar parts={barParts(requirements)} />
            <span class="quiet">{standing(countVerdicts(requirements), requirements.length)}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function standing(counts: ReturnType<typeof countVerdicts>, total: number): string {
  const bad = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
  ];
  return [`${counts.passed} of ${total} passed`, ...bad].join(', ');
}

import type { ChapterVerdict } from '../../verdicts/index.ts';
import type { ReportFacts } from '../report-facts.ts';
import { ChangesSection } from './changes-section.tsx';
import { ChapterSection } from './chapter-section.tsx';
import type { EvidenceOf } from './choose-diagrams.ts';
import type { SightsOf } from './choose-pictures.ts';
import { ContentsTable } from './contents-table.tsx';
import { ReportHeader } from './report-header.tsx';
import { SignOff } from './sign-off.tsx';
import { ReadingHelp, UntestedSection } from './untested-section.tsx';

export interface AcceptanceProps {
  readonly facts: ReportFacts;
  readonly chapters: readonly ChapterVerdict[];
  readonly evidenceOf: EvidenceOf;
  readonly sightsOf: SightsOf;
}

/** The report for readers, from the outcome down to the single message. */
export function AcceptancePage({ facts, chapters, evidenceOf, sightsOf }: AcceptanceProps) {
  return (
    <main class="page">
      <ReportHeader facts={facts} chapters={chapters} />
      {facts.comparison === undefined ? null : <ChangesSection comparison={facts.comparison} />}
      <ContentsTable chapters={chapters} />
      {chapters.map((verdict, index) => (
        <ChapterSection
          key={verdict.chapter.folder}
          verdict={verdict}
          number={index + 1}
          evidenceOf={evidenceOf}
          sightsOf={sightsOf}
        />
      ))}
      <UntestedSection chapters={chapters} />
      <SignOff />
      <ReadingHelp reproduce={facts.reproduce} />
    </main>
  );
}

import type { ChapterVerdict } from '../../verdicts/index.ts';
import type { ReportFacts } from '../report-facts.ts';
import { ChangesSection } from './changes-section.tsx';
import { ChapterSection } from './chapter-section.tsx';
import type { SightsOf } from './choose-pictures.ts';
import { ContentsTable } from './contents-table.tsx';
import type { GatheredEvidence } from './gather-evidence.ts';
import { ReportHeader } from './report-header.tsx';
import { SignOff } from './sign-off.tsx';
import { ReadingHelp, UntestedSection } from './untested-section.tsx';

export interface AcceptanceProps {
  readonly facts: ReportFacts;
  readonly chapters: readonly ChapterVerdict[];
  readonly evidence: GatheredEvidence;
  readonly sightsOf: SightsOf;
  /** Ids of the scenarios that engineering.html draws. */
  readonly elsewhere: ReadonlySet<string>;
}

/** The report for readers, from the outcome down to the single message. */
export function AcceptancePage({ facts, chapters, ...finders }: AcceptanceProps) {
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
          repeat={facts.repeat}
          {...finders}
        />
      ))}
      <UntestedSection chapters={chapters} />
      <SignOff />
      <ReadingHelp reproduce={facts.reproduce} />
    </main>
  );
}

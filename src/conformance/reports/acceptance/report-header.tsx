import type { ChapterVerdict } from '../../verdicts/index.ts';
import type { ReportFacts } from '../report-facts.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { dateInWords } from './wording.ts';

interface HeaderProps {
  readonly facts: ReportFacts;
  readonly chapters: readonly ChapterVerdict[];
}

/** What was judged, when, and what came of it, in words and counts. */
export function ReportHeader({ facts, chapters }: HeaderProps) {
  return (
    <header>
      <p class="eyebrow">ThingPark X IoT Flow → Cumulocity</p>
      <h1>Acceptance report</h1>
      <OutcomePanel outcome={facts.outcome} chapters={chapters} />
      <Notices facts={facts} />
      <Facts facts={facts} />
    </header>
  );
}

const OWN_BRIDGE: Readonly<Record<ReportFacts['target'], string>> = {
  reference: 'reference bridge of this kit',
  process: 'reference bridge of this kit, as a process of its own',
  external: 'a bridge that the kit does not host',
};

function Facts({ facts }: { readonly facts: ReportFacts }) {
  const { passed, failed, skipped } = facts.judgement;
  const rows: readonly (readonly [string, string])[] = [
    ['Bridge under test', facts.targetName ?? OWN_BRIDGE[facts.target]],
    ['Platform', facts.platform],
    ['Kit', `iot-flow-tck ${facts.toolVersion}`],
    ['Date', dateInWords(facts.date)],
    ['Scenarios', `${passed} passed, ${failed} failed, ${skipped} skipped`],
    ['Seed', facts.seed],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Notices({ facts }: { readonly facts: ReportFacts }) {
  const notices = [
    ...(facts.control === undefined
      ? []
      : [`The bridge was broken on purpose for this run (negative control ${facts.control}).`]),
    ...(facts.full
      ? []
      : ['This run was of a part of the scenarios only; what it left out is shown as not tested.']),
    // Why a run is not judged stands above.
    ...facts.judgement.problems.filter((problem) => problem !== facts.outcome.why),
  ];
  if (notices.length === 0) return null;
  return (
    <aside class="panel notices" aria-label="To be noted">
      <h2>To be noted</h2>
      <ul>
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
    </aside>
  );
}

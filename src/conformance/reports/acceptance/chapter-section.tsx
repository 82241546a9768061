import { Badge } from '../../../ui/index.ts';
import type { ChapterVerdict, RequirementVerdict } from '../../verdicts/index.ts';
import type { EvidenceOf } from './choose-diagrams.ts';
import type { SightsOf } from './choose-pictures.ts';
import { ScenarioEvidence } from './scenario-evidence.tsx';
import { anchorOf, sourceInWords, wordingOf } from './wording.ts';

interface Finders {
  readonly evidenceOf: EvidenceOf;
  readonly sightsOf: SightsOf;
}

interface ChapterProps extends Finders {
  readonly verdict: ChapterVerdict;
  readonly number: number;
}

interface RequirementProps extends Finders {
  readonly verdict: RequirementVerdict;
}

/** One chapter: what it is about, and its requirements with their evidence. */
export function ChapterSection({ verdict: { chapter, requirements }, number, ...finders }: ChapterProps) {
  return (
    <section class="chapter" id={anchorOf(chapter)}>
      <h2>
        <span class="quiet">{number}</span> {chapter.chapter}
      </h2>
      <p class="intro">{chapter.intro}</p>
      <div class="panel requirements">
        {requirements.map((requirement) => (
          <RequirementCard key={requirement.requirement.id} verdict={requirement} {...finders} />
        ))}
      </div>
    </section>
  );
}

function RequirementCard(props: RequirementProps) {
  const { requirement, reason, scenarios } = props.verdict;
  const wording = wordingOf(props.verdict);
  return (
    <article class={`requirement ${wording.tone}`} id={requirement.id}>
      <div class="sentence">
        <h3>{requirement.text}</h3>
        <Badge tone={wording.tone} sign={wording.sign}>
          {wording.word}
        </Badge>
      </div>
      <p class="origin">
        <a class="mono" href={`#${requirement.id}`}>
          {requirement.id}
        </a>{' '}
        · {requirement.level} · {sourceInWords(requirement.source)}
      </p>
      {reason === undefined ? null : <p class="reason">{reason}</p>}
      {scenarios.length === 0 ? null : <Scenarios {...props} />}
    </article>
  );
}

function Scenarios({ verdict, ...finders }: RequirementProps) {
  const { scenarios, verdict: outcome } = verdict;
  const open = outcome === 'failed' || outcome === 'blocked';
  return (
    <details class="scenarios" open={open}>
      <summary>{scenarios.length === 1 ? 'One scenario' : `${scenarios.length} scenarios`}</summary>
      {scenarios.map((scenario, index) => {
        const alike = scenarios.filter(({ name, uri }) => name === scenario.name && uri === scenario.uri);
        const example = alike.length > 1 ? `example ${alike.indexOf(scenario) + 1} of ${alike.length}` : '';
        return (
          <ScenarioEvidence
            key={`${scenario.uri}:${scenario.line}`}
            id={`${verdict.requirement.id}.${index + 1}`}
            scenario={scenario}
            example={example}
            {...finders}
          />
        );
      })}
    </details>
  );
}

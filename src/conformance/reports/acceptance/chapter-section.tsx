import { Badge } from '../../../ui/index.ts';
import type { Repeat } from '../../run/index.ts';
import type { ChapterVerdict, RequirementVerdict } from '../../verdicts/index.ts';
import { readableText } from '../redacted-text.ts';
import type { SightsOf } from './choose-pictures.ts';
import { EvidenceView } from './evidence-view.tsx';
import type { GatheredEvidence } from './gather-evidence.ts';
import { ScenarioEvidence } from './scenario-evidence.tsx';
import { whatHappened } from './what-happened.ts';
import { anchorOf, sourceInWords, wordingOf } from './wording.ts';

interface Finders {
  readonly evidence: GatheredEvidence;
  readonly sightsOf: SightsOf;
  readonly elsewhere: ReadonlySet<string>;
  readonly repeat: Repeat | undefined;
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
      <ShownBy {...props} />
      {scenarios.length === 0 ? null : <Scenarios {...props} />}
    </article>
  );
}

/** What shows the requirement kept, for all to see; what shows it broken stands open at its scenario. */
function ShownBy({ verdict, evidence, sightsOf, elsewhere }: RequirementProps) {
  const best = verdict.verdict === 'passed' ? evidence.best(verdict) : undefined;
  if (best === undefined) return null;
  return (
    <div class="shown">
      <p class="example">
        For example: <strong>{readableText(best.name)}</strong>. {whatHappened(best.steps)}
      </p>
      <EvidenceView
        evidence={evidence.of(best)}
        sights={sightsOf(best)}
        isElsewhere={elsewhere.has(best.id)}
      />
    </div>
  );
}

function Scenarios({ verdict, evidence, sightsOf, elsewhere, repeat }: RequirementProps) {
  const { scenarios, verdict: outcome } = verdict;
  const best = outcome === 'passed' ? evidence.best(verdict) : undefined;
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
            repeat={repeat}
          >
            {scenario === best ? (
              <p class="origin">What was sent and what became of it is shown above.</p>
            ) : (
              <EvidenceView
                evidence={evidence.of(scenario)}
                sights={sightsOf(scenario)}
                isElsewhere={elsewhere.has(scenario.id)}
                isOpen={scenario.failure !== undefined}
              />
            )}
          </ScenarioEvidence>
        );
      })}
    </details>
  );
}

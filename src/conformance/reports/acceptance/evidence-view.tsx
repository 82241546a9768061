import type { Sights } from './choose-pictures.ts';
import { ExhibitView } from './exhibit-view.tsx';
import type { Evidence } from './gather-evidence.ts';
import { ScenarioSights } from './scenario-sights.tsx';

interface EvidenceProps {
  readonly evidence: Evidence | undefined;
  readonly sights: Sights | undefined;
  /** Whether the diagram is what a reader wants first: of what went wrong. */
  readonly isOpen?: boolean;
  /** Whether engineering.html draws the scenario. */
  readonly isElsewhere: boolean;
}

/** What a scenario shows: what was seen, what was sent and held, and who said what to whom. */
export function EvidenceView({ evidence, sights, isElsewhere, isOpen = false }: EvidenceProps) {
  const { exhibit, svg } = evidence ?? {};
  return (
    <>
      <ScenarioSights found={sights} />
      {exhibit === undefined ? null : <ExhibitView exhibit={exhibit} />}
      {svg === undefined ? null : (
        <details class="diagram" open={isOpen}>
          <summary>Who said what to whom</summary>
          <div class="canvas" dangerouslySetInnerHTML={{ __html: svg }} />
        </details>
      )}
      {svg === undefined && isElsewhere ? (
        <p class="origin">Who said what to whom: see engineering.html</p>
      ) : null}
    </>
  );
}

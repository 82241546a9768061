import { renderStandalonePage } from '../../../ui/index.ts';
import type { DrawDiagram } from '../draw-diagram.ts';
import { ACCEPTANCE_CSS } from './acceptance-css.ts';
import { AcceptancePage, type AcceptanceProps } from './acceptance-page.tsx';
import { choosePictures } from './choose-pictures.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { createSvgCompactor } from './svg-compactor.ts';

export type AcceptanceParts = Pick<AcceptanceProps, 'facts' | 'chapters'> & { readonly diagram: DrawDiagram };

export interface AcceptanceReport {
  /** Ids of the scenarios whose diagram the page shows. */
  readonly drawn: ReadonlySet<string>;
  /** The page, as one file that needs nothing beside it; `elsewhere` are the scenarios that engineering.html draws. */
  html(elsewhere: ReadonlySet<string>): string;
}

/** Chooses what the acceptance report shows as evidence, and renders it. */
export function acceptanceReport({ facts, chapters, diagram }: AcceptanceParts): AcceptanceReport {
  const compactor = createSvgCompactor();
  const evidence = gatherEvidence(chapters, (envelopes, options) =>
    compactor.compact(diagram(envelopes, options)),
  );
  const scenarios = chapters.flatMap(({ requirements }) => requirements.flatMap((one) => one.scenarios));
  const drawn = scenarios.filter((scenario) => evidence.of(scenario)?.svg !== undefined).map(({ id }) => id);
  return {
    drawn: new Set(drawn),
    html: (elsewhere) =>
      renderStandalonePage({
        title: `Acceptance report, ${facts.date.slice(0, 10)}`,
        css: `${ACCEPTANCE_CSS}${compactor.css()}`,
        body: (
          <AcceptancePage
            facts={facts}
            chapters={chapters}
            evidence={evidence}
            sightsOf={choosePictures(chapters, evidence.best)}
            elsewhere={elsewhere}
          />
        ),
      }),
  };
}

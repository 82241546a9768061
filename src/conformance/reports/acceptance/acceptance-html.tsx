import { renderStandalonePage } from '../../../ui/index.ts';
import type { DrawDiagram } from '../draw-diagram.ts';
import { ACCEPTANCE_CSS } from './acceptance-css.ts';
import { AcceptancePage, type AcceptanceProps } from './acceptance-page.tsx';
import { chooseDiagrams } from './choose-diagrams.ts';
import { choosePictures } from './choose-pictures.ts';
import { createSvgCompactor } from './svg-compactor.ts';

export type AcceptanceParts = Pick<AcceptanceProps, 'facts' | 'chapters'> & { readonly diagram: DrawDiagram };

export interface AcceptanceReport {
  readonly html: string;
  /** Ids of the scenarios whose diagram the page shows. */
  readonly drawn: ReadonlySet<string>;
}

/** Renders the acceptance report as one file that needs nothing beside it. */
export function acceptanceReport({ facts, chapters, diagram }: AcceptanceParts): AcceptanceReport {
  const compactor = createSvgCompactor();
  const evidenceOf = chooseDiagrams(chapters, (envelopes, options) =>
    compactor.compact(diagram(envelopes, options)),
  );
  const scenarios = chapters.flatMap(({ requirements }) => requirements.flatMap((one) => one.scenarios));
  const drawn = scenarios.filter((scenario) => evidenceOf(scenario)?.svg !== undefined).map(({ id }) => id);
  const html = renderStandalonePage({
    title: `Acceptance report, ${facts.date.slice(0, 10)}`,
    css: `${ACCEPTANCE_CSS}${compactor.css()}`,
    body: (
      <AcceptancePage
        facts={facts}
        chapters={chapters}
        evidenceOf={evidenceOf}
        sightsOf={choosePictures(chapters)}
      />
    ),
  });
  return { html, drawn: new Set(drawn) };
}

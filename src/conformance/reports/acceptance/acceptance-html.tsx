import { renderStandalonePage } from '../../../ui/index.ts';
import { ACCEPTANCE_CSS } from './acceptance-css.ts';
import { AcceptancePage, type AcceptanceProps } from './acceptance-page.tsx';

/** Renders the acceptance report as one file that needs nothing beside it. */
export function acceptanceHtml(props: AcceptanceProps): string {
  return renderStandalonePage({
    title: `Acceptance report, ${props.facts.date.slice(0, 10)}`,
    css: ACCEPTANCE_CSS,
    body: <AcceptancePage {...props} />,
  });
}

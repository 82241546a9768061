import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { escapeText } from './escape-text.ts';

/**
 * The policy of a page that people work with: styles, scripts and answers from its own server alone, nothing inline,
 * nothing evaluated, no frame around it (W3C, Content Security Policy Level 3).
 */
export const APP_PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * What htmx may do: no evaluation, no scripts or styles of its own making, no other server, nothing kept of pages that
 * were left; answers that refuse are shown as well (htmx, Configuration Reference).
 */
const HTMX_CONFIG = JSON.stringify({
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  attributesToSettle: ['class'],
  historyEnabled: false,
  historyCacheSize: 0,
  timeout: 15_000,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '[45]..', swap: true, error: true },
  ],
});

export interface AppPageParts {
  readonly title: string;
  /** Addresses of style sheets and scripts. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly icon?: string;
  readonly body: VNode;
}

/** Renders a page that people work with, to be served with {@link APP_PAGE_POLICY}; all that it shows is escaped. */
export function renderAppPage({ title, styles, scripts, icon, body }: AppPageParts): string {
  const head = [
    ...(icon === undefined ? [] : [`<link rel="icon" href="${escapeText(icon)}">`]),
    ...styles.map((href) => `<link rel="stylesheet" href="${escapeText(href)}">`),
    ...scripts.map((src) => `<script src="${escapeText(src)}" defer></script>`),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${escapeText(HTMX_CONFIG)}">
<title>${escapeText(title)}</title>
${head.join('\n')}
</head>
${renderToString(body)}
</html>
`;
}

/** Renders what goes into a page that is open; all that it shows is escaped. */
export function renderFragment(...parts: readonly VNode[]): string {
  return parts.map((part) => renderToString(part)).join('');
}

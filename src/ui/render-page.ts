import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { baseCss } from './base-css.ts';
import { escapeText } from './escape-text.ts';

export interface PageParts {
  readonly title: string;
  /** Styles of this page alone, after those that all pages share. Never made from what a user wrote. */
  readonly css?: string;
  readonly body: VNode;
}

/**
 * Renders a page that stands alone: one file that loads nothing, runs nothing (its policy forbids both) and escapes
 * all that it shows.
 */
export function renderStandalonePage({ title, css = '', body }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${escapeText(title)}</title>
<style>${baseCss()}
${css}</style>
</head>
<body>
${renderToString(body)}
</body>
</html>
`;
}

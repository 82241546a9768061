import type { Envelope } from '../../recording/index.ts';

/** Draws recorded traffic as an SVG document; the title is for those who can't see it, `most` the messages to draw. */
export type DrawDiagram = (
  envelopes: readonly Envelope[],
  options?: { readonly title?: string; readonly most?: number },
) => string;

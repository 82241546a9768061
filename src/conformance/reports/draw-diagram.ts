import type { Envelope } from '../../recording/index.ts';

/** Draws recorded traffic as an SVG document; the title is for those who can't see it. */
export type DrawDiagram = (envelopes: readonly Envelope[], title?: string) => string;

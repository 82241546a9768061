import type { Envelope } from '../../recording/index.ts';

export interface DrawOptions {
  /** What the diagram is called for those who can't see it. */
  readonly title?: string;
  /** The messages to draw. */
  readonly most?: number;
  /** The page explains the colours once for all its diagrams. */
  readonly explainedApart?: boolean;
}

/** Draws recorded traffic as an SVG document. */
export type DrawDiagram = (envelopes: readonly Envelope[], options?: DrawOptions) => string;

import type { Envelope, EnvelopeKind } from '../envelope.ts';

/** What a colour stands for. */
export type Ink =
  | 'paper'
  | 'ink'
  | 'muted'
  | 'rail'
  | 'header'
  | 'radio'
  | 'mqtt'
  | 'http'
  | 'state'
  | 'event'
  | 'note'
  | 'ok'
  | 'refused'
  | 'failed';

interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** Lines and text reach a contrast of 4.5 to 1 on their paper (WCAG 2.2, success criterion 1.4.3). */
const TONES: Readonly<Record<Ink, Tone>> = {
  paper: { light: '#ffffff', dark: '#14181f' },
  ink: { light: '#1b2430', dark: '#e6eaf0' },
  muted: { light: '#5b6675', dark: '#98a4b5' },
  rail: { light: '#cfd6df', dark: '#374151' },
  header: { light: '#eef1f5', dark: '#222a36' },
  radio: { light: '#7c3aed', dark: '#b794f6' },
  mqtt: { light: '#0f766e', dark: '#4fd1c0' },
  http: { light: '#1d5fd1', dark: '#7fb0ff' },
  state: { light: '#334a7d', dark: '#a9bdea' },
  event: { light: '#4b5563', dark: '#b6c0ce' },
  note: { light: '#7a5b00', dark: '#e2c25a' },
  ok: { light: '#18794e', dark: '#5bd19a' },
  refused: { light: '#b45309', dark: '#f5a742' },
  failed: { light: '#c01f2e', dark: '#ff7b85' },
};

const FILLS: Readonly<Partial<Record<Ink, Tone>>> = {
  state: { light: '#eaf0fc', dark: '#1f2a44' },
  event: { light: '#f1f3f6', dark: '#232a35' },
  note: { light: '#fdf6dc', dark: '#332c12' },
  ok: { light: '#e6f6ee', dark: '#12301f' },
  refused: { light: '#fdf0df', dark: '#38260d' },
  failed: { light: '#fdeaec', dark: '#3b1419' },
};

/** Attributes that give text or a shape the colour; light as such, dark by the style sheet's way of the class. */
export function fill(ink: Ink): { readonly class: string; readonly fill: string } {
  return { class: `seq-fill-${ink}`, fill: TONES[ink].light };
}

export function stroke(ink: Ink): { readonly class: string; readonly stroke: string } {
  return { class: `seq-stroke-${ink}`, stroke: TONES[ink].light };
}

/** A box of the ink's colour with its light ground. */
export function boxed(ink: Ink): { readonly class: string; readonly fill: string; readonly stroke: string } {
  return {
    class: `seq-stroke-${ink} seq-ground-${ink}`,
    fill: (FILLS[ink] ?? TONES.header).light,
    stroke: TONES[ink].light,
  };
}

/**
 * What a dark scheme changes. The light colours are attributes: they hold where a policy forbids style elements or a
 * viewer knows none. All rules stand below the diagram's own class and are the same in each diagram, so that many of
 * them live in one page.
 */
export function darkRules(root: string): string {
  const rules = Object.entries(TONES).map(
    ([ink, { dark }]) => `.${root} .seq-fill-${ink}{fill:${dark}}.${root} .seq-stroke-${ink}{stroke:${dark}}`,
  );
  const grounds = Object.entries(FILLS).map(([ink, { dark }]) => `.${root} .seq-ground-${ink}{fill:${dark}}`);
  return `@media (prefers-color-scheme:dark){${[...rules, ...grounds].join('')}}`;
}

const KIND_INKS: Readonly<Record<EnvelopeKind, Ink>> = {
  radio: 'radio',
  mqtt: 'mqtt',
  'http-request': 'http',
  'http-response': 'http',
  state: 'state',
  event: 'event',
  fault: 'failed',
  note: 'note',
};

/** What went wrong shows before what it was. */
export function inkOf({ kind, outcome }: Pick<Envelope, 'kind' | 'outcome'>): Ink {
  return outcome === 'refused' || outcome === 'failed' ? outcome : KIND_INKS[kind];
}

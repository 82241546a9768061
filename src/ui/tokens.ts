/** The tones that carry meaning; each has a text colour, a ground to stand on and a solid for bars and edges. */
export const TONES = ['passed', 'failed', 'blocked', 'neutral', 'muted', 'info'] as const;
export type Tone = (typeof TONES)[number];

interface ToneColours {
  /** Text on `ground`, on the page and on a panel. */
  readonly text: string;
  readonly ground: string;
  /** Bars, edges, marks. */
  readonly solid: string;
}

/** A colour scheme: surfaces, text, and the tones. All text reaches a contrast of 4.5 (WCAG 2.2, 1.4.3). */
export interface Scheme {
  readonly page: string;
  readonly panel: string;
  readonly sunken: string;
  readonly edge: string;
  readonly text: string;
  readonly quiet: string;
  readonly link: string;
  /** Ground and text of what people press first. */
  readonly accent: string;
  readonly onaccent: string;
  readonly tones: Readonly<Record<Tone, ToneColours>>;
}

export const LIGHT: Scheme = {
  page: '#f5f6f8',
  panel: '#ffffff',
  sunken: '#f0f2f5',
  edge: '#d9dee5',
  text: '#1b2430',
  quiet: '#56626f',
  link: '#0b5cad',
  accent: '#0b5cad',
  onaccent: '#ffffff',
  tones: {
    passed: { text: '#0f6236', ground: '#e2f4e8', solid: '#2a9d5c' },
    failed: { text: '#a1141c', ground: '#fde8e8', solid: '#d2383f' },
    blocked: { text: '#7a4700', ground: '#fdf0d4', solid: '#e09a1c' },
    neutral: { text: '#45515e', ground: '#e8ecf1', solid: '#9aa7b5' },
    muted: { text: '#5b6672', ground: '#f3f5f7', solid: '#c9d1da' },
    info: { text: '#0b4f94', ground: '#e3effb', solid: '#3b82c9' },
  },
};

export const DARK: Scheme = {
  page: '#12161c',
  panel: '#1a2028',
  sunken: '#141a21',
  edge: '#323c48',
  text: '#e6ebf1',
  quiet: '#a3afbd',
  link: '#7ab8f5',
  accent: '#7ab8f5',
  onaccent: '#0a1826',
  tones: {
    passed: { text: '#84dda9', ground: '#12301f', solid: '#35a968' },
    failed: { text: '#ffabab', ground: '#431a1d', solid: '#e2555b' },
    blocked: { text: '#f3c877', ground: '#3b2a0a', solid: '#d99a2b' },
    neutral: { text: '#bcc7d3', ground: '#28313b', solid: '#6d7a88' },
    muted: { text: '#a3afbd', ground: '#1f262e', solid: '#46525f' },
    info: { text: '#97c8fb', ground: '#12293f', solid: '#4a94dc' },
  },
};

/** The schemes as CSS custom properties: light by default and on paper, dark where the reader's system is. */
export function tokensCss(): string {
  return `:root{color-scheme:light dark;${variables(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{${variables(DARK)}}}`;
}

function variables(scheme: Scheme): string {
  const { tones, ...surfaces } = scheme;
  return [
    ...Object.entries(surfaces).map(([name, colour]) => `--${name}:${colour}`),
    ...TONES.flatMap((tone) =>
      Object.entries(tones[tone]).map(([use, colour]) => `--${tone}-${use}:${colour}`),
    ),
  ].join(';');
}

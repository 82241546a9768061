import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DARK, LIGHT, type Scheme, TONES } from './tokens.ts';

/** WCAG 2.2, 1.4.3 Contrast (Minimum). */
const ENOUGH = 4.5;

for (const [name, scheme] of Object.entries({ LIGHT, DARK })) {
  test(`all text of the ${name.toLowerCase()} scheme can be read`, () => {
    assert.deepEqual(tooFaint(scheme), []);
  });
}

function tooFaint(scheme: Scheme): string[] {
  const surfaces = [scheme.page, scheme.panel, scheme.sunken];
  const pairs = [
    [scheme.onaccent, scheme.accent] as const,
    ...[scheme.text, scheme.quiet, scheme.link].flatMap((text) =>
      surfaces.map((ground) => [text, ground] as const),
    ),
    ...TONES.flatMap((tone) =>
      [...surfaces, scheme.tones[tone].ground].map((ground) => [scheme.tones[tone].text, ground] as const),
    ),
  ];
  return pairs
    .filter(([text, ground]) => contrast(text, ground) < ENOUGH)
    .map(([text, ground]) => `${text} on ${ground}: ${contrast(text, ground).toFixed(2)}`);
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

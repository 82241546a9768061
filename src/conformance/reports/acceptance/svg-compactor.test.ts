import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '../../../recording/index.ts';
import { sequenceDiagramSvg } from '../../../recording/index.ts';
import { createSvgCompactor } from './svg-compactor.ts';

const SVG =
  '<svg viewBox="0 0 9 9"><style>@media (prefers-color-scheme:dark){.s .ink{fill:#eee}.s .rail{stroke:#333}}</style>' +
  '<text class="ink" fill="#111" font-size="11" x="1">a</text><text class="ink" fill="#111" font-size="11" x="2">b</text>' +
  '<line class="rail" stroke="#ccc" x1="1.2345" y1="2"/><path d="M 741.3159999 81 Z"/></svg>';

test('looks move to the page, once for all that look alike; places stay', () => {
  const compactor = createSvgCompactor();
  assert.equal(
    compactor.compact(SVG),
    '<svg viewBox="0 0 9 9"><text class="d0" x="1">a</text><text class="d0" x="2">b</text>' +
      '<line class="d1" x1="1.2" y1="2"/><path d="M 741.3 81 Z"/></svg>',
  );
  assert.equal(
    compactor.css(),
    `.canvas .d0{fill:#111;font-size:11px}
.canvas .d1{stroke:#ccc}
@media screen and (prefers-color-scheme:dark){.canvas .d0{fill:#eee}
.canvas .d1{stroke:#333}}`,
  );
});

test('a second drawing shares the rules of the first', () => {
  const compactor = createSvgCompactor();
  compactor.compact(SVG);
  const before = compactor.css();
  compactor.compact(SVG);
  assert.equal(compactor.css(), before);
});

test('a real diagram loses half of its length and none of its text', () => {
  const envelopes = Array.from(
    { length: 20 },
    (_, index): Envelope => ({
      v: 1,
      run: 'run-1',
      seq: index + 1,
      time: '2026-01-01T00:00:00.000Z',
      from: 'bridge',
      to: 'cumulocity',
      kind: 'http-request',
      title: `POST /measurement/measurements <${index}>`,
      correlation: {},
      redaction: 'public',
    }),
  );
  const svg = sequenceDiagramSvg(envelopes);
  const compact = createSvgCompactor().compact(svg);
  const textOf = (markup: string) => markup.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, '|');
  assert.ok(compact.length < svg.length * 0.6, `${compact.length} of ${svg.length}`);
  assert.equal(textOf(compact), textOf(svg));
});

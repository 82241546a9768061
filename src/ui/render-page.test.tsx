import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Badge } from './badge.tsx';
import { renderStandalonePage } from './render-page.ts';
import { BarLegend, StackedBar } from './stacked-bar.tsx';

test('what a page shows is escaped, its title too', () => {
  const html = renderStandalonePage({ title: 'a <b> & c', body: <Badge tone="passed">{'<script>'}</Badge> });
  assert.match(html, /<title>a &lt;b> &amp; c<\/title>/);
  assert.match(html, /<span class="badge passed"><span>&lt;script><\/span><\/span>/);
});

test('a page runs nothing and loads nothing', () => {
  const html = renderStandalonePage({ title: 't', body: <p>x</p> });
  assert.match(
    html,
    /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:/,
  );
  assert.doesNotMatch(html, /<script|<link|https?:/);
});

test('a bar tells in words what it shows, and leaves out what is none', () => {
  const parts = [
    { tone: 'passed', label: 'passed', count: 3 },
    { tone: 'failed', label: 'failed', count: 0 },
    { tone: 'blocked', label: 'blocked', count: 1 },
  ] as const;
  const html = renderStandalonePage({
    title: 't',
    body: (
      <div>
        <StackedBar parts={parts} />
        <BarLegend parts={parts} />
      </div>
    ),
  });
  assert.match(html, /aria-label="3 passed, 1 blocked"/);
  assert.doesNotMatch(html, /0 failed/);
});

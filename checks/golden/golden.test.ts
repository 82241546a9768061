import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseEnvelope } from '@cucumber/messages';
import { acceptanceReport } from '../../src/conformance/reports/acceptance/index.ts';
import { conformanceReport, conformanceYaml } from '../../src/conformance/reports/conformance-report.ts';
import { type ReportFacts, stepSummary } from '../../src/conformance/reports/index.ts';
import { judgeMessages } from '../../src/conformance/run/index.ts';
import { type ChapterVerdict, judgeOwnRun, judgeRequirements } from '../../src/conformance/verdicts/index.ts';

// The messages of a run that ended in each way, kept as Cucumber wrote them, and what the reporters once made of them. A
// difference is looked at, and taken over by UPDATE_GOLDEN=1 npm run unit -- golden when it is meant.
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(FOLDER, '..', '..');
const CAPABILITIES: ReportFacts['capabilities'] = new Set(['connections-api']);

let facts: ReportFacts;
let chapters: readonly ChapterVerdict[];

before(async () => {
  const text = await readFile(join(FOLDER, 'messages.ndjson'), 'utf8');
  const messages = text.trim().split('\n').map(parseEnvelope);
  const features = join(FOLDER, 'features');
  const run = await judgeMessages(messages, { root: ROOT, features, more: ['A problem of the plan.'] });
  chapters = judgeRequirements(run.catalogue, run.result, CAPABILITIES);
  facts = {
    toolVersion: '1.2.3',
    target: 'reference',
    capabilities: CAPABILITIES,
    platform: 'a platform',
    date: '2026-01-01T00:00:00.000Z',
    seed: '1',
    full: run.full,
    reproduce: 'npm run features -- --seed 1',
    repeat: { command: 'npm run features --', options: [], filters: [], seed: '1' },
    outcome: judgeOwnRun(run.judgement, chapters, run.full),
    judgement: run.judgement,
  };
});

/** Holds what is made now against what was made then. */
async function isGolden(name: string, made: string): Promise<void> {
  const path = join(FOLDER, name);
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(path, made);
  assert.equal(made, await readFile(path, 'utf8'));
}

/** What a reader sees of a page, a line a piece of text. */
function visible(html: string): string {
  const pieces = html
    .replaceAll(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, '')
    .split(/<[^>]+>/)
    .map((piece) => piece.trim().replaceAll(/\s+/g, ' '));
  return `${pieces.filter((piece) => piece !== '').join('\n')}\n`;
}

test('conformance.yaml of a run that ended in each way', async () => {
  await isGolden('conformance.yaml', conformanceYaml(conformanceReport(facts, chapters)));
});

test('the summary of a job', async () => {
  await isGolden('summary.md', stepSummary(facts, chapters));
});

test('what acceptance.html says, and that it is well-formed around what features hold', async () => {
  const html = acceptanceReport({ facts, chapters, diagram: () => '<svg></svg>' }).html(new Set());
  assert.ok(!html.includes('<another>') && !html.includes('<no>'), 'texts of features are texts in the page');
  await isGolden('acceptance.txt', visible(html));
});

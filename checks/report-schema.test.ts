import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { conformanceJsonSchema } from '../src/conformance/reports/index.ts';

const PUBLISHED = 'docs/conformance.schema.json';

test('the published schema of conformance.yaml is that of the kit', () => {
  assert.deepEqual(
    JSON.parse(readFileSync(PUBLISHED, 'utf8')),
    JSON.parse(conformanceJsonSchema()),
    `write it anew: node src/cli/bin.mjs report schema > ${PUBLISHED} && npm run format`,
  );
});

test('the schema takes a report, and refuses one without its verdicts', () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(conformanceJsonSchema()));
  const report = {
    version: 1,
    tool: { name: 'iot-flow-tck', version: '1.0.0' },
    target: { kind: 'external', name: 'Mine', capabilities: ['flows'] },
    platform: 'twin',
    date: '2026-11-23T04:50:00.000Z',
    seed: '1',
    full: true,
    reproduce: 'x',
    outcome: {
      verdict: 'conformant',
      level: 'MUST',
      sentence: 'conformant at level MUST, known deviations apart',
      knownDeviations: [{ requirement: 'A-02', comment: 'Until release 2.', found: 'not-kept' }],
    },
    scenarios: { passed: 1, failed: 0, skipped: 0 },
    problems: [],
    levels: [],
    requirements: [{ id: 'A-01', level: 'MUST', verdict: 'passed', scenarios: 1 }],
  };
  assert.equal(validate(report), true, JSON.stringify(validate.errors));
  const { outcome, ...earlier } = report;
  assert.equal(validate(earlier), true, 'a report of a kit that told no outcome');
  assert.equal(validate({ ...report, outcome: { ...outcome, verdict: 'fine' } }), false);
  assert.equal(validate({ ...report, requirements: [{ id: 'A-01', level: 'MUST' }] }), false);
});

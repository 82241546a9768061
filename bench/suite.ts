import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSteps, runFeatures } from '../src/conformance/run/index.ts';
import { createWorld } from '../src/simulation/index.ts';
import { scenarioCost } from './scenario-cost.ts';

/*
 * What a scenario costs before its own steps begin: the start of the suite, and the world that each scenario gets, both as
 * multiples of an empty scenario in the same Cucumber, so that the figures can be compared between machines. And what the
 * kit's own scenarios take, and where it goes.
 *
 * `--smoke` takes few rounds and looks only whether the limits are kept at all.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SMOKE = process.argv.includes('--smoke');
const SCENARIOS = SMOKE ? 50 : 300;
const WORLDS = SMOKE ? 20 : 200;
const STARTS = SMOKE ? 1 : 5;

/** Chapters without a browser, and of both kinds: short calls, and hours of virtual time. */
const CHAPTERS = SMOKE ? ['create'] : ['create', 'mapping', 'messages', 'states', 'commands'];

/** Milliseconds; on a machine of two cores with nothing else to do. A smoke run shares its machine with others. */
const LIMITS = { start: SMOKE ? 8000 : 2000, world: SMOKE ? 100 : 25 };

const CATALOGUE = `chapter: Nothing
order: 1
intro: Scenarios that do nothing.
requirements:
  - id: NOTHING-01
    level: MAY
    source: { kind: profile, section: Benchmarks }
    text: Nothing happens.
    capability: connections-api
`;

const scratch = await mkdtemp(join(tmpdir(), 'iot-flow-tck-bench-'));
try {
  const empty = await emptyScenario();
  const world = await oneWorld();
  const start = await suiteStart();
  const scenario = await scenarioCost(ROOT, CHAPTERS, join(scratch, 'chapters'));
  const figures = [
    { what: 'an empty scenario', ms: empty, limit: Number.POSITIVE_INFINITY },
    { what: "a scenario's world, made and ended", ms: world, limit: LIMITS.world },
    { what: 'start of the suite, to its end with one scenario', ms: start, limit: LIMITS.start },
    {
      what: `a scenario of ${CHAPTERS.join(', ')} (${scenario.scenarios})`,
      ms: scenario.ms,
      limit: Number.POSITIVE_INFINITY,
    },
  ];
  for (const { what, ms, limit } of figures) {
    const bound = Number.isFinite(limit) ? `limit ${limit} ms` : '';
    console.log(
      `${what.padEnd(56)} ${ms.toFixed(2).padStart(9)} ms  ×${(ms / empty).toFixed(1).padStart(7)}  ${bound}`,
    );
  }
  for (const [part, ms] of Object.entries(scenario.parts)) {
    console.log(
      `  of which ${part.padEnd(45)} ${ms.toFixed(2).padStart(9)} ms  ${Math.round((100 * ms) / scenario.ms)} %`,
    );
  }
  const missed = figures.filter(({ ms, limit }) => ms > limit);
  for (const { what, ms, limit } of missed)
    console.error(`${what}: ${ms.toFixed(1)} ms, more than ${limit} ms`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true });
}

/** The time of one more scenario of one step that does nothing, in a suite of many. */
async function emptyScenario(): Promise<number> {
  const steps = await loadSteps(ROOT, ['bench/empty-steps.ts']);
  const run = async (count: number) => {
    const features = await emptyFeatures(count);
    const begun = performance.now();
    const { judgement } = await runFeatures({
      root: scratch,
      features,
      steps,
      paths: [],
      names: [],
      tags: '',
      seed: '1',
      order: 'random',
      failFast: false,
      reports: join(scratch, 'reports'),
      onScenario: () => {},
    });
    if (judgement.passed !== count) throw new Error(judgement.problems.join('\n'));
    return performance.now() - begun;
  };
  await run(SCENARIOS);
  const few = await median(3, () => run(1));
  const many = await median(3, () => run(SCENARIOS + 1));
  return (many - few) / SCENARIOS;
}

/** The time in which a world comes into being, with its bridge started, and ends without leaving anything. */
async function oneWorld(): Promise<number> {
  let worlds = 0;
  const one = async () => {
    worlds += 1;
    const begun = performance.now();
    const world = await createWorld({ seed: `bench-${worlds}`, run: 'bench' });
    const left = await world.stop();
    if (left.length > 0) throw new Error(`A world left behind: ${left.join(', ')}`);
    return performance.now() - begun;
  };
  await median(10, one);
  return median(WORLDS, one);
}

/** The time of a whole process that loads all steps of the kit and runs one short scenario. */
async function suiteStart(): Promise<number> {
  return median(STARTS, async () => {
    const begun = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'src/cli/bin.mjs'),
        'test',
        ...['--name', '^A connection is deleted$', '--brief', '--reports', join(scratch, 'started')],
      ],
      { cwd: scratch, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`The suite did not start: ${stderr}`);
    return performance.now() - begun;
  });
}

async function emptyFeatures(count: number): Promise<string> {
  const folder = join(scratch, `features-${count}`);
  await mkdir(folder, { recursive: true });
  const scenarios = Array.from(
    { length: count },
    (_, index) => `    Scenario: ${index}\n      Given nothing\n`,
  );
  await writeFile(join(folder, 'requirements.yaml'), CATALOGUE);
  await writeFile(
    join(folder, 'nothing.feature'),
    `Feature: Nothing\n  @NOTHING-01\n  Rule: Nothing happens\n${scenarios.join('')}`,
  );
  return folder;
}

async function median(rounds: number, measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await measure());
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

import { readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import fc from 'fast-check';
import { MODULES } from '../src/library/compile.mjs';

// One process for many unit tests, compiled at once: starting one for each file, or loading a thousand sources one by one,
// would cost more time than the tests themselves.
// `npm run unit -- clock` runs only the files whose path holds that word, `npm run unit -- --part 1/2` every other one.
// Files named *.slow.test.ts run only where they are asked for so: `npm run unit -- slow`. FUZZ_RUNS=2000 gives each
// property that many cases in place of the usual, FUZZ_SEED=1 the same ones each time.
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['src', 'mocks', 'steps', 'controls', 'bench', 'checks'];
const USUAL_RUNS = 30;
const { FUZZ_RUNS, FUZZ_SEED } = process.env;
fc.configureGlobal({
  numRuns: Number(FUZZ_RUNS ?? USUAL_RUNS),
  ...(FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }),
});

const { values, positionals } = parseArgs({
  options: { part: { type: 'string', default: '1/1' } },
  allowPositionals: true,
});
const wanted = positionals[0] ?? '';
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const files = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => join(room, file)),
)
  .filter((file) => file.includes(wanted) && (wanted !== '' || !file.includes('.slow.')))
  .sort()
  .filter((_, index) => index % parts === part - 1);
if (files.length === 0) {
  console.error(`No unit test file has "${wanted}" in its path.`);
  process.exitCode = 1;
} else await run(files);

/** Places in what fails are those of the sources. */
async function run(tests) {
  process.setSourceMapsEnabled(true);
  // Beside the packages, which are found from there.
  const cache = join(ROOT, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'unit-'));
  // Not before the end: what is loaded on demand is loaded while the tests run.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    ...MODULES,
    absWorkingDir: ROOT,
    entryPoints: tests,
    outbase: ROOT,
    outdir: folder,
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
  for (const test of tests) {
    await import(pathToFileURL(join(folder, test.replace(/\.tsx?$/, '.mjs'))).href);
  }
}

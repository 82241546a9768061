import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';

// One process for many unit tests: starting one for each file would cost more time than the tests themselves.
// `npm run unit -- clock` runs only the files whose path holds that word, `npm run unit -- --part 1/2` every other one.
// Files named *.slow.test.ts run only where they are asked for so: `npm run unit -- slow`. FUZZ_RUNS=2000 gives each
// property that many cases in place of the usual.
const ROOMS = ['src', 'mocks', 'steps', 'controls', 'bench', 'checks'];
const USUAL_RUNS = 30;
fc.configureGlobal({ numRuns: Number(process.env.FUZZ_RUNS ?? USUAL_RUNS) });

const { values, positionals } = parseArgs({
  options: { part: { type: 'string', default: '1/1' } },
  allowPositionals: true,
});
const wanted = positionals[0] ?? '';
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const files = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => join(room, file)),
)
  .filter((file) => file.includes(wanted) && (wanted !== '' || !file.includes('.slow.')))
  .sort()
  .filter((_, index) => index % parts === part - 1);
if (files.length === 0) {
  console.error(`No unit test file has "${wanted}" in its path.`);
  process.exitCode = 1;
}
for (const file of files) await import(pathToFileURL(file).href);

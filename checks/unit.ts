import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';

// One process for all unit tests: starting one for each file would cost more time than the tests themselves.
// `npm run unit -- clock` runs only the files whose path holds that word; FUZZ_RUNS=2000 gives each property that many
// cases in place of the usual hundred.
const ROOMS = ['src', 'mocks', 'steps', 'controls', 'bench', 'checks'];
const fuzzRuns = Number(process.env.FUZZ_RUNS ?? 0);
if (fuzzRuns > 0) fc.configureGlobal({ numRuns: fuzzRuns });

const wanted = process.argv[2] ?? '';
const files = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => join(room, file)),
).filter((file) => file.includes(wanted));
if (files.length === 0) {
  console.error(`No unit test file has "${wanted}" in its path.`);
  process.exitCode = 1;
}
for (const file of files.sort()) await import(pathToFileURL(file).href);

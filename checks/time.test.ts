import assert from 'node:assert/strict';
import { test } from 'node:test';
import { occurrences, sourceFiles, withoutComments } from './source-files.ts';

/** Everything in Node that reads the system's clock or waits for it, and randomness that no seed repeats. */
const BANNED: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'Date.now', pattern: /\bDate\s*\.\s*now\b/ },
  { what: 'new Date without an argument', pattern: /\bnew\s+Date\s*(?:\(\s*\)|(?![\s(\w]))/ },
  { what: 'Date() as a function', pattern: /(?<!new\s)(?<![\w.])Date\s*\(/ },
  { what: 'a timer', pattern: /\b(?:setTimeout|setInterval|setImmediate)\b/ },
  { what: 'timers/promises', pattern: /['"](?:node:)?timers(?:\/promises)?['"]/ },
  { what: 'AbortSignal.timeout', pattern: /\bAbortSignal\s*\.\s*timeout\b/ },
  {
    what: 'performance.now',
    pattern: /\bperformance\s*\.\s*(?:now|timeOrigin)\b|['"](?:node:)?perf_hooks['"]/,
  },
  { what: 'process.hrtime', pattern: /\bprocess\s*\.\s*(?:hrtime|uptime)\b/ },
  { what: 'Math.random', pattern: /\bMath\s*\.\s*random\b/ },
  { what: 'randomUUID', pattern: /\brandomUUID\b/ },
];

/** The clock itself; code that runs in browsers; benchmarks; and the age of what the command line keeps compiled. */
const ALLOWED = [
  /^src\/clock\//,
  /\/browser\//,
  /^bench\//,
  /^checks\/time\.test\.ts$/,
  /^src\/library\/compile\.mjs$/,
];

test('nothing reads the time or sets a timer but through the clock', () => {
  const found = sourceFiles()
    .filter((file) => !ALLOWED.some((allowed) => allowed.test(file.path)))
    .flatMap((file) =>
      BANNED.flatMap(({ what, pattern }) => occurrences(file, pattern).map((place) => `${place}  (${what})`)),
    );
  assert.deepEqual(found, [], 'use the Clock and the Random that are passed in');
});

test('the ban finds each forbidden form and lets the permitted ones through', () => {
  const isBanned = (code: string) => BANNED.some(({ pattern }) => pattern.test(withoutComments(code)));
  const forbidden = [
    'const t = Date.now();',
    'new Date()',
    'new Date().toISOString()',
    'f(new Date)',
    'Date()',
    'setTimeout(f, 1)',
    'globalThis.setInterval(f, 1)',
    'socket.setTimeout(5)',
    "import { setTimeout as s } from 'node:timers/promises'",
    'AbortSignal.timeout(5)',
    'performance.now()',
    'process.hrtime.bigint()',
    'Math.random()',
    'crypto.randomUUID()',
  ];
  const permitted = [
    'new Date(clock.now())',
    'new Date(0)',
    'clock.timer(name, 5, f)',
    '// Date.now() is banned',
    '/* setTimeout */',
    'Date.parse(text)',
    'z.iso.datetime()',
    'const lastUpDate = toDate(x)',
  ];
  assert.deepEqual(
    forbidden.filter((code) => !isBanned(code)),
    [],
  );
  assert.deepEqual(permitted.filter(isBanned), []);
});

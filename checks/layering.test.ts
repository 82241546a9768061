import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { type SourceFile, sourceFiles } from './source-files.ts';

const GROUND = ['src/clock', 'src/random', 'src/recording', 'src/ui', 'src/words'];
const MOCKS = ['mocks/broker', 'mocks/lorawan', 'mocks/cumulocity'];

/** Which rooms a room may know, besides itself. A folder that is not named here may not hold code. */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  'src/random': [],
  'src/words': [],
  'src/clock': ['src/random'],
  'src/ui': [],
  'src/recording': ['src/clock', 'src/random', 'src/ui'],
  'src/bridge': GROUND,
  'mocks/broker': GROUND,
  'mocks/lorawan': [...GROUND, 'mocks/broker'],
  'mocks/cumulocity': GROUND,
  // Conformance knows the bridge's parts only as the type that a control decorates.
  'src/conformance': [...GROUND, 'src/bridge'],
  'src/simulation': [...GROUND, ...MOCKS, 'src/bridge', 'src/conformance'],
  // It works on worlds and captures, and looks into no bridge.
  'src/reproduction': [...GROUND, ...MOCKS, 'src/conformance', 'src/simulation'],
  'src/library': [...GROUND, ...MOCKS, 'src/conformance', 'src/simulation'],
  'src/cli': [
    ...GROUND,
    ...MOCKS,
    'src/bridge',
    'src/conformance',
    'src/simulation',
    'src/reproduction',
    'src/library',
  ],
  steps: [...GROUND, ...MOCKS, 'src/conformance', 'src/simulation', 'src/reproduction'],
  controls: [...GROUND, 'src/bridge', 'src/conformance'],
  // The steps lend it their browser.
  bench: [
    ...GROUND,
    ...MOCKS,
    'src/bridge',
    'src/conformance',
    'src/simulation',
    'src/cli',
    'checks',
    'steps',
  ],
  checks: [
    ...GROUND,
    ...MOCKS,
    'src/bridge',
    'src/conformance',
    'src/simulation',
    'src/reproduction',
    'src/cli',
    'src/library',
  ],
};

/** It compiles the unit tests as the library compiles the kit. */
const UNIT_TESTS = 'checks/unit.mjs';

/** Rooms whose inside others may not reach into: they import its `index.ts`. */
const HAS_FACE = (room: string) => room.startsWith('src/') || room.startsWith('mocks/');

interface Import {
  readonly from: string;
  readonly to: string;
}

test('rooms know only those whom the design lets them know', () => {
  const wrong = allImports().flatMap(({ from, to }) => {
    const room = roomOf(from);
    const known = MAY_KNOW[room];
    if (known === undefined) return [`${from}: the room ${room} is not in the layering rules`];
    const target = roomOf(to);
    return target === room || known.includes(target)
      ? []
      : [`${from} may not know ${target} (imports ${to})`];
  });
  assert.deepEqual(wrong, []);
});

test('a room is entered through its index only', () => {
  const wrong = allImports()
    .filter(({ from, to }) => roomOf(from) !== roomOf(to) && HAS_FACE(roomOf(to)))
    .filter(
      ({ from }) => !from.endsWith('.test.ts') && !from.endsWith('.test.tsx') && !from.startsWith('src/cli/'),
    )
    .filter(({ from, to }) => !/\/index\.tsx?$/.test(to) && from !== UNIT_TESTS)
    .map(({ from, to }) => `${from} reaches into ${to}`);
  assert.deepEqual(wrong, []);
});

test('nock is loaded by one file', () => {
  const loaders = sourceFiles()
    .filter((file) => /(?:from|import\()\s*['"]nock['"]/.test(file.code))
    .map((file) => file.path);
  assert.deepEqual(loaders, ['steps/support/nock.ts']);
});

test('no file imports itself through others at the level of rooms', () => {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of allImports()) {
    if (from.endsWith('.test.ts')) continue;
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b));
  }
  const cycles = [...edges.keys()].filter((room) => reaches(edges, room, room));
  assert.deepEqual(cycles, []);
});

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, start: string, goal: string): boolean {
  const seen = new Set<string>();
  const queue = [...(edges.get(start) ?? [])];
  for (let room = queue.pop(); room !== undefined; room = queue.pop()) {
    if (room === goal) return true;
    if (seen.has(room)) continue;
    seen.add(room);
    queue.push(...(edges.get(room) ?? []));
  }
  return false;
}

function allImports(): Import[] {
  return sourceFiles().flatMap(importsOf);
}

function importsOf(file: SourceFile): Import[] {
  const specifiers = [...file.code.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)];
  return specifiers.flatMap(([, specifier]) =>
    specifier === undefined
      ? []
      : [{ from: file.path, to: posix.normalize(posix.join(posix.dirname(file.path), specifier)) }],
  );
}

function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' || top === 'mocks' ? `${top}/${second}` : top;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rerunCommand, wholeCommand } from './repeat.ts';

const REPEAT = {
  command: 'npx iot-flow-tck verify',
  options: ['--target', 'my bridge.yaml'],
  filters: ['features/create', '--grep', "^It's (so|not)$"],
  seed: '7',
};

test('a whole run is repeated with all that it left out, as a shell reads it', () => {
  assert.equal(
    wholeCommand(REPEAT),
    String.raw`npx iot-flow-tck verify features/create --grep '^It'\''s (so|not)$' --target 'my bridge.yaml' --seed 7`,
  );
});

test('a scenario alone is named by its place, in front of options that take several values', () => {
  assert.equal(
    rerunCommand({ uri: 'features/a.feature', line: 5 }, { ...REPEAT, options: ['--steps', 'a.ts', 'b.ts'] }),
    'npx iot-flow-tck verify features/a.feature:5 --steps a.ts b.ts --seed 7',
  );
});

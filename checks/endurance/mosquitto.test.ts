import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findMosquitto } from './mosquitto.ts';

describe('the search for mosquitto', () => {
  it('finds the program on the path, and says when there is none', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
    t.after(() => rm(folder, { recursive: true }));
    assert.equal(findMosquitto(folder, []), undefined);
    const program = join(folder, 'mosquitto');
    await writeFile(program, '#!/bin/sh\n');
    assert.equal(findMosquitto(folder, []), undefined);
    await chmod(program, 0o755);
    assert.equal(findMosquitto(`/nowhere:${folder}`, []), program);
    assert.equal(findMosquitto('', [folder]), program);
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRealClock, eventually } from '../../src/clock/index.ts';
import { askProbe, openedSince, type ProbeSample, probeFlags } from './probe.ts';

const clock = createRealClock();

const sample = (resources: Record<string, number>, files: number): ProbeSample => ({
  heapUsed: 1,
  rss: 1,
  resources,
  files,
});

describe('the probe in a process', () => {
  it('tells what the process uses, and keeps it from nothing', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
    t.after(() => rm(folder, { recursive: true }));
    const socket = join(folder, 'probe.sock');
    const script = 'process.stdin.once("end", () => {}).resume()';
    const child = spawn(process.execPath, [...probeFlags(socket), '-e', script], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const told = await eventually(clock, 'the probe to answer', () => askProbe(socket), {
      withinMs: 20_000,
    });
    assert.ok(told.heapUsed > 100_000 && told.heapUsed < told.rss);
    const ended = once(child, 'exit');
    child.stdin.end();
    assert.deepEqual(await ended, [0, null]);
  });

  it('counts no file of a log, but one that is open twice or deleted', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-'));
    t.after(() => rm(folder, { recursive: true }));
    const [one, two] = [join(folder, 'log-uplinks-01.dat'), join(folder, 'log-uplinks-02.dat')];
    const open = (path: string) => `fs.openSync(${JSON.stringify(path)}, 'w');`;
    const filesAfter = async (script: string) => {
      const socket = join(folder, 'probe.sock');
      const child = spawn(
        process.execPath,
        [...probeFlags(socket), '-e', `${script}process.stdin.resume()`],
        {
          stdio: ['pipe', 'ignore', 'inherit'],
        },
      );
      const ended = once(child, 'exit');
      const { files } = await eventually(clock, 'the probe to answer', () => askProbe(socket), {
        withinMs: 20_000,
      });
      child.kill('SIGKILL');
      await ended;
      return files;
    };
    const none = await filesAfter('');
    if (none === 0) return t.skip('the system does not tell');
    assert.equal(await filesAfter(open(one) + open(two)), none);
    assert.equal(await filesAfter(open(one) + open(one)), none + 1);
    assert.equal(await filesAfter(`${open(one)}fs.rmSync(${JSON.stringify(one)});`), none + 1);
    assert.equal(await filesAfter(open(join(folder, 'other.dat'))), none + 1);
  });

  it('finds what was opened since, and nothing in what was closed or comes and goes', () => {
    const before = sample({ TCPSocketWrap: 2, Timeout: 3 }, 20);
    assert.deepEqual(openedSince(before, before), []);
    assert.deepEqual(openedSince(before, sample({ TCPSocketWrap: 1, FSReqPromise: 4 }, 19)), []);
    assert.deepEqual(openedSince(before, sample({ TCPSocketWrap: 3, Timeout: 3, PipeWrap: 1 }, 21)), [
      '3 TCPSocketWrap, 2 at the beginning',
      '1 PipeWrap, 0 at the beginning',
      '21 file descriptors, 20 at the beginning',
    ]);
  });
});

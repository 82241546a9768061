import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { isAlive, startTicks } from './process-identity.ts';

const SELF = { pid: process.pid, host: 'here', since: '2026-03-02T11:00:00Z' };
const isLinux = process.platform === 'linux';

test('this process is alive, with the time of its start and without', () => {
  const ticks = startTicks(process.pid);
  assert.equal(isAlive(SELF), true);
  assert.equal(isAlive(ticks === undefined ? SELF : { ...SELF, startTicks: ticks }), true);
});

test('the kernel tells when a process started', { skip: !isLinux }, () => {
  assert.match(startTicks(process.pid) ?? '', /^\d+$/);
});

test('a number that was given to another process is not the one that was meant', { skip: !isLinux }, () => {
  assert.equal(isAlive({ ...SELF, startTicks: '1' }), false);
});

test('a process that has ended is not alive, and nobody knows when it started', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  assert.equal(isAlive({ ...SELF, pid }), false);
  assert.equal(startTicks(pid), undefined);
});

test('a process of somebody else is alive, though it may not be asked', { skip: !isLinux }, () => {
  // The first process belongs to the system: it may be asked by root only, and runs in either case.
  assert.equal(isAlive({ ...SELF, pid: 1 }), true);
});

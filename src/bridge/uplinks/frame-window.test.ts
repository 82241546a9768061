import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { devEuiSchema } from '../dev-eui.ts';
import { FrameWindow, frameKey } from './frame-window.ts';

const DONE = Promise.resolve();

const identitySchema = z.object({
  devEui: devEuiSchema,
  devAddr: z.string(),
  fCntUp: z.number(),
  mic: z.string(),
});

/** As it comes out of a document: each text is one of its own. */
function identity(fCntUp: number) {
  const mic = (fCntUp * 40_503).toString(16).padStart(8, '0');
  const text = JSON.stringify({ devEui: '0018B20000000B20', devAddr: '0405F519', fCntUp, mic });
  return identitySchema.parse(JSON.parse(text));
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node.js collects no garbage on demand');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

test('at least the last frames of the window are known, and at most twice as many', () => {
  const frames = new FrameWindow(3);
  for (let fCntUp = 1; fCntUp <= 7; fCntUp += 1) frames.remember(frameKey(identity(fCntUp)), DONE);
  const known = [1, 2, 3, 4, 5, 6, 7].filter(
    (fCntUp) => frames.find(frameKey(identity(fCntUp))) !== undefined,
  );
  assert.deepEqual(known, [4, 5, 6, 7]);
  frames.forget(frameKey(identity(5)));
  frames.forget(frameKey(identity(7)));
  assert.equal(frames.find(frameKey(identity(5))), undefined);
  assert.equal(frames.find(frameKey(identity(7))), undefined);
});

test('a frame that is remembered takes less than 200 bytes', () => {
  const count = 20_000;
  const frames = new FrameWindow(count);
  const before = heapUsed();
  for (let fCntUp = 1; fCntUp <= count; fCntUp += 1) frames.remember(frameKey(identity(fCntUp)), DONE);
  const each = (heapUsed() - before) / count;
  assert.notEqual(frames.find(frameKey(identity(count))), undefined);
  assert.ok(each < 200, `${Math.round(each)} bytes`);
});

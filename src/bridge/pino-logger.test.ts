import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../clock/index.ts';
import { createRedactor } from '../recording/index.ts';
import { createPinoLogger } from './pino-logger.ts';

function logger(level: 'debug' | 'info' | 'silent') {
  const clock = createVirtualClock({ start: Date.UTC(2026, 0, 12, 12) });
  const lines: string[] = [];
  const redactor = createRedactor({ secrets: ['planted-secret'] });
  const log = createPinoLogger({ clock, level, redactor, write: (line) => lines.push(line) });
  return { clock, lines, log };
}

test('a line is one JSON document with level, the world’s time, fields and message', async () => {
  const { clock, lines, log } = logger('debug');
  await clock.advance(1500);
  log.warn({ connectionId: '1', devEui: '0018B20000000B20', fCntUp: 7 }, 'Message expired');
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^\{[^\n]*\}\n$/);
  assert.deepEqual(JSON.parse(lines[0] ?? ''), {
    level: 'warn',
    time: '2026-01-12T12:00:01.500Z',
    connectionId: '1',
    devEui: '0018B20000000B20',
    fCntUp: 7,
    msg: 'Message expired',
  });
});

test('no secret gets into a line, wherever it stands', () => {
  const { lines, log } = logger('debug');
  log.info(
    { cause: 'refused t1/user:planted-secret', nested: { list: ['planted-secret'] } },
    'a planted-secret',
  );
  log.error({ error: new Error('with planted-secret') }, 'failed');
  assert.equal(lines.length, 2);
  assert.doesNotMatch(lines.join(''), /planted/);
});

test('what is below the level costs nothing and is not written', () => {
  const { lines, log } = logger('info');
  const fields = {
    get expensive() {
      throw new Error('nobody should look');
    },
  };
  log.debug(fields, 'uplink delivered');
  assert.deepEqual(lines, []);
  const silent = logger('silent');
  silent.log.error({}, 'nothing');
  assert.deepEqual(silent.lines, []);
});

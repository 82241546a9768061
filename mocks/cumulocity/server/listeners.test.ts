import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { Listeners } from './listeners.ts';

function openListeners() {
  return new Listeners(
    (_, response) => {
      response.end();
    },
    (_, socket) => {
      socket.destroy();
    },
    () => undefined,
  );
}

test('a client may keep its connection for more than a minute, and does not hold up the end', async () => {
  const listeners = openListeners();
  const agent = new Agent({ keepAlive: true });
  try {
    const { url } = await listeners.open({}, undefined);
    const sent = get(url, { agent });
    const [answer]: IncomingMessage[] = await once(sent, 'response');
    answer?.resume();
    assert.equal(answer?.headers['keep-alive'], 'timeout=75');
  } finally {
    await listeners.close();
    agent.destroy();
  }
});

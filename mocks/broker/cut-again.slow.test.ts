import { test } from 'node:test';
import { createRealClock } from '../../src/clock/index.ts';
import { connectMqtt, createBroker } from './index.ts';

test('takes every message of a client whose connection is cut again and again', async (t) => {
  const clock = createRealClock();
  const broker = await createBroker({ clock, recorder: { record: () => {} } });
  t.after(() => broker.close());
  const { url } = await broker.listen();
  const client = await connectMqtt({ clock, url, clientId: 'network', reconnectAfterMs: 1 });
  t.after(() => client.close());
  const sending: Promise<void>[] = [];
  for (let cut = 0; cut < 10; cut += 1) {
    for (let count = 0; count < 100; count += 1) sending.push(client.publish('t', 'x', { qos: 1 }));
    while (!client.connected()) await clock.sleep(1, { name: 'the client comes back' });
    // Behind what the last connection had left unacknowledged, which is sent again first.
    for (let count = 0; count < 100; count += 1) sending.push(client.publish('t', 'x', { qos: 1 }));
    broker.disconnect('network');
    while (client.connected()) await clock.sleep(1, { name: 'the client notices' });
  }
  await Promise.all(sending);
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { connectMqtt, createBroker } from '../../../mocks/broker/index.ts';
import { createRealClock, eventually } from '../../clock/index.ts';
import { createJournal, readCapture } from '../../recording/index.ts';
import { ReproductionError } from '../errors.ts';
import { openCaptureFile } from './capture-file.ts';
import { messageOf, recordBroker } from './record-broker.ts';

const DEV_EUI = '0018B20000000ABC';
const folder = mkdtempSync(join(tmpdir(), 'iot-flow-tck-record-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('a message on a broker', () => {
  for (const [what, topic, payload, from, title] of [
    [
      'an uplink',
      'any/topic',
      { DevEUI_uplink: { DevEUI: DEV_EUI, FCntUp: '3' } },
      'network-server',
      `uplink 3 of ${DEV_EUI}`,
    ],
    ['a downlink', 'any/topic', { DevEUI_downlink: { DevEUI: DEV_EUI } }, 'bridge', `downlink of ${DEV_EUI}`],
    ['no JSON', `mqtt/things/${DEV_EUI}/downlink`, 'hello', 'bridge', `mqtt/things/${DEV_EUI}/downlink`],
  ] as const) {
    test(what, () => {
      const message = messageOf(topic, bytes(payload));
      assert.deepEqual([message.from, message.title, message.correlation?.devEui], [from, title, DEV_EUI]);
    });
  }
});

test('what passes a broker gets into the file, its secrets and its devices’ addresses do not', async () => {
  const clock = createRealClock();
  const recorder = createJournal({ clock, run: 'test' });
  const broker = await createBroker({ clock, recorder });
  const { url } = await broker.listen({ port: 0 });
  const path = join(folder, 'broker.ndjson');
  const created = '2026-03-02T08:00:00.000Z';
  const file = openCaptureFile(path, { tool: '1', created, source: 'broker', pseudonymise: 'word' });
  const close = await recordBroker({
    clock,
    url,
    topics: ['mqtt/things/#'],
    clientId: 'recorder',
    onEnvelope: (envelope) => file.write(envelope),
  });
  const sender = await connectMqtt({ clock, url, clientId: 'sender' });
  const document = { DevEUI_downlink: { DevEUI: DEV_EUI, AS_KEY: 'very secret key' } };
  await sender.publish(`mqtt/things/${DEV_EUI}/downlink`, JSON.stringify(document), { qos: 1 });
  await eventually(clock, 'the message', () => (file.count === 1 ? true : undefined), { withinMs: 10_000 });
  await sender.close();
  await close();
  file.close();
  await broker.close();
  const text = readFileSync(path, 'utf8');
  assert.doesNotMatch(text, /very secret key|0018B20000000ABC/i);
  const { header, envelopes } = readCapture(text, { tool: '', now: 0 });
  assert.equal(header.pseudonymised, true);
  assert.match(envelopes[0]?.title ?? '', /^downlink of [0-9A-F]{16}$/);
});

test('a broker that is not there is told', async () => {
  const clock = createRealClock();
  const recording = {
    clock,
    url: 'mqtt://127.0.0.1:1',
    topics: ['#'],
    clientId: 'recorder',
    onEnvelope: () => {},
  };
  await assert.rejects(
    () => recordBroker(recording),
    (error) => error instanceof ReproductionError && error.code === 'no-broker',
  );
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadControl } from '../../conformance/controls/index.ts';
import { type Capture, captureHeader, createPseudonyms, readCapture } from '../../recording/index.ts';
import { sendToPlatform } from '../../simulation/index.ts';
import { ReproductionError } from '../errors.ts';
import { captureOf } from '../testing.ts';
import { replay } from './replay.ts';

async function defectOf(control: string) {
  const { defect } = await loadControl(control);
  return defect === undefined ? {} : { defect };
}

const twoUplinks = () =>
  captureOf(async ({ world, device }) => {
    await device.send({ temperature: 21.5 });
    await world.advance(90_000);
    await device.send({ temperature: 22 });
    await world.advance(60_000);
  });

describe('a replay', () => {
  test('of a good recording comes out the same', async () => {
    const { differences, comparable } = await replay(await twoUplinks());
    assert.deepEqual({ differences, comparable }, { differences: [], comparable: true });
  });

  test('of pseudonyms comes out the same', async () => {
    const { header, envelopes, notes } = await twoUplinks();
    const pseudonyms = createPseudonyms('key');
    const capture = { header, envelopes: envelopes.map((one) => pseudonyms.envelope(one)), notes };
    const done = await replay(capture);
    assert.deepEqual(done.differences, []);
    assert.ok(done.now.trails.length === 2);
    assert.notEqual(
      done.now.trails[0]?.devEui,
      envelopes.find(({ kind }) => kind === 'radio')?.correlation.devEui,
    );
  });

  test('keeps the distances', async () => {
    const capture = await twoUplinks();
    const { now } = await replay(capture);
    assert.deepEqual(
      now.trails.map(({ handed }) => handed[0]?.time),
      ['2026-01-12T12:00:00.000Z', '2026-01-12T12:01:30.000Z'],
    );
  });

  test('waits as long as it is told to', async () => {
    const pauses: number[] = [];
    await replay(await twoUplinks(), { pause: async (ms) => void pauses.push(ms) });
    assert.deepEqual(pauses, [90_000]);
  });

  test('with a bridge that is worse tells what is different', async () => {
    const capture = await captureOf(async ({ world, device }) => {
      await device.send({ hex: 'ff', fPort: 5 });
      await world.advance(60_000);
    });
    const { differences } = await replay(capture, await defectOf('decoding-failure-goes-unsaid'));
    assert.deepEqual(
      differences.map(({ recorded, now }) => [recorded, now]),
      [['Decoding failed', 'nothing']],
    );
  });

  test('has the outage that was recorded', async () => {
    const capture = await captureOf(async ({ world, device }) => {
      await device.send({ temperature: 21.5 });
      await world.advance(60_000);
      const route = '/measurement/measurements';
      const id = world.cumulocity.faults.add({ match: { route }, effect: { kind: 'status', status: 503 } });
      await device.send({ temperature: 22 });
      await world.advance(120_000);
      world.cumulocity.faults.clear(id);
      await world.advance(600_000);
    });
    const done = await replay(capture);
    assert.deepEqual(done.differences, []);
    assert.ok(done.now.held.exchanges.some(({ status }) => status === 503));
  });

  test('sends the commands again, and the network answers them as it did', async () => {
    const capture = await captureOf(async ({ world, device }) => {
      await device.send({ temperature: 21.5 });
      await world.advance(10_000);
      await world.eventually(
        'the device',
        async () => world.cumulocity.stats().tenants.tpx?.measurements.stored === 1 || undefined,
      );
      const query = '/inventory/managedObjects?fragmentType=c8y_IsDevice';
      const found = JSON.stringify(await sendToPlatform(world, { method: 'GET', path: query }));
      const deviceId = /"id":"(\d+)"/.exec(found)?.[1];
      const body = { deviceId, c8y_Command: { text: '0aff:2' } };
      await sendToPlatform(world, { method: 'POST', path: '/devicecontrol/operations', body });
      await world.advance(10_000);
      await device.send({ temperature: 22 });
      await world.advance(60_000);
    });
    const done = await replay(capture);
    assert.deepEqual(done.differences, []);
    const [operation] = done.now.held.operations.values();
    assert.equal(operation?.statuses.at(-1)?.status, 'SUCCESSFUL');
  });

  test('of pasted documents shows what becomes of them, and has nothing to compare with', async () => {
    const paste = {
      DevEUI: '0011223344556677',
      Time: '2026-03-01T10:00:00.000+01:00',
      FPort: 5,
      FCntUp: 3,
      payload_hex: '0100d7',
      DriverCfg: {
        mod: { pId: 'elsys', mId: 'ers', ver: '1' },
        app: { pId: 'elsys', mId: 'ers', ver: '1' },
        id: 'elsys:ers:1',
      },
    };
    const done = await replay(readCapture(JSON.stringify(paste), { tool: '0.0.0', now: 0 }));
    assert.equal(done.comparable, false);
    assert.equal(done.now.trails[0]?.stored[0]?.values['c8y_TemperatureMeasurement.T'], '21.5 C');
  });

  test('of nothing that could happen again is refused', async () => {
    const header = captureHeader({
      tool: '0',
      created: '2026-01-01T00:00:00Z',
      source: 'har',
      pseudonymised: false,
    });
    const capture: Capture = { header, envelopes: [], notes: [] };
    await assert.rejects(
      () => replay(capture),
      (error) => error instanceof ReproductionError && error.code === 'nothing-to-replay',
    );
  });
});

test('a HAR file of the bridge’s requests only is refused, and says that the uplinks are missing', async () => {
  const entry = (method: string, path: string, agent: string) => ({
    startedDateTime: '2026-03-01T10:00:00.000Z',
    request: {
      method,
      url: `https://t.cumulocity.com${path}`,
      headers: [{ name: 'User-Agent', value: agent }],
      postData: { text: '{"type":"x"}' },
    },
    response: { status: 201 },
  });
  const read = (...entries: readonly unknown[]) =>
    readCapture(JSON.stringify({ log: { entries } }), { tool: '0.0.0', now: 0 });
  const measured = entry('POST', '/measurement/measurements', 'bridge/1');
  await assert.rejects(
    replay(read(measured)),
    (error) =>
      error instanceof ReproductionError &&
      /it holds 1 of the bridge’s requests .* the uplinks are missing\) Record where/.test(error.message),
  );
  const clicked = entry('POST', '/inventory/managedObjects', 'Mozilla/5.0');
  assert.match((await replay(read(measured, clicked))).missing ?? '', /the uplinks are missing/);
  assert.equal((await replay(await twoUplinks())).missing, undefined);
});

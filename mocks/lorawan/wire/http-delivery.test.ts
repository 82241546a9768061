import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createVirtualClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import type { EnvelopeDraft } from '../../../src/recording/index.ts';
import { createNetwork } from '../index.ts';
import { tokenOf } from '../token.ts';
import { signedAddress } from './http-address.ts';

const ONE = '0000000000000001';
const TWO = '0000000000000002';
const AS = { url: 'http://as.example/uplinks', asId: 'TWA_100000000.1.AS', asKey: 'ab'.repeat(16) };

function world() {
  const clock = createVirtualClock({ start: Date.UTC(2026, 0, 31, 12) });
  const envelopes: EnvelopeDraft[] = [];
  const published: string[] = [];
  const network = createNetwork({
    clock,
    random: createRandom('http'),
    recorder: { record: (draft) => envelopes.push(draft) },
    mqtt: { publish: async (topic) => void published.push(topic) },
  });
  const one = network.addDevice({ codec: 'elsys-ers', devEui: ONE });
  const two = network.addDevice({ codec: 'elsys-ers', devEui: TWO });
  const posted: { url: URL; body: string; at: number }[] = [];
  const answers: (number | Error)[] = [];
  const post = async (url: string, body: string) => {
    posted.push({ url: new URL(url), body, at: clock.now() });
    const answer = answers.shift() ?? 200;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const names = () =>
    posted.map(({ url, body }) => {
      const fCntUp = /"FCntUp":(\d+)/.exec(body)?.[1];
      return `${url.searchParams.get('LrnDevEui')?.at(-1)}:${fCntUp}`;
    });
  return { clock, envelopes, published, network, one, two, posted, answers, post, names };
}

describe('documents by HTTP', () => {
  it('are what becomes of them on their way, each signed as what it is', async () => {
    const { network, one, posted, post } = world();
    const becomes = (devEui: string, document: unknown) =>
      JSON.stringify(document).includes('"FCntUp":0')
        ? [document, { DevEUI_uplink: { DevEUI: devEui, FPort: 7 } }]
        : [];
    network.deliverByHttp({ ...AS, post, becomes });
    await one.send({ temperature: 20 });
    await one.send({ temperature: 21 });
    assert.deepEqual(
      posted.map(({ url }) => url.searchParams.get('LrnFPort')),
      ['5', '7'],
    );
    const [first, second] = posted.map(({ url }) => url.searchParams.get('Token'));
    assert.notEqual(first, second);
  });

  it('carry who they are from, and a token over both address and body', async () => {
    const { network, one, posted, published, post, envelopes } = world();
    network.deliverByHttp({ ...AS, post });
    const sent = await one.send({ temperature: 20 });
    const [letter] = posted;
    assert.ok(letter !== undefined);
    assert.deepEqual(JSON.parse(letter.body), sent.document);
    assert.deepEqual(published, []);
    const query = letter.url.searchParams;
    assert.deepEqual([...query].slice(0, 5), [
      ['LrnDevEui', ONE],
      ['LrnFPort', '5'],
      ['LrnInfos', 'TWA_100000000.1.AS-1-1'],
      ['AS_ID', 'TWA_100000000.1.AS'],
      ['Time', '2026-01-31T13:00:00.000+01:00'],
    ]);
    assert.match(letter.url.search, /Time=2026-01-31T13%3A00%3A00.000%2B01%3A00&Token=/);
    const plain = [...query]
      .slice(0, 5)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    const signed = `100000000${ONE}5${sent.fCntUp}${sent.payloadHex}${plain}${AS.asKey}`;
    assert.equal(query.get('Token'), createHash('sha256').update(signed).digest('hex'));
    assert.deepEqual(
      envelopes.slice(-2).map(({ from, to, kind, title, outcome }) => [from, to, kind, title, outcome]),
      [
        ['network-server', 'bridge', 'http-request', 'POST uplink 0', undefined],
        ['bridge', 'network-server', 'http-response', '200', 'ok'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(envelopes), new RegExp(query.get('Token') ?? 'no token'));
  });

  it('are posted again until they are taken, in the order of each device', async () => {
    const { clock, network, one, two, answers, post, names, posted, envelopes } = world();
    network.deliverByHttp({ ...AS, post, retryAfterMs: 3_000 });
    answers.push(503, 200, new Error('reset'), 302);
    await one.send({ temperature: 1 });
    await one.send({ temperature: 2 });
    await two.send({ temperature: 1 });
    assert.deepEqual(names(), ['1:0', '2:0'], 'what waits for its turn is not posted');
    await clock.advance(3_000);
    assert.deepEqual(names(), ['1:0', '2:0', '1:0']);
    await clock.advance(3_000);
    await clock.advance(3_000);
    assert.deepEqual(names(), ['1:0', '2:0', '1:0', '1:0', '1:0', '1:1']);
    const repeats = [posted[0], posted[2], posted[3], posted[4]];
    const distinct = (values: unknown[]) => new Set(values).size;
    assert.equal(distinct(repeats.map((letter) => letter?.body)), 1, 'a repeat is the same to the byte');
    assert.equal(distinct(repeats.map((letter) => letter?.url.searchParams.get('LrnInfos'))), 1);
    assert.equal(distinct(repeats.map((letter) => letter?.url.searchParams.get('Token'))), 4, 'signed anew');
    assert.ok(envelopes.some(({ title }) => title === 'no answer: Error: reset'));
    assert.deepEqual(clock.pending(), []);
  });

  it('go for the devices that are named, beside MQTT if so wished, until it is lifted', async () => {
    const { network, one, two, post, posted, published } = world();
    const lift = network.deliverByHttp({ ...AS, post, devEuis: [ONE] });
    await one.send({ temperature: 1 });
    await two.send({ temperature: 1 });
    assert.deepEqual([posted.length, published], [1, [`mqtt/things/${TWO}/uplink`]]);
    lift();
    await one.send({ temperature: 1 });
    assert.deepEqual([posted.length, published.length], [1, 2]);
    network.deliverByHttp({ ...AS, post, alsoMqtt: true });
    await one.send({ temperature: 1 });
    assert.deepEqual([posted.length, published.length], [2, 3]);
  });

  it('come late, twice and overtaken as by MQTT', async () => {
    const { network, one, post, names } = world();
    network.deliverByHttp({ ...AS, post });
    network.wireFault({ kind: 'overtaken', times: 1 });
    await one.send({ temperature: 1 });
    network.wireFault({ kind: 'redelivered', times: 1 });
    await one.send({ temperature: 2 });
    assert.deepEqual(names(), ['1:1', '1:1', '1:0']);
  });

  it('have no token without a key, and no port where the document has none', async () => {
    const { network, one, post, posted } = world();
    network.deliverByHttp({ url: AS.url, asId: AS.asId, post });
    await one.join();
    const [letter] = posted;
    assert.equal(letter?.url.searchParams.has('Token'), false);
    assert.equal(letter?.url.searchParams.get('LrnFPort'), '');
  });

  it('bear the time of a clock that is wrong', async () => {
    const { network, one, posted, post } = world();
    network.deliverByHttp({ ...AS, post, clockAheadMs: -3_600_000 });
    await one.send({ temperature: 1 });
    assert.equal(posted[0]?.url.searchParams.get('Time'), '2026-01-31T12:00:00.000+01:00');
  });

  it('leave nothing behind when the network closes', async () => {
    const { clock, network, one, post, answers, posted } = world();
    network.deliverByHttp({ ...AS, post });
    answers.push(500);
    await one.send({ temperature: 1 });
    assert.equal(clock.pending().length, 1);
    network.close();
    await clock.advance(60_000);
    assert.deepEqual([posted.length, clock.pending()], [1, []]);
  });
});

describe('token', () => {
  it('is the SHA-256 of what is signed and the key, the key in lower case', () => {
    // SHA-256 of "abc" (FIPS 180-2, B.1).
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    assert.equal(tokenOf('ab', 'C'), abc);
  });

  // actility/thingpark-integrations, 1_tpNS-AS/AS_nodejs_example/verify_token_in_uplink.js.
  it('is the one that a published example has, also over the document itself', () => {
    const asId = 'TWA_100002167.1111.AS';
    const asKey = 'f3203a20a2e8dfaf6686b621f56d05e3';
    const [CustomerID, DevEUI, FPort, FCntUp] = ['100002167', '20635F0108000496', '17', '180'];
    const payload_hex = '32ce4850919d85d4c9f793ad148d24f32f3c6b5488f5a087cbeb1488f5a998c83ab';
    const document = { DevEUI_uplink: { CustomerID, DevEUI, FPort, FCntUp, payload_hex } };
    const time = '2021-04-07T08:49:51.551+00:00';
    const { searchParams } = new URL(
      signedAddress({ url: AS.url, asId, asKey }, DevEUI, document, time, 111974),
    );
    assert.equal(searchParams.get('LrnInfos'), 'TWA_100002167.1111.AS-1-111974');
    assert.equal(
      searchParams.get('Token'),
      '196c22898bf95fcf48b72be198c89256410660b9b514539651344baa594ad74f',
    );
  });
});

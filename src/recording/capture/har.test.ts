import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CaptureError } from './errors.ts';
import { harEnvelopes } from './har.ts';

interface Call {
  readonly method?: string;
  readonly url: string;
  readonly body?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
  readonly agent?: string;
}

function har(...calls: readonly Call[]): unknown {
  return {
    log: {
      version: '1.2',
      entries: calls.map(
        ({ method = 'POST', url, body, status = 201, answer, agent = 'bridge/1' }, index) => ({
          startedDateTime: `2026-03-01T10:00:0${index}.000Z`,
          time: 40,
          request: {
            method,
            url,
            headers: [
              { name: 'User-Agent', value: agent },
              { name: 'Authorization', value: 'Basic dHB4L3U6c2VjcmV0' },
            ],
            ...(body === undefined ? {} : { postData: { mimeType: 'x', text: JSON.stringify(body) } }),
          },
          response: {
            status,
            statusText: '',
            content: answer === undefined ? {} : { text: JSON.stringify(answer) },
          },
        }),
      ),
    },
  };
}

test('requests to Cumulocity, calls of the API and posted uplinks are told apart', () => {
  const envelopes = harEnvelopes(
    har(
      { url: 'https://t.cumulocity.com/measurement/measurements', body: { type: 'x' }, answer: { id: '5' } },
      {
        url: 'https://t.cumulocity.com/inventory/managedObjects/7',
        method: 'GET',
        agent: 'Mozilla/5.0',
        status: 404,
      },
      { url: 'https://x.thingpark.com/iot-flow/v1/connections', body: { password: 'very-secret' } },
      {
        url: 'https://b.example/in',
        body: { DevEUI_uplink: { DevEUI: '0011223344556677', FCntUp: 4 } },
        status: 0,
      },
      { url: 'https://elsewhere.example/style.css', method: 'GET' },
    ),
  );
  assert.deepEqual(
    envelopes.map(({ from, to, kind, title, outcome }) => [from, to, kind, title, outcome]),
    [
      ['bridge', 'cumulocity', 'http-request', 'POST /measurement/measurements', undefined],
      ['cumulocity', 'bridge', 'http-response', '201', 'ok'],
      ['operator', 'cumulocity', 'http-request', 'GET /inventory/managedObjects/7', undefined],
      ['cumulocity', 'operator', 'http-response', '404', 'refused'],
      ['operator', 'bridge', 'http-request', 'POST /connections', undefined],
      ['bridge', 'operator', 'http-response', '201', 'ok'],
      ['network-server', 'bridge', 'http-request', 'POST uplink 4 of 0011223344556677', undefined],
      ['bridge', 'network-server', 'fault', 'no answer was recorded', 'failed'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(envelopes), /very-secret|dHB4/);
});

test('what is no HAR file, or holds nothing of this matter, is refused with what to do', () => {
  assert.throws(
    () => harEnvelopes({ log: { entries: [{}] } }),
    (error) => error instanceof CaptureError && /log\.entries\.0\.startedDateTime/.test(error.message),
  );
  assert.throws(
    () => harEnvelopes(har({ url: 'https://elsewhere.example/' })),
    (error) => error instanceof CaptureError && error.code === 'nothing-known',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCumulocityClient } from './cumulocity-client.ts';
import { CumulocityError } from './errors.ts';

const DRAFT = { type: 't', time: '2026-01-31T12:00:00.000Z', sourceId: '1', fragments: {} };

/** A client of a platform that answers each POST with this body. */
function clientOf(body: string) {
  return createCumulocityClient({
    http: { request: async () => ({ status: 201, headers: {}, body }), close: async () => undefined },
    account: { hostName: 'tpx.example.com', tenantId: 'tpx', username: 'u', password: 'p' },
    timeouts: { connectMs: 1, headersMs: 1, bodyMs: 1 },
  });
}

test('a bulk answer that holds less than was sent is no success, and leaves open what was stored', async () => {
  const client = clientOf(JSON.stringify({ measurements: [{}] }));
  await assert.rejects(client.createMeasurements([DRAFT, DRAFT]), (error) => {
    assert.ok(error instanceof CumulocityError);
    assert.deepEqual([error.code, error.maybeCarriedOut], ['refused', true]);
    assert.match(error.message, /of 2 measurements 1 were stored/);
    return true;
  });
  await client.createMeasurements([DRAFT]);
});

test('an answer that tells nothing of it is a success', async () => {
  for (const body of ['', '{}', 'no JSON', JSON.stringify({ measurements: [{}, {}] })]) {
    await clientOf(body).createMeasurements([DRAFT, DRAFT]);
  }
});

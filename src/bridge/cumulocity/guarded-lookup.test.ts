import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedLookup, type Resolve, resolveBySystem } from './guarded-lookup.ts';

function look(resolve: Resolve, hostName = 'h.example'): Promise<unknown> {
  return new Promise((done) => {
    guardedLookup(resolve)(hostName, { all: true }, (error, found) => done(error ?? found));
  });
}

test('a name that the system does not know is an error of the look-up and ends nothing else', async () => {
  // `.invalid` never resolves (RFC 2606, section 2).
  const error = await look(resolveBySystem, 'nowhere.invalid');
  assert.ok(error instanceof Error && 'code' in error);
});

test('a resolver that gives no addresses beside its error is borne', async () => {
  const failure = new Error('not found');
  assert.equal(await look((_name, done) => done(failure, [])), failure);
});

test('of several addresses only the public ones are called', async () => {
  const found = await look((_name, done) =>
    done(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '192.0.43.8', family: 4 },
    ]),
  );
  assert.deepEqual(found, [{ address: '192.0.43.8', family: 4 }]);
});

test('a name that leads to no public address is refused', async () => {
  const error = await look((_name, done) => done(null, [{ address: '10.0.0.1', family: 4 }]));
  assert.match(String(error), /no public address/);
});

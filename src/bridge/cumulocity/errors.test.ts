import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CumulocityError, codeOfFailure } from './errors.ts';

test('each way to get no answer says what to look at', () => {
  const says = (failure: Parameters<typeof codeOfFailure>[0]) =>
    new CumulocityError(codeOfFailure(failure), 'host').message;
  assert.match(says('tls'), /certificate/);
  assert.match(says('host-not-allowed'), /allowed hosts/);
  assert.match(says('name-resolution'), /host name and the network/);
  assert.match(says('headers-timeout'), /host name and the network/);
  assert.match(says('aborted'), /given up/);
});

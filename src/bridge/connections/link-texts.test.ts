import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionState } from './connection-state.ts';
import { enteringText } from './link-texts.ts';

const CHANGE = { connection: { name: 'North', id: '7' }, cause: 'it rains', isFirstAttempt: false };

// As the documents word them (ThingPark X IoT Flow, Events), but for what a cause adds.
for (const [state, isFirstAttempt, told] of [
  ['OPENING', false, 'connection-opening info Connection opening: Opening connection North with id 7 ...'],
  ['OPENED', false, 'connection-opened info Connection opened: Connection North with id 7 is open'],
  [
    'CLOSING',
    false,
    'connection-closing info Connection closing: Closing connection North with id 7 ... (it rains)',
  ],
  [
    'CLOSED',
    false,
    'connection-closed info Connection closed: Connection North with id 7 is closed (it rains)',
  ],
  [
    'AUTHENTICATION_FAILED',
    true,
    'authentication-failed error Authentication failed: Connection North with id 7 is refused: it rains',
  ],
  [
    'UNREACHABLE',
    true,
    'connection-opening-failed error Connection opening failed: Unable to open connection North with id 7: it rains',
  ],
  [
    'UNREACHABLE',
    false,
    'connection-restart-failed error Connection restart failed: Unable to restart connection North with id 7: it rains',
  ],
] as const satisfies readonly (readonly [ConnectionState, boolean, string])[]) {
  test(`who enters ${state}${isFirstAttempt ? ' at the first attempt' : ''} is told of in the documented words`, () => {
    const text = enteringText(state, { ...CHANGE, isFirstAttempt });
    assert.equal(`${text?.type} ${text?.severity} ${text?.message}`, told);
  });
}

test('of what has no documented event nothing is told', () => {
  assert.equal(enteringText('AUTHENTICATING', CHANGE), undefined);
  assert.equal(enteringText('DEACTIVATED', CHANGE), undefined);
});

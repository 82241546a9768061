import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransportError } from '../cumulocity/http-transport.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { type ConnectionWorld, connection, createConnectionWorld, uplink } from './testing/world.ts';

const MINUTE = 60_000;
const HEADERS_MS = 30_000;

/** The next writes reach a platform that stores them only after `storesInMs`, whether or not anybody waits for it. */
function slow({ clock, platform }: ConnectionWorld, prefix: string, storesInMs: number): void {
  platform.next(prefix, 1, async ({ signal }, carryOut) => {
    const stored = clock.activity('a slow platform', async () => {
      await clock.sleep(storesInMs, { name: 'a slow platform' });
      return carryOut();
    });
    const left = new Promise<never>((_, reject) => {
      const leave = () => reject(new TransportError('aborted', 'given up', true));
      signal?.addEventListener('abort', leave, { once: true });
    });
    return await clock.wait('an answer of the slow platform', Promise.race([stored, left]));
  });
}

async function opened(limits: Partial<ConnectionLimits> = {}): Promise<ConnectionWorld> {
  const world = createConnectionWorld({ headersMs: HEADERS_MS, ...limits });
  world.supervisor.apply(connection());
  await world.clock.settle();
  return world;
}

const reopenings: readonly (readonly [string, (world: ConnectionWorld) => void])[] = [
  ['a changed setting', ({ supervisor }) => supervisor.apply(connection({ uplinkTimeValidity: '1h' }))],
  ['a restart', ({ supervisor }) => supervisor.restart('1')],
  [
    'a stop and a start',
    ({ supervisor }) => {
      supervisor.stop('1');
      supervisor.start('1');
    },
  ],
  [
    'deactivating and activating',
    ({ supervisor }) => {
      supervisor.apply(connection({}, { active: false }));
      supervisor.apply(connection());
    },
  ],
];

const writes = [
  ['measurements', 'POST /measurement', {}],
  ['events', 'POST /event', { DevLAT: 48.1, DevLON: 11.5 }],
] as const;

for (const [name, reopen] of reopenings) {
  for (const [kind, prefix, fields] of writes) {
    test(`${name} waits for ${kind} that Cumulocity is about to store: they are there once`, async () => {
      const world = await opened();
      slow(world, prefix, 2000);
      await world.uplinks([uplink(1, fields)]);
      assert.equal(world.platform.calls(prefix).length, 1);
      reopen(world);
      await world.clock.advance(1999);
      assert.equal(world.state(), 'CLOSING');
      await world.clock.advance(MINUTE);
      assert.equal(world.state(), 'OPENED');
      assert.equal(world.platform[kind].length, 1);
      await world.supervisor.close();
      assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
    });
  }
}

test('a link that is stopped begins nothing more while it waits for its last answers', async () => {
  const world = await opened();
  slow(world, 'POST /measurement', 2000);
  await world.uplinks([uplink(1)]);
  world.supervisor.stop('1');
  const asked = world.platform.requests.length;
  await world.uplinks([uplink(2)]);
  await world.clock.advance(MINUTE);
  assert.equal(world.state(), 'CLOSED');
  assert.equal(world.platform.requests.length, asked);
  await world.supervisor.close();
});

test('a silent platform holds a closing link up no longer than any answer may take', async () => {
  const world = await opened();
  slow(world, 'POST /measurement', 60 * MINUTE);
  await world.uplinks([uplink(1)]);
  await world.clock.advance(1000);
  world.supervisor.stop('1');
  await world.clock.advance(HEADERS_MS - 1);
  assert.equal(world.state(), 'CLOSING');
  await world.clock.advance(1);
  assert.equal(world.state(), 'CLOSED');
  await world.supervisor.close();
});

test('who asks only is let go of at once', async () => {
  const world = await opened();
  slow(world, 'GET /identity', 2000);
  await world.uplinks([uplink(1)]);
  world.supervisor.stop('1');
  await world.clock.settle();
  assert.equal(world.state(), 'CLOSED');
  await world.clock.advance(MINUTE);
  await world.supervisor.close();
});

test('a bridge that ends waits a moment for the answers to what it has sent', async () => {
  for (const [storesInMs, endsInMs] of [
    [2000, 2000],
    [60_000, 5000],
  ] as const) {
    const world = await opened({ closeMs: 5000 });
    slow(world, 'POST /measurement', storesInMs);
    await world.uplinks([uplink(1)]);
    const begun = world.clock.now();
    let ended = 0;
    void world.supervisor.close().then(() => {
      ended = world.clock.now();
    });
    await world.clock.advance(MINUTE);
    assert.equal(ended - begun, endsInMs);
  }
});

test('a bridge without time to end and a connection that is deleted wait for no answer', async () => {
  const endings: readonly ((world: ConnectionWorld) => Promise<void>)[] = [
    ({ supervisor }) => supervisor.close(),
    ({ supervisor }) => supervisor.remove('1'),
    async ({ supervisor }) => {
      supervisor.stop('1');
      await supervisor.close();
    },
  ];
  for (const end of endings) {
    const world = await opened();
    slow(world, 'POST /measurement', 2000);
    await world.uplinks([uplink(1)]);
    const before = world.clock.now();
    let ended = false;
    void end(world).then(() => {
      ended = true;
    });
    await world.clock.settle();
    assert.deepEqual([ended, world.clock.now()], [true, before]);
    await world.clock.advance(2000);
    assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
  }
});

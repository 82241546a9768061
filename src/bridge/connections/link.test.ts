import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TransportError } from '../cumulocity/http-transport.ts';
import { error, refusedConnection } from '../cumulocity/testing/fake-platform.ts';
import { type ConnectionWorld, connection, createConnectionWorld, uplink } from './testing/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const TROUBLES = [
  'none',
  'refused',
  'unauthenticated',
  'failing',
  'busy',
  'silent',
  'no Cumulocity',
] as const;
type Trouble = (typeof TROUBLES)[number];
const STRATEGIES = ['CALM', 'NORMAL', 'AGGRESSIVE'] as const;

/** What people do, what befalls the platform, and time. */
type Happening =
  | {
      readonly kind:
        | 'start'
        | 'stop'
        | 'restart'
        | 'deactivate'
        | 'activate'
        | 'rename'
        | 'settle'
        | 'uplink';
    }
  | { readonly kind: 'strategy'; readonly strategy: (typeof STRATEGIES)[number] }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'time'; readonly ms: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('start', 'stop', 'restart', 'deactivate', 'activate', 'rename', 'settle')
      .map((kind): Happening => ({ kind })),
  },
  { weight: 3, arbitrary: fc.constant<Happening>({ kind: 'uplink' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...TROUBLES).map((trouble): Happening => ({ kind: 'trouble', trouble })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(0, 1, 100, 30_000, 5 * MINUTE, 61 * MINUTE, 2 * DAY)
      .map((ms): Happening => ({ kind: 'time', ms })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...STRATEGIES).map((strategy): Happening => ({ kind: 'strategy', strategy })),
  },
);

/** Of any length, not mostly short: troubles need company to do harm. */
const life = (maxLength: number) => fc.array(happening, { maxLength, size: 'max' });

/** A connection with what people last said of it, as a plain model. */
class Played {
  // Retention is not what this is about: nothing is to be lost.
  readonly world: ConnectionWorld = createConnectionWorld({ retentionMs: 10_000 * DAY });
  active = true;
  stopped = false;
  strategy: (typeof STRATEGIES)[number] = 'NORMAL';
  sent = 0;
  #name = 'MODBUS';
  #healed: () => void = () => {};

  constructor() {
    this.#apply();
  }

  async play(one: Happening): Promise<void> {
    const { supervisor } = this.world;
    switch (one.kind) {
      case 'start':
      case 'restart':
        supervisor[one.kind]('1');
        if (this.active) this.stopped = false;
        return;
      case 'stop':
        supervisor.stop('1');
        if (this.active) this.stopped = true;
        return;
      case 'activate':
      case 'deactivate':
        if (this.active !== (one.kind === 'activate')) this.stopped = false;
        this.active = one.kind === 'activate';
        return this.#apply();
      case 'rename':
        this.#name += '!';
        return this.#apply();
      case 'strategy':
        this.strategy = one.strategy;
        return this.#apply();
      case 'settle':
        // Whatever is in flight while the bridge is asked something else.
        return await this.world.clock.settle();
      case 'uplink':
        this.sent += 1;
        return await this.world.uplinks([uplink(this.sent)]);
      case 'trouble':
        return this.trouble(one.trouble);
      case 'time':
        return await this.world.clock.advance(one.ms);
    }
  }

  trouble(trouble: Trouble): void {
    const { platform, clock } = this.world;
    this.#healed();
    this.#healed = () => {};
    if (trouble === 'none') return;
    this.#healed = platform.intercept(async ({ signal, timeouts: { headersMs } }) => {
      switch (trouble) {
        case 'refused':
          return refusedConnection();
        case 'unauthenticated':
          return error(401);
        case 'failing':
          return error(503);
        case 'busy':
          return error(429);
        case 'no Cumulocity':
          return { status: 200, headers: {}, body: '<html>' };
        case 'silent':
          await clock.sleep(headersMs, {
            name: 'a silent platform',
            ...(signal === undefined ? {} : { signal }),
          });
          throw new TransportError('headers-timeout', 'no answer', true);
      }
    });
  }

  #apply(): void {
    const { strategy: reconnectStrategy } = this;
    this.world.supervisor.apply(connection({ reconnectStrategy }, { active: this.active, name: this.#name }));
  }
}

/** The changes of state that were told, `FROM TO`. */
function changes({ events }: ConnectionWorld): readonly (readonly [string, string])[] {
  return events.flatMap(({ message }) => {
    const [, from, to] = /went from (\w+) to (\w+)/.exec(message) ?? [];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
}

test('whatever people do and whatever befalls the platform, no connection is stuck, and no uplink lost', async () => {
  const property = fc.asyncProperty(life(20), async (happenings) => {
    const played = new Played();
    const { world } = played;
    for (const one of happenings) await played.play(one);
    played.trouble('none');
    // The longest pause of any strategy, and its random delay.
    await world.clock.advance(DAY + MINUTE);
    const { nextRestart } = world.supervisor.status('1');
    if (!played.active) assert.equal(world.state(), 'DEACTIVATED');
    else if (played.stopped) assert.equal(world.state(), 'CLOSED');
    else if (played.strategy === 'CALM' && world.state() === 'CLOSED') assert.equal(nextRestart, undefined);
    else assert.equal(world.state(), 'OPENED');
    if (world.state() !== 'UNREACHABLE') assert.equal(nextRestart, undefined);

    world.supervisor.apply(connection());
    world.supervisor.start('1');
    await world.clock.advance(MINUTE);
    assert.equal(world.state(), 'OPENED');
    assert.equal(world.platform.measurements.length, played.sent);
    await world.supervisor.close();
    assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);

    const told = changes(world);
    for (const [index, [from]] of told.entries())
      assert.equal(from, told[index - 1]?.[1] ?? from, 'a change begins where the one before ended');
  });
  await fc.assert(property);
});

test('a connection that is deleted at any moment is gone at once, and sends nothing more', async () => {
  const property = fc.asyncProperty(life(15), async (happenings) => {
    const played = new Played();
    const { world } = played;
    for (const one of happenings) await played.play(one);
    const before = world.clock.now();
    let gone = false;
    void world.supervisor.remove('1').then(() => {
      gone = true;
    });
    await world.clock.settle();
    assert.deepEqual([gone, world.clock.now()], [true, before]);
    const { length } = world.platform.requests;
    await world.uplinks([uplink(1000)]);
    await world.clock.advance(2 * DAY);
    assert.equal(world.platform.requests.length, length);
    await world.supervisor.close();
    assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
  });
  await fc.assert(property);
});

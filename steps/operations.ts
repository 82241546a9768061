import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { z } from 'zod';
import { NotOnThisTarget } from '../src/conformance/targets/index.ts';
import { type Fragments, operate, operateOn, shell, structured } from './support/commands.ts';
import { assign } from './support/new-device.ts';
import type { Duration } from './support/parameter-types.ts';
import type { Operation } from './support/platform-client.ts';
import type { ScenarioWorld } from './support/world.ts';

type Name = string | undefined;
type Nth = number | undefined;

/** What marks a managed object as one that takes operations (Cumulocity OpenAPI, Device control API). */
const AGENT = { com_cumulocity_model_Agent: {} };

When(
  'an operator sends {device} the bytes {string}',
  async function (this: ScenarioWorld, name: Name, hex: string) {
    await operate(this, shell(hex), name);
  },
);

When(
  'an operator sends {device} the bytes {string} on port {int}',
  async function (this: ScenarioWorld, name: Name, hex: string, port: number) {
    await operate(this, shell(`${hex}:${port}`), name);
  },
);

When(
  'an operator sends {device} {int} commands, one after the other',
  async function (this: ScenarioWorld, name: Name, count: number) {
    for (let number = 1; number <= count; number += 1) {
      await operate(this, shell(`${number.toString(16).padStart(2, '0')}:2`), name);
    }
  },
);

When('an operator sends the device a command to be confirmed', async function (this: ScenarioWorld) {
  await operate(this, structured({ payload_hex: '0aff', fPort: 2, confirmed: true }));
});

When(
  'an operator sends the device a command that is good for {duration}',
  async function (this: ScenarioWorld, span: Duration) {
    await operate(this, structured({ payload_hex: '0aff', fPort: 2, validity: span.short }));
  },
);

When(
  'an operator sends the device the bytes {string} on port {int} in place of what waits for it',
  async function (this: ScenarioWorld, hex: string, fPort: number) {
    await operate(this, structured({ payload_hex: hex, fPort, flush: true }));
  },
);

When(
  'an operator tells the device to measure every {int} seconds',
  async function (this: ScenarioWorld, timeBase: number) {
    await operate(this, structured({ data: { timeBase } }));
  },
);

When(
  'an operator tells the device to measure every {int} seconds, on port {int}',
  async function (this: ScenarioWorld, timeBase: number, fPort: number) {
    await operate(this, structured({ data: { timeBase }, fPort }));
  },
);

/** Commands that can't be carried out, in words. */
const MISTAKES: Readonly<Record<string, Fragments>> = {
  'port 0': shell('0aff:0'),
  'port 225': shell('0aff:225'),
  'port 2.5': structured({ payload_hex: '0aff', fPort: 2.5 }),
  'a port of letters': shell('0aff:two'),
  'an odd number of digits': shell('0af:2'),
  'letters that are no digits': shell('xyz0:2'),
  'no bytes': shell(':2'),
  'more bytes than any frame carries': shell(`${'00'.repeat(300)}:2`),
  'no text': { c8y_Command: {} },
  'bytes and data': structured({ payload_hex: '0aff', fPort: 2, data: { timeBase: 70 } }),
  'neither bytes nor data': structured({ fPort: 2 }),
  'two commands in one': { ...shell('0aff:2'), ...structured({ data: { timeBase: 70 } }) },
  'data that its driver does not know': structured({ data: { colour: 'blue' } }),
};

When(
  /^an operator sends the device a command with (.+)$/,
  async function (this: ScenarioWorld, what: string) {
    const fragments = MISTAKES[what];
    if (fragments === undefined) throw new Error(`No command is known as one with ${what}.`);
    await operate(this, fragments);
  },
);

/** Operations that are no commands (Cumulocity, Device management library). */
const OTHER_KINDS: Readonly<Record<string, Fragments>> = {
  restart: { c8y_Restart: {} },
  'install new firmware': { c8y_Firmware: { name: 'firmware', version: '2', url: 'https://example.com/f' } },
  'do nothing': {},
};

async function another(world: ScenarioWorld, what: string, name: Name): Promise<void> {
  const fragments = OTHER_KINDS[what];
  if (fragments === undefined) throw new Error(`No operation is known as "${what}".`);
  await operate(world, fragments, name);
}

When(
  /^an operator asks the device to (restart|install new firmware|do nothing)$/,
  async function (this: ScenarioWorld, what: string) {
    await another(this, what, undefined);
  },
);

When(
  /^an operator (asks a device of somebody else to restart|sends a device of somebody else a command)$/,
  async function (this: ScenarioWorld, what: string) {
    const platform = await this.platform();
    const pump = await platform.createDevice('Pump', 'pump-1', AGENT);
    await operateOn(this, pump, what.startsWith('asks') ? { c8y_Restart: {} } : shell('0aff:2'));
  },
);

When(
  'an operator sends a device that the network does not know a command',
  async function (this: ScenarioWorld) {
    const { bridge } = await this.simulation();
    if (bridge.kind === 'external')
      throw new NotOnThisTarget('It needs a broker that no other network may share.');
    const devEui = '02FFFFFFFFFFFFFE';
    await assign(this, devEui, this.connections.id());
    const id = await (await this.platform()).createDevice(devEui, devEui, AGENT);
    await operateOn(this, id, shell('0aff:2'));
  },
);

Given('Cumulocity forgets who listens for operations', async function (this: ScenarioWorld) {
  assert.ok((await this.simulation()).cumulocity.forgetRealtimeClients() > 0, 'nobody listened');
});

async function awaitStatus(
  world: ScenarioWorld,
  id: string,
  statuses: readonly string[],
  withinMs?: number,
): Promise<Operation> {
  const simulation = await world.simulation();
  const platform = await world.platform();
  return await simulation.eventually(
    `the operation ${id} to be ${statuses.join(' or ')}`,
    async () => {
      const operation = await platform.operation(id);
      if (statuses.includes(operation.status)) return operation;
      throw new Error(`it is ${operation.status} ${operation.failureReason ?? ''}`);
    },
    withinMs,
  );
}

Then('{operation} becomes {status}', async function (this: ScenarioWorld, number: Nth, status: string) {
  await awaitStatus(this, this.operations.id(number), [status]);
});

Then(
  '{operation} becomes {status} within {duration}',
  async function (this: ScenarioWorld, number: Nth, status: string, span: Duration) {
    await awaitStatus(this, this.operations.id(number), [status], span.ms);
  },
);

/** A reason that somebody understands: a sentence, not a code. */
async function expectReason(world: ScenarioWorld, number: Nth, withinMs?: number): Promise<string> {
  const { failureReason = '' } = await awaitStatus(world, world.operations.id(number), ['FAILED'], withinMs);
  assert.ok(failureReason.trim().split(/\s+/).length > 2, `"${failureReason}" tells nobody why it failed`);
  return failureReason;
}

Then('{operation} fails with a reason', async function (this: ScenarioWorld, number: Nth) {
  await expectReason(this, number);
});

Then(
  '{operation} fails within {duration} with a reason',
  async function (this: ScenarioWorld, number: Nth, span: Duration) {
    await expectReason(this, number, span.ms);
  },
);

Then(
  '{operation} fails with a reason that names {string}',
  async function (this: ScenarioWorld, number: Nth, words: string) {
    const reason = await expectReason(this, number);
    assert.ok(reason.toLowerCase().includes(words.toLowerCase()), `"${reason}" does not name ${words}`);
  },
);

Then(
  '{operation} stays {status} during {duration}',
  async function (this: ScenarioWorld, number: Nth, status: string, span: Duration) {
    const simulation = await this.simulation();
    const platform = await this.platform();
    for (let step = 0; step < 10; step += 1) {
      await simulation.advance(span.ms / 10);
      assert.equal((await platform.operation(this.operations.id(number))).status, status);
    }
  },
);

Then(
  'each operation is {status} within {duration}',
  async function (this: ScenarioWorld, status: string, span: Duration) {
    for (const id of this.operations.all()) await awaitStatus(this, id, [status], span.ms);
  },
);

Then('each operation has ended within {duration}', async function (this: ScenarioWorld, span: Duration) {
  const { clock } = await this.simulation();
  const until = clock.now() + span.ms;
  for (const id of this.operations.all()) {
    await awaitStatus(this, id, ['SUCCESSFUL', 'FAILED'], until - clock.now());
  }
});

const statusSchema = z.object({ status: z.string() });

Then(
  '{operation} was {statuses}, in this order',
  async function (this: ScenarioWorld, number: Nth, wanted: readonly string[]) {
    const { cumulocity } = await this.simulation();
    const path = `/devicecontrol/operations/${this.operations.id(number)}`;
    const told = cumulocity.journal
      .find({ method: 'PUT', path, handled: true })
      .map(({ body }) => statusSchema.parse(body).status);
    assert.deepEqual(['PENDING', ...told], wanted);
  },
);

import { Given, When } from '@cucumber/cucumber';
import { drive } from './support/drive.ts';
import type { ScenarioWorld } from './support/world.ts';

When(/^the bridge is (stopped|killed) and started again$/, async function (this: ScenarioWorld, how: string) {
  const simulation = await this.simulation();
  await drive(simulation, simulation.bridge.stop(how === 'killed' ? 'killed' : 'in-good-order'));
  await drive(simulation, simulation.bridge.start());
});

Given('the bridge is stopped', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  await drive(simulation, simulation.bridge.stop('in-good-order'));
});

When('the bridge is started', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  await drive(simulation, simulation.bridge.start());
});

When('the broker was away for 1 minute', async function (this: ScenarioWorld) {
  const simulation = await this.simulation();
  const { broker } = simulation;
  if (broker === undefined) throw new Error('A broker outside of the world is not for the kit to stop.');
  await broker.stop();
  await simulation.advance(60_000);
  await broker.start();
  await simulation.advance(60_000);
});

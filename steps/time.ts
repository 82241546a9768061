import { When } from '@cucumber/cucumber';
import type { Duration } from './support/parameter-types.ts';
import type { ScenarioWorld } from './support/world.ts';

When('{duration} passes', async function (this: ScenarioWorld, span: Duration) {
  await (await this.simulation()).advance(span.ms);
});

When('{duration} pass', async function (this: ScenarioWorld, span: Duration) {
  await (await this.simulation()).advance(span.ms);
});

import assert from 'node:assert/strict';
import { Given, Then } from '@cucumber/cucumber';
import { DocumentedPlatform } from './support/nock.ts';
import type { ScenarioWorld } from './support/world.ts';

Given('the documented platform answers at its documented address', function (this: ScenarioWorld) {
  this.documentedPlatform = new DocumentedPlatform();
});

function callsOf(world: ScenarioWorld) {
  assert.ok(world.documentedPlatform, 'the documented platform was never set up');
  return world.documentedPlatform.calls;
}

Then('the documented platform was asked for its tenant over HTTPS', function (this: ScenarioWorld) {
  const paths = callsOf(this).map(({ path }) => path);
  assert.ok(paths.includes('/tenant/currentTenant'), `it was asked for ${paths.join(', ')}`);
});

Then('the documented platform saw the documented account', async function (this: ScenarioWorld) {
  const { tenantId, username, password } = (await this.simulation()).account;
  assert.equal(`${tenantId}/${username}`, 'tpx/tpx-iot-flow');
  const wanted = `Basic ${Buffer.from(`${tenantId}/${username}:${password}`).toString('base64')}`;
  const shown = new Set(callsOf(this).map(({ authorization }) => authorization));
  assert.deepEqual([...shown], [wanted]);
});

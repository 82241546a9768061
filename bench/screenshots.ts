import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Simulation, startSimulation } from '../src/simulation/index.ts';
import { openProjectBrowser } from './project-browser.ts';

/*
 * Takes the pictures of all pages that stand in docs/: a quarter of an hour of a small network, in a minute.
 */
const FOLDER = fileURLToPath(new URL('../docs/pages', import.meta.url));
const DEVICES = 8;
const SPEED = 20;
const EVERY_MS = 30_000;
/** So many uplinks are in Cumulocity before the first picture. */
const UPLINKS = 240;
const WITHIN_MS = 60 * 60_000;

const simulation = await startSimulation({
  tool: 'screenshots',
  seed: '20110',
  devices: DEVICES,
  everyMs: EVERY_MS,
  speed: SPEED,
  bridge: 'in-process',
  tls: true,
  ports: {},
  viewPort: 0,
});
const browser = await openProjectBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    // Small enough to be read in a browser beside other text.
    deviceScaleFactor: 0.8,
  });
  const page = await context.newPage();
  await simulation.world.eventually(
    'enough to be seen',
    async () => ((await simulation.status()).delivered >= UPLINKS ? true : undefined),
    WITHIN_MS,
  );
  await takeConsole(page, simulation);
  await takeDeviceManagement(page, simulation);
  await takeWorldView(page, simulation);
  await takeElsewhere(page, simulation);
} finally {
  await browser.close();
  await simulation.stop();
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', scale: 'device' });
  console.log(`docs/pages/${name}.png`);
}

async function takeConsole(page: Page, { world, connection }: Simulation): Promise<void> {
  const { bridge, account } = world;
  const [device] = world.network.devices();
  if (device === undefined) throw new Error('There is no device.');
  const at = (path: string) => page.goto(`${bridge.console()}${path}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await at('');
  await take(page, 'console-sign-in');
  await page.getByLabel('Client id').fill(bridge.credentials.clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(bridge.credentials.clientSecret);
  await button('SIGN IN').click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await take(page, 'console-dashboard');
  for (const [name, path] of [
    ['devices', '/devices'],
    ['device', `/devices/${device.devEui}`],
    ['connections', '/connections'],
    ['create', '/connections/create'],
    ['create-type', '/connections/create/iot-flow'],
    ['events', '/events'],
    ['flows', '/flows'],
    ['drivers', '/drivers'],
    ['connection', `/connections/${connection.id}`],
  ] as const) {
    await at(path);
    await take(page, `console-${name}`);
  }
  await button('Edit Description').click();
  await page.getByLabel('Description', { exact: true }).fill('Pumps of the northern site');
  await button('Confirm').click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'console-confirmation');
  await button('PROCEED UPDATE').click();
  await page.getByText('Update done').waitFor();
  await take(page, 'console-update-done');
  await at('/connections/create/cumulocity');
  const example = {
    Name: 'Test Cumulocity Connection',
    Hostname: account.hostName,
    'Tenant ID': account.tenantId,
    Username: account.username,
    Password: '123456',
    Description: 'Cumulocity connection test',
  };
  for (const [label, value] of Object.entries(example)) {
    await page.getByRole('textbox', { name: label, exact: true }).fill(value);
  }
  await take(page, 'console-create-form');
}

async function takeDeviceManagement(page: Page, { world, addresses }: Simulation): Promise<void> {
  await page.goto(`${addresses.platformPlain}/apps/devicemanagement`);
  await take(page, 'device-management-log-in');
  await page.getByLabel('Username').fill(world.admin.username);
  await page.getByLabel('Password', { exact: true }).fill(world.admin.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Device management' }).waitFor();
  await take(page, 'device-management-home');
  await page.getByRole('list', { name: 'Devices' }).getByRole('link', { name: 'All devices' }).click();
  await page.getByRole('heading', { name: 'All devices' }).waitFor();
  await take(page, 'device-management-devices');
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click();
  const tabs = page.getByRole('navigation', { name: 'Device' });
  await tabs.waitFor();
  for (const link of await tabs.getByRole('link').allInnerTexts()) {
    await tabs.getByRole('link', { name: link.trim(), exact: true }).click();
    await page.waitForLoadState('load');
    if (link.trim() === 'Control') {
      await page.getByLabel('Command', { exact: true }).fill('3e01:10');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('table', { name: /Operations/ }).waitFor();
    }
    await take(page, `device-management-${link.trim().toLowerCase().replaceAll(/\W+/g, '-')}`);
  }
}

async function takeWorldView(page: Page, { addresses, world }: Simulation): Promise<void> {
  if (addresses.view === undefined) throw new Error('There is no view of the world.');
  // At the speed of the clock a picture is not full of other things at once.
  world.time?.setSpeed(1);
  await page.setViewportSize({ width: 1440, height: 960 });
  await page.goto(addresses.view);
  await world.network.devices()[0]?.send({ temperature: 21.5 });
  const diagram = page.getByRole('region', { name: 'Sequence diagram' });
  await diagram.locator('text').filter({ hasText: 'POST' }).first().waitFor();
  await take(page, 'world-view');
}

/** The same pages in the dark, and on a phone. */
async function takeElsewhere(page: Page, { world, connection, addresses }: Simulation): Promise<void> {
  const places = {
    'console-connection': `${world.bridge.console()}/connections/${connection.id}`,
    'console-connections': `${world.bridge.console()}/connections`,
    'device-management-devices': `${addresses.platformPlain}/apps/devicemanagement/devices`,
    'world-view': addresses.view ?? '',
  };
  for (const [look, size, scheme] of [
    ['dark', { width: 1200, height: 800 }, 'dark'],
    ['phone', { width: 390, height: 844 }, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    for (const [name, address] of Object.entries(places)) {
      await page.goto(address);
      await take(page, `${name}-${look}`);
    }
  }
}

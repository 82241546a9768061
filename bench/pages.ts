import type { Browser, Page } from 'playwright-core';
import { createRealClock } from '../src/clock/index.ts';
import { createRandom } from '../src/random/index.ts';
import { startBarePage } from './pages/bare-page.ts';
import { CLIENT, startFullBridge } from './pages/full-bridge.ts';
import { ACCOUNT, startFullPlatform } from './pages/full-platform.ts';
import { DEVICES, devEui, EVENTS, type Running } from './pages/stock.ts';
import { openProjectBrowser } from './project-browser.ts';
import { type Figure, lineOf, missOf } from './uplinks/figures.ts';

/*
 * How long it takes until a page can be used, with 10 000 devices and 100 000 events stored: from the click on its address
 * until its scripts have run and what it is about can be seen. Told as a multiple of a bare static page, which the same
 * browser loads in turn with it, and beside it what a page weighs.
 *
 * `--smoke` takes few rounds, and limits that a laden machine keeps as well.
 */
const SMOKE = process.argv.includes('--smoke');
const ROUNDS = SMOKE ? 5 : 25;
const MOST_OF_BARE = SMOKE ? 40 : 15;
/** Bytes of a page with all that it loads, when nothing of it is known yet. */
const MOST_BYTES = 400_000;

interface Place {
  readonly what: string;
  readonly url: string;
  /** What a person waits for. */
  readonly shows: (page: Page) => ReturnType<Page['locator']>;
}

const clock = createRealClock({
  onError: (error) => {
    throw error;
  },
});
const random = createRandom('pages');
const running: Running[] = [];
try {
  const started = async (one: Promise<Running>) => {
    running.push(await one);
    return (await one).url;
  };
  const bare = await started(startBarePage());
  const bridge = await started(startFullBridge(clock, random));
  const platform = await started(startFullPlatform(clock, random));
  const browser = await openProjectBrowser();
  running.push({ url: '', end: () => browser.close() });
  const heading = (name: string) => (page: Page) => page.getByRole('heading', { name }).first();
  const first = (page: Page) => page.getByRole('link', { name: 'device 1', exact: true });
  const places: Place[] = [
    { what: 'console: dashboard', url: `${bridge}/console`, shows: heading('Dashboard') },
    { what: 'console: device list', url: `${bridge}/console/devices`, shows: first },
    { what: 'console: a device', url: `${bridge}/console/devices/${devEui(1)}`, shows: heading('device 1') },
    { what: 'console: events', url: `${bridge}/console/events`, shows: heading('Events') },
    {
      what: 'Device Management: all devices',
      url: `${platform}/devices`,
      shows: (page) => page.getByRole('table').getByRole('link').first(),
    },
  ];
  const page = await signedIn(browser, bridge, platform);
  const weights = new Map<string, number>();
  for (const place of places) weights.set(place.what, await weightOf(page, place));
  const bareTimes: number[] = [];
  const times = new Map<string, number[]>(places.map(({ what }) => [what, []]));
  const bareOne: Place = { what: 'bare', url: bare, shows: heading('Bare') };
  await timeOf(page, bareOne);
  for (let round = 0; round < ROUNDS; round += 1) {
    bareTimes.push(await timeOf(page, bareOne));
    for (const place of places) times.get(place.what)?.push(await timeOf(page, place));
  }
  tell(bareTimes, times, weights);
} finally {
  for (const one of running.reverse()) await one.end();
}

/** The time of one visit, in milliseconds. */
async function timeOf(page: Page, { url, shows }: Place): Promise<number> {
  await page.goto('about:blank');
  const begun = performance.now();
  await page.goto(url, { waitUntil: 'load' });
  await shows(page).waitFor();
  return performance.now() - begun;
}

/** What a browser that knows nothing of the place loads for it, in bytes. */
async function weightOf(page: Page, { url, shows }: Place): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await page.goto(url, { waitUntil: 'load' });
  await shows(page).waitFor();
  await session.detach();
  return bytes;
}

function tell(
  bare: readonly number[],
  times: ReadonlyMap<string, number[]>,
  weights: ReadonlyMap<string, number>,
) {
  const base = [...bare].sort((a, b) => a - b)[Math.floor(bare.length / 2)] ?? Number.NaN;
  const figures: Figure[] = [
    { what: 'a bare static page', values: bare, unit: 'ms' },
    ...[...times].flatMap(([what, values]): Figure[] => [
      { what, values, unit: 'ms' },
      {
        what: `${what}, of the bare page`,
        values: values.map((value) => value / base),
        unit: 'x',
        atMost: MOST_OF_BARE,
      },
    ]),
  ];
  console.log(`${DEVICES} devices, ${EVENTS} events, ${bare.length} visits each`);
  console.log(`${''.padEnd(58)} ${['min', 'median', 'max'].map((name) => name.padStart(9)).join(' ')}`);
  for (const figure of figures) console.log(lineOf(figure));
  for (const [what, bytes] of weights) {
    console.log(
      `${`${what}, weight at the first visit`.padEnd(58)} ${(bytes / 1000).toFixed(0).padStart(9)} kB`,
    );
  }
  const missed = [
    ...figures.flatMap((figure) => missOf(figure) ?? []),
    ...[...weights].flatMap(([what, bytes]) =>
      bytes > MOST_BYTES ? [`${what}: ${bytes} bytes are too many`] : [],
    ),
  ];
  for (const miss of missed) console.error(miss);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

async function signedIn(browser: Browser, bridge: string, platform: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.goto(`${bridge}/console`);
  await page.getByLabel('Client id').fill(CLIENT.clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(CLIENT.clientSecret);
  await page.getByRole('button', { name: 'SIGN IN' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await page.goto(platform);
  await page.getByLabel('Username').fill(ACCOUNT.user);
  await page.getByLabel('Password', { exact: true }).fill(ACCOUNT.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Device management' }).waitFor();
  return page;
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { After, AfterAll, AfterStep, Before, Status } from '@cucumber/cucumber';
import { PickleStepType } from '@cucumber/messages';
import { BrowserKeeper } from './browser-keeper.ts';
import { Browsing } from './browsing.ts';
import { findChromium } from './chromium/find-chromium.ts';
import { openBrowser } from './shared-browser.ts';
import type { ScenarioWorld } from './world.ts';

/** The first browser takes some seconds to unpack, and more on a busy machine. */
const LAUNCH_WITHIN_MS = 120_000;

/** One browser for the whole run; each scenario has a profile of its own in it. */
const keeper = new BrowserKeeper(async () => {
  const found = await findChromium(process.env);
  if ('missing' in found) throw new Error(found.missing);
  return await openBrowser(found);
});

Before(
  { name: 'A browser is there', tags: '@browser', timeout: LAUNCH_WITHIN_MS },
  async function (this: ScenarioWorld) {
    const found = await findChromium(process.env);
    if ('missing' in found) {
      const reason = `Not tested in a browser: ${found.missing}. ${found.remedy}`;
      if (process.env.CI === 'true') throw new Error(reason);
      this.log(reason);
      return 'skipped';
    }
    const { it, remark } = await keeper.provide();
    if (remark !== undefined) this.log(remark);
    this.browsing = await Browsing.begin(it.browser, { isBroken: this.parameters.control !== undefined });
    this.documentedHost = it.documentedHost;
    return undefined;
  },
);

// What the document shows in pictures is shown in the report as well: where such a scenario starts, each thing that the
// person does, and how it ends. A look at each check between them would take a tenth of the chapter's time. The end of
// a scenario without any traffic is shown as well: nothing else tells of it.
AfterStep({ tags: '@browser' }, async function (this: ScenarioWorld, { result, pickle, pickleStep }) {
  const next = pickle.steps[pickle.steps.findIndex(({ id }) => id === pickleStep.id) + 1];
  const changesSight =
    pickleStep.type === PickleStepType.ACTION || next === undefined || next.type === PickleStepType.ACTION;
  const isDocumented = pickle.tags.some(({ name }) => name === '@documented');
  const isShown =
    (isDocumented && changesSight) ||
    result.status !== Status.PASSED ||
    (next === undefined && (await this.openedSimulation())?.journal.last === 0);
  const picture = isShown ? await this.browsing?.look() : undefined;
  if (picture !== undefined) this.attach(picture, 'image/jpeg');
});

After({ name: 'The browser is left', tags: '@browser' }, async function (this: ScenarioWorld, { result }) {
  const { browsing } = this;
  if (browsing === undefined) return;
  this.documentedHost?.leadTo(undefined);
  if (result?.status === Status.PASSED) {
    await browsing.end();
    const faults = browsing.faults();
    if (faults.length > 0) throw new Error(`The pages' own code failed:\n${faults.join('\n')}`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-trace-'));
  try {
    const path = join(folder, 'trace.zip');
    await browsing.end(path);
    this.attach(await readFile(path), { mediaType: 'application/zip', fileName: 'trace.zip' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

AfterAll(async () => {
  await keeper.close();
});

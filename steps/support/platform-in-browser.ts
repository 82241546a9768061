import { Browsing } from './browsing.ts';
import { findChromium } from './chromium/find-chromium.ts';
import { launchChromium } from './chromium/launch-chromium.ts';
import type { ScenarioWorld } from './world.ts';

/**
 * Lets the person's browser find the platform under its documented name, as a resolver would: a browser of its own with
 * rules that lead the name to the twin. @returns the platform's address
 */
export async function platformInBrowser(world: ScenarioWorld): Promise<string> {
  const { account, twin } = await world.simulation();
  const { port } = await twin.listen({ tls: true, from: 'operator' });
  const found = await findChromium(process.env);
  if ('missing' in found) throw new Error(found.missing);
  const browser = await launchChromium({
    ...found,
    hostRules: [`MAP ${account.hostName} 127.0.0.1:${port}`],
  });
  const before = world.browsing;
  await before?.end();
  world.browsing = await Browsing.begin({ browser, ignoreCertificates: true, ownBrowser: true });
  return `https://${account.hostName}`;
}

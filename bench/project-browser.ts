import type { Browser } from 'playwright-core';
import { findChromium } from '../steps/support/chromium/find-chromium.ts';
import { launchChromium } from '../steps/support/chromium/launch-chromium.ts';

/** Starts the browser that the features use. @throws Error with what helps, where there is none */
export async function openProjectBrowser(): Promise<Browser> {
  const found = await findChromium(process.env);
  if ('missing' in found) throw new Error(`${found.missing}. ${found.remedy}`);
  return await launchChromium(found);
}

import type { Browser } from 'playwright-core';

/** A busy machine needs longer than the half minute that Playwright grants. */
const LAUNCH_WITHIN_MS = 90_000;

export interface Launch {
  readonly executablePath: string;
  /** Chromium's host resolver rules: `MAP <name> <address>`. */
  readonly hostRules?: readonly string[];
}

/**
 * Starts a headless browser. A sandbox needs rights that build machines don't give; the pages shown are this kit's own.
 * Everything that guards pages from one another stays on, so that what a browser would refuse is refused.
 */
export async function launchChromium({ executablePath, hostRules = [] }: Launch): Promise<Browser> {
  // Loaded here: runs without a browser do without it.
  const { chromium } = await import('playwright-core');
  return await chromium.launch({
    executablePath,
    headless: true,
    timeout: LAUNCH_WITHIN_MS,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      // Without a graphics card its work is done in software anyhow; a process of its own for it only costs time.
      '--disable-gpu',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      ...(hostRules.length === 0 ? [] : [`--host-resolver-rules=${hostRules.join(',')}`]),
    ],
  });
}

import type { Browser } from 'playwright-core';

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
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      ...(hostRules.length === 0 ? [] : [`--host-resolver-rules=${hostRules.join(',')}`]),
    ],
  });
}

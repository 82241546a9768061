import { findInstalledBrowser, isExecutable } from './installed-browsers.ts';
import { packagedChromium } from './packaged-chromium.ts';

/** Names a browser to use in place of the one that would be found. */
const BROWSER = 'IOT_FLOW_TCK_BROWSER';

/** A browser, or why there is none and what helps. */
export type Chromium =
  | { readonly executablePath: string }
  | { readonly missing: string; readonly remedy: string };

/** Finds a Chromium: the one that was named, the one that comes with the packages, or an installed one. */
export async function findChromium(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Chromium> {
  const named = environment[BROWSER];
  if (named !== undefined && named !== '') {
    if (await isExecutable(named)) return { executablePath: named };
    return {
      missing: `${BROWSER} names ${named}, which can't be run`,
      remedy: `Set ${BROWSER} to the program file of a Chromium, Chrome or Edge, or unset it.`,
    };
  }
  const found = (await packagedChromium()) ?? (await findInstalledBrowser(environment));
  if (found !== undefined) return { executablePath: found };
  return {
    missing: `there is no Chromium, Chrome or Edge on this machine (${process.platform}, ${process.arch})`,
    remedy: REMEDIES[process.platform] ?? 'Install Chromium.',
  };
}

const REMEDIES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'Run: sudo apt-get install chromium',
  darwin: 'Run: brew install --cask chromium',
  win32: 'Run: winget install Google.Chrome',
};

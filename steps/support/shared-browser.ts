import type { Browser } from 'playwright-core';
import type { Chromium } from './chromium/find-chromium.ts';
import { launchChromium } from './chromium/launch-chromium.ts';
import { openRelay, type Relay } from './chromium/relay.ts';
import { DOCUMENTED_HOST } from './nock.ts';

/** The browser of a run. It finds the documented host where `documentedHost` leads. */
export interface SharedBrowser {
  readonly browser: Browser;
  readonly documentedHost: Relay;
  /** Whether it is still running. */
  isThere(): boolean;
  close(): Promise<void>;
}

/** Starts the one browser of a run; each scenario has a profile of its own in it. */
export async function openBrowser(
  found: Extract<Chromium, { readonly executablePath: string }>,
): Promise<SharedBrowser> {
  const documentedHost = await openRelay();
  const hostRules = [`MAP ${DOCUMENTED_HOST} 127.0.0.1:${documentedHost.port}`];
  try {
    const browser = await launchChromium({ ...found, hostRules });
    return {
      browser,
      documentedHost,
      isThere: () => browser.isConnected(),
      async close() {
        await browser.close();
        documentedHost.close();
      },
    };
  } catch (error) {
    documentedHost.close();
    throw error;
  }
}

import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How long a page may take to show what is awaited, in milliseconds. */
const PATIENCE_MS = 30_000;

export interface BrowsingOptions {
  readonly browser: Browser;
  /** Pages of the simulation bear certificates of its own authority. */
  readonly ignoreCertificates?: boolean;
  /** The browser is this scenario's alone, and ends with it. */
  readonly ownBrowser?: boolean;
}

/** What one scenario does in a browser: a profile of its own, traced, with as many tabs as it opens. */
export class Browsing {
  readonly #context: BrowserContext;
  readonly #ownBrowser: Browser | undefined;
  #page: Page | undefined;
  readonly #faults: string[] = [];

  private constructor(context: BrowserContext, ownBrowser?: Browser) {
    this.#context = context;
    this.#ownBrowser = ownBrowser;
    context.on('weberror', (error) => this.#faults.push(String(error.error())));
    context.on('console', (message) => {
      // A policy that a page breaks shows nowhere else.
      if (message.type() === 'error' && /Content Security Policy/i.test(message.text())) {
        this.#faults.push(message.text());
      }
    });
  }

  static async begin({
    browser,
    ignoreCertificates = false,
    ownBrowser = false,
  }: BrowsingOptions): Promise<Browsing> {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 800 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ignoreHTTPSErrors: ignoreCertificates,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.tracing.start({ screenshots: true, snapshots: true });
    return new Browsing(context, ownBrowser ? browser : undefined);
  }

  /** The tab that the scenario's sentences speak of. */
  async page(): Promise<Page> {
    this.#page ??= await this.#context.newPage();
    return this.#page;
  }

  /** One more tab beside it. */
  anotherTab(): Promise<Page> {
    return this.#context.newPage();
  }

  /** What went wrong in the pages' own code, in order. */
  faults(): readonly string[] {
    return this.#faults;
  }

  /** The tab as it looks now, as JPEG. */
  async look(): Promise<Buffer | undefined> {
    return await this.#page?.screenshot({ type: 'jpeg', quality: 60, animations: 'disabled' });
  }

  /** Ends it; a trace is kept where a path for it is given. */
  async end(tracePath?: string): Promise<void> {
    await this.#context.tracing.stop(tracePath === undefined ? {} : { path: tracePath });
    await this.#context.close();
    await this.#ownBrowser?.close();
  }
}

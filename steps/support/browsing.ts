import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How long a page may take to show what is awaited, in milliseconds. */
const PATIENCE_MS = 25_000;
/** The same with a bridge that is broken on purpose: much of what is awaited there never comes. */
const PATIENCE_WITH_BROKEN_MS = 10_000;

/** `full`: a trace holds the pages and pictures of each moment as well. */
const TRACE = 'IOT_FLOW_TCK_TRACE';

/** How long a picture may take, in milliseconds, and how often it is tried. */
const PICTURE_MS = 5_000;
const PICTURE_TRIES = 2;

/** What one scenario does in a browser: a profile of its own, traced, with as many tabs as it opens. */
export class Browsing {
  readonly #context: BrowserContext;
  readonly #faults: string[] = [];
  #page: Promise<Page> | undefined;
  #seen: Buffer | undefined;

  private constructor(context: BrowserContext) {
    this.#context = context;
    context.on('weberror', (error) => this.#faults.push(String(error.error())));
    context.on('console', (message) => {
      // A policy that a page breaks shows nowhere else.
      if (message.type() === 'error' && /Content Security Policy/i.test(message.text())) {
        this.#faults.push(message.text());
      }
    });
  }

  static async begin(browser: Browser, { isBroken }: { readonly isBroken: boolean }): Promise<Browsing> {
    const context = await browser.newContext({
      viewport: { width: 1120, height: 760 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      // The simulation's platform bears a certificate of an authority of its own.
      ignoreHTTPSErrors: true,
      // Pictures are small enough for a report that holds many.
      deviceScaleFactor: 0.75,
    });
    context.setDefaultTimeout(isBroken ? PATIENCE_WITH_BROKEN_MS : PATIENCE_MS);
    // Its film of pictures takes more of a scenario's time than all the rest of the trace, and its copies of the pages a
    // tenth of it: a failure's picture is attached anyhow.
    const isWhole = process.env[TRACE] === 'full';
    await context.tracing.start({ screenshots: isWhole, snapshots: isWhole });
    return new Browsing(context);
  }

  /** The tab that the scenario's sentences speak of. */
  page(): Promise<Page> {
    this.#page ??= this.#context.newPage();
    return this.#page;
  }

  /** Opens one more tab, of which the sentences speak from now on. */
  async openTab(): Promise<void> {
    this.#page = this.#context.newPage();
    await this.#page;
  }

  /** Turns to another tab, counted from 0 in the order in which they were opened. */
  async turnTo(tab: number): Promise<void> {
    const page = this.#context.pages()[tab];
    if (page === undefined) throw new Error(`There is no tab ${tab}.`);
    await page.bringToFront();
    this.#page = Promise.resolve(page);
  }

  /** What went wrong in the pages' own code, in order. */
  faults(): readonly string[] {
    return this.#faults;
  }

  /** The tab as it looks now, as JPEG; undefined where it looks as it did, or can't be seen. */
  async look(): Promise<Buffer | undefined> {
    const page = await this.#page;
    for (let left = PICTURE_TRIES; left > 0 && page !== undefined; left -= 1) {
      const picture = await pictureOf(page);
      if (picture === undefined) continue;
      if (this.#seen?.equals(picture)) return undefined;
      this.#seen = picture;
      return picture;
    }
    return undefined;
  }

  /** Closes all tabs: pages that are live would go on asking. What went wrong in them is still known. */
  async leavePages(): Promise<void> {
    await Promise.all(this.#context.pages().map((page) => page.close()));
  }

  /** Ends it; a trace is kept where a path for it is given. */
  async end(tracePath?: string): Promise<void> {
    await this.#context.tracing.stop(tracePath === undefined ? {} : { path: tracePath });
    await this.#context.close();
  }
}

/**
 * A picture can't be made while a page gives way to another: Chromium refuses, or waits for the one that has gone. What
 * is wrong with a page the steps tell; a picture shows it only.
 */
async function pictureOf(page: Page): Promise<Buffer | undefined> {
  try {
    return await page.screenshot({
      type: 'jpeg',
      quality: 45,
      scale: 'device',
      animations: 'disabled',
      timeout: PICTURE_MS,
    });
  } catch {
    return undefined;
  }
}

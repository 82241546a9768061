import type { Page } from 'playwright-core';

/** How a connection's page asks whether its settings are still those that it shows. */
const NEWS = /\/settings\?seen=/;

/** Keeps what a page is told of changes on its way until it is to arrive. */
export class HeldNews {
  readonly #page: Page;
  readonly #held: Promise<() => Promise<void>>;

  private constructor(page: Page, held: Promise<() => Promise<void>>) {
    this.#page = page;
    this.#held = held;
  }

  static async on(page: Page): Promise<HeldNews> {
    let hold: (arrive: () => Promise<void>) => void = () => undefined;
    const held = new Promise<() => Promise<void>>((resolve) => {
      hold = resolve;
    });
    let isHeld = false;
    await page.route(NEWS, async (route) => {
      const response = await route.fetch();
      // That nothing is new tells nothing.
      if (isHeld || response.status() !== 200) return await route.fulfill({ response });
      isHeld = true;
      hold(() => route.fulfill({ response }));
    });
    return new HeldNews(page, held);
  }

  /** Waits until the page has asked, and there is something to tell it. */
  async onTheirWay(): Promise<void> {
    await this.#held;
  }

  /** Lets them arrive, and waits until the page has made of them what it makes of them. */
  async arrive(): Promise<void> {
    const answered = this.#page.waitForEvent('requestfinished', (request) => NEWS.test(request.url()));
    await (await this.#held)();
    await answered;
    await this.#page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))),
    );
  }
}

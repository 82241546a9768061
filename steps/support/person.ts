import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** A person before a page, who sees what has a role and a name, as a screen reader does. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async goTo(address: string): Promise<void> {
    await this.page.goto(address);
  }

  /** Clicks what bears this name: a button, or else a link, since the way back above a form bears the same words. */
  async click(name: string, within: Locator | Page = this.page): Promise<void> {
    const button = within.getByRole('button', { name, exact: true });
    const link = within.getByRole('link', { name, exact: true });
    await button.or(link).first().waitFor();
    await ((await button.count()) > 0 ? button : link).first().click();
  }

  /** Goes through the menu: `Connections`, then `Create` below it. */
  async choose(entry: string, below?: string): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: 'Menu' });
    if (below === undefined) return await this.click(entry, menu);
    await menu.getByRole('list', { name: entry }).getByRole('link', { name: below, exact: true }).click();
  }

  /** A field by its label; one for a password counts as a field of text. */
  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  /** Opens one parameter of a connection with its pencil, and writes into it. */
  async edit(label: string, value: string): Promise<void> {
    await this.click(`Edit ${label}`);
    await this.page.getByRole('button', { name: 'Confirm', exact: true }).waitFor();
    await this.fill(label, value);
  }

  /** Changes one parameter, confirms it, and confirms it again where it is asked for. */
  async change(label: string, value: string): Promise<void> {
    await this.edit(label, value);
    await this.click('Confirm');
    await this.click('PROCEED UPDATE', await this.question());
  }

  /** What a field holds at present. */
  async valueOf(label: string): Promise<string> {
    return await this.field(label).inputValue();
  }

  /** Waits until a text can be seen. */
  async sees(text: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await within.getByText(text).filter({ visible: true }).first().waitFor();
  }

  async seesHeading(name: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { name }).first().waitFor();
  }

  /** Waits for a notice and says whether it stands in the upper right corner. */
  async seesNotice(title: string, text: string): Promise<void> {
    const notice = this.page.getByRole('status', { name: 'Notices' }).locator('[data-toast]');
    const wanted = notice.filter({ hasText: title }).filter({ hasText: text }).first();
    await wanted.waitFor();
    const [box, view] = [await wanted.boundingBox(), this.page.viewportSize()];
    assert.ok(box !== null && view !== null, 'the notice has no place on the screen');
    assert.ok(box.x > view.width / 2 && box.y < view.height / 2, 'the notice is not in the upper right');
  }

  /** The window that asks, once it is open. */
  async question(): Promise<Locator> {
    const dialog = this.page.getByRole('dialog');
    await dialog.waitFor();
    return dialog;
  }

  /** Waits until a connection's badge shows a state. */
  async seesState(state: string): Promise<void> {
    await this.page
      .getByRole('status', { name: 'State of the connection' })
      .getByText(state, { exact: true })
      .waitFor();
  }
}

import { parseMoment } from '../dates.ts';
import { PlatformError } from '../errors.ts';

/** A request's query parameters, read by the rules they have in common. Errors name `resource`: `inventory/Invalid Data`. */
export class Query {
  readonly #params: URLSearchParams;
  readonly #resource: string;

  constructor(text: string, resource: string) {
    this.#params = new URLSearchParams(text);
    this.#resource = resource;
  }

  has(name: string): boolean {
    return this.#params.has(name);
  }

  /** The parameter's text; an empty one counts as missing. */
  text(name: string): string | undefined {
    return this.#params.get(name) || undefined;
  }

  all(name: string): string[] {
    return this.#params.getAll(name).filter((value) => value !== '');
  }

  /** Comma-separated values. */
  list(name: string): string[] | undefined {
    const values = this.all(name).flatMap((value) => value.split(','));
    const wanted = values.map((value) => value.trim()).filter((value) => value !== '');
    return wanted.length === 0 ? undefined : wanted;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^(true|false)$/i.test(value)) throw this.invalid(name, value, 'it must be true or false');
    return value.toLowerCase() === 'true';
  }

  positive(name: string, fallback: number): number {
    const value = this.#params.get(name);
    if (value === null) return fallback;
    if (!/^\d{1,9}$/.test(value) || Number(value) < 1) {
      throw this.invalid(name, value, 'it must be a whole number from 1');
    }
    return Number(value);
  }

  moment(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const at = parseMoment(value);
    if (at === undefined) {
      throw this.invalid(name, value, 'it must be an ISO 8601 date or time, with + encoded as %2B');
    }
    return at;
  }

  invalid(name: string, value: string, detail: string): PlatformError {
    return new PlatformError('invalidParameter', { resource: this.#resource, name, value, detail });
  }

  /** The query with some parameters set, for links. */
  with(changes: Readonly<Record<string, string>>): string {
    const copy = new URLSearchParams(this.#params);
    for (const [name, value] of Object.entries(changes)) copy.set(name, value);
    return copy.toString();
  }
}

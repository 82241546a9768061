import { redactText } from './redact-text.ts';
import { isMessageHash, isSecretName, SECRET_HEADERS } from './secret-names.ts';
import { REDACTED, SecretValues } from './secret-values.ts';

/** The one place where secrets are taken out of what is stored, shown or logged. */
export interface Redactor {
  /**
   * Registers a secret value: it is blotted out wherever it stands, also URL-encoded, escaped for JSON and in Base64
   * (`user:secret`), in any case. A value shorter than six characters is not searched for, since it would blot out
   * much that is none (think of `1`): it is found by its key's name, in `Basic` credentials and in URLs only.
   */
  addSecret(value: string): void;
  /** Moves with every newly registered value: what was redacted before may hold it. */
  readonly version: number;
  /** The text without secrets; a text that is JSON stays JSON. */
  text(text: string): string;
  /** A frozen copy of the value as JSON can say it, without secrets. Never throws. */
  value(value: unknown): unknown;
}

export interface RedactorOptions {
  readonly secrets?: Iterable<string>;
}

const DEEPEST = 64;

/** Makes a redactor that knows the names of secrets (see `isSecretName`) and the values registered with it. */
export function createRedactor({ secrets = [] }: RedactorOptions = {}): Redactor {
  const values = new SecretValues();
  for (const secret of secrets) values.add(secret);
  return {
    addSecret: (value) => values.add(value),
    get version() {
      return values.version;
    },
    text: (text) => new Walk(values).text(text),
    value: (value) => new Walk(values).value(value),
  };
}

class Walk {
  readonly #values: SecretValues;
  readonly #open = new Set<object>();

  constructor(values: SecretValues) {
    this.#values = values;
  }

  text(text: string): string {
    const inner = /^\s*[[{"]/.test(text) ? this.#json(text) : undefined;
    return this.#values.replaceIn(inner ?? redactText(text));
  }

  value(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'number':
        return this.#number(value);
      case 'bigint':
        return this.#values.replaceIn(String(value));
      case 'object':
        return value === null ? null : this.#object(value);
      case 'boolean':
        return value;
      default:
        return undefined;
    }
  }

  #number(value: number): unknown {
    if (!Number.isFinite(value)) return String(value);
    const text = String(value);
    return this.#values.replaceIn(text) === text ? value : REDACTED;
  }

  /** The text, written anew only if its content held a secret; undefined if it isn't JSON. */
  #json(text: string): string | undefined {
    if (this.#open.size >= DEEPEST) return undefined;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      // Text that only begins like JSON is looked through as text.
      return undefined;
    }
    const redacted = JSON.stringify(this.value(parsed));
    return redacted === JSON.stringify(parsed) ? text : redacted;
  }

  #object(value: object): unknown {
    if (this.#open.has(value)) return '[circular]';
    if (this.#open.size >= DEEPEST) return '[too deep]';
    this.#open.add(value);
    try {
      return this.#members(value);
    } catch (error) {
      return `[unreadable: ${this.text(error instanceof Error ? error.message : String(error))}]`;
    } finally {
      this.#open.delete(value);
    }
  }

  #members(value: object): unknown {
    if (value instanceof Uint8Array) return this.#bytes(value);
    if (value instanceof Error) return this.#error(value);
    if (Array.isArray(value)) return Object.freeze(this.#array(value));
    if (value instanceof Set) return this.#members([...value]);
    if (value instanceof Map || value instanceof URLSearchParams || value instanceof Headers) {
      return this.#record([...value].map(([name, member]) => [String(name), member]));
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.value(value.toJSON());
    return this.#record(Object.entries(value));
  }

  #record(members: readonly (readonly [string, unknown])[]): unknown {
    const isPair = members.length <= 4 && members.some(namesSecret);
    const record: Record<string, unknown> = {};
    for (const [name, member] of members) {
      const secret =
        (isPair && name === 'value') || (isSecretName(name) && !isMessageHash(name, namesOf(members)));
      const shown = secret ? blot(member) : this.value(member);
      if (shown !== undefined) setMember(record, this.#values.replaceIn(name), shown);
    }
    return Object.freeze(record);
  }

  /** Raw headers are lists of names and values in turn. */
  #array(value: readonly unknown[]): unknown[] {
    return value.map((member, index) => {
      const before: unknown = value[index - 1];
      const secret = typeof before === 'string' && SECRET_HEADERS.includes(before.toLowerCase());
      return (secret ? blot(member) : this.value(member)) ?? null;
    });
  }

  #bytes(value: Uint8Array): string {
    try {
      return this.text(new TextDecoder('utf-8', { fatal: true }).decode(value));
    } catch {
      // No text: shown as engineers read frames.
      return this.text(Buffer.from(value).toString('hex'));
    }
  }

  #error(error: Error): unknown {
    const { name, message, cause } = error;
    const own = Object.entries(error).filter(([key]) => key !== 'cause');
    const members: [string, unknown][] = [['name', name], ['message', message], ...own];
    return this.#record(cause === undefined ? members : [...members, ['cause', cause]]);
  }
}

/** `{ name: 'password', value: … }`, as forms and headers are written in lists. */
function namesSecret([name, member]: readonly [string, unknown]): boolean {
  return (name === 'name' || name === 'key') && typeof member === 'string' && isSecretName(member);
}

function namesOf(members: readonly (readonly [string, unknown])[]): string[] {
  return members.map(([name]) => name);
}

function setMember(record: Record<string, unknown>, name: string, value: unknown): void {
  // An assignment to this name would set the prototype instead of a member.
  if (name === '__proto__') Object.defineProperty(record, name, { value, enumerable: true });
  else record[name] = value;
}

/** What gives nothing away stays: that nothing was said, or a mere yes or no. */
function blot(member: unknown): unknown {
  return member === undefined || member === null || member === '' || typeof member === 'boolean'
    ? member
    : REDACTED;
}

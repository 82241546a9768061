import { NotOnThisTarget } from '../not-on-this-target.ts';

/** What stands for `{name}` and the like in a path or body of a description. */
export type Fields = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([A-Za-z][\w.]*)\}/g;
const WHOLE = /^\{([A-Za-z][\w.]*)\}$/;

/** A document's fields by their paths: `name`, `configuration.hostName`. Arrays are values. */
export function fieldsOf(document: unknown, prefix = ''): Fields {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return {};
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]): [string, unknown][] => {
      const inner = Object.entries(fieldsOf(value, `${prefix}${key}.`));
      return [[`${prefix}${key}`, value], ...inner];
    }),
  );
}

/** The value at a path such as `data.status`; undefined where there is none. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
  }, document);
}

/** Fills a path in. @throws Error when it names what there is not */
export function fillPath(path: string, fields: Fields): string {
  return path.replaceAll(PLACEHOLDER, (placeholder, name: string) => {
    const value = fields[name];
    if (value === undefined)
      throw new Error(`The path ${path} has ${placeholder}, but there is no such field.`);
    return encodeURIComponent(String(value));
  });
}

/**
 * Fills a document in. A text that is nothing but one placeholder takes the field's own value, whatever its type; where
 * there is no such field, its key is left out.
 * @throws NotOnThisTarget when a field was given that the document has no place for
 */
export function fillBody(template: unknown, given: unknown, more: Fields = {}): unknown {
  const fields = { ...fieldsOf(given), ...more };
  const used = new Set<string>();
  const body = filled(template, fields, used);
  const lost = Object.entries(fieldsOf(given)).filter(
    // What the product fixes says nothing that another API would have to be told.
    ([name, value]) =>
      name !== 'connectorId' && Object.keys(fieldsOf(value)).length === 0 && !covered(name, used),
  );
  const [first] = lost;
  if (first !== undefined) {
    throw new NotOnThisTarget(`The target's file has no place for ${first[0]} in what it sends.`);
  }
  return body;
}

function covered(name: string, used: ReadonlySet<string>): boolean {
  const parts = name.split('.');
  return parts.some((_, index) => used.has(parts.slice(0, index + 1).join('.')));
}

function filled(template: unknown, fields: Fields, used: Set<string>): unknown {
  if (typeof template === 'string') {
    const whole = WHOLE.exec(template)?.[1];
    const take = (name: string) => {
      used.add(name);
      return fields[name];
    };
    if (whole !== undefined) return take(whole);
    return template.replaceAll(PLACEHOLDER, (_, name: string) => String(take(name) ?? ''));
  }
  if (Array.isArray(template)) return template.map((one) => filled(one, fields, used));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).flatMap(([key, value]): [string, unknown][] => {
      const found = filled(value, fields, used);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}

import { parseMoment } from '../dates.ts';
import type { ManagedObject } from '../store/managed-objects.ts';
import type { TenantStore } from '../store/tenant-store.ts';
import type { Filter, Literal, Operator } from './syntax.ts';

type Predicate = (object: ManagedObject) => boolean;

/** One top-level property as a query sees it: what a client wrote or the server adds. */
export type Look = (object: ManagedObject, name: string) => unknown;

/** Turns a filter into a predicate; wildcards, groups and hierarchies are worked out once, not for each object. */
export function compile(filter: Filter, store: TenantStore, look: Look): Predicate {
  switch (filter.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const parts = filter.parts.map((part) => compile(part, store, look));
      return (object) => parts.every((part) => part(object));
    }
    case 'or': {
      const parts = filter.parts.map((part) => compile(part, store, look));
      return (object) => parts.some((part) => part(object));
    }
    case 'not': {
      const part = compile(filter.part, store, look);
      return (object) => !part(object);
    }
    case 'has':
      return (object) => filter.paths.some((path) => valuesAt(object, path, look).some(isThere));
    case 'in-group': {
      const members = new Set(
        filter.ids.flatMap((id) => [...(store.objects.get(id)?.children.childAssets ?? [])]),
      );
      return (object) => members.has(object.id);
    }
    case 'in-hierarchy': {
      const members = new Set(filter.ids.flatMap((id) => hierarchy(store, id)));
      return (object) => members.has(object.id);
    }
    case 'compare': {
      const { path, operator } = filter;
      const asDate = path.endsWith('.date');
      const test = asDate ? dateTest(operator, filter.value) : valueTest(operator, filter.value);
      const at = asDate ? path.slice(0, -'.date'.length) : path;
      return (object) => test(valuesAt(object, at, look));
    }
  }
}

function hierarchy(store: TenantStore, id: string): string[] {
  const root = store.objects.get(id);
  return root === undefined ? [] : [id, ...store.objects.descendants(root).map((object) => object.id)];
}

/** The values at a dotted path; a list on the way stands for each of its members. */
export function valuesAt(object: ManagedObject, path: string, look: Look): unknown[] {
  const [name = '', ...parts] = path.split('.');
  let values = members(look(object, name));
  for (const part of parts) values = values.map((one) => propertyOf(one, part)).flatMap(members);
  return values;
}

function members(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

type Test = (values: readonly unknown[]) => boolean;

function valueTest(operator: Operator, wanted: Literal): Test {
  if (wanted === null) {
    return operator === 'eq' ? (values) => !values.some(isThere) : () => false;
  }
  if (operator === 'eq' && typeof wanted === 'string' && wanted.includes('*')) {
    const pattern = wildcard(wanted);
    return (values) => values.some((value) => isScalar(value) && pattern.test(String(value)));
  }
  return (values) => values.some((value) => holds(operator, value, wanted));
}

/** `*` stands for any number of characters, and makes the comparison ignore case. */
function wildcard(text: string): RegExp {
  const parts = text.split(/\*+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is');
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function dateTest(operator: Operator, wanted: Literal): Test {
  const moment = typeof wanted === 'string' ? parseMoment(wanted) : undefined;
  return (values) =>
    values.some((value) => {
      const at = typeof value === 'string' ? parseMoment(value) : undefined;
      return at !== undefined && moment !== undefined && ordered(operator, at - moment);
    });
}

/** Numbers with numbers, texts with texts; a numeric string also meets a number, since ids are written either way. */
function holds(operator: Operator, value: unknown, wanted: string | number | boolean): boolean {
  if (!isScalar(value)) return false;
  if (operator === 'eq') return value === wanted || (typeof value === 'string' && value === String(wanted));
  if (typeof value === 'number' && typeof wanted === 'number') return ordered(operator, value - wanted);
  if (typeof value === 'string' && typeof wanted !== 'boolean') {
    return ordered(operator, compareTexts(value, String(wanted)));
  }
  return false;
}

export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function ordered(operator: Operator, difference: number): boolean {
  switch (operator) {
    case 'eq':
      return difference === 0;
    case 'gt':
      return difference > 0;
    case 'ge':
      return difference >= 0;
    case 'lt':
      return difference < 0;
    case 'le':
      return difference <= 0;
  }
}

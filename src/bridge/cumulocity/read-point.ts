import type { Point } from '../drivers/driver-host.ts';
import { readTime } from '../read-time.ts';
import { POINT_KINDS, type PointKind } from './ontology.ts';

/** A value with its time; absent time: the uplink's own. */
export interface TimedValue {
  readonly time?: string;
  readonly value: unknown;
}

/** `temperature` and `temperature:1` are two points of one kind. */
export interface PointName {
  readonly kind: string;
  readonly suffix: string;
}

export function readPointName(name: string): PointName {
  if (!name.includes(':')) return { kind: name, suffix: '' };
  const [, kind = name, index] = /^([^:]+)(?::(\w+))?$/.exec(name) ?? [];
  return { kind, suffix: index === undefined ? '' : `_${index}` };
}

/** The kind of numeric point that a name stands for; undefined for others (location, and what no table knows). */
export function pointKind(kind: string): PointKind | undefined {
  return Object.hasOwn(POINT_KINDS, kind) ? POINT_KINDS[kind] : undefined;
}

/** The point's value now and its history, each with its time in ISO 8601 UTC; unreadable times become warnings. */
export function readValues(point: Point, warn: (text: string) => void): TimedValue[] {
  const values: TimedValue[] = point.record === undefined ? [] : [{ value: point.record }];
  for (const { eventTime, value } of point.records ?? []) {
    const time = readTime(eventTime);
    if (time === undefined) warn(`a record without a readable time (${show(eventTime)})`);
    else values.push({ time, value });
  }
  return values;
}

/** A number as number, text or boolean; undefined for anything else, NaN and infinities included. */
export function readNumeric(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase();
    if (text === 'true') return 1;
    if (text === 'false') return 0;
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? readNumeric(Number(text)) : undefined;
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value in the platform's unit, or why it can't be one. */
export function convert(
  kind: PointKind,
  unitId: string | undefined,
  value: unknown,
): { readonly value: number } | { readonly problem: string } {
  const toPlatform = converter(kind, unitId);
  if (toPlatform === undefined) return { problem: `unit ${show(unitId)} is not one of its units` };
  const number = readNumeric(value);
  if (number === undefined) return { problem: `${show(value)} is no number` };
  const converted = toPlatform(number);
  const { least = -LARGEST, most = LARGEST, overshoot = 0 } = kind;
  if (converted > most && converted <= most + overshoot) return { value: most };
  if (!(converted >= least && converted <= most))
    return { problem: `${show(value)} can't have been measured` };
  return { value: converted };
}

/** Beyond it a double counts in steps of more than a thousandth: no sensor's value. */
const LARGEST = 1e13;

function converter(kind: PointKind, unitId: string | undefined): ((value: number) => number) | undefined {
  if (unitId === undefined || unitId === '') return Object.values(kind.from)[0];
  if (Object.hasOwn(kind.from, unitId)) return kind.from[unitId];
  // A kind without a unit (motion) is not spoilt by one: drivers write `count` or `bool` there.
  return kind.unit === undefined ? (value) => value : undefined;
}

/** A value as it may stand in a message for people. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${(text ?? 'nothing').slice(0, 60)}"`;
}

import { type Envelope, member } from '../../../recording/index.ts';
import { pathsIn } from './name-values.ts';
import type { Phases } from './phases.ts';
import { parseBody } from './read-body.ts';

/** What every connection is made with; anything else in a request is what its scenario is about. */
const USUAL = new Set([
  'id',
  'connectorId',
  'name',
  'active',
  'configuration.hostName',
  'configuration.tenantId',
  'configuration.username',
  'configuration.password',
  'configuration.description',
]);

/**
 * The names of the values that a scenario's calls are about, which are shown before others: in an update what it changes,
 * in a creation what is not in every one.
 */
export function tellingNames({ given, told }: Phases): readonly string[] {
  const names = new Set<string>();
  let before: unknown;
  for (const envelope of [...given, ...told]) {
    if (!isBetweenThem(envelope)) continue;
    const body = parseBody(envelope.body);
    if (member(body, 'configuration') === undefined) continue;
    if (envelope.from === 'operator') for (const name of changedNames(before, body)) names.add(name);
    // The bridge fills in what the request leaves to it.
    else before = body;
  }
  return [...names];
}

function isBetweenThem({ from, to }: Envelope): boolean {
  return (from === 'operator' && to === 'bridge') || (from === 'bridge' && to === 'operator');
}

function changedNames(before: unknown, now: unknown): readonly string[] {
  const known = new Map(pathsIn(before));
  const paths = pathsIn(now).filter(([name]) => name !== 'configuration.password');
  if (before === undefined) return paths.flatMap(([name]) => (USUAL.has(name) ? [] : [name]));
  return paths.flatMap(([name, value]) => (known.get(name) === value ? [] : [name]));
}

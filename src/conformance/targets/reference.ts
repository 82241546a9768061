import type { Capability } from './target.ts';

/** What the reference bridge claims today; the console comes with a later release. */
export const REFERENCE_CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
  'connections-api',
  'flows',
  'drivers',
  'devices',
  'events',
  'metrics',
  'openapi',
  'durable-configuration',
  'uplinks-by-http',
  'commands',
  'console',
]);

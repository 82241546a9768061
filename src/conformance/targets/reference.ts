import type { Capability } from './target.ts';

/** What the reference bridge claims today. */
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

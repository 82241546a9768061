import { NotOnThisTarget } from '../conformance/targets/index.ts';
import type { Platform } from './platform.ts';

/** How a host of the simulated internet behaves towards whoever calls it. */
export type HostBehaviour =
  /** It is the Cumulocity twin. */
  | 'cumulocity'
  /** Its name is not known. */
  | 'unresolvable'
  /** Nothing listens there: connections are refused. */
  | 'refusing'
  /** Packets to it are swallowed: a connection is never made. */
  | 'unreachable';

/** The hosts that a world has declared, by name. What is not declared must not be called. */
export interface Hosts {
  declare(hostName: string, behaviour: HostBehaviour): void;
  behaviour(hostName: string): HostBehaviour | undefined;
  /** Names that were called without having been declared. */
  undeclaredCalls(): readonly string[];
  /** Notes a call of a host that nobody declared. */
  noteUndeclared(hostName: string): void;
}

/** Makes a world's host table; `cumulocity` names the twin's hosts. */
export function createHosts(cumulocity: readonly string[]): Hosts {
  const declared = new Map<string, HostBehaviour>(
    cumulocity.map((name) => [name.toLowerCase(), 'cumulocity']),
  );
  const undeclared: string[] = [];
  return {
    declare: (hostName, behaviour) => void declared.set(hostName.toLowerCase(), behaviour),
    behaviour: (hostName) => declared.get(hostName.toLowerCase()),
    undeclaredCalls: () => undeclared,
    noteUndeclared: (hostName) => void undeclared.push(hostName),
  };
}

const ON_SOCKETS = {
  cumulocity: 'in-reach',
  refusing: 'refusing',
  unreachable: 'swallowing',
  unresolvable: undefined,
} as const;

/**
 * Plays a host's behaviour where a bridge has sockets of its own, as far as that can be done.
 * @throws NotOnThisTarget for a host that is not the platform's, and for a name that is to be unknown
 */
export function playOnSockets(
  { setReach }: Pick<Platform, 'setReach'>,
  hostName: string,
  behaviour: HostBehaviour,
): void {
  const reach = ON_SOCKETS[behaviour];
  if (reach !== undefined && setReach(hostName, reach)) return;
  if (behaviour === 'cumulocity') return;
  throw new NotOnThisTarget(
    'It needs a network between the bridge and its hosts that behaves as the scenario says.',
  );
}

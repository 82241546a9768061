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

import { isIP } from 'node:net';
import { isPublicAddress } from './address-guard.ts';
import { TransportError } from './http-transport.ts';

/** Where a host name is really to be reached, as `curl --resolve` has it; over TLS unless said otherwise. */
export interface HostTarget {
  readonly address: string;
  readonly port: number;
  readonly tls?: boolean;
}

export interface HostRule {
  /** By host name, or by `name:port` for that port alone. */
  readonly hosts: Readonly<Record<string, HostTarget>>;
  /** Names that may be called though not in the table: exact, `*.suffix` for one or more labels before it, or `*`. */
  readonly allowedHosts: readonly string[];
}

/** How a URL's host is to be reached. */
export interface Destination {
  readonly hostName: string;
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  /** True when the operator named the address: it may be private. */
  readonly trusted: boolean;
}

/**
 * Finds where a request may go, before any packet leaves.
 *
 * @throws {TransportError} `host-not-allowed` when the host is neither in the table nor allowed, or is a literal
 * address that is not public
 */
export function destinationOf(url: URL, rule: HostRule): Destination {
  const hostName = url.hostname.toLowerCase().replace(/\.$/, '');
  const tls = url.protocol === 'https:';
  const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port);
  const listed = lookUp(rule.hosts, `${hostName}:${port}`) ?? lookUp(rule.hosts, hostName);
  if (listed !== undefined) {
    return { hostName, address: listed.address, port: listed.port, tls: listed.tls ?? true, trusted: true };
  }
  const address = hostName.replace(/^\[|\]$/g, '');
  if (!rule.allowedHosts.some((pattern) => matches(hostName, pattern.toLowerCase()))) {
    throw refused(hostName, 'it is neither in the host table nor allowed');
  }
  // The URL parser has made 0x7f.1 and 2130706433 into 127.0.0.1; a literal address is never looked up.
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw refused(hostName, 'its address is not public');
  return { hostName, address, port, tls, trusted: false };
}

export function refused(hostName: string, why: string): TransportError {
  return new TransportError('host-not-allowed', `${hostName} may not be called: ${why}`, false);
}

function matches(hostName: string, pattern: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? hostName.endsWith(pattern.slice(1)) : hostName === pattern;
}

function lookUp(hosts: HostRule['hosts'], name: string): HostTarget | undefined {
  const key = Object.keys(hosts).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : hosts[key];
}

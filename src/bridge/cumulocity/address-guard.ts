import { BlockList, isIP } from 'node:net';

/**
 * Addresses that no host name given by a user may lead to: this machine, its neighbours, and what is no single host
 * (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890).
 */
const RESERVED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Beyond 2000::/3 nothing is global unicast; within it these are not the internet's hosts. */
const RESERVED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [net, prefix] of RESERVED_V4) reserved.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of RESERVED_V6) reserved.addSubnet(net, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Says whether an address, as a resolver or a URL gives it, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !reserved.check(address, 'ipv4');
  if (kind !== 6 || address.includes('%')) return false;
  const embedded = embeddedV4(address);
  if (embedded !== undefined) return isPublicAddress(embedded);
  return globalUnicast.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

/**
 * The IPv4 address that an IPv6 one stands for: mapped (RFC 4291, 2.5.5.2), translated by NAT64 (RFC 6052) or
 * tunnelled by 6to4 (RFC 3056): each would lead where the embedded one leads.
 */
function embeddedV4(address: string): string | undefined {
  const groups = expand(address);
  const [a = 0, b = 0, c = 0] = groups;
  const low = groups.slice(6);
  const isZero = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  if (a === 0x2002) return dotted(b, c);
  if (a === 0x64 && b === 0xff9b && isZero(2, 6)) return dotted(low[0], low[1]);
  if (isZero(0, 5) && groups[5] === 0xffff) return dotted(low[0], low[1]);
  return undefined;
}

/** The eight groups of an IPv6 address. The URL parser writes it in one canonical form, without a dotted tail. */
function expand(address: string): readonly number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const read = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const before = read(head);
  if (tail === undefined) return before;
  const after = read(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

/** Where a broker is, as a URL, and how it is trusted. */
export interface BrokerAddress {
  /** `mqtt://host:port` or `mqtts://host:port` (also `tcp` and `tls`); without a port the registered one. */
  readonly url: string;
  /** PEM of authorities to trust in place of the system's. */
  readonly ca?: string;
}

/** Opens a socket to the broker; what is written before it is connected goes out then. */
export function openBrokerSocket({ url, ca }: BrokerAddress): Duplex {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (protocol === 'mqtt:' || protocol === 'tcp:') {
    return net.connect({ host, port: Number(port || 1883), noDelay: true });
  }
  const socket = tls.connect({
    host,
    port: Number(port || 8883),
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
  return socket.setNoDelay();
}

/** User and password that stand in a broker's URL. */
export function credentialsIn(url: string): { readonly username?: string; readonly password?: string } {
  const { username, password } = new URL(url);
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
}

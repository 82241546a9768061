import { generate } from 'selfsigned';

/**
 * Both certificates are valid from 2020 to 2050, whatever the world's clock says: a TLS client judges them by the
 * machine's clock, which is another one.
 */
const VALID = {
  notBeforeDate: new Date('2020-01-01T00:00:00Z'),
  notAfterDate: new Date('2050-01-01T00:00:00Z'),
};
const KEY = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  /** The certificate that a client has to trust, as PEM. */
  readonly ca: string;
  /** A certificate for these host names, `localhost` and the loopback addresses; the same names give the same one. */
  issue(hosts: readonly string[]): Promise<Identity>;
}

/** Makes a certificate authority of its own for one run; its key never leaves the process. */
export async function createAuthority(): Promise<Authority> {
  const root = await generate([{ name: 'commonName', value: 'iot-flow-tck run CA' }], {
    ...KEY,
    ...VALID,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const issued = new Map<string, Promise<Identity>>();
  return {
    ca: root.cert,
    issue(hosts) {
      const names = [...new Set([...hosts, 'localhost'])];
      const key = names.join(' ');
      const identity = issued.get(key) ?? issueLeaf({ key: root.private, cert: root.cert }, names);
      issued.set(key, identity);
      return identity;
    },
  };
}

async function issueLeaf(ca: Identity, names: readonly string[]): Promise<Identity> {
  const leaf = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    ...KEY,
    ...VALID,
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
          { type: 7 as const, ip: '::1' },
        ],
      },
    ],
  });
  return { key: leaf.private, cert: leaf.cert };
}

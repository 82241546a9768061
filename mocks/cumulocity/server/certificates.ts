import type { BadCertificate } from '../faults/index.ts';

/**
 * Both certificates are valid from 2020 to 2050, whatever the world's clock says: a TLS client judges them by the
 * machine's clock, which is another one.
 */
const VALID = {
  notBeforeDate: new Date('2020-01-01T00:00:00Z'),
  notAfterDate: new Date('2050-01-01T00:00:00Z'),
};
const EXPIRED = { ...VALID, notAfterDate: new Date('2021-01-01T00:00:00Z') };
const ELSEWHERE = 'elsewhere.invalid';
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
  /** A certificate that a client of these hosts has to refuse. */
  issueBad(hosts: readonly string[], problem: BadCertificate): Promise<Identity>;
}

/** Makes a certificate authority of its own for one run; its key never leaves the process. */
export async function createAuthority(): Promise<Authority> {
  const root = await createRoot('iot-flow-tck run CA');
  const issued = new Map<string, Promise<Identity>>();
  const remember = (
    kind: string,
    hosts: readonly string[],
    make: (names: readonly string[]) => Promise<Identity>,
  ) => {
    const names = [...new Set([...hosts, 'localhost'])];
    const key = `${kind} ${names.join(' ')}`;
    const identity = issued.get(key) ?? make(names);
    issued.set(key, identity);
    return identity;
  };
  return {
    ca: root.cert,
    issue: (hosts) => remember('good', hosts, (names) => issueLeaf(root, names)),
    issueBad: (hosts, problem) =>
      remember(problem, hosts, async (names) => {
        switch (problem) {
          case 'expired':
            return issueLeaf(root, names, { validity: EXPIRED });
          case 'wrong-host':
            return issueLeaf(root, [ELSEWHERE], { addresses: [] });
          case 'unknown-authority':
            return issueLeaf(await createRoot('a CA that nobody knows'), names);
        }
      }),
  };
}

/** Loaded when it is wanted: most worlds have no TLS, and loading it takes longer than making a world. */
function certificateMaker() {
  return import('selfsigned');
}

async function createRoot(name: string): Promise<Identity> {
  const { generate } = await certificateMaker();
  const root = await generate([{ name: 'commonName', value: name }], {
    ...KEY,
    ...VALID,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key: root.private, cert: root.cert };
}

const LOOPBACK = ['127.0.0.1', '::1'];

async function issueLeaf(
  ca: Identity,
  names: readonly string[],
  { validity = VALID, addresses = LOOPBACK }: { validity?: typeof VALID; addresses?: readonly string[] } = {},
): Promise<Identity> {
  const { generate } = await certificateMaker();
  const leaf = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    ...KEY,
    ...validity,
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { key: leaf.private, cert: leaf.cert };
}

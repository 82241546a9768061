import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse, stringify } from 'yaml';
import { type ConformanceReport, conformanceReportSchema } from '../../src/conformance/reports/index.ts';
import { somebodysTenant, type Tenant } from './tenant.ts';

// Lets the kit judge the example bridge as it stands, the same with one thing spoilt each, and one that is not there. The
// verdicts have to be those below: a judge that passes a broken bridge, or blames one for its own trouble, is none.

const EXAMPLE = 'examples/plain-bridge';
const SECRET = 'of-this-check-only';
const OPERATOR = 'of-the-operator';

interface Case {
  readonly title: string;
  /** Replaces a piece of a file of the example. */
  readonly spoil?: { readonly file: string; readonly from: string; readonly to: string };
  readonly chapters: readonly string[];
  /** Has these controls corrupt its traffic one after the other, instead of judging it as it is. */
  readonly controls?: readonly string[];
  readonly exitCode: 0 | 1 | 2 | 130;
  /** Ctrl-C is pressed when a device of the run is in the tenant. */
  readonly interrupted?: true;
  /** Requirements that fail, all of them and no other MUST. */
  readonly fails: readonly string[];
  /** What the verdict says. */
  readonly says: string;
  /** False where no bridge is to be there. */
  readonly started?: false;
  /** The platform is no twin of the kit's but a tenant that somebody else hosts; and what its operator signs in with. */
  readonly tenant?: { readonly operator: string };
}

const FOUNDING = ['create', 'update', 'delete', 'verify', 'device-identity', 'mapping', 'messages'];

const SWAPPED = {
  spoil: {
    file: 'mapping.mjs',
    from: 'const [longitude, latitude] =',
    to: 'const [latitude, longitude] =',
  },
  // MAP-10 is not among them: its scenario of a device that stays where it was lets an hour pass.
  fails: ['MAP-08', 'MAP-09', 'MAP-11', 'MAP-16'],
};

const CASES: readonly Case[] = [
  {
    title: 'the example as it stands',
    chapters: FOUNDING,
    exitCode: 0,
    fails: [],
    says: 'CONFORMANT at level MUST',
  },
  {
    title: 'latitude and longitude swapped',
    spoil: SWAPPED.spoil,
    chapters: ['mapping'],
    exitCode: 1,
    fails: SWAPPED.fails,
    says: 'NOT CONFORMANT at level MUST',
  },
  {
    title: 'the example, its traffic corrupted',
    controls: ['latitude-and-longitude-swapped', 'same-frame-stored-twice', 'one-measurement-a-gateway'],
    chapters: [],
    exitCode: 0,
    fails: [],
    says: '3 of 3 controls were noticed on this bridge',
  },
  {
    title: 'the DevEUI looked up in lower case',
    spoil: { file: 'cumulocity.mjs', from: '[devEui, devEui.toLowerCase()]', to: '[devEui.toLowerCase()]' },
    chapters: ['device-identity'],
    exitCode: 1,
    // IDENT-07: the device that somebody put in the place of another is one that exists already.
    fails: ['IDENT-01', 'IDENT-04', 'IDENT-07'],
    says: 'NOT CONFORMANT at level MUST',
  },
  {
    title: 'a bridge whose API refuses the credentials',
    spoil: {
      file: 'plain-bridge.mjs',
      from: 'const isGood = (token) =>',
      to: 'const isGood = (token) => false &&',
    },
    chapters: ['create'],
    exitCode: 2,
    fails: [],
    says: 'refuses to list its connections',
  },
  {
    title: 'a bridge that does not reach the twin',
    spoil: { file: 'cumulocity.mjs', from: ': process.env.PLATFORM;', to: ": 'http://127.0.0.1:9';" },
    chapters: ['verify'],
    exitCode: 2,
    fails: [],
    says: 'the bridge never called Cumulocity',
  },
  {
    title: 'the example at a tenant',
    tenant: { operator: OPERATOR },
    chapters: ['create', 'verify', 'device-identity', 'mapping'],
    exitCode: 0,
    fails: [],
    says: 'CONFORMANT at level MUST',
  },
  {
    title: 'a bridge at a tenant that swaps latitude and longitude',
    tenant: { operator: OPERATOR },
    spoil: SWAPPED.spoil,
    chapters: ['mapping'],
    exitCode: 1,
    fails: SWAPPED.fails,
    says: 'NOT CONFORMANT at level MUST',
  },
  {
    title: 'Ctrl-C in the midst of a run at a tenant',
    tenant: { operator: OPERATOR },
    interrupted: true,
    chapters: ['mapping'],
    exitCode: 130,
    fails: [],
    says: 'Interrupted: ending the scenario and removing what the run has made',
  },
  {
    title: 'a tenant that refuses its operator',
    tenant: { operator: 'mistyped' },
    chapters: ['create'],
    exitCode: 2,
    fails: [],
    says: 'answers 401 to platform.operator',
  },
  {
    title: 'no bridge at all',
    chapters: ['create'],
    exitCode: 2,
    fails: [],
    says: "can't be reached",
    started: false,
  },
];

/** The verdict on one case: what was not as foreseen, in sentences. */
async function judge(one: Case): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-example-'));
  let bridge: ChildProcess | undefined;
  let tenant: Tenant | undefined;
  try {
    await cp(EXAMPLE, folder, { recursive: true });
    if (one.spoil !== undefined) await spoil(folder, one.spoil);
    const [port, platform] = [await freePort(), await freePort()];
    if (one.tenant !== undefined) {
      tenant = await somebodysTenant(platform, OPERATOR, one.interrupted === true);
      await aimAtTenant(folder, platform, one.tenant.operator);
    }
    if (one.started !== false) bridge = await started(folder, port, platform);
    const env = {
      ...process.env,
      PLAIN_BRIDGE_PORT: String(port),
      PLAIN_BRIDGE_PLATFORM_PORT: String(platform),
      PLAIN_BRIDGE_SECRET: SECRET,
    };
    const chapters = one.chapters.flatMap((chapter) => ['--chapter', chapter]);
    const target = ['--target', join(folder, 'target.yaml'), '--reports', join(folder, 'reports')];
    const command = one.controls === undefined ? ['verify', ...chapters] : ['controls', ...one.controls];
    const args = ['src/cli/bin.mjs', ...command, ...target, '--seed', '1'];
    const { code, output } = await ended(
      spawn(process.execPath, args, { env }),
      one.interrupted === true ? tenant : undefined,
    );
    const wrong = [
      ...(code === one.exitCode ? [] : [`exit code ${code}, not ${one.exitCode}`]),
      ...(output.includes(one.says) ? [] : [`it does not say "${one.says}"`]),
      ...(one.exitCode > 1 || code !== one.exitCode || one.controls !== undefined
        ? []
        : differences(one.fails, await reportIn(folder))),
      ...((await tenant?.strange()) ?? []),
    ];
    return wrong.length === 0 ? [] : [...wrong, output];
  } finally {
    bridge?.kill('SIGKILL');
    await tenant?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes another platform into the example's file. */
async function aimAtTenant(folder: string, port: number, operator: string): Promise<void> {
  const path = join(folder, 'target.yaml');
  const description = parse(await readFile(path, 'utf8'));
  const platform = {
    kind: 'tenant',
    baseUrl: `http://127.0.0.1:${port}`,
    tenantId: 't4711',
    hostName: 'somebody.eu-latest.cumulocity.com',
    bridge: { username: 'links', password: 'of-the-bridge' },
    operator: { username: 'operator', password: operator },
  };
  await writeFile(path, stringify({ ...description, platform }));
}

/** @throws Error when the example no longer holds the piece */
async function spoil(folder: string, { file, from, to }: NonNullable<Case['spoil']>): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${EXAMPLE}/${file} no longer holds "${from}": mend this check.`);
  await writeFile(path, text.replace(from, to));
}

async function started(folder: string, port: number, platform: number): Promise<ChildProcess> {
  const env = {
    ...process.env,
    PORT: String(port),
    CLIENT_ID: 'plain/bridge',
    CLIENT_SECRET: SECRET,
    AS_KEY: '0123456789abcdef0123456789abcdef',
    PLATFORM: `http://127.0.0.1:${platform}`,
  };
  const child = spawn(process.execPath, [join(folder, 'plain-bridge.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => resolve());
    child.once('exit', (code) => reject(new Error(`The example ended before it was ready (${code}).`)));
  });
  return child;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function ended(
  child: ChildProcess,
  /** Where it is interrupted. */
  tenant?: Tenant,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    tenant?.heldDevice().then(
      () => child.kill('SIGINT'),
      (error: unknown) => {
        output += String(error);
      },
    );
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('close', (code) => resolve({ code, output }));
  });
}

async function reportIn(folder: string): Promise<ConformanceReport> {
  const text = await readFile(join(folder, 'reports', 'conformance.yaml'), 'utf8');
  return conformanceReportSchema.parse(parse(text));
}

function differences(wanted: readonly string[], { requirements }: ConformanceReport): readonly string[] {
  const bad = requirements.filter(
    ({ level, verdict }) => level === 'MUST' && (verdict === 'failed' || verdict === 'blocked'),
  );
  const found = bad.map(({ id }) => id);
  const missing = wanted.filter((id) => !found.includes(id));
  const surplus = found.filter((id) => !wanted.includes(id));
  return [
    ...(missing.length === 0 ? [] : [`did not fail: ${missing.join(' ')}`]),
    ...(surplus.length === 0 ? [] : [`failed as well: ${surplus.join(' ')}`]),
  ];
}

const [only] = process.argv.slice(2);
for (const one of CASES.filter(({ title }) => only === undefined || title.includes(only))) {
  const wrong = await judge(one);
  console.log(`${wrong.length === 0 ? '✓' : '✗'} ${one.title}`);
  if (wrong.length > 0) {
    console.log(wrong.join('\n'));
    process.exitCode = 1;
  }
}

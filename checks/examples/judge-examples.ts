import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse, stringify } from 'yaml';
import { createRealClock } from '../../src/clock/index.ts';
import { type ConformanceReport, conformanceReportSchema } from '../../src/conformance/reports/index.ts';
import { CASES, type Case, OPERATOR } from './cases.ts';
import { differencesInWords } from './same-words.ts';
import { somebodysTenant, type Tenant } from './tenant.ts';

// Lets the kit judge the example bridge as it stands, the same with one thing spoilt each, and one that is not there. The
// verdicts have to be those below: a judge that passes a broken bridge, or blames one for its own trouble, is none.

const EXAMPLE = 'examples/plain-bridge';
const SECRET = 'of-this-check-only';

/** The verdict on one case: what was not as foreseen, in sentences. */
async function judge(one: Case): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'iot-flow-tck-example-'));
  let bridge: ChildProcess | undefined;
  let tenant: Tenant | undefined;
  let other: Server | undefined;
  try {
    await cp(EXAMPLE, folder, { recursive: true });
    if (one.spoil !== undefined) await spoil(folder, one.spoil);
    const [port, platform] = [await freePort(), await freePort()];
    if (one.described !== undefined) await describe(folder, one.described);
    if (one.portTaken === 'before') other = await listenAt(platform);
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
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    };
    const chapters = one.chapters.flatMap((chapter) => ['--chapter', chapter]);
    const target = ['--target', join(folder, 'target.yaml'), '--reports', join(folder, 'reports')];
    const command = one.controls === undefined ? ['verify', ...chapters] : ['controls', ...one.controls];
    const args = ['src/cli/bin.mjs', ...command, ...target, '--seed', '1', ...(one.options ?? [])];
    const judging = spawn(process.execPath, args, { env });
    if (one.portTaken === 'meanwhile') {
      // A mark is printed when a scenario has ended; between two of them nobody listens.
      judging.stdout.once('data', () => {
        judging.stdout.once('data', () => {
          takenAsSoonAsFree(platform, judging).then(
            (server) => {
              other = server;
            },
            (error: unknown) => console.error(error),
          );
        });
      });
    }
    const { code, output } = await ended(judging, one.interrupted === true ? tenant : undefined);
    const wrong = [
      ...(code === one.exitCode ? [] : [`exit code ${code}, not ${one.exitCode}`]),
      ...(output.includes(one.says) ? [] : [`it does not say "${one.says}"`]),
      ...(one.exitCode > 1 || code !== one.exitCode || one.controls !== undefined
        ? []
        : differences(one.fails, await reportIn(folder))),
      ...(one.controls === undefined ? await differencesInWords(folder, output, code) : []),
      ...((await tenant?.strange()) ?? []),
    ];
    return wrong.length === 0 ? [] : [...wrong, output];
  } finally {
    bridge?.kill('SIGKILL');
    await tenant?.close();
    other?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes another platform into the example's file. */
async function aimAtTenant(folder: string, port: number, operator: string): Promise<void> {
  await describe(folder, {
    platform: {
      kind: 'tenant',
      baseUrl: `http://127.0.0.1:${port}`,
      tenantId: 't4711',
      hostName: 'somebody.eu-latest.cumulocity.com',
      bridge: { username: 'links', password: 'of-the-bridge' },
      operator: { username: 'operator', password: operator },
    },
  });
}

/** Lets the example's file say something else. */
async function describe(folder: string, more: Readonly<Record<string, unknown>>): Promise<void> {
  const path = join(folder, 'target.yaml');
  const description = parse(await readFile(path, 'utf8'));
  await writeFile(path, stringify({ ...description, ...more }));
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

async function freePort(): Promise<number> {
  const server = await listenAt(0);
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listenAt(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Tries to listen until it is given, or nobody needs it any more. */
async function takenAsSoonAsFree(port: number, judging: ChildProcess): Promise<Server | undefined> {
  const clock = createRealClock();
  while (judging.exitCode === null) {
    const server = await listenAt(port).catch(() => undefined);
    if (server !== undefined) return server;
    await clock.sleep(1, { name: 'before the next try' });
  }
  return undefined;
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

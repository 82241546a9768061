import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import type { Twin } from '../../mocks/cumulocity/index.ts';
import type { WireSpec } from '../conformance/controls/index.ts';
import {
  type LoadedDescription,
  NotOnThisTarget,
  type TargetDescription,
  type Traces,
} from '../conformance/targets/index.ts';
import type { Endings } from './endings.ts';
import type { Platform } from './platform.ts';
import type { Surroundings } from './surroundings.ts';
import { createTenantPlatform, type TenantAccess } from './tenant/index.ts';
import { openWireProxy } from './wire-proxy.ts';

type TwinPlatform = Extract<TargetDescription['platform'], { kind: 'twin' }>;

interface PlatformFront {
  readonly twin: Twin;
  readonly platform: TwinPlatform;
  /** Finds the files that the description names. */
  readonly at: LoadedDescription['at'];
  /** Corrupts what passes between the bridge and the twin. */
  readonly wire: WireSpec | undefined;
  readonly endings: Endings;
}

/** The Cumulocity that a described bridge is connected to. */
export interface OpenPlatform {
  readonly cumulocity: Platform;
  readonly trouble: PlatformTrouble;
  /** What connections are told; undefined where the documented name leads there. */
  readonly hostName: string | undefined;
  /** Removes what a scenario has made there. @returns what could not be removed, and why */
  tidy(traces: Traces): Promise<readonly string[]>;
}

export interface OpenPlatformOptions {
  readonly target: LoadedDescription;
  readonly access: TenantAccess | undefined;
  readonly around: Pick<Surroundings, 'twin' | 'journal'>;
  /** Corrupts what passes between the bridge and the twin. */
  readonly wire: WireSpec | undefined;
  readonly run: string;
  /** Told of the id of each managed object that is made beside the bridge. */
  readonly onMade: (id: string) => void;
  readonly endings: Endings;
}

/**
 * Lets the twin listen, or begins to look at the tenant.
 * @throws Error when the twin's address is taken, its certificate can't be used, or the tenant refuses its operator
 */
export async function openPlatform(options: OpenPlatformOptions): Promise<OpenPlatform> {
  const { target, access, around, wire, run, endings, onMade } = options;
  const { description, at } = target;
  const { platform } = description;
  if (platform.kind === 'twin') {
    await listenFor({ twin: around.twin, platform, at, wire, endings });
    const hostName = platform.hostName === 'documented' ? undefined : platform.hostName;
    return { ...withLimitedFaults(around.twin, description), hostName, tidy: async () => [] };
  }
  if (access === undefined) throw new Error('A tenant is looked at by its accounts.');
  const tenant = await createTenantPlatform({ access, recorder: around.journal, run, onMade });
  return {
    cumulocity: tenant,
    trouble: { happened: () => false },
    hostName: access.accounts.bridge.hostName,
    tidy: (traces) => tenant.tidy(traces),
  };
}

/**
 * Lets a twin listen where a described bridge reaches it.
 * @throws Error when the address is taken, or the certificate can't be used
 */
async function listenFor({ twin, platform, at, wire, endings }: PlatformFront): Promise<void> {
  const [, host = '127.0.0.1', text = '0'] = /^\[?(.+?)\]?:(\d+)$/.exec(platform.listen) ?? [];
  const outside = { host, port: Number(text) };
  const { tls } = platform;
  const isBehind = tls !== undefined || wire !== undefined;
  let { port } = await twin.listen(isBehind ? {} : outside);
  if (wire !== undefined) {
    const proxy = await openWireProxy(
      wire,
      port,
      tls === undefined ? outside : { host: '127.0.0.1', port: 0 },
    );
    endings.add(() => proxy.close());
    ({ port } = proxy);
  }
  if (tls === undefined) return;
  const [cert, key] = await Promise.all([readFile(at(tls.certFile)), readFile(at(tls.keyFile))]);
  const sockets = new Set<{ destroy(): void }>();
  // What a bridge trusts is its own affair, so the certificate is that of the file, not one of the twin's.
  const front = createServer({ cert, key }, (socket) => {
    const behind = connect(port, '127.0.0.1');
    for (const end of [socket, behind]) {
      sockets.add(end);
      end.once('close', () => {
        sockets.delete(end);
        socket.destroy();
        behind.destroy();
      });
      // Whichever breaks off ends the other: the closing above tells it.
      end.on('error', () => undefined);
    }
    socket.pipe(behind).pipe(socket);
  });
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(outside.port, outside.host, () => resolve());
  });
  endings.add(async () => {
    const closed = new Promise<void>((resolve) => front.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
}

/** What a scenario did to the platform, as far as it bears on how long a bridge may need afterwards. */
interface PlatformTrouble {
  /** True once something was made to go wrong. */
  readonly happened: () => boolean;
}

/**
 * A twin whose faults are made only where the description says how long the bridge needs to recover from one.
 * @throws NotOnThisTarget from `faults.add` where it doesn't
 */
function withLimitedFaults(
  twin: Twin,
  { timeouts }: Pick<TargetDescription, 'timeouts'>,
): Pick<OpenPlatform, 'cumulocity' | 'trouble'> {
  let happened = false;
  return {
    trouble: { happened: () => happened },
    cumulocity: {
      ...twin,
      faults: {
        ...twin.faults,
        add: (plan) => {
          if (timeouts.recovery === undefined) {
            throw new NotOnThisTarget(
              'It lets Cumulocity fail for a while, and the target’s file gives no timeouts.recovery.',
            );
          }
          happened = true;
          return twin.faults.add(plan);
        },
      },
    },
  };
}

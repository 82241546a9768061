import { connect, createServer as createPlainServer, type Server } from 'node:net';
import { createSecureContext, createServer } from 'node:tls';
import type { Twin } from '../../mocks/cumulocity/index.ts';
import type { WireSpec } from '../conformance/controls/index.ts';
import {
  type LoadedDescription,
  readNamedFile,
  type TargetDescription,
  TargetError,
} from '../conformance/targets/index.ts';
import type { Endings } from './endings.ts';
import { openWireProxy } from './wire-proxy.ts';

type TwinPlatform = Extract<TargetDescription['platform'], { kind: 'twin' }>;

interface TwinFront {
  readonly twin: Twin;
  readonly target: LoadedDescription;
  readonly platform: TwinPlatform;
  /** Corrupts what passes between the bridge and the twin. */
  readonly wire: WireSpec | undefined;
  readonly endings: Endings;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Lets a twin listen where a described bridge reaches it.
 * @throws TargetError when the address is taken, or the certificate can't be used
 */
export async function openTwinFront({ twin, target, platform, wire, endings }: TwinFront): Promise<void> {
  const outside = addressOf(platform);
  const tls = await certificateOf(target, platform);
  const inside = { host: '127.0.0.1', port: 0 };
  const listening = <T>(open: Promise<T>) =>
    open.catch((error: unknown) => notListening(target, platform, error));
  const isBehind = tls !== undefined || wire !== undefined;
  let { port } = await listening(twin.listen(isBehind ? {} : outside));
  if (wire !== undefined) {
    const proxy = await listening(openWireProxy(wire, port, tls === undefined ? outside : inside));
    endings.add(() => proxy.close());
    ({ port } = proxy);
  }
  if (tls === undefined) return;
  const sockets = new Set<{ destroy(): void }>();
  // What a bridge trusts is its own affair, so the certificate is that of the file, not one of the twin's.
  const front = createServer(tls, (socket) => {
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
  await listening(listen(front, outside));
  endings.add(async () => {
    const closed = new Promise<void>((resolve) => front.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
}

/**
 * Tries out whether a twin could listen, and leaves nothing behind: before a run, so that no scenario is blamed on the bridge.
 * @throws TargetError when it could not
 */
export async function tryTwinFront(target: LoadedDescription, platform: TwinPlatform): Promise<void> {
  await certificateOf(target, platform);
  const server = createPlainServer();
  await listen(server, addressOf(platform)).catch((error: unknown) => notListening(target, platform, error));
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

function addressOf({ listen: written }: TwinPlatform): Address {
  const [, host = '127.0.0.1', port = '0'] = /^\[?(.+?)\]?:(\d+)$/.exec(written) ?? [];
  return { host, port: Number(port) };
}

async function certificateOf(
  target: LoadedDescription,
  { tls }: TwinPlatform,
): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  if (tls === undefined) return undefined;
  const cert = await readNamedFile(target, 'platform.tls.certFile', tls.certFile);
  const key = await readNamedFile(target, 'platform.tls.keyFile', tls.keyFile);
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TargetError('file', target.file, [
      `platform.tls: ${tls.certFile} and ${tls.keyFile} are no PEM certificate and the key to it: ${why}.`,
    ]);
  }
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'no address is known for that name',
  EACCES: 'the system does not let this user listen there; ports from 1024 on need no rights',
  ERR_SOCKET_BAD_PORT: 'there is no such port; they end at 65535',
};

/** @throws TargetError where the address is what is wrong, else the error itself */
function notListening({ file }: LoadedDescription, platform: TwinPlatform, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  if (reason === undefined) throw error;
  throw new TargetError('listen', file, [`platform.listen ${platform.listen}: ${reason} (${code}).`], {
    cause: error,
  });
}

import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import type { Twin } from '../../mocks/cumulocity/index.ts';
import {
  type LoadedDescription,
  NotOnThisTarget,
  type TargetDescription,
} from '../conformance/targets/index.ts';
import type { Endings } from './endings.ts';

type TwinPlatform = TargetDescription['platform'];

/**
 * Lets a twin listen where a described bridge reaches it.
 * @throws Error when the address is taken, or the certificate can't be used
 */
export async function listenFor(
  twin: Twin,
  platform: TwinPlatform,
  { at }: Pick<LoadedDescription, 'at'>,
  endings: Endings,
): Promise<void> {
  const [, host = '127.0.0.1', port = '0'] = /^\[?(.+?)\]?:(\d+)$/.exec(platform.listen) ?? [];
  if (platform.tls === undefined) {
    await twin.listen({ host, port: Number(port) });
    return;
  }
  const [cert, key] = await Promise.all([
    readFile(at(platform.tls.certFile)),
    readFile(at(platform.tls.keyFile)),
  ]);
  const inner = await twin.listen();
  const sockets = new Set<{ destroy(): void }>();
  // What a bridge trusts is its own affair, so the certificate is that of the file, not one of the twin's.
  const front = createServer({ cert, key }, (socket) => {
    const behind = connect(inner.port, '127.0.0.1');
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
    front.listen(Number(port), host, () => resolve());
  });
  endings.add(async () => {
    const closed = new Promise<void>((resolve) => front.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
}

/** What a scenario did to the platform, as far as it bears on how long a bridge may need afterwards. */
export interface PlatformTrouble {
  /** True once something was made to go wrong. */
  readonly happened: () => boolean;
}

/**
 * A twin whose faults are made only where the description says how long the bridge needs to recover from one.
 * @throws NotOnThisTarget from `faults.add` where it doesn't
 */
export function withLimitedFaults(
  twin: Twin,
  { timeouts }: Pick<TargetDescription, 'timeouts'>,
): { readonly twin: Twin; readonly trouble: PlatformTrouble } {
  let happened = false;
  return {
    trouble: { happened: () => happened },
    twin: {
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

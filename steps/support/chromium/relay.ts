import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

/** A port of this machine that leads on to another one, which may change. */
export interface Relay {
  readonly port: number;
  /** Where connections that are made from now on lead; undefined: they are refused. */
  leadTo(port: number | undefined): void;
  close(): void;
}

/**
 * Opens a relay: rules by which a browser finds hosts are given when it starts, and one browser serves many scenarios,
 * each with a platform of its own.
 */
export async function openRelay(): Promise<Relay> {
  let target: number | undefined;
  const server = createServer((from) => {
    if (target === undefined) return void from.destroy();
    // Either side may end as it likes: a browser drops connections with their page.
    pipeline(from, connect(target, '127.0.0.1'), from, () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A relay without a port.');
  return {
    port: address.port,
    leadTo(port) {
      target = port;
    },
    close: () => void server.close(),
  };
}

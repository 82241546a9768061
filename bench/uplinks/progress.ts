import net from 'node:net';

/*
 * How the publisher knows how much has been stored: messages between the two are limited, the same for every contestant.
 */

/** The publisher's end. */
export interface Progress {
  readonly port: number;
  /** From now on so many may be on their way, of which none is stored yet; no limit without a number. */
  begin(limit: number | undefined): void;
  /** Resolves when another one may be published. */
  room(): Promise<void>;
}

export async function followProgress(): Promise<Progress> {
  let free = Number.POSITIVE_INFINITY;
  const waiting: (() => void)[] = [];
  const server = net.createServer((socket) => {
    let rest = '';
    socket.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) free += Number(line);
      for (; free > 0; free -= 1) {
        const next = waiting.shift();
        if (next === undefined) return;
        next();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port to listen on');
  return {
    port: address.port,
    begin(limit = Number.POSITIVE_INFINITY) {
      free = limit;
    },
    async room() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/** The sink's end: gives what tells the publisher that so many more are stored. */
export function tellProgress(port: number): { stored(count: number): void; end(): void } {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  return {
    stored: (count) => void socket.write(`${count}\n`),
    end: () => void socket.destroy(),
  };
}

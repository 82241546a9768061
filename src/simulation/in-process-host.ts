import { type Bridge, type BridgeParts, createBridge } from '../bridge/index.ts';
import { REFERENCE_CAPABILITIES } from '../conformance/targets/index.ts';
import type { SendToBridge } from './call-management-api.ts';
import type { BridgeHost } from './recorded-target.ts';
import { sendOverHttp } from './send-over-http.ts';
import { severable } from './severable.ts';

export interface InProcessHostOptions {
  /** Makes the parts of the next bridge; called at each start. What was stored is to be in them again. */
  readonly parts: () => BridgeParts | Promise<BridgeParts>;
  readonly credentials: BridgeHost['credentials'];
  readonly log: () => string;
  /** Where the management API listens; without it, it is called without a socket. */
  readonly listen?: { readonly host: string; readonly port: number };
}

/** Runs the reference bridge in this process. */
export function createInProcessHost(options: InProcessHostOptions): BridgeHost {
  // Pages that are open come back to where they were: a bridge that is started again listens there.
  let taken = options.listen?.port ?? 0;
  let running:
    | { readonly bridge: Bridge; readonly send: SendToBridge; readonly origin?: string; sever(): void }
    | undefined;

  return {
    kind: 'reference',
    capabilities: REFERENCE_CAPABILITIES,
    credentials: { clientId: options.credentials.clientId, clientSecret: options.credentials.clientSecret },
    send: (request) => {
      if (running === undefined) throw new Error('The bridge is not running: start it first.');
      return running.send(request);
    },
    log: options.log,
    origin: () => {
      if (running?.origin === undefined)
        throw new Error('The management API of this bridge listens nowhere.');
      return running.origin;
    },
    start: async () => {
      if (running !== undefined) return;
      const { parts, sever } = severable(await options.parts());
      const bridge = createBridge(parts);
      const { listen } = options;
      running = { bridge, send: sendInto(bridge), sever };
      await bridge.start();
      if (listen === undefined) return;
      const { port } = await bridge.listen({ ...listen, port: taken });
      taken = port;
      const origin = `http://${listen.host}:${port}`;
      running = { bridge, send: sendOverHttp(origin), origin, sever };
    },
    stop: async (how) => {
      const stopping = running;
      running = undefined;
      if (stopping === undefined) return;
      if (how === 'in-good-order') return stopping.bridge.close();
      stopping.sever();
      // A killed process can't fail any more: whatever its closing runs into concerns nobody.
      await stopping.bridge.close().catch(() => undefined);
    },
  };
}

function sendInto(bridge: Bridge): SendToBridge {
  return async ({ method, path, headers, body }) => {
    const call = { method, url: path, headers };
    const answer = await bridge.api.inject(body === undefined ? call : { ...call, body });
    return { status: answer.status, headers: answer.headers, text: answer.body };
  };
}

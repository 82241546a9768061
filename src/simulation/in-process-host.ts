import { type Bridge, type BridgeParts, createBridge } from '../bridge/index.ts';
import { REFERENCE_CAPABILITIES } from '../conformance/targets/index.ts';
import type { SendToBridge } from './call-management-api.ts';
import type { BridgeHost } from './recorded-target.ts';
import { severable } from './severable.ts';

export interface InProcessHostOptions {
  /** Makes the parts of the next bridge; called at each start. What was stored is to be in them again. */
  readonly parts: () => BridgeParts;
  readonly credentials: BridgeHost['credentials'];
  readonly log: () => string;
}

/** Runs the reference bridge in this process. */
export function createInProcessHost(options: InProcessHostOptions): BridgeHost {
  let running: { readonly bridge: Bridge; sever(): void } | undefined;

  const send: SendToBridge = async ({ method, path, headers, body }) => {
    if (running === undefined) throw new Error('The bridge is not running: start it first.');
    const answer = await running.bridge.api.inject({
      method,
      url: path,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, headers: answer.headers, text: answer.body };
  };

  return {
    kind: 'reference',
    capabilities: REFERENCE_CAPABILITIES,
    credentials: { clientId: options.credentials.clientId, clientSecret: options.credentials.clientSecret },
    send,
    log: options.log,
    start: async () => {
      if (running !== undefined) return;
      const { parts, sever } = severable(options.parts());
      const bridge = createBridge(parts);
      running = { bridge, sever };
      await bridge.start();
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

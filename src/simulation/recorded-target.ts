import type { Clock } from '../clock/index.ts';
import type { Target } from '../conformance/targets/index.ts';
import type { Recorder } from '../recording/index.ts';
import { callManagementApi, callTokenEndpoint, type SendToBridge } from './call-management-api.ts';
import { createExchangeRecorder } from './record-exchange.ts';
import { TokenKeeper } from './token-keeper.ts';

/** How a hosted bridge is run; the calls of its management API are the same for all ways. */
export interface BridgeHost {
  readonly kind: Target['kind'];
  readonly capabilities: Target['capabilities'];
  readonly credentials: Target['credentials'];
  readonly send: SendToBridge;
  /** Where its management API listens, `http://127.0.0.1:8080`. @throws Error when it doesn't */
  origin(): string;
  start(): Promise<void>;
  stop(how: 'in-good-order' | 'killed'): Promise<void>;
  log(): string;
}

/** Makes a target of a hosted bridge: signs in, and writes each call of the management API to the recording. */
export function createRecordedTarget(host: BridgeHost, clock: Clock, recorder: Recorder): Target {
  const tokens = new TokenKeeper(clock, () => callTokenEndpoint(host.send, host.credentials));
  const record = createExchangeRecorder(recorder);

  return {
    kind: host.kind,
    capabilities: host.capabilities,
    credentials: host.credentials,
    api: (request) =>
      clock.activity(`management API ${request.method} ${request.path}`, async () => {
        const token = await tokens.tokenFor(request.token);
        const asked = {
          title: `${request.method} ${request.path}`,
          body: request.body ?? request.rawBody,
        };
        return record(asked, () => callManagementApi(host.send, request, token));
      }),
    signIn: (credentials) =>
      clock.activity('management API sign-in', () =>
        record({ title: 'POST /oauth/token' }, () => callTokenEndpoint(host.send, credentials)),
      ),
    stop: async (how) => {
      await host.stop(how);
      tokens.forget();
    },
    start: () => host.start(),
    console: () => `${host.origin()}/console`,
    log: () => host.log(),
  };
}

import type { Clock } from '../clock/index.ts';
import {
  type ApiRequest,
  type ApiResponse,
  type Ledger,
  type ManagementPort,
  NotOnThisTarget,
  type Target,
  type TargetDescription,
} from '../conformance/targets/index.ts';
import type { Recorder } from '../recording/index.ts';
import { type ForeignNames, inOurNames, inTheirNames } from './foreign-names.ts';
import { createExchangeRecorder } from './record-exchange.ts';
import { TokenKeeper } from './token-keeper.ts';

export interface ExternalTargetParts {
  readonly description: TargetDescription;
  readonly port: ManagementPort;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly names: ForeignNames;
  readonly ledger: Ledger;
}

/** A bridge that somebody else hosts. */
export interface ExternalTarget extends Target {
  /** Removes what was made in this scenario. @returns what could not be removed, and why */
  tidy(): Promise<readonly string[]>;
}

/** Makes the target of a described bridge: signs in, records each call, remembers what it makes. */
export function createExternalTarget(parts: ExternalTargetParts): ExternalTarget {
  const { description, port, clock, recorder, names, ledger } = parts;
  const { credentials } = description;
  const own =
    credentials.kind === 'oauth'
      ? { clientId: credentials.clientId, clientSecret: credentials.clientSecret }
      : { clientId: '', clientSecret: '' };
  const tokens = new TokenKeeper(clock, () => port.signIn(own));
  const record = createExchangeRecorder(recorder);
  const made = new Set<string>();

  const authorization = async (wanted: ApiRequest['token']): Promise<Readonly<Record<string, string>>> => {
    if (wanted === 'none') return {};
    const foreign = wanted !== undefined && wanted !== 'valid';
    if (credentials.kind === 'oauth') return { authorization: `Bearer ${await tokens.tokenFor(wanted)}` };
    if (foreign)
      throw new NotOnThisTarget('It is about tokens, and the target is not signed in to with them.');
    switch (credentials.kind) {
      case 'bearer':
        return { authorization: `Bearer ${credentials.token}` };
      case 'basic': {
        const pair = `${credentials.username}:${credentials.password}`;
        return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
      }
      case 'header':
        return { [credentials.name.toLowerCase()]: credentials.value };
      case 'none':
        return {};
    }
  };

  const call = async (request: ApiRequest): Promise<ApiResponse> => {
    const headers = await authorization(request.token);
    const sent = inTheirNames(request, names);
    const answer = await record(
      { title: `${request.method} ${request.path}`, body: sent.body ?? sent.rawBody },
      () => port.call(sent, headers),
    );
    await remember(request, answer);
    return inOurNames(request, answer, names);
  };

  const remember = async ({ method, path }: ApiRequest, { status, body }: ApiResponse): Promise<void> => {
    if (status >= 300) return;
    const id = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : undefined;
    if (method === 'POST' && /^\/(connections|flows)$/.test(path) && id !== undefined) {
      made.add(`${path}/${id}`);
      await ledger.made(`${path}/${id}`);
    }
    if (method === 'DELETE' && made.delete(path)) await ledger.removed(path);
  };

  const notHosted = (): never => {
    throw new NotOnThisTarget('It needs a bridge that the kit itself starts and stops.');
  };

  return {
    kind: 'external',
    capabilities: new Set(description.capabilities),
    credentials: own,
    api: (request) => clock.activity(`management API ${request.method} ${request.path}`, () => call(request)),
    signIn: (credentials_) => record({ title: 'POST /oauth/token' }, () => port.signIn(credentials_)),
    stop: async () => notHosted(),
    start: async () => notHosted(),
    console: notHosted,
    log: notHosted,
    async tidy() {
      const left: string[] = [];
      for (const path of [...made].reverse()) {
        try {
          const answer = await port.call({ method: 'DELETE', path }, await authorization('valid'));
          if (answer.status >= 300 && answer.status !== 404)
            throw new Error(`${answer.status} ${answer.text}`);
          made.delete(path);
          await ledger.removed(path);
        } catch (error) {
          left.push(`${path}: ${error instanceof Error ? error.message : error}`);
        }
      }
      return left;
    },
  };
}

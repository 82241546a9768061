import { createVirtualClock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import type { EnvelopeDraft } from '../../src/recording/index.ts';
import { createTwin, type TwinOptions, type TwinRequest } from './index.ts';

export const HOST = 'tpx.eu-latest.cumulocity.com';
const START = Date.UTC(2026, 0, 31, 12);

export function basic(user: string, password = 'secret-1'): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The answer as JSON, for whatever a test looks at. */
  readonly json: unknown;
}

/** A virtual-time world with one tenant, and a short way to talk to it. */
export function createTestWorld(options: Partial<TwinOptions> = {}) {
  const clock = createVirtualClock({ start: START });
  const recorded: EnvelopeDraft[] = [];
  const twin = createTwin({
    clock,
    recorder: { record: (draft) => void recorded.push(draft) },
    random: createRandom('test'),
    ...options,
  });
  twin.addTenant({
    id: 'tpx',
    domain: HOST,
    users: [
      { name: 'bridge', password: 'secret-1' },
      { name: 'admin', password: 'secret-1', roles: 'admin' },
      { name: 'reader', password: 'secret-1', roles: 'readonly' },
      { name: 'device', password: 'secret-1', roles: 'device' },
      { name: 'nobody', password: 'secret-1', roles: 'none' },
      { name: 'left', password: 'secret-1', enabled: false },
    ],
  });

  async function send(
    method: string,
    path: string,
    body?: unknown,
    extra: Partial<TwinRequest> = {},
  ): Promise<Sent> {
    const answer = await twin.request({
      host: HOST,
      method,
      path,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...extra,
      headers: {
        authorization: basic('tpx/bridge'),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...extra.headers,
      },
    });
    const json: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
    return { status: answer.status, headers: answer.headers, text: answer.body, json };
  }

  const created = async (path: string, body: unknown): Promise<string> => {
    const { status, headers, text } = await send('POST', path, body);
    if (status !== 201) throw new Error(`POST ${path} gave ${status}: ${text}`);
    return headers.location?.split('/').at(-1) ?? '';
  };
  return { clock, twin, recorded, send, created, device: () => created('/inventory/managedObjects', DEVICE) };
}

const DEVICE = { name: 'probe', type: 'lora', c8y_IsDevice: {} };

/** Reads a value out of an answer: `at(json, 'managedObjects', 0, 'id')`. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  }
  return found;
}

import type { TestContext } from 'node:test';
import { createVirtualClock } from '../../src/clock/index.ts';
import type { EnvelopeDraft } from '../../src/recording/index.ts';
import { connectMqtt, createBroker } from '../broker/index.ts';

/** A broker in virtual time between a network and a bridge, and all that was recorded; it closes with the test. */
export async function openBroker(t: TestContext, start: number) {
  const clock = createVirtualClock({ start });
  const envelopes: EnvelopeDraft[] = [];
  const recorder = { record: (draft: EnvelopeDraft) => void envelopes.push(draft) };
  const broker = await createBroker({
    clock,
    recorder,
    parties: (clientId) => (clientId === 'bridge' ? 'bridge' : 'network-server'),
  });
  t.after(() => broker.close());
  const connect = (clientId: string, options: { readonly clean?: boolean } = {}) =>
    connectMqtt({ clock, clientId, ...options, openStream: () => broker.openStream() });
  return { clock, envelopes, recorder, broker, connect };
}

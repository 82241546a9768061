import { at, createTestWorld } from '../testing.ts';

/** An agent with a child device, and a client's end of the Bayeux protocol. */
export async function openRealtimeWorld(
  options: Parameters<typeof createTestWorld>[0] = {},
  path = '/notification/realtime',
) {
  const world = createTestWorld(options);
  const agent = await world.created('/inventory/managedObjects', { com_cumulocity_model_Agent: {} });
  const child = await world.device();
  const link = `/inventory/managedObjects/${agent}/childDevices`;
  await world.send('POST', link, { managedObject: { id: child } });
  const say = async (message: object, extra: Parameters<typeof world.send>[3] = {}, at = path) =>
    (await world.send('POST', at, [message], extra)).json;
  const handshake = async () =>
    String(at(await say({ channel: '/meta/handshake', version: '1.0' }), 0, 'clientId'));
  const subscribe = (clientId: string, subscription: string | string[]) =>
    say({ channel: '/meta/subscribe', clientId, subscription });
  const connect = (clientId: string, more: object = {}, extra: Parameters<typeof world.send>[3] = {}) =>
    say({ channel: '/meta/connect', clientId, connectionType: 'long-polling', ...more }, extra);
  const open = async (...channels: string[]) => {
    const clientId = await handshake();
    await subscribe(clientId, channels);
    await connect(clientId, { advice: { timeout: 0 } });
    return clientId;
  };
  /** What a poll brings that doesn't wait: channel and data of each message. */
  const heard = async (clientId: string) => {
    const answer = await connect(clientId, { advice: { timeout: 0 } });
    return list(answer)
      .slice(0, -1)
      .map((one) => [at(one, 'channel'), at(one, 'data')]);
  };
  const order = (deviceId: string) => world.created('/devicecontrol/operations', { deviceId });
  return { ...world, agent, child, say, handshake, subscribe, connect, open, heard, order };
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A promise's value once it is there. */
export function watch<T>(promise: Promise<T>) {
  const seen: { value?: T } = {};
  const done = promise.then((value) => {
    seen.value = value;
  });
  return { seen, done };
}

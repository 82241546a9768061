import { z } from 'zod';
import {
  type BridgeParts,
  bridgeConfigSchema,
  createBridge,
  createMemoryStorage,
  defaultParts,
} from '../../src/bridge/index.ts';
import type { Clock } from '../../src/clock/index.ts';
import type { Random } from '../../src/random/index.ts';
import { DEVICES, devEui, EVENTS, moment, type Running } from './stock.ts';

export const CLIENT = { clientId: 'local/bench', clientSecret: 'for-the-bench-only' };

const NO_BROKER: BridgeParts['mqtt'] = {
  open: async () => ({
    publish: async () => undefined,
    connected: () => true,
    close: async () => undefined,
  }),
};

/** A bridge that has met many devices, and found much to tell of them. */
export async function startFullBridge(clock: Clock, random: Random): Promise<Running> {
  const storage = createMemoryStorage();
  await store(storage);
  const config = bridgeConfigSchema.parse({
    api: { ...CLIENT, port: 0 },
    limits: { maxEvents: EVENTS },
    log: { level: 'silent' },
  });
  const bridge = createBridge(
    defaultParts(
      {
        config,
        clock,
        random,
        secureRandom: (length) => random.bytes(length),
        writeLog: () => undefined,
      },
      { storage, mqtt: NO_BROKER },
    ),
  );
  await bridge.start();
  const { url } = await bridge.listen({ host: '127.0.0.1', port: 0 });
  return { url: new URL(url).origin, end: () => bridge.close() };
}

async function store(storage: ReturnType<typeof createMemoryStorage>): Promise<void> {
  const devices = storage.collection('devices', z.unknown());
  for (let index = 1; index <= DEVICES; index += 1) {
    const device = {
      devEui: devEui(index),
      name: `device ${index}`,
      tags: ['bench'],
      connectionIds: [],
      lastUplink: moment(index),
    };
    await devices.put(devEui(index), device);
  }
  await storage.log('events', z.unknown()).append(
    Array.from({ length: EVENTS }, (_, index) => ({
      id: String(index + 1),
      time: moment(index),
      type: 'decoding-failed',
      severity: 'warning',
      message: `Decoding failed: the payload of device ${(index % DEVICES) + 1} is too short`,
      devEui: devEui((index % DEVICES) + 1),
    })),
  );
}

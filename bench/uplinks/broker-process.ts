import net from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Aedes } from 'aedes';
import { z } from 'zod';
import { machineMs, serve } from './child.ts';
import { type Message, messageOf } from './messages.ts';
import { followProgress } from './progress.ts';

/*
 * The broker, and the network that publishes on it.
 */

const publishSchema = z.object({
  prefix: z.string(),
  devices: z.number(),
  groups: z.number(),
  first: z.number(),
  count: z.number(),
  /** Messages a second; as fast as they are stored unless given. */
  rate: z.number().optional(),
});

/** Messages inside the broker at a time. */
const LANES = 256;
/** Messages that are published and not stored: as many as the bridge takes in without having acknowledged them. */
const IN_FLIGHT = 1000;

const aedes = await Aedes.createBroker();
const progress = await followProgress();
const subscribed = new Set<string>();
aedes.on('subscribe', (subscriptions) => {
  for (const { topic } of subscriptions) subscribed.add(topic);
});
const server = net.createServer((socket) => aedes.handle(socket.setNoDelay()));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

serve({
  port() {
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  },
  progressPort: () => progress.port,
  async subscribed(filter) {
    while (!subscribed.has(z.string().parse(filter))) await setTimeout(20);
    return true;
  },
  async publish(values) {
    const { first, count, rate, ...fleet } = publishSchema.parse(values);
    const time = new Date().toISOString();
    const messages = Array.from({ length: count }, (_, index) => messageOf(fleet, first + index, time));
    progress.begin(rate === undefined ? IN_FLIGHT : undefined);
    const begun = machineMs();
    const sentAt = rate === undefined ? await atOnce(messages) : await paced(messages, rate);
    return { begun, sentAt };
  },
});

async function atOnce(messages: readonly Message[]): Promise<number[]> {
  const waiting = messages.values();
  const lane = async () => {
    for (const message of waiting) {
      await progress.room();
      await publish(message);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return [];
}

async function paced(messages: readonly Message[], rate: number): Promise<number[]> {
  const begun = machineMs();
  const sentAt: number[] = [];
  for (const [index, message] of messages.entries()) {
    const early = begun + (1000 * index) / rate - machineMs();
    if (early > 0) await setTimeout(early);
    sentAt.push(machineMs());
    void publish(message);
  }
  return sentAt;
}

function publish({ topic, payload }: Message): Promise<void> {
  return new Promise((resolve, reject) => {
    const packet = { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false } as const;
    aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
  });
}

import { z } from 'zod';
import { type Child, cpuMs, startChild } from './child.ts';
import type { Contestant } from './contestant.ts';

const portSchema = z.number();
const publishedSchema = z.object({ begun: z.number(), sentAt: z.array(z.number()) });
const storedSchema = z.object({ at: z.number(), arrivals: z.array(z.tuple([z.number(), z.number()])) });

/** What messages are sent, in one run. */
export interface Load {
  readonly count: number;
  readonly devices: number;
  readonly groups: number;
  /** Messages a second; as fast as they are stored unless given. */
  readonly rate?: number;
}

export interface Run {
  /** Messages stored a second, from the first publication to the last arrival. */
  readonly rate: number;
  /** CPU time of the contestant a message, microseconds; none where the system doesn't tell. */
  readonly cpuUs: number | undefined;
  /** Milliseconds from publication to arrival, where the rate was given. */
  readonly latencies: readonly number[];
}

interface Ports {
  readonly broker: number;
  readonly progress: number;
  readonly sink: number;
}

/** Broker and sink, each a process, between which contestants are measured one at a time. */
export class Course {
  readonly brokerUrl: string;
  readonly sinkPort: number;
  readonly #broker: Child;
  readonly #progressPort: number;
  readonly #sink: Child;
  /** The next message's number, so that no frame is ever repeated. */
  #next = 1;

  private constructor(broker: Child, sink: Child, ports: Ports) {
    this.#broker = broker;
    this.#sink = sink;
    this.brokerUrl = `mqtt://127.0.0.1:${ports.broker}`;
    this.sinkPort = ports.sink;
    this.#progressPort = ports.progress;
  }

  static async open(): Promise<Course> {
    const broker = startChild('./broker-process.ts');
    const sink = startChild('./sink-process.ts');
    return new Course(broker, sink, {
      broker: await broker.ask('port', portSchema),
      progress: await broker.ask('progressPort', portSchema),
      sink: await sink.ask('port', portSchema),
    });
  }

  async subscribed({ prefix }: Contestant): Promise<void> {
    await this.#broker.ask('subscribed', z.unknown(), `${prefix}/+/uplink`);
  }

  /** Sends messages to a contestant and waits until the sink, or what stands in its place, has all of them. */
  async run({ prefix, pid }: Contestant, load: Load, sink: Child = this.#sink): Promise<Run> {
    const first = this.#next;
    this.#next += load.count;
    const cpuBefore = cpuMs(pid);
    const timed = load.rate !== undefined;
    const stored = sink.ask('expect', storedSchema, {
      count: load.count,
      timed,
      progressPort: this.#progressPort,
    });
    const { begun, sentAt } = await this.#broker.ask('publish', publishedSchema, { prefix, first, ...load });
    const { at, arrivals } = await stored;
    const cpuAfter = cpuMs(pid);
    return {
      rate: (1000 * load.count) / (at - begun),
      cpuUs:
        cpuBefore === undefined || cpuAfter === undefined
          ? undefined
          : (1000 * (cpuAfter - cpuBefore)) / load.count,
      latencies: arrivals.map(([number, arrived]) => arrived - (sentAt[number - first] ?? Number.NaN)),
    };
  }

  async close(): Promise<void> {
    await this.#broker.end();
    await this.#sink.end();
  }
}

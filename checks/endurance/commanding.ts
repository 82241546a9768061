import { z } from 'zod';
import type { Device } from '../../mocks/lorawan/index.ts';
import type { Random } from '../../src/random/index.ts';
import { PlatformReader, type RealWorld } from '../../src/simulation/index.ts';

/** What became of the commands that an operator gave. */
export interface CommandVerdict {
  readonly given: number;
  readonly successful: number;
  readonly failed: number;
  /** Neither yet. */
  readonly open: number;
  /** One line each, for people. */
  readonly faults: readonly string[];
}

const operationsSchema = z.object({
  operations: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      iotFlow_Downlink: z.object({ payload_hex: z.string() }).optional(),
    }),
  ),
});
type Operation = z.infer<typeof operationsSchema>['operations'][number];

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** How long an operator waits for Cumulocity. */
const PATIENCE_MS = 3000;
/** Of so many, one has to succeed whatever is broken. */
const SOME = 10;
/** How long a command is good; with the time for its report it is the longest that one may stay open. */
const VALIDITY = '1m';
export const REPORT_TIMEOUT = '20s';

/** An operator who sends commands to devices through Cumulocity, each with bytes of its own. */
export class Commanding {
  readonly #world: RealWorld;
  readonly #random: Random;
  readonly #reader: PlatformReader;
  #count = 0;

  constructor(world: RealWorld, random: Random) {
    this.#world = world;
    this.#random = random;
    this.#reader = new PlatformReader(world.twin, world.admin);
  }

  /** Gives one of the devices a command. One that a fault keeps from Cumulocity was not given. */
  async give(devices: readonly Device[]): Promise<void> {
    const device = this.#random.pick(devices);
    this.#count += 1;
    const payload_hex = this.#count.toString(16).padStart(8, '0');
    try {
      await this.#patiently(async (signal) => {
        const deviceId = await this.#reader.sourceOf(device.devEui, signal);
        if (deviceId === undefined) return;
        const iotFlow_Downlink = { payload_hex, fPort: 2, validity: VALIDITY };
        const body = { deviceId, description: 'Soaked', iotFlow_Downlink };
        await this.#request({ method: 'POST', path: '/devicecontrol/operations', body, signal });
      });
    } catch {
      // What Cumulocity has of it is read in the end.
    }
  }

  /** How the commands stand. @throws Error while a fault keeps Cumulocity from answering */
  async verdict(devices: readonly Device[]): Promise<CommandVerdict> {
    const path = '/devicecontrol/operations?pageSize=2000';
    const answer = await this.#patiently((signal) => this.#request({ method: 'GET', path, signal }));
    const { operations } = operationsSchema.parse(JSON.parse(answer.body));
    const arrived = new Map<string, number>();
    for (const { bytes } of devices.flatMap((device) => device.received())) {
      const hex = Buffer.from(bytes).toString('hex');
      arrived.set(hex, (arrived.get(hex) ?? 0) + 1);
    }
    return judgeCommands(operations, arrived);
  }

  /** A silent Cumulocity is waited for no longer than a person would. */
  async #patiently<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    const timer = this.#world.clock.timer('an operator waits', PATIENCE_MS, () =>
      ending.abort(new Error('Cumulocity does not answer')),
    );
    try {
      return await work(ending.signal);
    } finally {
      timer.cancel();
    }
  }

  async #request({ method, path, body, signal }: Request) {
    const { twin, admin } = this.#world;
    const credentials = `${admin.tenantId}/${admin.username}:${admin.password}`;
    const answer = await twin.request({
      host: admin.hostName,
      method,
      path,
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      from: 'operator',
      signal,
    });
    if (answer.status >= 300) throw new Error(`Cumulocity answered ${answer.status}: ${answer.body}`);
    return answer;
  }
}

/**
 * Holds operations against what devices received: a success was received once, a failure at most once, and none stays
 * open.
 *
 * @param arrived how often devices received these bytes, in hexadecimal
 */
export function judgeCommands(
  operations: readonly Operation[],
  arrived: ReadonlyMap<string, number>,
): CommandVerdict {
  const having = (status: string) => operations.filter((operation) => operation.status === status).length;
  const successful = having('SUCCESSFUL');
  const failed = having('FAILED');
  const wrong = operations.flatMap(({ id, status, iotFlow_Downlink }) => {
    const times = arrived.get(iotFlow_Downlink?.payload_hex ?? '') ?? 0;
    if (status === 'SUCCESSFUL' && times !== 1)
      return [`operation ${id} is SUCCESSFUL, received ${times} times`];
    if (status === 'FAILED' && times > 1) return [`operation ${id} was received ${times} times`];
    if (status === 'SUCCESSFUL' || status === 'FAILED') return [];
    return [`operation ${id} is still ${status}`];
  });
  const none =
    successful === 0 && operations.length >= SOME ? [`none of ${operations.length} commands succeeded`] : [];
  const faults = [...wrong, ...none];
  return {
    given: operations.length,
    successful,
    failed,
    open: operations.length - successful - failed,
    faults,
  };
}

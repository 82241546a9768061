import { z } from 'zod';
import type { FaultPlan } from '../../mocks/cumulocity/index.ts';
import type { Random } from '../../src/random/index.ts';
import type { Episode, PlannedEpisode } from './episodes.ts';
import type { EnduranceSurroundings } from './surroundings.ts';
import { clearUp, startShowers } from './weather.ts';

export interface EpisodeDeps {
  readonly around: EnduranceSurroundings;
  readonly random: Random;
  /** Lets time pass while the world works; keeps the connection up unless told otherwise. */
  readonly pass: (ms: number, options?: { readonly helping: boolean }) => Promise<void>;
  /** Told how many requests each kind of fault has struck. */
  readonly onStruck: (hits: ReadonlyMap<string, number>) => void;
}

type Play = (deps: EpisodeDeps, forMs: number) => Promise<void>;

const connectionSchema = z.looseObject({ configuration: z.record(z.string(), z.unknown()) });

const POST = { method: 'POST' } as const;

/** Faults that are in force for the whole episode. */
function faults(...plans: readonly FaultPlan[]): Play {
  return async ({ around, pass }, forMs) => {
    for (const plan of plans) around.world.twin.faults.add(plan);
    await pass(forMs);
  };
}

const PLAYS: Readonly<Record<Episode, Play>> = {
  'all is well': ({ pass }, forMs) => pass(forMs),
  'Cumulocity fails now and then': async ({ around, random, pass }, forMs) => {
    startShowers(around.world.twin, random);
    await pass(forMs);
  },
  'Cumulocity is gone': faults({ effect: { kind: 'reset-before-store' } }),
  'Cumulocity answers 503': faults({ match: POST, effect: { kind: 'status', status: 503 } }),
  'Cumulocity asks to slow down': faults({
    match: POST,
    probability: 0.5,
    effect: { kind: 'status', status: 429, retryAfter: 1 },
  }),
  'Cumulocity is slow': faults({
    // Slow to store as well: also who closes a link or ends in good order has to wait for that.
    effect: { kind: 'latency', ms: 400, jitterMs: 200 },
  }),
  'Cumulocity stays silent': faults({
    match: POST,
    count: 2,
    effect: { kind: 'silence', when: 'after-stored' },
  }),
  'Cumulocity’s answers dribble and break off': faults(
    { match: POST, probability: 0.3, effect: { kind: 'dribble', overMs: 300 } },
    { match: POST, probability: 0.1, effect: { kind: 'truncated-body' } },
  ),
  'the broker is restarted': async ({ around, pass }, forMs) => {
    await around.broker.stop('in-good-order');
    await pass(forMs / 4);
    await around.broker.start();
    await pass((3 * forMs) / 4);
  },
  'the broker is killed': async ({ around, pass }, forMs) => {
    await around.broker.stop('killed');
    await pass(forMs / 4);
    await around.broker.start();
    await pass((3 * forMs) / 4);
  },
  'the connection is stopped and started': async ({ around, pass }, forMs) => {
    await command(around, 'stop');
    await pass(forMs / 2, { helping: false });
    await command(around, 'start');
    await pass(forMs / 2);
  },
  'the connection is given another description': async ({ around, random, pass }, forMs) => {
    await change(around, { description: `Soaked, ${random.int(1, 1_000_000)}` });
    await pass(forMs);
  },
  'the connection is given another setting': async ({ around, random, pass }, forMs) => {
    await change(around, { uplinkTimeValidity: `${random.int(24, 72)}h` });
    await pass(forMs);
  },
};

/** Plays one episode to its end; afterwards all faults are lifted. */
export async function play({ episode, forMs }: PlannedEpisode, deps: EpisodeDeps): Promise<void> {
  try {
    await PLAYS[episode](deps, forMs);
  } finally {
    deps.onStruck(clearUp(deps.around.world.twin));
  }
}

async function command({ world, connection }: EnduranceSurroundings, name: 'start' | 'stop'): Promise<void> {
  await expectWell(world.bridge.api({ method: 'POST', path: `/connections/${connection.id}/${name}` }));
}

async function change(
  { world, connection }: EnduranceSurroundings,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = `/connections/${connection.id}`;
  const { body } = await expectWell(world.bridge.api({ method: 'GET', path }));
  const before = connectionSchema.parse(body);
  const configuration = { ...before.configuration, ...settings };
  await expectWell(world.bridge.api({ method: 'PUT', path, body: { ...before, configuration } }));
}

async function expectWell<T extends { readonly status: number; readonly text: string }>(
  answer: Promise<T>,
): Promise<T> {
  const given = await answer;
  if (given.status < 300) return given;
  throw new Error(`The management API answered ${given.status}: ${given.text}`);
}

import { z } from 'zod';
import { startChild } from './child.ts';
import type { Contestant, Surroundings } from './contestant.ts';

export interface Bare extends Contestant {
  /** Milliseconds that single requests to the sink took, one after the other. */
  single(count: number): Promise<readonly number[]>;
}

/** The limit: what mqtt.js and node:http allow when nothing is kept and nothing is checked. */
export async function startBare({ brokerUrl, sinkPort }: Surroundings): Promise<Bare> {
  const child = startChild('./bare-process.ts');
  await child.ask('start', z.unknown(), { broker: brokerUrl, filter: 'bare/+/uplink', sinkPort });
  return {
    name: 'bare',
    prefix: 'bare',
    pid: child.pid,
    single: (count) => child.ask('single', z.array(z.number()), { count }),
    end: () => child.end(),
  };
}

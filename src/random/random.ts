import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Repeatable randomness: the same seed gives the same numbers, on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
  /** One of the choices. @throws RangeError when there is none. */
  pick<T>(choices: readonly T[]): T;
  /** A generator of its own, named: what is drawn from it doesn't move this one. */
  fork(label: string): Random;
}

/** Makes the generator that belongs to `seed`, any text. */
export function createRandom(seed: string): Random {
  const generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32LE(0));
  const int = (min: number, max: number) => uniformInt(generator, min, max);
  return {
    next: () => int(0, 0x3fff_ffff) / 0x4000_0000,
    int,
    bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)),
    pick: (choices) => {
      const chosen = choices[int(0, choices.length - 1)];
      if (chosen === undefined) throw new RangeError('pick() needs at least one choice');
      return chosen;
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}

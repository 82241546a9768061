import type { Random } from '../../src/random/index.ts';

/** What happens to a world that is soaked, each for a while. */
export const EPISODES = [
  'all is well',
  'Cumulocity fails now and then',
  'Cumulocity is gone',
  'Cumulocity answers 503',
  'Cumulocity asks to slow down',
  'Cumulocity is slow',
  'Cumulocity stays silent',
  'Cumulocity’s answers dribble and break off',
  'the broker is restarted',
  'the broker is killed',
  'the connection is stopped and started',
  'the connection is given another description',
  'the connection is given another setting',
] as const;
export type Episode = (typeof EPISODES)[number];

export interface PlannedEpisode {
  readonly episode: Episode;
  readonly forMs: number;
}

/** Draws episodes that fill `totalMs`: rounds of all of them, each round in an order of its own. */
export function planEpisodes(random: Random, totalMs: number): PlannedEpisode[] {
  const planned: PlannedEpisode[] = [];
  const longest = Math.min(12_000, Math.max(1200, totalMs / EPISODES.length));
  for (let used = 0; used < totalMs; ) {
    const left: Episode[] = [...EPISODES];
    while (left.length > 0 && used < totalMs) {
      const [episode] = left.splice(random.int(0, left.length - 1), 1);
      if (episode === undefined) break;
      const forMs = Math.round(longest * (0.4 + 0.6 * random.next()));
      planned.push({ episode, forMs });
      used += forMs;
    }
  }
  return planned;
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { z } from 'zod';
import type { Room } from './rooms.ts';
import { type Report, reportSchema, together, unnoticedLines, unnoticedPlaces } from './score.ts';

const SETTINGS = 'checks/mutation/stryker.json';
const settingsSchema = z.record(z.string(), z.unknown()).and(z.object({ cucumber: z.looseObject({}) }));
type Settings = z.infer<typeof settingsSchema>;

export interface JudgeOptions {
  /** Where what was found goes. */
  readonly folder: string;
  readonly concurrency: number;
  /** By all features in place of those about the room. */
  readonly everyChapter: boolean;
}

export interface Judged {
  /** What the features noticed. */
  readonly byFeatures: Report;
  /** What these or the unit tests noticed. */
  readonly byAll: Report;
}

/**
 * Has a room's mutants judged by features, and those that these let pass by the room's unit tests. What neither notices
 * stands in `<folder>/<room>.txt`, a line each.
 */
export async function judgeRoom(room: Room, options: JudgeOptions): Promise<Judged> {
  const settings = settingsSchema.parse(JSON.parse(await readFile(SETTINGS, 'utf8')));
  const byFeatures = await features(room, settings, options);
  const places = unnoticedPlaces(byFeatures);
  const byAll =
    places.length === 0 ? byFeatures : together(byFeatures, await units(room, settings, places, options));
  await writeFile(join(options.folder, `${room.name}.txt`), `${unnoticedLines(byAll).join('\n')}\n`);
  return { byFeatures, byAll };
}

async function features(
  { name, files, chapters }: Room,
  { cucumber, ...settings }: Settings,
  { folder, concurrency, everyChapter }: JudgeOptions,
): Promise<Report> {
  const paths = everyChapter ? {} : { features: chapters.map((chapter) => `features/${chapter}/*.feature`) };
  return await run(`${folder}/${name}`, {
    ...settings,
    mutate: [...files],
    concurrency,
    incrementalFile: `${folder}/${name}.incremental.json`,
    cucumber: { ...cucumber, ...paths },
  });
}

async function units(
  { name, unitTests }: Room,
  { cucumber: _others, ...settings }: Settings,
  places: readonly string[],
  { folder, concurrency }: JudgeOptions,
): Promise<Report> {
  return await run(`${folder}/${name}.units`, {
    ...settings,
    testRunner: 'tap',
    plugins: ['@stryker-mutator/tap-runner'],
    tap: {
      testFiles: [...unitTests],
      nodeArgs: ['--import', 'tsx', '--test-reporter', 'tap', '-r', '{{hookFile}}', '{{testFile}}'],
    },
    mutate: [...places],
    concurrency,
    incremental: false,
  });
}

async function run(report: string, options: ConstructorParameters<typeof Stryker>[0]): Promise<Report> {
  await new Stryker({
    ...options,
    htmlReporter: { fileName: `${report}.html` },
    jsonReporter: { fileName: `${report}.json` },
  }).runMutationTest();
  return reportSchema.parse(JSON.parse(await readFile(`${report}.json`, 'utf8')));
}

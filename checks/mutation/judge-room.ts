import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { z } from 'zod';
import type { Choice } from './chosen-mutants.ts';
import { readEquivalents, withoutEquivalents } from './equivalents.ts';
import type { Room } from './rooms.ts';
import { type Report, reportSchema, together, unnoticed, unnoticedLines } from './score.ts';

const SETTINGS = 'checks/mutation/stryker.json';
/** Lets Stryker judge the chosen mutants alone. */
const CHOOSING = './checks/mutation/stryker-plugin.mjs';
const settingsSchema = z.looseObject({ plugins: z.array(z.string()), cucumber: z.looseObject({}) });
type Settings = z.infer<typeof settingsSchema>;

export interface JudgeOptions {
  /** Where what was found goes. */
  readonly folder: string;
  readonly concurrency: number;
  /** By all features in place of those about the room. */
  readonly everyChapter: boolean;
  /** The share of the mutants that is judged, up to 1: all of them. */
  readonly share: number;
  /** Which of the many shares of that size. */
  readonly draw: number;
}

export interface Judged {
  /** What the features noticed. */
  readonly byFeatures: Report;
  /** What these or the unit tests noticed. */
  readonly byAll: Report;
}

/**
 * Has a room's mutants judged by features, and those that these let pass by the room's unit tests, but for the listed ones that
 * change nothing. What neither notices stands in `<folder>/<room>.txt`, a line each.
 */
export async function judgeRoom(room: Room, options: JudgeOptions): Promise<Judged> {
  const settings = settingsSchema.parse(JSON.parse(await readFile(SETTINGS, 'utf8')));
  const equivalents = await readEquivalents();
  const byFeatures = withoutEquivalents(await features(room, settings, options), equivalents);
  const left = unnoticed(byFeatures);
  const byAll =
    left.length === 0 ? byFeatures : together(byFeatures, await units(room, settings, left, options));
  await writeFile(join(options.folder, `${room.name}.txt`), `${unnoticedLines(byAll).join('\n')}\n`);
  return { byFeatures, byAll };
}

async function features(
  { name, files, chapters }: Room,
  { cucumber, ...settings }: Settings,
  { folder, concurrency, everyChapter, share, draw }: JudgeOptions,
): Promise<Report> {
  const paths = everyChapter ? {} : { features: chapters.map((chapter) => `features/${chapter}/*.feature`) };
  return await run(`${folder}/${name}`, {
    ...settings,
    mutate: [...files],
    concurrency,
    // What a share left out must not pass for judged later.
    ...(share < 1
      ? chosen(settings, { share, draw })
      : { incrementalFile: `${folder}/${name}.incremental.json` }),
    cucumber: { ...cucumber, ...paths },
  });
}

async function units(
  { name, files, unitTests }: Room,
  { cucumber: _others, ...settings }: Settings,
  only: readonly string[],
  { folder, concurrency }: JudgeOptions,
): Promise<Report> {
  return await run(`${folder}/${name}.units`, {
    ...settings,
    ...chosen({ plugins: ['@stryker-mutator/tap-runner'] }, { only: [...only] }),
    testRunner: 'tap',
    tap: {
      testFiles: [...unitTests],
      nodeArgs: ['--import', 'tsx', '--test-reporter', 'tap', '-r', '{{hookFile}}', '{{testFile}}'],
    },
    mutate: [...files],
    concurrency,
  });
}

function chosen({ plugins }: Pick<Settings, 'plugins'>, choice: Choice) {
  return { plugins: [...plugins, CHOOSING], checkers: ['chosen'], chosen: choice, incremental: false };
}

async function run(report: string, options: ConstructorParameters<typeof Stryker>[0]): Promise<Report> {
  await new Stryker({
    ...options,
    htmlReporter: { fileName: `${report}.html` },
    jsonReporter: { fileName: `${report}.json` },
  }).runMutationTest();
  return reportSchema.parse(JSON.parse(await readFile(`${report}.json`, 'utf8')));
}

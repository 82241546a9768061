import { mkdir, readFile } from 'node:fs/promises';
import { Stryker } from '@stryker-mutator/core';
import { Command } from 'commander';
import { z } from 'zod';
import { wholeNumber } from '../../src/cli/index.ts';
import { ROOMS, type Room } from './rooms.ts';
import { percent, type Score, scoreOf, sum } from './score.ts';

const FOLDER = 'reports/mutation';
const SETTINGS = 'checks/mutation/stryker.json';
const settingsSchema = z.record(z.string(), z.unknown()).and(z.object({ cucumber: z.looseObject({}) }));

const EXAMPLES = `
Rooms: ${ROOMS.map(({ name }) => name).join(', ')}

Examples:
  npm run mutation                           all rooms, which takes hours
  npm run mutation -- flows commands         these two
  npm run mutation -- flows --every-chapter  judged by all features instead of those about the room

What was found is kept in ${FOLDER}, and only what changed since is judged again. Each room has a page there,
${FOLDER}/<room>.html, which shows what survived.`;

const program = new Command('npm run mutation --')
  .description("Change the bridge's logic in one place after the other, and see whether a scenario fails.")
  .argument('[rooms...]', 'rooms of the bridge (default: all)')
  .option('--every-chapter', 'judge each mutant by all features', false)
  .option('--concurrency <count>', 'processes', wholeNumber(1, 64), 2)
  .showHelpAfterError('(--help tells what there is)')
  .addHelpText('after', EXAMPLES)
  .parse();

const { everyChapter, concurrency } = program.opts<{ everyChapter: boolean; concurrency: number }>();
const unknown = program.args.filter((name) => !ROOMS.some((room) => room.name === name));
if (unknown.length > 0)
  program.error(`There is no room ${unknown.join(', ')}. (--help tells which there are)`);
const rooms = ROOMS.filter(({ name }) => program.args.length === 0 || program.args.includes(name));

await mkdir(FOLDER, { recursive: true });
const scores: (readonly [string, Score])[] = [];
for (const room of rooms) {
  console.log(`\n${room.name}, judged by ${everyChapter ? 'all chapters' : room.chapters.join(', ')}`);
  scores.push([room.name, await judge(room)]);
}
for (const [name, score] of scores) console.log(line(name, score));
if (scores.length > 1) console.log(line('all', sum(scores.map(([, score]) => score))));

async function judge({ name, files, chapters }: Room): Promise<Score> {
  const { cucumber, ...settings } = settingsSchema.parse(JSON.parse(await readFile(SETTINGS, 'utf8')));
  const features = everyChapter ? undefined : chapters.map((chapter) => `features/${chapter}/*.feature`);
  const report = `${FOLDER}/${name}.json`;
  await new Stryker({
    ...settings,
    mutate: [...files],
    concurrency,
    incrementalFile: `${FOLDER}/${name}.incremental.json`,
    htmlReporter: { fileName: `${FOLDER}/${name}.html` },
    jsonReporter: { fileName: report },
    cucumber: { ...cucumber, ...(features === undefined ? {} : { features }) },
  }).runMutationTest();
  return scoreOf(JSON.parse(await readFile(report, 'utf8')));
}

function line(name: string, score: Score): string {
  const { noticed, survived, unreached, leftOut } = score;
  const share = percent(score);
  const told = share === undefined ? '–' : `${share.toFixed(1)} %`;
  return `${name.padEnd(12)} ${told.padStart(7)}   noticed ${noticed}, survived ${survived}, unreached ${unreached}, left out ${leftOut}`;
}

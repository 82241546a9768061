import { mkdir } from 'node:fs/promises';
import { Command } from 'commander';
import { wholeNumber } from '../../src/cli/index.ts';
import { judgeRoom } from './judge-room.ts';
import { ROOMS } from './rooms.ts';
import { marginOf, percent, type Score, scoreOf, sum } from './score.ts';

const FOLDER = 'reports/mutation';

const EXAMPLES = `
Rooms: ${ROOMS.map(({ name }) => name).join(', ')}

Examples:
  npm run mutation                           all rooms, which takes hours
  npm run mutation -- flows commands         these two
  npm run mutation -- --share 10             a tenth of the mutants, the same each time: a score and its margin
  npm run mutation -- --share 10 --draw 2    another tenth, which no test was written for yet
  npm run mutation -- flows --every-chapter  judged by all features instead of those about the room

What features notice is kept in ${FOLDER}, and only what changed since is judged again. What went unnoticed stands in
${FOLDER}/<room>.txt; <room>.html shows it in its place.`;

const program = new Command('npm run mutation --')
  .description("Change the bridge's logic in one place after the other, and see whether a test fails.")
  .argument('[rooms...]', 'rooms of the bridge (default: all)')
  .option('--every-chapter', 'judge each mutant by all features', false)
  .option('--share <percent>', 'judge only such a share of the mutants', wholeNumber(1, 100), 100)
  .option('--draw <number>', 'which of the shares of that size', wholeNumber(1, 1_000_000), 1)
  .option('--concurrency <count>', 'processes', wholeNumber(1, 64), 2)
  .showHelpAfterError('(--help tells what there is)')
  .addHelpText('after', EXAMPLES)
  .parse();

const options = program.opts<{ everyChapter: boolean; share: number; draw: number; concurrency: number }>();
const unknown = program.args.filter((name) => !ROOMS.some((room) => room.name === name));
if (unknown.length > 0)
  program.error(`There is no room ${unknown.join(', ')}. (--help tells which there are)`);
const rooms = ROOMS.filter(({ name }) => program.args.length === 0 || program.args.includes(name));

await mkdir(FOLDER, { recursive: true });
const scores: { readonly name: string; readonly byFeatures: Score; readonly byAll: Score }[] = [];
for (const room of rooms) {
  console.log(
    `\n${room.name}, judged by ${options.everyChapter ? 'all chapters' : room.chapters.join(', ')}`,
  );
  const { byFeatures, byAll } = await judgeRoom(room, {
    ...options,
    share: options.share / 100,
    folder: FOLDER,
  });
  const score = { name: room.name, byFeatures: scoreOf(byFeatures), byAll: scoreOf(byAll) };
  scores.push(score);
  console.log(line(score.name, score.byFeatures, score.byAll));
}
console.log(`\n${''.padEnd(12)} ${'features'.padStart(13)} ${'and units'.padStart(13)}`);
for (const { name, byFeatures, byAll } of scores) console.log(line(name, byFeatures, byAll));
if (scores.length > 1) {
  console.log(line('all', sum(scores.map((each) => each.byFeatures)), sum(scores.map((each) => each.byAll))));
}

function line(name: string, byFeatures: Score, byAll: Score): string {
  const { noticed, survived, unreached, leftOut } = byAll;
  const shares = [byFeatures, byAll].map((score) => share(score).padStart(13)).join(' ');
  return `${name.padEnd(12)} ${shares}   noticed ${noticed}, survived ${survived}, unreached ${unreached}, left out ${leftOut}`;
}

function share(score: Score): string {
  const [part, margin] = [percent(score), marginOf(score)];
  if (part === undefined || margin === undefined) return '–';
  return options.share < 100 ? `${part.toFixed(1)} ± ${margin.toFixed(1)} %` : `${part.toFixed(1)} %`;
}

import { mkdir } from 'node:fs/promises';
import { Command } from 'commander';
import { wholeNumber } from '../../src/cli/index.ts';
import { judgeRoom } from './judge-room.ts';
import { ROOMS } from './rooms.ts';
import { percent, type Score, scoreOf, sum } from './score.ts';

const FOLDER = 'reports/mutation';

const EXAMPLES = `
Rooms: ${ROOMS.map(({ name }) => name).join(', ')}

Examples:
  npm run mutation                           all rooms, which takes hours
  npm run mutation -- flows commands         these two
  npm run mutation -- flows --every-chapter  judged by all features instead of those about the room

What features notice is kept in ${FOLDER}, and only what changed since is judged again. What went unnoticed stands in
${FOLDER}/<room>.txt; <room>.html shows it in its place.`;

const program = new Command('npm run mutation --')
  .description("Change the bridge's logic in one place after the other, and see whether a test fails.")
  .argument('[rooms...]', 'rooms of the bridge (default: all)')
  .option('--every-chapter', 'judge each mutant by all features', false)
  .option('--concurrency <count>', 'processes', wholeNumber(1, 64), 2)
  .showHelpAfterError('(--help tells what there is)')
  .addHelpText('after', EXAMPLES)
  .parse();

const options = program.opts<{ everyChapter: boolean; concurrency: number }>();
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
  const { byFeatures, byAll } = await judgeRoom(room, { ...options, folder: FOLDER });
  const score = { name: room.name, byFeatures: scoreOf(byFeatures), byAll: scoreOf(byAll) };
  scores.push(score);
  console.log(line(score.name, score.byFeatures, score.byAll));
}
console.log(`\n${''.padEnd(12)} ${'features'.padStart(9)} ${'and units'.padStart(9)}`);
for (const { name, byFeatures, byAll } of scores) console.log(line(name, byFeatures, byAll));
if (scores.length > 1) {
  console.log(line('all', sum(scores.map((each) => each.byFeatures)), sum(scores.map((each) => each.byAll))));
}

function line(name: string, byFeatures: Score, byAll: Score): string {
  const { noticed, survived, unreached, leftOut } = byAll;
  const shares = [byFeatures, byAll].map((score) => share(score).padStart(9)).join(' ');
  return `${name.padEnd(12)} ${shares}   noticed ${noticed}, survived ${survived}, unreached ${unreached}, left out ${leftOut}`;
}

function share(score: Score): string {
  const part = percent(score);
  return part === undefined ? '–' : `${part.toFixed(1)} %`;
}

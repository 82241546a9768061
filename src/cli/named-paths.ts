import { basename, resolve } from 'node:path';
import { closest } from '../words/index.ts';
import { foundAt } from './found-at.ts';

/**
 * Where the scenarios are that words of the command line name, for Cucumber: feature files and folders, with `:line`, and
 * ids such as `CREATE-03`, or `CREATE-03.2` for the second of its scenarios, as the acceptance report counts them.
 *
 * @param features the folder of the features that are run
 * @param refuse ends the command
 */
export async function namedPaths(
  words: readonly string[],
  features: string,
  refuse: (text: string) => never,
): Promise<readonly string[]> {
  const found = words.map((word) => featuresAt(word));
  // The features are read only for what is no path: that takes a while.
  if (!found.includes(undefined)) return found.flatMap((path) => path ?? []);
  const { readPlan, runsNamed } = await import('../conformance/plan/index.ts');
  const { allRequirements, readCatalogue } = await import('../conformance/requirements/index.ts');
  const [plan, catalogue] = await Promise.all([readPlan(features), readCatalogue(features)]);
  const known = new Map(allRequirements(catalogue).map(({ requirement }) => [requirement.id, requirement]));
  return words.flatMap((word, index) => {
    const path = found[index];
    if (path !== undefined) return [path];
    const runs = runsNamed(word, plan);
    if (runs !== undefined && runs.length > 0)
      return runs.map(({ uri, line }) => `${resolve(features, uri)}:${line}`);
    const id = word.replace(/^@|\.\d+$/g, '').toUpperCase();
    if (runs !== undefined) return refuse(tooHigh(id, runsNamed(id, plan)?.length ?? 0));
    const untested = known.get(id);
    if (untested !== undefined)
      return refuse(`error: ${id} has no scenario. ${untested.untested?.why ?? 'Write one under its Rule.'}`);
    const folders = catalogue.chapters.map(({ folder }) => folder);
    return refuse(unknown(word, [...known.keys()], basename(features), folders));
  });
}

function tooHigh(id: string, count: number): string {
  const last = count === 1 ? 'the only one is' : `they are ${id}.1 to`;
  return `error: ${id} has ${count} ${count === 1 ? 'scenario' : 'scenarios'}: ${last} ${id}.${count}.`;
}

function unknown(word: string, ids: readonly string[], room: string, folders: readonly string[]): string {
  const [, bare = word, number = ''] = /^@?(.*?)(\.\d+)?$/.exec(word) ?? [];
  const meanings = new Map([
    ...ids.map((id) => [id, `${id}${number}`] as const),
    ...folders.flatMap((folder) =>
      [folder, `${room}/${folder}`].map((name) => [name, `${room}/${folder}`] as const),
    ),
  ]);
  const meant = meanings.get(closest(bare.replace(/\/$/, ''), meanings.keys()) ?? '');
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `error: there is no ${word}.${hint} Name feature files or folders, such as features/create, or ids, such as CREATE-03 or CREATE-03.2.`;
}

/** Where features are, with the lines that were named. */
function featuresAt(path: string): string | undefined {
  const file = path.replace(/(:\d+)+$/, '');
  const found = foundAt(file);
  return found === undefined ? undefined : found + path.slice(file.length);
}

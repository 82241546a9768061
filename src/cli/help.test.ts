import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { type Command, CommanderError } from 'commander';
import { createProgram } from './main.ts';

const program = createProgram('steps/**/*.ts');
const commands = program.commands.flatMap((command) => [command, ...command.commands]);

/** What `--help` prints, with what stands after the options. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

for (const command of commands) {
  const help = helpOf(command);

  test(`the help of ${command.name()} has examples of itself, and tells its exit codes`, () => {
    assert.match(help, new RegExp(`Examples:\\n[\\s\\S]*iot-flow-tck .*${command.name()}`));
    assert.match(help, /[Ee]xit code: 0/);
  });

  test(`the help of ${command.name()} tells no default that means nothing to a reader`, () => {
    assert.doesNotMatch(help.replace(/\s+/g, ' '), /default: (?:null|\[|""|undefined)/);
  });
}

/** Runs a command line; gives what it printed, or the error that it ended with. */
async function run(...words: readonly string[]): Promise<string> {
  const fresh = createProgram('steps/**/*.ts');
  for (const command of fresh.commands) command.configureOutput({ writeErr: () => {} });
  const log = mock.method(console, 'log', () => {});
  try {
    await fresh.parseAsync(['node', 'iot-flow-tck', ...words]);
    return log.mock.calls.map(({ arguments: parts }) => parts.join(' ')).join('\n');
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  } finally {
    log.mock.restore();
  }
}

test('requirements are found by source, chapter and capability', async () => {
  const all = await run('requirements', '--chapter', 'create', '--source', 'FOUNDING');
  assert.match(all, /^\nCreate\n {2}CREATE-01/);
  assert.doesNotMatch(all, /UPDATE-|release-note/);
  assert.match(await run('requirements', '--capability', 'commands'), /\n\d+ of \d+ requirements/);
});

test('a mistyped word of the filters is an error that guesses', async () => {
  assert.match(await run('requirements', '--source', 'fonding'), /Did you mean "founding"\?/);
  assert.match(await run('requirements', '--capability', 'comands'), /Did you mean "commands"\?/);
  assert.match(await run('requirements', '--chapter', 'craete'), /Did you mean "create"\?/);
  assert.match(await run('requirements', '--level', 'MIGHT'), /one of MUST, SHOULD, MAY/);
});

test('a bridge that is broken on purpose is in this process', async () => {
  const command = ['test', '--bridge', 'process', '--control', 'never-restarts-after-an-outage'];
  assert.match(await run(...command), /leave out --bridge process/);
});

import { spawn } from 'node:child_process';

// Runs npm scripts side by side, so that one that waits leaves its core to another, and prints what each has to say when
// it is done, in the order in which they were named: `node checks/side-by-side.mjs lint 'unit --part 1/2'`.
const npm = process.env.npm_execpath;
const scripts = process.argv.slice(2);
const running = scripts.map(start);
const stop = (signal) => {
  for (const { child } of running) child.kill(signal);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(signal));

for (const { done } of running) {
  const { name, code, output } = await done;
  process.stdout.write(output);
  if (code === 0) continue;
  console.log(`\nnpm run ${name} failed (exit code ${code}).`);
  stop('SIGTERM');
  process.exitCode = code ?? 1;
  break;
}

function start(name) {
  const [script, ...rest] = name.split(' ');
  const run = ['run', '--silent', script, '--', ...rest];
  const command = npm === undefined ? ['npm', ...run] : [process.execPath, npm, ...run];
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const done = new Promise((resolve) => {
    child.once('error', (error) => resolve({ name, code: 1, output: `${error.message}\n` }));
    child.once('close', (code) => resolve({ name, code, output: Buffer.concat(chunks) }));
  });
  return { child, done };
}

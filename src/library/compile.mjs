import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folders whose modules the command line may load. */
const ROOMS = ['src', 'mocks', 'steps', 'controls'];

/**
 * Packages that stay outside: Cucumber, which must be one for steps and runner; nock, which changes Node's own modules;
 * those that load files of their own; and what a run seldom needs.
 */
const APART = [
  '@cucumber/*',
  'nock',
  'tsx',
  'esbuild',
  'swagger-ui-dist',
  'selfsigned',
  '@c8y/client',
  'ws',
  'playwright-core',
  '@sparticuz/chromium',
];

/** Compiled states that are kept, those used last. */
const KEPT = 8;

/**
 * Gives the folder that holds the kit as JavaScript, compiled by esbuild when the sources have changed since: loading
 * some five hundred TypeScript files one by one takes several times as long as all the rest of a start.
 *
 * @param {string} root the package's folder
 * @returns {Promise<string>} `src/cli/main.js` and `steps/*.js` lie in it
 * @throws when nothing can be written beside the installed packages
 */
export async function compile(root) {
  const sources = ROOMS.flatMap((room) => sourcesIn(root, room));
  const cache = join(root, 'node_modules', '.cache', 'iot-flow-tck');
  const compiled = join(cache, keyOf(root, sources));
  const mark = join(compiled, 'whole');
  if (existsSync(mark)) {
    const now = new Date(performance.timeOrigin);
    await utimes(mark, now, now);
    return compiled;
  }
  // Others may compile the same at the same time: each into a folder of its own, and the first to end wins.
  const own = `${compiled}.${process.pid}`;
  await mkdir(own, { recursive: true });
  try {
    await bundle(root, sources, own);
    await writeFile(join(own, 'whole'), '');
    await rename(own, compiled).catch((error) => {
      if (!existsSync(mark)) throw error;
    });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
  await removeOld(cache, compiled);
  return compiled;
}

/** How TypeScript of this package becomes modules that Node.js runs, all of them at once; esbuild's options. */
export const MODULES = {
  bundle: true,
  // One module stays one module, whichever entry it is reached from.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Told here as well: what lies in a folder of installed packages has its tsconfig left unread.
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'linked',
  plugins: [{ name: 'own address', setup: keepAddresses }],
};

async function bundle(root, sources, outdir) {
  const { build } = await import('esbuild');
  await build({
    ...MODULES,
    absWorkingDir: root,
    entryPoints: [
      'src/cli/main.ts',
      'src/library/index.ts',
      ...sources.filter((source) => source.startsWith('steps/')),
    ],
    outbase: root,
    outdir,
    external: APART,
    // Packages in CommonJS ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
}

/** A module that asks where it lies is told where its source lies. */
function keepAddresses(build) {
  build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    const contents = text
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
    return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
  });
}

function sourcesIn(root, room) {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/fixtures\//.test(file));
}

/** Changes with every change of a source, of the settings of the compiler, or of this file. */
function keyOf(root, sources) {
  const hash = createHash('sha256');
  for (const file of [...sources.sort(), 'src/library/compile.mjs', 'tsconfig.json', 'package.json']) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Each state takes some megabytes, and each change of a source makes one. */
async function removeOld(cache, present) {
  const others = readdirSync(cache)
    .map((name) => join(cache, name))
    .filter((folder) => folder !== present && existsSync(join(folder, 'whole')))
    .map((folder) => ({ folder, usedMs: statSync(join(folder, 'whole')).mtimeMs }))
    .sort((a, b) => b.usedMs - a.usedMs);
  for (const { folder } of others.slice(KEPT - 1)) await rm(folder, { recursive: true, force: true });
}

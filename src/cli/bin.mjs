#!/usr/bin/env node
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { main, steps } = await load();
await main(process.argv, steps);

/** The compiled kit; where nothing can be written, its sources as they are, which takes longer. */
async function load() {
  try {
    const { compile } = await import('../library/compile.mjs');
    const compiled = await compile(root);
    // Places in messages are those of the sources.
    process.setSourceMapsEnabled(true);
    const { main } = await import(pathToFileURL(join(compiled, 'src/cli/main.js')).href);
    return { main, steps: join(compiled, 'steps/**/*.js') };
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes(error?.code)) throw error;
    const { register } = await import('tsx/esm/api');
    // The package's own tsconfig is named, because tsx would otherwise take that of the folder it was called from.
    register({ tsconfig: join(root, 'tsconfig.json') });
    const { main } = await import('./main.ts');
    return { main, steps: join(root, 'steps/**/*.ts') };
  }
}

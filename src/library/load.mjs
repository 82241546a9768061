import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compile } from './compile.mjs';

// The package holds TypeScript; what is imported from it is the compiled kit, and the same modules that its command runs.
const root = fileURLToPath(new URL('../..', import.meta.url));
const compiled = await compile(root);
const kit = await import(pathToFileURL(join(compiled, 'src/library/index.js')).href);

export const {
  createBroker,
  createJournal,
  createNetwork,
  createRandom,
  createRealClock,
  createTwin,
  createVirtualClock,
  createWorld,
  eventually,
  parseDevEui,
} = kit;

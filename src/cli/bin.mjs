#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// The package runs from its TypeScript sources. Its own tsconfig is named, because tsx would otherwise take that of the
// folder it was called from, and compile the pages' JSX for another library.
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
const { main } = await import('./main.ts');
await main(process.argv);

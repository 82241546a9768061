import { fileURLToPath } from 'node:url';

/** The folder that holds this package's `package.json`, wherever it was installed. Ends without a separator. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';

/**
 * A path as it stands, or as it stands in the kit, whose features and examples are named the same from wherever it is called;
 * undefined where there is neither.
 */
export function foundAt(path: string): string | undefined {
  return [resolve(path), resolve(PACKAGE_ROOT, path)].find((one) => existsSync(one));
}

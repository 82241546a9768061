import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { closest } from '../../words/index.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Control, Defect } from './control.ts';
import { wireDefect } from './wire.ts';

/** A control by its name, with the defect to derive its broken bridge by. */
export interface LoadedControl {
  readonly name: string;
  readonly control: Control;
  readonly defect: Defect;
}

const FOLDER = join(PACKAGE_ROOT, 'controls');

/** The names of all controls, in the alphabet's order. */
export async function controlNames(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}

/**
 * Loads a control from `controls/<name>.ts`.
 * @throws Error that guesses what was meant, when there is none of that name.
 */
export async function loadControl(name: string): Promise<LoadedControl> {
  const names = await controlNames();
  if (!names.includes(name)) {
    const meant = closest(name, names);
    throw new Error(
      `There is no control "${name}". ${meant === undefined ? 'See the files in controls/.' : `Did you mean "${meant}"?`}`,
    );
  }
  // A pattern, not a computed address: so that it is found in the compiled kit as well.
  const module: unknown = await import(`../../../controls/${name}.ts`);
  const control = exportedControl(module);
  if (control === undefined)
    throw new Error(`controls/${name}.ts must export a control({ … }) as its default.`);
  return { name, control, defect: 'wire' in control ? wireDefect(control.wire) : control.defect };
}

function exportedControl(module: unknown): Control | undefined {
  if (typeof module !== 'object' || module === null || !('default' in module)) return undefined;
  return isControl(module.default) ? module.default : undefined;
}

function isControl(value: unknown): value is Control {
  if (typeof value !== 'object' || value === null) return false;
  const means = ('defect' in value && typeof value.defect === 'function') || 'wire' in value;
  return means && 'title' in value && 'seenAs' in value && 'breaks' in value && Array.isArray(value.breaks);
}

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { isExecutable } from './installed-browsers.ts';

const run = promisify(execFile);
const PACKAGE = '@sparticuz/chromium';
const manifestSchema = z.object({ version: z.string() });

/**
 * The Chromium that comes as an npm package, for Linux on x64; undefined where there is none. It is packed: the first
 * use unpacks it, 200 MB, beside the installed packages, where it stays for the runs that follow.
 */
export async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = packageFolder();
  if (folder === undefined) return undefined;
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const place = await placeFor(folder, manifestSchema.parse(manifest).version);
  const executable = join(place, 'chromium');
  if (!(await isExecutable(executable))) await unpack(folder, place);
  return executable;
}

function packageFolder(): string | undefined {
  try {
    // Its main file is in build/.
    const main = createRequire(import.meta.url).resolve(PACKAGE);
    return main.slice(0, main.lastIndexOf(PACKAGE) + PACKAGE.length);
  } catch {
    return undefined;
  }
}

/** Beside the packages, or among the temporary files where nothing may be written there. */
async function placeFor(folder: string, version: string): Promise<string> {
  const name = `chromium-${version}`;
  const beside = join(dirname(dirname(folder)), '.cache', 'iot-flow-tck-browser');
  try {
    await mkdir(beside, { recursive: true });
    return join(beside, name);
  } catch {
    return join(tmpdir(), `iot-flow-tck-${name}`);
  }
}

/** In a process of its own: the package unpacks to wherever that process keeps temporary files. */
async function unpack(folder: string, place: string): Promise<void> {
  const fresh = await mkdtemp(`${place}-`);
  try {
    const script = `import(${JSON.stringify(PACKAGE)}).then(({ default: chromium }) => chromium.executablePath())`;
    await run(process.execPath, ['-e', script], { cwd: folder, env: { ...process.env, TMPDIR: fresh } });
    await rename(fresh, place);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another run may have been faster; a folder that is there and not empty can't be replaced.
    if (!(await isExecutable(join(place, 'chromium')))) throw error;
  }
}

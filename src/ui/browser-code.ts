import { fileURLToPath } from 'node:url';

/**
 * Makes one script of the browser code behind `entry`, by the esbuild that compiles this kit. Takes some ten
 * milliseconds: whoever serves it keeps it.
 *
 * @throws Error that names the place of what can't be compiled
 */
export async function bundleBrowserCode(entry: URL): Promise<string> {
  const { buildSync } = await import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

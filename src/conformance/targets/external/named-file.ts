import { readFile } from 'node:fs/promises';
import { TargetError } from './errors.ts';
import type { LoadedDescription } from './load-description.ts';

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no file ${path}`,
  EACCES: (path) => `${path} may not be read`,
  EISDIR: (path) => `${path} is a folder`,
};

/**
 * Reads a file that a description names.
 * @param key where it is named, such as `platform.tls.certFile`
 * @throws TargetError when it can't be read
 */
export async function readNamedFile(
  { file, at }: Pick<LoadedDescription, 'file' | 'at'>,
  key: string,
  path: string,
): Promise<string> {
  return await readFile(at(path), 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = REASONS[code]?.(at(path)) ?? (error instanceof Error ? error.message : String(error));
    throw new TargetError('file', file, [`${key}: ${reason}.`], { cause: error });
  });
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LoadedDescription } from '../conformance/targets/index.ts';
import { foundAt } from './found-at.ts';

/**
 * Reads a target's file, which may be one of the kit's examples; ends the command with what is wrong with it.
 */
export async function readTargetFile(command: Command, file: string): Promise<LoadedDescription> {
  const { loadDescription, TargetError } = await import('../conformance/targets/index.ts');
  try {
    return await loadDescription(foundAt(file) ?? resolve(file), process.env);
  } catch (error) {
    if (error instanceof TargetError) command.error(`error: ${error.message}`);
    throw error;
  }
}

/** Ends the command where traffic is to be corrupted that does not come by. */
export function expectTwin(
  command: Command,
  { description: { platform }, file }: Pick<LoadedDescription, 'description' | 'file'>,
): void {
  if (platform.kind === 'twin') return;
  command.error(
    `error: A control corrupts traffic on its way to the twin, and the platform of ${file} is a tenant: set platform.kind to "twin" there.`,
  );
}

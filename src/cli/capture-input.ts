import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { createRealClock } from '../clock/index.ts';
import { packageVersion } from '../conformance/package-root.ts';
import type { Capture } from '../recording/index.ts';
import { foundAt } from './found-at.ts';

/** What all commands say of the file that they read. */
export const CAPTURE_ARGUMENT =
  'a capture, DevEUI_uplink documents as pasted, or a HAR file; - reads from standard input';

/** Reads what somebody gave as a capture. @throws CaptureError, and what the file system says */
export async function captureAt(path: string): Promise<Capture> {
  const { readCapture } = await import('../recording/index.ts');
  const content = path === '-' ? await text(process.stdin) : await readFile(foundAt(path) ?? path, 'utf8');
  return readCapture(content, { tool: packageVersion(), now: createRealClock().now() });
}

/** Runs a command that works on a file: what its user can mend is told without a stack. */
export async function onCapture(command: string, work: () => Promise<void>): Promise<void> {
  const { CaptureError } = await import('../recording/index.ts');
  const { ReproductionError } = await import('../reproduction/index.ts');
  try {
    await work();
  } catch (error) {
    const isTold = error instanceof CaptureError || error instanceof ReproductionError || isOfSystem(error);
    if (!isTold) throw error;
    console.error(`iot-flow-tck ${command}: ${toldOf(error)}`);
    process.exitCode = 2;
  }
}

function toldOf(error: Error): string {
  const isMissing = 'code' in error && error.code === 'ENOENT' && 'path' in error;
  return isMissing ? `there is no file ${error.path}. Name one, or - for standard input.` : error.message;
}

function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

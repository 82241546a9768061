import { closeSync, openSync, writeSync } from 'node:fs';
import {
  type CaptureHeader,
  captureHeader,
  captureLine,
  createPseudonyms,
  type Envelope,
  isMatter,
} from '../../recording/index.ts';

/** A capture that is being written. */
export interface CaptureFile {
  /** Writes a message, unless it is somebody's mere look. What was written is on the disk. */
  write(envelope: Envelope): void;
  /** How many messages were written. */
  readonly count: number;
  close(): void;
}

export interface CaptureFileOptions extends Pick<CaptureHeader, 'tool' | 'created' | 'source'> {
  readonly seed?: string;
  readonly note?: string;
  /** Replaces the addresses of devices; the same word gives the same pseudonyms. */
  readonly pseudonymise?: string;
}

/** Begins a capture. A file that is there is written anew. @throws Error when it can't be written */
export function openCaptureFile(path: string, options: CaptureFileOptions): CaptureFile {
  const { pseudonymise, seed, ...facts } = options;
  const pseudonyms = pseudonymise === undefined ? undefined : createPseudonyms(pseudonymise);
  const file = openSync(path, 'w');
  const looks = new Set<string>();
  let count = 0;
  writeSync(
    file,
    captureLine(
      captureHeader({
        ...facts,
        pseudonymised: pseudonyms !== undefined,
        // Who knows the seed of a simulation knows its devices.
        ...(seed === undefined || pseudonyms !== undefined ? {} : { seed }),
      }),
    ),
  );
  return {
    write: (envelope) => {
      if (!isMatter(envelope, looks)) return;
      writeSync(file, captureLine(pseudonyms?.envelope(envelope) ?? envelope));
      count += 1;
    },
    get count() {
      return count;
    },
    close: () => closeSync(file),
  };
}

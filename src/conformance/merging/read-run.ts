import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Envelope as Message, parseEnvelope } from '@cucumber/messages';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ConformanceReport, conformanceReportSchema } from '../reports/index.ts';

/** What a run left in its folder of reports. */
export interface WrittenRun {
  readonly folder: string;
  readonly report: ConformanceReport;
  readonly messages: readonly Message[];
}

/** A folder that holds no run that can be read; the message says why and what helps. */
export class UnreadableRun extends Error {}

/** Reads `conformance.yaml` and `messages.ndjson` of a folder. @throws UnreadableRun */
export async function readRun(folder: string): Promise<WrittenRun> {
  const report = await readReport(join(folder, 'conformance.yaml'));
  const messages: Message[] = [];
  const file = join(folder, 'messages.ndjson');
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
      line += 1;
      if (text.trim() !== '') messages.push(parseEnvelope(text));
    }
  } catch (error) {
    const where = line === 0 ? file : `${file}:${line}`;
    throw new UnreadableRun(`${where}: ${reasonOf(error)}. Run that part again; its reports are not whole.`);
  }
  return { folder, report, messages };
}

/** Reads a `conformance.yaml`, or that of a folder. @throws UnreadableRun */
export async function readReport(path: string): Promise<ConformanceReport> {
  const found = await stat(path).catch(() => undefined);
  const file = found?.isDirectory() === true ? join(path, 'conformance.yaml') : path;
  const read = async (): Promise<unknown> => parse(await readFile(file, 'utf8'));
  const value = await read().catch((error: unknown) => {
    throw new UnreadableRun(
      isMissing(error)
        ? `there is no ${file}. Name the conformance.yaml of a run, or the folder that it wrote its reports to.`
        : `${file}: ${reasonOf(error)}. Name the folder that a run was told to write its reports to.`,
    );
  });
  const parsed = conformanceReportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableRun(
    `${file} is no conformance report of this version of the kit: ${z.prettifyError(parsed.error)}`,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

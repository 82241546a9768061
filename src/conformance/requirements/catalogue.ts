import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { type ChapterFile, chapterFileSchema, type Requirement } from './requirement.ts';

/** A chapter with the folder under `features/` that it stands in. */
export interface Chapter extends ChapterFile {
  readonly folder: string;
}

/** All requirements, chapters in their order; `problems` tells which files could not be read and why. */
export interface Catalogue {
  readonly chapters: readonly Chapter[];
  readonly problems: readonly string[];
}

export const CATALOGUE_FILE = 'requirements.yaml';

/** Reads every `requirements.yaml` below `features`. A bad file is a problem in the result, never an exception. */
export async function readCatalogue(features: string): Promise<Catalogue> {
  const entries = await readdir(features, { recursive: true });
  const files = entries.filter((path) => path.split(/[\\/]/).at(-1) === CATALOGUE_FILE).sort();
  const chapters: Chapter[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const parsed = parseChapter(file, await readFile(join(features, file), 'utf8'));
    if (parsed.ok) chapters.push(parsed.chapter);
    else problems.push(...parsed.problems);
  }
  chapters.sort((a, b) => a.order - b.order || a.folder.localeCompare(b.folder));
  return { chapters, problems };
}

/** Reads one chapter's text; every wrong place is named at once, by its path. */
export function parseChapter(
  file: string,
  text: string,
): { ok: true; chapter: Chapter } | { ok: false; problems: string[] } {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const why = error instanceof YAMLParseError ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, problems: [`${file}: no valid YAML: ${why}`] };
  }
  const result = chapterFileSchema.safeParse(document);
  if (!result.success) return { ok: false, problems: result.error.issues.map((issue) => told(file, issue)) };
  const folder = file.split(/[\\/]/).slice(0, -1).join('/');
  return { ok: true, chapter: { ...result.data, folder } };
}

/** Every requirement with its chapter, in the catalogue's order. */
export function allRequirements(catalogue: Catalogue): { chapter: Chapter; requirement: Requirement }[] {
  return catalogue.chapters.flatMap((chapter) =>
    chapter.requirements.map((requirement) => ({ chapter, requirement })),
  );
}

function told(file: string, issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  return `${file}: ${path === '' ? '' : `${path}: `}${issue.message}`;
}

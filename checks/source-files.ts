import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One source file of the project; `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out, line numbers kept. */
  readonly code: string;
}

const ROOMS = ['src', 'mocks', 'steps', 'controls', 'bench', 'checks'];

/** Reads all TypeScript files of the given top folders (default: all that hold code). */
export function sourceFiles(rooms: readonly string[] = ROOMS): SourceFile[] {
  return rooms
    .filter((room) => existsSync(room))
    .flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/fixtures|node_modules/.test(file))
        .map((file) => join(room, file).replaceAll('\\', '/')),
    )
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, code: withoutComments(text) };
    });
}

/** Blanks out comments; strings and templates stay, so that a `//` in a URL is no comment. */
export function withoutComments(text: string): string {
  const tokens = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(tokens, (token) =>
    token.startsWith('//') || token.startsWith('/*') ? token.replace(/[^\n]/g, ' ') : token,
  );
}

/** Tells each place where `pattern` stands in the code, as `path:line: text`. */
export function occurrences(file: SourceFile, pattern: RegExp): string[] {
  const lines = file.code.split('\n');
  return lines.flatMap((line, index) =>
    pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [],
  );
}

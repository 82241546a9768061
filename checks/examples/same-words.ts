import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { conformanceReportSchema } from '../../src/conformance/reports/index.ts';

const EXIT_CODES = { conformant: 0, 'not-conformant': 1, 'not-judged': 2 } as const;

/**
 * Whether all that a run wrote says the same of the bridge: console, exit code, acceptance page, the summary of the job, and
 * conformance.yaml. A run that wrote no report has said that.
 */
export async function differencesInWords(
  folder: string,
  output: string,
  code: number | null,
): Promise<readonly string[]> {
  const read = (...path: readonly string[]) => readFile(join(folder, ...path), 'utf8').catch(() => undefined);
  const written = await read('reports', 'conformance.yaml');
  if (written === undefined) {
    // Interrupted by somebody who knows, or not begun.
    if (code === 130)
      return /No report is written/.test(output) ? [] : ['it wrote no report, and does not say so'];
    const summary = (await read('summary.md')) ?? '';
    return [
      ...(/NOT JUDGED: [\s\S]*No report was written/.test(output)
        ? []
        : ['it does not say that it wrote no report']),
      ...(summary.startsWith('## ⊘ not judged\n') ? [] : ['the summary does not say "not judged"']),
    ];
  }
  const { outcome } = conformanceReportSchema.parse(parse(written));
  if (outcome === undefined) return ['conformance.yaml tells no outcome'];
  const { sentence, verdict, why } = outcome;
  const places = {
    'the console': output.toLowerCase(),
    'acceptance.html': (await read('reports', 'acceptance.html'))?.replaceAll(/<[^>]+>/g, '\n').toLowerCase(),
    'the summary': (await read('summary.md'))?.replaceAll('\\', '').toLowerCase(),
  };
  return [
    ...(EXIT_CODES[verdict] === code ? [] : [`conformance.yaml says ${verdict}, the exit code is ${code}`]),
    ...Object.entries(places).flatMap(([place, text = '']) => [
      ...(lineOf(text, sentence.toLowerCase()) ? [] : [`${place} does not say "${sentence}"`]),
      ...(why === undefined || flat(text).includes(flat(why.toLowerCase()))
        ? []
        : [`${place} does not say why: ${why}`]),
    ]),
  ];
}

/** A line that is the sentence, with a sign before it or the reason behind it; `not conformant` does not say `conformant`. */
function lineOf(text: string, sentence: string): boolean {
  return text.split('\n').some((line) => {
    const bare = line.replace(/^[#\s]*([✓✗⊘]\s*)?/, '').trim();
    return bare === sentence || bare.startsWith(`${sentence}: `);
  });
}

function flat(text: string): string {
  return text
    .replaceAll(/&#39;|&apos;/g, "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}

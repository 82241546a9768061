/** A number of the page, with its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;

/**
 * Reads Prometheus' text format (Prometheus, Exposition formats), strictly.
 *
 * @throws Error that names the line which is none of it
 */
export function readMetricsPage(text: string): readonly Sample[] {
  if (!text.endsWith('\n')) throw new Error('The page does not end with the end of a line.');
  const typed = new Set<string>();
  return text
    .slice(0, -1)
    .split('\n')
    .flatMap((line) => {
      const type = /^# TYPE (\S+) (?:gauge|counter)$/.exec(line)?.[1];
      if (type !== undefined) typed.add(type);
      if (line.startsWith('#')) return [];
      const sample = readSample(line);
      if (!typed.has(sample.name)) throw new Error(`The page gives ${sample.name} before its type.`);
      return [sample];
    });
}

function readSample(line: string): Sample {
  const [, name, labels, value] = LINE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`This is no line of metrics: ${line}`);
  return { name, labels: readLabels(labels ?? '', line), value: Number(value) };
}

function readLabels(text: string, line: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let end = 0;
  for (let match = LABEL.exec(text); match !== null; match = LABEL.exec(text)) {
    const [whole, label = '', value = ''] = match;
    found[label] = value.replaceAll(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
    end += whole.length;
    if (end === text.length) break;
  }
  if (end !== text.length) throw new Error(`The labels of this line are malformed: ${line}`);
  return found;
}

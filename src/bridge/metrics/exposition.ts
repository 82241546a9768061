/** One number of a metric, told apart from its others by labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with all its samples. A counter's name ends in `_total`; units are seconds and bytes. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
}

/** The media type of the text (Prometheus, Exposition formats, Basic info). */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Metrics in Prometheus' text format (Prometheus, Exposition formats, Text format details). */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .flatMap((metric) => [...headOf(metric), ...metric.samples.map(lineOf(metric.name))])
    .join('');
}

function headOf({ name, help, type }: Metric): readonly string[] {
  return [`# HELP ${name} ${escaped(help, /[\\\n]/g)}\n`, `# TYPE ${name} ${type}\n`];
}

function lineOf(name: string): (sample: Sample) => string {
  return ({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text, /[\\\n"]/g)}"`);
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numberText(value)}\n`;
  };
}

/** Go's way to write floating point: only what is no number is not written as here. */
function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function escaped(text: string, special: RegExp): string {
  return text.replaceAll(special, (one) => (one === '\n' ? '\\n' : `\\${one}`));
}

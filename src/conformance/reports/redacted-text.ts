import { createRedactor } from '../../recording/index.ts';

const redactor = createRedactor();

/** A text from a feature or a failure, without secrets: readers pass reports on. */
export function readableText(text: string): string {
  return redactor.text(text);
}

/** A table's cells without secrets: one that stands under, or after, the name of a secret is blotted out. */
export function readableTable(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const headings = rows[0] ?? [];
  return rows.map((row, index) =>
    row.map((cell, column) => {
      const names = [
        ...(column > 0 ? [row[column - 1] ?? ''] : []),
        ...(index > 0 ? [headings[column] ?? ''] : []),
      ];
      return names.some((name) => isSecret(name, cell)) ? '*****' : redactor.text(cell);
    }),
  );
}

function isSecret(name: string, value: string): boolean {
  const key = name.split('.').at(-1) ?? '';
  const redacted = redactor.value({ [key]: value });
  return JSON.stringify(redacted) !== JSON.stringify({ [key]: value }) && redactor.text(value) === value;
}

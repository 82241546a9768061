import type { StepResult } from '../../run/index.ts';
import { readableTable, readableText } from '../redacted-text.ts';

/** Characters of a table within a sentence. */
const LONGEST_TABLE = 90;

/** `When a device sends an uplink, then it is in Cumulocity.`: what was prepared for it stands with the steps. */
export function whatHappened(steps: readonly StepResult[]): string {
  const start = steps.findIndex(({ keyword }) => keyword === 'When' || keyword === 'Then');
  const told = steps.slice(Math.max(0, start)).map(({ keyword, text, table }, index) => {
    const words = readableText(text.replace(/:$/, ''));
    return `${index === 0 ? keyword : keyword.toLowerCase()} ${words}${table === undefined ? '' : inBrackets(table)}`;
  });
  return told.length === 0 ? '' : `${told.join(', ')}.`;
}

function inBrackets(table: readonly (readonly string[])[]): string {
  const text = readableTable(table)
    .map((row) => row.join(' '))
    .join('; ');
  return ` (${text.length <= LONGEST_TABLE ? text : `${text.slice(0, LONGEST_TABLE)}…`})`;
}

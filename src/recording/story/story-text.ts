import type { Finding } from './finding.ts';
import type { DeviceOverview } from './overview.ts';
import type { Story } from './tell-story.ts';

const MARKS = { ok: ' ', refused: '!', failed: '✗' } as const;

/** A story as plain text: a day's date once, then a line a sentence; what failed is marked. */
export function storyText({ title, lines, findings }: Story): string {
  let day = '';
  const body = lines.flatMap(({ time, sentence, went = 'ok' }) => {
    const today = time.slice(0, 10);
    const line = `${MARKS[went]} ${time.slice(11, 23)}  ${sentence}`;
    if (today === day) return [line];
    day = today;
    return [`  ${today} (UTC)`, line];
  });
  return [
    title,
    '',
    ...(body.length === 0 ? ['  Nothing was recorded of it.'] : body),
    '',
    findingsText(findings),
  ].join('\n');
}

/** Findings as plain text: what, why, and what to do. `head` stands above them, where there are some. */
export function findingsText(findings: readonly Finding[], head = 'What went wrong'): string {
  if (findings.length === 0) return 'Nothing went wrong as far as the recording shows.\n';
  const body = findings.map(
    ({ time, what, cause, remedy, request }, index) =>
      `${index + 1}. ${what}\n   when    ${time}\n   cause   ${cause}\n   remedy  ${remedy}\n${request === undefined ? '' : `   request ${request}\n`}`,
  );
  return [`${head}${findings.length === 1 ? '' : ` (${findings.length})`}:`, ...body].join('\n');
}

/** The devices of a recording as a table in plain text. */
export function overviewText(devices: readonly DeviceOverview[]): string {
  if (devices.length === 0) return 'No device was met.\n';
  const rows = [
    ['device', 'uplinks', 'handed over', 'stored', 'commands', 'findings'],
    ...devices.map(({ devEui, uplinks, handed, stored, commands, findings }) =>
      [devEui, uplinks, handed, stored, commands, findings].map((cell) => String(cell ?? '?')),
    ),
  ];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(column === 0 ? 18 : 13))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

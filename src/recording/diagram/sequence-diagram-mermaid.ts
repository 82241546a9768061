import type { Envelope } from '../envelope.ts';
import { diagramRows, gapLabel, occurringParties, omittedLabel, partyLabel } from './diagram-rows.ts';
import { isAnswer } from './draw-rows.ts';

/** As many as Mermaid draws readably. */
const MOST = 60;

/**
 * The same diagram as text for Mermaid (`sequenceDiagram`), to be pasted into an issue or a page.
 */
export function sequenceDiagramMermaid(envelopes: readonly Envelope[]): string {
  const rows = diagramRows(envelopes, MOST);
  const shown = rows.flatMap((row) => ('envelope' in row ? [row.envelope] : []));
  // Notes of the operator's alone belong to no lane, and a note needs one to stand over.
  const occurring = occurringParties(shown);
  const parties = occurring.length > 0 ? occurring : (['operator'] as const);
  const [first, last] = [parties[0], parties.at(-1)];
  const across = first === last ? first : `${first},${last}`;
  const lines = rows.map((row) => {
    if (row.type === 'gap') return `Note over ${across}: ${mermaidText(gapLabel(row))}`;
    if (row.type === 'heading') return `Note over ${across}: ${mermaidText(row.text)}`;
    if (row.type === 'omitted') return `Note over ${across}: ${mermaidText(omittedLabel(row))}`;
    const { envelope } = row;
    const text = mermaidText(`${envelope.seq} ${envelope.title}${outcomeLabel(envelope)}`);
    if (row.type === 'box') return `Note right of ${envelope.from}: ${text}`;
    return `${envelope.from}${arrow(envelope)}${envelope.to}: ${text}`;
  });
  const participants = parties.map((party) => `participant ${party} as ${partyLabel(party)}`);
  return ['sequenceDiagram', ...[...participants, ...lines].map((line) => `  ${line}`), ''].join('\n');
}

function arrow(envelope: Envelope): string {
  if (envelope.outcome === 'failed') return isAnswer(envelope) ? '--x' : '-x';
  return isAnswer(envelope) ? '-->>' : '->>';
}

function outcomeLabel({ outcome }: Envelope): string {
  return outcome === 'refused' || outcome === 'failed' ? ` (${outcome})` : '';
}

/**
 * A text that means nothing to Mermaid: whatever is neither letter nor digit nor harmless is written by its number
 * (Mermaid documentation, Sequence diagrams, "Entity codes to escape characters"); so are `;`, `#`, `%%` and braces.
 */
function mermaidText(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  return Array.from(oneLine, (character) => {
    if (/[\p{L}\p{N} .,()/_+=!?'*-]/u.test(character)) return character;
    if (/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(character)) return '�';
    return `#${character.codePointAt(0)};`;
  }).join('');
}

const ELLIPSIS = '…';

/** Width of a character in ems, as sans-serif typefaces have it; nothing can be measured without a browser. */
function characterWidth(character: string): number {
  if (
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{3fffd}]/u.test(
      character,
    )
  )
    return 1;
  if (/[iljtfrI.,;:'"|!()[\]{}\s/\\-]/.test(character)) return 0.34;
  if (/[mwMW@%]/.test(character)) return 0.88;
  if (/[A-Z0-9_#&+=<>~]/.test(character)) return 0.64;
  return 0.55;
}

/** The estimated width of a text in pixels. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width * fontSize;
}

/**
 * Breaks a text into at most `maxLines` lines no wider than `maxWidth`, between words and, within words that are too
 * long for a line, after a slash, dot or the like. What doesn't fit ends in an ellipsis.
 */
export function wrapText(text: string, maxWidth: number, maxLines: number, fontSize: number): string[] {
  const fits = (line: string) => textWidth(line, fontSize) <= maxWidth;
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (fits((line + piece).trimEnd())) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    if (lines.length > maxLines) break;
    line = '';
    // By characters as people see them: a cut in the midst of one leaves half of it.
    for (const { segment } of new Intl.Segmenter('en').segment(piece)) {
      if (!fits((line + segment).trimEnd())) {
        lines.push(line);
        line = '';
        if (lines.length > maxLines) break;
      }
      line += segment;
    }
  }
  if (line.trim() !== '') lines.push(line.trim());
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  return [...kept.slice(0, -1), withEllipsis(kept.at(-1) ?? '', fits)];
}

function pieces(text: string): string[] {
  return text.match(/[^\s/?&.,;]*[\s/?&.,;]?/g)?.filter((piece) => piece !== '') ?? [];
}

function withEllipsis(line: string, fits: (line: string) => boolean): string {
  const segments = Array.from(new Intl.Segmenter('en').segment(line), ({ segment }) => segment);
  while (segments.length > 0 && !fits(segments.join('') + ELLIPSIS)) segments.pop();
  return segments.join('').trimEnd() + ELLIPSIS;
}

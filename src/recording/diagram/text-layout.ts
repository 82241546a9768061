const ELLIPSIS = '…';

/** Characters as people see them: a cut in the midst of one leaves half of it. */
const CHARACTERS = new Intl.Segmenter('en');

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{3fffd}]/u;

/**
 * Width of a character in ems, as the wider ones of the sans-serif typefaces have it; nothing can be measured without
 * a browser.
 */
function characterWidth(character: string): number {
  if (/[iljtfrI.,;:'"|!()[\]{}\s/\\-]/.test(character)) return 0.37;
  if (/[mwMW@%]/.test(character)) return 0.92;
  if (/[A-Z0-9_#&+=<>~]/.test(character)) return 0.67;
  // Marks that combine stand above or below what they belong to.
  if (/\p{M}/u.test(character)) return 0;
  return WIDE.test(character) ? 1 : 0.59;
}

const ASCII_WIDTHS = Array.from({ length: 128 }, (_, code) => characterWidth(String.fromCharCode(code)));

/** The estimated width of a text in pixels. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) {
    width += ASCII_WIDTHS[character.charCodeAt(0)] ?? characterWidth(character);
  }
  return width * fontSize;
}

/** As {@link wrapText}, with lines of about the same length: no last line of one word. */
export function wrapBalanced(text: string, maxWidth: number, maxLines: number, fontSize: number): string[] {
  let lines = wrapText(text, maxWidth, maxLines, fontSize);
  if (lines.length < 2 || lines.at(-1)?.endsWith(ELLIPSIS)) return lines;
  const longestPiece = Math.max(...pieces(text).map((piece) => textWidth(piece, fontSize)));
  for (let width = maxWidth * 0.92; width > longestPiece; width *= 0.92) {
    const narrower = wrapText(text, width, maxLines + 1, fontSize);
    if (narrower.length > lines.length) return lines;
    lines = narrower;
  }
  return lines;
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
    const chunks = brokenUp(piece, fits);
    line = chunks.pop() ?? '';
    lines.push(...chunks);
  }
  if (line.trim() !== '') lines.push(line.trim());
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  return [...kept.slice(0, -1), withEllipsis(kept.at(-1) ?? '', fits)];
}

function charactersOf(text: string): string[] {
  // In ASCII each is one: finding that out takes long.
  if (/^[ -~]*$/.test(text)) return [...text];
  return Array.from(CHARACTERS.segment(text), ({ segment }) => segment);
}

/** A piece that may be too long for a line, in lines that are filled as far as they go. */
function brokenUp(piece: string, fits: (line: string) => boolean): string[] {
  if (fits(piece.trimEnd())) return [piece];
  const lines: string[] = [];
  let line = '';
  for (const segment of charactersOf(piece)) {
    if (line !== '' && !fits((line + segment).trimEnd())) {
      lines.push(line);
      line = '';
    }
    line += segment;
  }
  return [...lines, line];
}

function pieces(text: string): string[] {
  return text.match(/[^\s/?&.,;]*[\s/?&.,;]?/g)?.filter((piece) => piece !== '') ?? [];
}

function withEllipsis(line: string, fits: (line: string) => boolean): string {
  const segments = charactersOf(line);
  while (segments.length > 0 && !fits(segments.join('') + ELLIPSIS)) segments.pop();
  return segments.join('').trimEnd() + ELLIPSIS;
}

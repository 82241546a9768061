/**
 * The candidate that a typo was most likely meant to be, or undefined where none is near: a third of the shorter word's
 * letters may be wrong, one at least. Case counts for nothing.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const mayDiffer = Math.max(1, Math.floor(Math.min(word.length, candidate.length) / 3));
    // Before anything is computed: a word may be a field's name in a body, as long as somebody likes.
    if (Math.abs(word.length - candidate.length) > mayDiffer) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= mayDiffer && distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          isSwapped ? (before[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, previous] = [previous, current];
  }
  return previous[to.length] ?? 0;
}

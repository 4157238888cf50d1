/**
 * The word of `legal` that a person most likely meant by `word`; null where none is near (more than a third of its letters
 * would have to change, at least two).
 */
export function nearest(word: string, legal: Iterable<string>): string | null {
  const typed = word.slice(0, 64).toLowerCase();
  let best: string | null = null;
  let least = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const candidate of legal) {
    const far = edits(typed, candidate.toLowerCase());
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein's distance: letters to add, remove or change. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const following = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      following.push(Math.min(change, (row[j] ?? 0) + 1, (following[j - 1] ?? 0) + 1));
    }
    row = following;
  }
  return row[b.length] ?? 0;
}

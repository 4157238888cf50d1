/** Text as it is searched: accents and case away. */
export const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const wordsIn = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");

/**
 * How well something is found, 0 best, Infinity not at all: by the beginning of one of its names, by a word that begins so, by what is in a
 * name, by what more is said of it, by all words of the search in any order. The one way in which the editor ranks what was searched for.
 */
export function rankOf(query: string, names: readonly string[], more = ""): number {
  const wanted = fold(query.trim());
  if (wanted === "") return 0;
  const folded = names.map(fold);
  if (folded.some((name) => name.startsWith(wanted))) return 1;
  if (folded.some((name) => wordsIn(name).some((word) => word.startsWith(wanted)))) return 2;
  if (folded.some((name) => name.includes(wanted))) return 3;
  const all = [...folded, fold(more)].join(" ");
  if (all.includes(wanted)) return 4;
  const there = wordsIn(all);
  const words = wordsIn(wanted);
  return words.length > 1 && words.every((word) => there.some((each) => each.startsWith(word))) ? 5 : Infinity;
}

/** What was found, by group: the best first, and the group that has the best of all. Without a search, all in their own order. */
export function ranked<Group, Each>(
  all: ReadonlyMap<Group, readonly Each[]>,
  rank: (each: Each) => number,
): (readonly [Group, Each[]])[] {
  return [...all]
    .map(([group, each]) => {
      const found = each.map((one) => [rank(one), one] as const).filter(([place]) => place < Infinity);
      return { group, found: found.toSorted(([a], [b]) => a - b) };
    })
    .filter(({ found }) => found.length > 0)
    .toSorted((a, b) => a.found[0]![0] - b.found[0]![0])
    .map(({ group, found }) => [group, found.map(([, one]) => one)] as const);
}

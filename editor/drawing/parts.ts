/** A piece of something that changed: in both, only in the old one, only in the new one. */
export type Part = { kind: "same" | "old" | "new"; text: string };

/** Pieces up to which two texts are held against each other word by word; beyond, one is struck through and the other stands whole. */
const mostPieces = 600;
/** Characters of a text that differs that are shown; and of what stays the same between two changes. */
const mostShown = 2000;
const mostSame = 160;

/** Two texts, word by word. */
export function textParts(before: string, after: string): Part[] {
  if (before === after) return joined([{ kind: "same", text: before }]);
  const [old, now] = [pieces(before), pieces(after)];
  return joined(old.length > mostPieces || now.length > mostPieces ? whole(before, after) : aligned(old, now));
}

/** Two lists, entry by entry: what stays, with what went and what came where it stands. */
export const listParts = (before: readonly string[], after: readonly string[]): Part[] =>
  before.length > mostPieces || after.length > mostPieces
    ? joined(whole(before.join(", "), after.join(", ")))
    : aligned(before, after);

/** Two values that nobody reads word by word. */
export const whole = (before: string, after: string): Part[] => [
  ...(before === "" ? [] : [{ kind: "old" as const, text: before }]),
  ...(after === "" ? [] : [{ kind: "new" as const, text: after }]),
];

/** Words with the blank after them, what is filled in and links as a whole, and marks by themselves. */
const pieces = (text: string): string[] =>
  text.match(/\{\{[^{}]{0,200}\}\}\s*|https?:\/\/\S+\s*|[\p{L}\p{N}’'-]+\s*|\s+|[^\p{L}\p{N}\s]\s*/gu) ?? [];

/** The longest common run of pieces, and what stands between. */
function aligned(old: readonly string[], now: readonly string[]): Part[] {
  const width = now.length + 1;
  const length = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      length[i * width + j] =
        old[i] === now[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      parts.push({ kind: "same", text: old[i]! });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) {
      parts.push({ kind: "old", text: old[i]! });
      i += 1;
    } else {
      parts.push({ kind: "new", text: now[j]! });
      j += 1;
    }
  }
  return parts;
}

/** Neighbours of one kind are one part, and long ones are cut: in the middle where nothing changed, else at the end. */
function joined(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const { kind, text } of parts) {
    const last = merged.at(-1);
    if (last?.kind === kind) last.text += text;
    else merged.push({ kind, text });
  }
  return merged.map(({ kind, text }) => ({ kind, text: kind === "same" ? shortened(text) : cut(text) }));
}

const cut = (text: string): string => (text.length <= mostShown ? text : `${text.slice(0, mostShown)}…`);
const shortened = (text: string): string =>
  text.length <= mostSame ? text : `${text.slice(0, mostSame / 2)} … ${text.slice(-mostSame / 2)}`;

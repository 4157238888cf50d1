/** A piece of a text: as it was, taken away, or put in. */
export type Piece = { kind: "same" | "gone" | "new"; text: string };

/** Cells of a table that is still quick; longer texts are shown as wholes. */
const most = 400_000;

/** What makes of one text the other, word by word: the longest that both have in common stays. */
export function changes(before: string, after: string): Piece[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  const [a, b] = [split(before), split(after)];
  if (a.length * b.length > most) return whole(before, after);
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i]!);
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      add("gone", a[i]!);
      i += 1;
    } else {
      add("new", b[j]!);
      j += 1;
    }
  }
  return pieces;
}

/** Words and what stands between them. */
const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}’'-]+|[^\s\p{L}\p{N}]/gu) ?? [];

const whole = (before: string, after: string): Piece[] => [
  { kind: "gone", text: before },
  { kind: "new", text: after },
];

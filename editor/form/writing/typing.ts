/**
 * What is being written at the caret of a template: a field's name, or a filter's behind a bar. `open` is where its braces begin (one is
 * enough), `from` where the word does.
 */
export type Typing = { kind: "field" | "filter"; open: number; from: number; word: string };

/** null outside a placeholder, and behind a filter's colon, where a value of the writer's own stands. */
export function typingAt(text: string, caret: number): Typing | null {
  const open = caret < 2 ? -1 : text.lastIndexOf("{{", caret - 2);
  const inside = text.slice(open + 2, caret);
  if (open < 0 || inside.includes("}}") || inside.includes("\n")) return begunAt(text, caret);
  const bar = inside.lastIndexOf("|");
  const word = inside.slice(bar + 1);
  if (word.includes(":")) return null;
  return { kind: bar < 0 ? "field" : "filter", open, from: open + 2 + bar + 1, word: word.trim() };
}

/** A single brace and letters behind it are the beginning of a field. */
function begunAt(text: string, caret: number): Typing | null {
  const [all, word = ""] = /\{([\p{L}\p{M}]{0,30})$/u.exec(text.slice(Math.max(0, caret - 40), caret)) ?? [];
  if (all === undefined) return null;
  const open = caret - all.length;
  return { kind: "field", open, from: open + 1, word };
}

/** A change of a text, and where the caret goes. */
export type Edit = { from: number; to: number; insert: string; caret: number };

/** Puts a name in the place of what was begun, and closes its placeholder once. */
export function completed(text: string, caret: number, { kind, open, from }: Typing, name: string): Edit {
  const [closed = "", end = ""] = /^\s*(?:(\}\})|(?=\|))/u.exec(text.slice(caret)) ?? [];
  const goesOn = end === "" && /^\s*\|/u.test(text.slice(caret));
  const insert =
    kind === "field" ? `{{${name}${goesOn ? "" : "}}"}` : `${text.slice(open, from)} ${name}${goesOn ? "" : "}}"}`;
  const to = caret + (end === "" ? 0 : closed.length);
  return { from: open, to, insert, caret: open + insert.length };
}

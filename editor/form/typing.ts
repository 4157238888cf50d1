/** What is being written at the caret of a template: a field's name, or a filter's behind a bar; `from` is where it begins. */
export type Typing = { kind: "field" | "filter"; from: number; word: string };

/** null outside a placeholder, and behind a filter's colon, where a value of the writer's own stands. */
export function typingAt(text: string, caret: number): Typing | null {
  const open = caret < 2 ? -1 : text.lastIndexOf("{{", caret - 2);
  const inside = text.slice(open + 2, caret);
  if (open < 0 || inside.includes("}}")) return null;
  const bar = inside.lastIndexOf("|");
  const word = inside.slice(bar + 1);
  if (word.includes(":")) return null;
  return { kind: bar < 0 ? "field" : "filter", from: open + 2 + bar + 1, word: word.trim() };
}

/** The text with a name in the place of what was begun, its placeholder closed; and where the caret goes. */
export function completed(text: string, caret: number, { kind, from }: Typing, name: string): [string, number] {
  const closed = /^\s*(?:\||\}\})/u.test(text.slice(caret));
  const written = `${kind === "filter" ? " " : ""}${name}`;
  const at = from + written.length;
  return [text.slice(0, from) + written + (closed ? "" : "}}") + text.slice(caret), closed ? at : at + 2];
}

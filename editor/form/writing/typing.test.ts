import { expect, test } from "vitest";
import { completed, typingAt } from "./typing.ts";

/** The caret is where the bar ¦ stands. */
const at = (marked: string): [string, number] => [marked.replace("¦", ""), marked.indexOf("¦")];

test("what is being written is a field, or a filter behind a bar; outside a placeholder it is nothing", () => {
  expect(typingAt(...at("a {{ti¦"))).toEqual({ kind: "field", open: 2, from: 4, word: "ti" });
  expect(typingAt(...at("{{title | up¦}} b"))).toEqual({ kind: "filter", open: 0, from: 9, word: "up" });
  for (const text of ["¦", "a ¦ {{title}}", "{{title}}¦", "{{title | truncate: 6¦0}}", "{{ti\nmore¦"])
    expect(typingAt(...at(text)), text).toBeNull();
});

test("one brace is enough to begin a field", () => {
  expect(typingAt(...at("a {¦"))).toEqual({ kind: "field", open: 2, from: 3, word: "" });
  expect(typingAt(...at("{{title}} {ré¦ b"))).toEqual({ kind: "field", open: 10, from: 11, word: "ré" });
  expect(typingAt(...at("{a b¦"))).toBeNull();
});

test("a name takes the place of what was begun, and the placeholder is closed once", () => {
  const done = (marked: string, name: string): string => {
    const [text, caret] = at(marked);
    const edit = completed(text, caret, typingAt(text, caret)!, name);
    const made = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
    return `${made.slice(0, edit.caret)}¦${made.slice(edit.caret)}`;
  };
  expect(done("a {¦ b", "titre")).toBe("a {{titre}}¦ b");
  expect(done("a {{ti¦ b", "titre")).toBe("a {{titre}}¦ b");
  expect(done("{{ti¦}} b", "titre")).toBe("{{titre}}¦ b");
  expect(done("{{title |¦}}", "upper")).toBe("{{title | upper}}¦");
  expect(done("{{ti¦ | upper}}", "title")).toBe("{{title¦ | upper}}");
});

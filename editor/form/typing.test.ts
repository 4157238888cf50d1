import { expect, test } from "vitest";
import { completed, typingAt } from "./typing.ts";

/** The caret is where the bar ¦ stands. */
const at = (marked: string): [string, number] => [marked.replace("¦", ""), marked.indexOf("¦")];

test("what is being written is a field, or a filter behind a bar; outside a placeholder it is nothing", () => {
  expect(typingAt(...at("a {{ti¦"))).toEqual({ kind: "field", from: 4, word: "ti" });
  expect(typingAt(...at("{{title | up¦}} b"))).toEqual({ kind: "filter", from: 9, word: "up" });
  for (const text of ["¦", "{¦", "a ¦ {{title}}", "{{title}}¦", "{{title | truncate: 6¦0}}"])
    expect(typingAt(...at(text)), text).toBeNull();
});

test("a name takes the place of what was begun, and the placeholder is closed once", () => {
  const done = (marked: string, name: string): string => {
    const [text, caret] = at(marked);
    const [made, end] = completed(text, caret, typingAt(text, caret)!, name);
    return `${made.slice(0, end)}¦${made.slice(end)}`;
  };
  expect(done("a {{ti¦ b", "titre")).toBe("a {{titre}}¦ b");
  expect(done("{{ti¦}}", "titre")).toBe("{{titre¦}}");
  expect(done("{{title |¦}}", "upper")).toBe("{{title | upper¦}}");
  expect(done("{{ti¦ | upper}}", "title")).toBe("{{title¦ | upper}}");
});

import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { item, typesWith } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import { process } from "./run.ts";

const context = { now: 0, state: undefined };

test("the text is written anew from the item's parts", () => {
  const story = item("k", { title: "Acme recrute", link: "https://acme.example/1", text: "old words" });
  const { out, drops } = process([story], { template: "👋 {{title}}\n\n{{link}}" }, context);
  expect(out["out"]).toEqual([{ ...story, text: "👋 Acme recrute\n\nhttps://acme.example/1" }]);
  expect(drops).toEqual([]);
  expect(story.text).toBe("old words");
});

test("an item that leaves nothing to say is let go with the reason", () => {
  const { out, drops } = process(
    [item("a", { author: null }), item("b", { author: null, link: "https://b.example" })],
    { template: "{{author}}" },
    context,
  );
  expect(out["out"]?.map(({ key }) => key)).toEqual(["b"]);
  expect(drops).toMatchObject([{ item: { key: "a" }, code: "empty-text" }]);
});

test("an unknown placeholder is a problem of the map that names the legal ones", () => {
  const document = { schema: 1, name: "m", nodes: [{ id: "t", type: "template", config: { template: "{{titel}}" } }] };
  const { problems } = compile(document, typesWith(manifest));
  expect(problems.find(({ code }) => code === "bad-config")).toMatchObject({
    node: "t",
    field: "template",
    message: {
      en: "Text: {{titel}} is not known. Use one of: title, summary, text, link, author, tags, source, published.",
    },
  });
});

test("the card shows the template in one short line", () => {
  expect(manifest.summary({ template: `A\n\n{{title}} ${"word ".repeat(20)}` }).en).toMatch(
    /^A \{\{title\}\} word .{30,}…$/u,
  );
});

test("the least that it writes begins as every text does", () => {
  expect(manifest.least?.({ template: "@acme {{title | upcase}} : {{ link }}" })).toBe("@acme … : …");
  expect(manifest.least?.({ template: "{{title}}" })).toBe("…");
});

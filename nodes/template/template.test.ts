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

test("an item of which the template says nothing is let go with the reason", () => {
  const { out, drops } = process(
    [
      item("a", { author: null, link: null }),
      item("b", { author: null, link: "https://b.example" }),
      item("c", { author: "Léa", link: "https://c.example" }),
    ],
    { template: "Par {{author}} : {{link}}" },
    context,
  );
  expect(out["out"]?.map(({ text }) => text)).toEqual(["Par Léa : https://c.example"]);
  expect(drops).toMatchObject([
    { item: { key: "a" }, code: "bare-link" },
    { item: { key: "b" }, code: "bare-link" },
  ]);
  expect(process([item("a", { link: null })], { template: "{{link}}" }, context).drops).toMatchObject([
    { code: "empty-text" },
  ]);
});

test("an item without a title says its first words in its place, but not twice", () => {
  const untitled = item("k", { title: "", summary: "Nous recrutons une soudeuse !", link: "https://micro.example/1" });
  const made = (template: string) => process([untitled], { template }, context).out["out"]?.[0]?.text;
  expect(made("{{title}} {{link}}")).toBe("Nous recrutons une soudeuse ! https://micro.example/1");
  expect(made("Nouveau : {{ title | upcase }}")).toBe("Nouveau : NOUS RECRUTONS UNE SOUDEUSE !");
  expect(made("{{title}}\n\n{{summary}}")).toBe("Nous recrutons une soudeuse !");
});

test("a picture without words is left to the targets; a link without words and picture is let go", () => {
  const link = "https://micro.example/1";
  const photo = item("p", {
    title: "",
    summary: "",
    link,
    media: [{ url: "https://micro.example/p.jpg", kind: "picture" }],
  });
  const nothing = item("n", { title: link, summary: "", link });
  const { out, drops } = process([photo, nothing], { template: "{{title}} {{link}}" }, context);
  expect(out["out"]?.map(({ key }) => key)).toEqual(["p"]);
  expect(drops).toMatchObject([{ item: { key: "n" }, code: "bare-link" }]);
});

test("a template that says nothing of the item is said while drawing, and does as it was told", () => {
  expect(manifest.check?.({ template: "À lire : {{link}}" })).toMatchObject([
    { code: "silent-template", severity: "warning" },
  ]);
  expect(manifest.check?.({ template: "{{tags | hashtags: 2}} {{link}}" })).toEqual([]);
  const story = item("k", { title: "Acme recrute", link: "https://acme.example/1" });
  expect(process([story], { template: "{{link}}" }, context).out["out"]?.[0]?.text).toBe("https://acme.example/1");
});

test("an unknown placeholder is a problem of the map that names the legal ones", () => {
  const document = { schema: 1, name: "m", nodes: [{ id: "t", type: "template", config: { template: "{{titel}}" } }] };
  const { problems } = compile(document, typesWith(manifest));
  expect(problems.find(({ code }) => code === "bad-config")).toMatchObject({
    node: "t",
    field: "template",
    message: {
      en: "Text of the message: {{titel}} is not known (is {{title}} meant?). Use one of: title, summary, text, link, author, tags, source, published.",
      fr: "Texte du message : {{titel}} est inconnu (s’agit-il de {{titre}} ?). Utilisez l’un de : titre, résumé, texte, lien, auteur, étiquettes, source, date.",
    },
  });
});

test("the card says the template in one short line of words, its fields by their names in the reader's language", () => {
  expect(manifest.summary({ template: "{{title}} {{link}}" })).toEqual({ en: "title, link", fr: "titre, lien" });
  expect(manifest.summary({ template: "{{titre | majuscules}}\n{{title}}" })).toEqual({ en: "title", fr: "titre" });
  expect(manifest.summary({ template: `A\n\n{{title}} ${"word ".repeat(20)}` })).toEqual({
    en: expect.stringMatching(/^A ‹title› word .{30,}…$/u),
    fr: expect.stringMatching(/^A ‹titre› word .{30,}…$/u),
  });
  expect(manifest.summary({ template: "{{ti" }).en).toBe("{{ti");
});

test("the least that it writes begins as every text does", () => {
  expect(manifest.least?.({ template: "@acme {{title | upcase}} : {{ link }}" })).toBe("@acme … : …");
  expect(manifest.least?.({ template: "{{title}}" })).toBe("…");
});

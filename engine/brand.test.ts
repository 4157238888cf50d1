import { expect, test } from "vitest";
import { branded, brandedWritten, type Brand } from "./brand.ts";
import type { Item } from "./item.ts";
import { Written } from "./written.ts";

const brand: Brand = {
  hashtags: ["OnRecrute", "Atelier Lumen"],
  utm: { source: "ambassadors", medium: "social", campaign: "salon", content: "" },
};
const item = {
  ...{ key: "k", source: "s", kind: "post", title: "t", summary: "", author: null, tags: [], media: [] },
  ...{ language: "fr", published: null, updated: null, origin: null },
  text: "Venez : https://lumen.example/salon #onrecrute",
  link: "https://lumen.example/salon",
} satisfies Item;

test("the hashtags that are not there yet stand behind the words, and the link is marked wherever it stands", () => {
  const made = branded(item, brand);
  const link = "https://lumen.example/salon?utm_source=ambassadors&utm_medium=social&utm_campaign=salon";
  expect(made.link).toBe(link);
  expect(made.text).toBe(`Venez : ${link} #onrecrute\n\n#AtelierLumen`);
  expect(branded(made, brand)).toEqual(made);
});

test("each wording is branded and stays the item's own; marks that somebody set stay", () => {
  const list = [
    { id: "a", text: item.text },
    { id: "b", text: "Autrement" },
  ];
  const link = "https://lumen.example/?utm_campaign=autre";
  const made = branded({ ...item, link, wordings: { short: "reuse", list } }, brand);
  expect(made.link).toContain("utm_campaign=autre");
  expect(made.wordings?.list[0]?.text).toBe(made.text);
  expect(made.wordings?.list[1]?.text).toBe("Autrement\n\n#OnRecrute #AtelierLumen");
});

test("an entry is branded once, a picture without words gets no words, and no campaign changes nothing", () => {
  const written = Written.parse({ version: 1, words: [{ text: "" }, { text: "Sur X", for: "x" }], link: null });
  expect(brandedWritten(written, brand).words.map(({ text }) => text)).toEqual([
    "",
    "Sur X\n\n#OnRecrute #AtelierLumen",
  ]);
  expect(brandedWritten(written, null)).toBe(written);
});

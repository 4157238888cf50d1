import { expect, test } from "vitest";
import { hashtags } from "./hashtags.ts";

const made = (tag: string, language: string | null = null) => hashtags([tag], 8, language);

test.each([
  ["Soudure", "#Soudure"],
  ["marque employeur", "#marqueemployeur"],
  ["#emploi", "#emploi"],
  ["e-commerce", "#ecommerce"],
  ["Node.js", "#Nodejs"],
  ["C++", "#CPlusPlus"],
  ["C++17", "#CPlusPlus17"],
  ["Notepad++", "#NotepadPlusPlus"],
  ["Canal+", "#CanalPlus"],
  ["Bac+5", "#BacPlus5"],
  ["C#", "#CSharp"],
  ["F#", "#FSharp"],
  ["C# 12", "#CSharp12"],
  ["Ｃ＃", "#CSharp"],
  [".NET", "#DotNet"],
  [".NET Core", "#DotNETCore"],
  ["ASP.NET", "#ASPNET"],
  ["5G", "#5G"],
  ["Yahoo!", "#Yahoo"],
  ["人工知能", "#人工知能"],
  ["हिन्दी", "#हिन्दी"],
])("the tag %s is %s", (tag, hashtag) => {
  expect(made(tag)).toBe(hashtag);
});

test("what would say something else without its signs is no hashtag", () => {
  for (const tag of ["R&D", "H&M", "100 % local", "@acme", "a=b", "2026", "&", "#", "+", "C*", "<head>"])
    expect(made(tag)).toBe("");
});

test("“and” is said in the item's language", () => {
  expect([made("R&D", "fr"), made("R&D", "en-GB"), made("M&A", "xx")]).toEqual(["#REtD", "#RAndD", ""]);
  expect([made("Hygiène & sécurité", "fr"), made("Hygiène & sécurité")]).toEqual([
    "#HygièneEtSécurité",
    "#HygièneSécurité",
  ]);
});

test("a hashtag stands once, and as many as are wanted", () => {
  expect(hashtags(["Emploi", "#emploi", "EMPLOI", "C++", "R&D", "Lyon"], 2, null)).toBe("#Emploi #CPlusPlus");
});

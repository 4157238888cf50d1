import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import type { Config } from "./node.ts";
import { process } from "./run.ts";

const news = [
  item("jobs", { title: "L’EMPLOI repart", summary: "À Lyon", tags: ["Économie"] }),
  item("plan", { title: "Le réemploi commence", summary: "", tags: ["recrutement"] }),
  item("both", { title: "Emploi et recrutement", summary: "" }),
];
const kept = (config: Partial<Config>) => run(config).out["out"]?.map(({ key }) => key);
const run = (config: Partial<Config>) =>
  process(
    news,
    { mode: "any", words: ["emploi"], fields: ["title", "summary"], whole: true, ...config },
    { now: 0, state: undefined },
  );

test("any word keeps, with accents, case and elisions aside", () => {
  expect(kept({})).toEqual(["jobs", "both"]);
  expect(kept({ whole: false })).toEqual(["jobs", "plan", "both"]);
  expect(kept({ words: ["LYON", "commence"] })).toEqual(["jobs", "plan"]);
});

test("all words are needed, and the missing one is named", () => {
  const { out, drops } = run({ mode: "all", words: ["emploi", "recrutement"] });
  expect(out["out"]?.map(({ key }) => key)).toEqual(["both"]);
  expect(drops.map(({ item: { key }, code, reason }) => [key, code, reason.en])).toEqual([
    ["jobs", "keyword-missing", "It lacks the word “recrutement”."],
    ["plan", "keyword-missing", "It lacks the word “emploi”."],
  ]);
});

test("none of the words lets the others pass, and names the word that was found", () => {
  const { out, drops } = run({ mode: "none" });
  expect(out["out"]?.map(({ key }) => key)).toEqual(["plan"]);
  expect(drops[0]?.reason.fr).toBe("Elle contient le mot « emploi ».");
});

test("only the chosen fields are searched", () => {
  expect(kept({ words: ["economie", "recrutement"], fields: ["tags"] })).toEqual(["jobs", "plan"]);
  expect(kept({ words: ["economie"], fields: ["title"] })).toEqual([]);
});

test("the card says it in one line", () => {
  const config = manifest.config.parse({ words: ["emploi", "recrutement", "stage", "alternance"] });
  expect(manifest.summary(config)).toEqual({
    en: "contains: emploi, recrutement, stage… · title, summary",
    fr: "contient : emploi, recrutement, stage… · titre, résumé",
  });
});

test("no word at all is said while drawing, and on the card", () => {
  const config = manifest.config.parse(manifest.defaults);
  expect(manifest.check?.(config)).toMatchObject([{ code: "no-words", severity: "error", field: "words" }]);
  expect(manifest.summary(config).fr).toBe("aucun mot pour l’instant");
});

test("a word that can never be found is said while drawing", () => {
  const config = manifest.config.parse({ words: ["emploi", "*", "…"] });
  expect(manifest.check?.(config)).toMatchObject([
    {
      code: "empty-keyword",
      severity: "warning",
      field: "words",
      message: { fr: expect.stringContaining("« * », « … »") },
    },
  ]);
  expect(manifest.check?.(manifest.config.parse({ words: ["recrut*", "C++", "*emploi*"] }))).toEqual([]);
});

import { expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { isReadyMade } from "#engine/cue.ts";
import { ideasFor, usualIdeas } from "#engine/cue-ideas.ts";
import { item, publisher } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { expand } from "./run.ts";

const defaults = manifest.config.parse({});
const post: Item = { ...item("k"), link: "https://x.com/lumen/status/1", summary: "Une nuit de chantier." };
const codes = (config: Partial<Config>, people: Parameters<typeof publisher>[1][], one = post) => {
  const { wanted, drops, offer } = expand(
    one,
    { ...defaults, ...config },
    people.map((more, at) => publisher(`x:p${at}`, more)),
  );
  expect(wanted).toEqual([]);
  return { codes: drops.map(({ code }) => code), ask: offer?.ask };
};

test("it wants nobody's account, says that it asks, and asks only where somebody fits who is on no pause", () => {
  expect(codes({ topics: ["Emploi"], most: 2 }, [{ topics: ["Emploi"] }])).toMatchObject({
    codes: ["asked"],
    ask: { most: 2 },
  });
  expect(codes({ topics: ["Emploi"] }, [{ topics: ["Sport"] }])).toEqual({ codes: ["nobody"], ask: undefined });
  expect(codes({}, [{ mode: "paused" }, { member: null }])).toEqual({ codes: ["nobody"], ask: undefined });
  expect(codes({}, [{}], { ...post, link: null })).toEqual({ codes: ["no-address"], ask: undefined });
  expect(codes({}, [{}], { ...post, title: "", text: "", summary: "" })).toEqual({
    codes: ["no-words"],
    ask: undefined,
  });
});

test("words to paste are no idea, and forbid publishing; no two of the first people see the same two ideas", () => {
  for (const idea of ["“So proud of this team!”", "#Lumen", "Merci @lumen", "https://lumen.example", "Bravo 👏"])
    expect(isReadyMade(idea)).toBe(true);
  for (const idea of ["Ce que « lumière » veut dire pour vous", "C# and F# at work", "L’équipe de l’aube"])
    expect(isReadyMade(idea)).toBe(false);
  const config = { ...defaults, ideas: [{ idea: "“Bravo !”" }] };
  expect(manifest.check?.(config)).toMatchObject([{ code: "ready-made", severity: "error", field: "ideas" }]);
  const seen = [0, 1].map((place) => ideasFor(usualIdeas, place).map(({ en }) => en));
  expect(new Set(seen.flat()).size).toBe(4);
});

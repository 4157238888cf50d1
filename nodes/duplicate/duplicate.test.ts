import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { item } from "#test/support/toys.ts";
import type { Config } from "./node.ts";
import { process } from "./run.ts";

const day = 86_400_000;
const start = Date.parse("2026-03-10T12:00:00Z");
const config: Config = { by: "both", window: 7, unit: "days" };
const run = (items: Item[], state: unknown = undefined, changes: Partial<Config> = {}, now = start) =>
  process(items, { ...config, ...changes }, { now, state });
const kept = (outcome: ReturnType<typeof run>) => outcome.out["out"]?.map(({ key }) => key);

const title = "Acme ouvre une usine de batteries près de Dunkerque";
const first = item("a", { title, link: "https://acme.example/usine" });
const samePage = item("b", { title: "L’usine d’Acme", link: "https://ACME.example/usine/?utm_source=rss#top" });
const sameTitle = item("c", {
  title: "ACME ouvre une usine de batteries pres de Dunkerque !",
  link: "https://press.example/9",
});
const other = item("d", { title: "Acme ferme une usine de moteurs à Amiens", link: "https://press.example/10" });

test("the same page or nearly the same title goes through once", () => {
  const outcome = run([first, samePage, sameTitle, other]);
  expect(kept(outcome)).toEqual(["a", "d"]);
  expect(outcome.drops.map(({ item: { key }, reason }) => [key, reason.en])).toEqual([
    ["b", "The same page came by before."],
    ["c", "A story with nearly the same title came by before."],
  ]);
});

test("a person chooses by what stories are compared", () => {
  expect(kept(run([first, samePage, sameTitle], undefined, { by: "link" }))).toEqual(["a", "c"]);
  expect(kept(run([first, samePage, sameTitle], undefined, { by: "text" }))).toEqual(["a", "b"]);
});

test("one page is one however its address is spelled, unless the part behind # tells it from others", () => {
  const spelled = (key: string, link: string) => item(key, { title: key, link });
  const pages = [
    spelled("http", "http://acme.example/s/7"),
    spelled("www", "https://www.acme.example/s/7/"),
    spelled("mark", "https://acme.example/s/7?mtm_campaign=rss"),
  ];
  expect(kept(run(pages))).toEqual(["http"]);
  const entries = ["v1", "v2"].map((part) => spelled(part, `https://acme.example/log#${part}`));
  expect(kept(run(entries))).toEqual(["v1"]);
  expect(kept(run(entries.map((each) => ({ ...each, anchored: true as const }))))).toEqual(["v1", "v2"]);
});

test("a page that is remembered in the spelling of before is the same page", () => {
  const [line = ""] = (run([samePage], undefined).state as { stories: string[] }).stories;
  const was = createHash("sha256").update("https://acme.example/usine").digest("hex").slice(0, 10);
  const state = { stories: [line.slice(0, 6) + "0123456789" + was + line.slice(26)] };
  expect(kept(run([first], state, { by: "link" }))).toEqual([]);
});

test("stories are remembered from run to run, for as long as the window", () => {
  const { state } = run([first]);
  const stored: unknown = JSON.parse(JSON.stringify(state));
  expect(kept(run([sameTitle], stored, {}, start + 6 * day))).toEqual([]);
  expect(kept(run([sameTitle], stored, {}, start + 8 * day))).toEqual(["c"]);
  expect(kept(run([sameTitle], stored, { window: 2, unit: "hours" }, start + 3 * 3_600_000))).toEqual(["c"]);
});

test("an item is no copy of itself, so that a preview after the run shows the same", () => {
  const once = run([first, sameTitle, other]);
  const again = run([first, sameTitle, other], once.state);
  expect(kept(again)).toEqual(kept(once));
  expect(again.state).toEqual(once.state);
});

test("what was remembered then is what was remembered then, also once a later run went on from it", () => {
  const { state } = run([first]);
  const then = JSON.stringify(run([first]).state);
  run([other], state);
  expect(JSON.stringify(state)).toBe(then);
  expect(run([first, other], state).drops).toEqual([]);
});

test("the memory stays below what a node may keep", () => {
  let state: unknown;
  for (let batch = 0; batch < 3; batch += 1) {
    const items = Array.from({ length: 1000 }, (_, index) =>
      item(`k${batch}-${index}`, {
        title: `Story ${batch} ${index} of a day in town`,
        link: `https://a.example/${batch}/${index}`,
      }),
    );
    const outcome = run(items, state);
    expect(kept(outcome)).toHaveLength(1000);
    state = outcome.state;
  }
  expect(JSON.stringify(state).length).toBeLessThanOrEqual(64_000);
  expect(
    kept(
      run([item("new", { link: "https://a.example/2/999" }), item("lost", { link: "https://a.example/0/0" })], state),
    ),
  ).toEqual(["lost"]);
});

test("a state that is not ours is forgotten", () => {
  for (const state of [null, 3, { stories: "x" }, { stories: [1, "short", "Z".repeat(42)] }])
    expect(kept(run([first], state))).toEqual(["a"]);
});

test("other sources' reports of one event are let go where that is asked for, and only of what passed", () => {
  const report = { ...first, event: "12" };
  const again = item("e", {
    title: "Une usine de batteries pour Dunkerque",
    link: "https://press.example/e",
    event: "12",
  });
  const outcome = run([report, again, { ...other, event: "14" }], undefined, { by: "event" });
  expect(kept(outcome)).toEqual(["a", "d"]);
  expect(outcome.drops[0]?.reason.en).toBe("Another source reported this event before.");
  const later = (state: unknown, now: number) =>
    kept(run([again, report], JSON.parse(JSON.stringify(state)), { by: "event" }, now));
  expect(later(outcome.state, start + day)).toEqual(["a"]);
  expect(later(outcome.state, start + 8 * day)).toEqual(["e"]);
  expect(kept(run([report, again]))).toEqual(["a", "e"]);
});

test("what is remembered of very many events stays within a node's memory", () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    item(`k${index}`, {
      title: `Titre numéro ${index} de la journée`,
      link: `https://press.example/${index}`,
      event: `${index}`,
    }),
  );
  expect(JSON.stringify(run(many, undefined, { by: "event" }).state).length).toBeLessThan(64_000);
});

test("who goes on from what this process remembers goes on as from what is stored, and its size is told truly", () => {
  const words = ["usine", "Lyon", "emploi", "batteries", "ouvre", "Nantes", "salon", "recrute", "embauche", "site"];
  let dice = 7;
  const roll = (most: number) => (dice = (dice * 48_271) % 2_147_483_647) % most;
  for (const by of ["both", "event"] as const) {
    let [live, stored]: unknown[] = [undefined, undefined];
    for (let round = 0, now = start; round < 400; round += 1, now += roll(day) - day / 8) {
      const items = Array.from({ length: roll(9) }, () =>
        item(`k${roll(900)}`, {
          title: Array.from({ length: 6 }, () => words[roll(words.length)]).join(" "),
          link: `https://press.example/${roll(700)}`,
          event: `${roll(300)}`,
        }),
      );
      const [one, two] = [run(items, live, { by }, now), run(items, stored, { by }, now)];
      expect(one).toEqual(two);
      expect(one.size).toBe(JSON.stringify(one.state).length);
      // The same state once more: nothing of the first time clings to it.
      if (round % 7 === 0) expect(run(items, live, { by }, now)).toEqual(one);
      [live, stored] = [one.state, JSON.parse(JSON.stringify(two.state))];
    }
  }
});

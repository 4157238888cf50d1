import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import { sampleMap } from "../demo/people.ts";
import { loadNodes } from "../nodes.ts";
import { checkCron } from "../time/cron.ts";
import { answered, type Given, type Own } from "./templates/own.ts";
import { allTemplates } from "./templates.ts";

const nodes = await loadNodes();
const nothing: Own = {
  page: "",
  blog: "",
  alert: "",
  place: "",
  words: [],
  event: [],
  banned: [],
  topics: [],
  accounts: [],
  channels: [],
  readers: { place: { type: "rss", config: {} } },
  language: "fr",
  zone: "Europe/Paris",
};
const answers: Given = {
  page: "https://www.facebook.com/atelier.lumen",
  blog: "blog.example.com/feed.xml",
  alert: "https://www.google.com/alerts/feeds/0123/4567",
  place: "https://social.example/@atelier_lumen",
  words: ["emploi", "recrut*"],
  event: ["portes ouvertes"],
  banned: ["faillite"],
  topics: ["Emploi", "Design & lumière", "Emploi !"],
  accounts: ["x:atelier_lumen", "mastodon:atelier_lumen@social.example"],
  channels: ["slack:general"],
};
const publisher = (ref: string): Publisher => {
  const [network = "", handle = ""] = ref.split(":");
  return {
    id: ref,
    ref,
    network,
    handle,
    name: handle,
    member: handle.endsWith("body") ? handle : null,
    topics: [],
    mode: "auto",
  };
};
const publishers = [...answers.accounts!, ...answers.channels!, "x:anybody", "x:everybody", "x:somebody"].map(
  publisher,
);
const problemsOf = (document: MapDocument) =>
  compile(document, nodes, {
    accounts: publishers,
    secrets: new Set(["facebook-page:atelier.lumen"]),
    checkCron,
  }).problems;

test("Every template asks for three things, and with them there is nothing to correct and nothing to look at.", () => {
  for (const { id, asks, draw } of allTemplates) {
    expect(asks, id).toHaveLength(3);
    const problems = problemsOf(draw(answered(nodes, nothing, answers)));
    // What fits no topic goes nowhere, as it is meant.
    const told = problems.filter(({ code }) => code !== "unwired-port");
    expect(told.map(({ node, message }) => `${id} ${node}: ${message.en}`)).toEqual([]);
  }
});

test("A template of which nothing is known yet is a drawing with places to fill in, and each of its problems names the step.", () => {
  for (const { id, draw } of allTemplates) {
    const document = draw(answered(nodes, nothing, {}));
    expect(document.nodes.length, id).toBeGreaterThan(3);
    const problems = problemsOf(document).filter(({ severity }) => severity === "error");
    expect(problems.length, id).toBeGreaterThan(0);
    for (const { node } of problems)
      expect(
        document.nodes.map((one) => one.id),
        id,
      ).toContain(node);
  }
});

test("Answers are taken as people have them: addresses without a scheme, a page by its address, a place by the network that knows it.", () => {
  const own = answered(nodes, nothing, answers);
  expect(own).toMatchObject({
    page: "atelier.lumen",
    blog: "https://blog.example.com/feed.xml",
    readers: { place: { type: "mastodon" } },
  });
  expect(answered(nodes, { ...nothing, blog: "https://a.example" }, { blog: undefined }).blog).toBe(
    "https://a.example",
  );
});

/** The way of a wire as the canvas draws it, from the right edge of a card to the left edge of another. */
function* wayOf(from: { x: number; y: number }, to: { x: number; y: number }) {
  const [start, end] = [from.x + card.width, to.x];
  const middle = (start + end) / 2;
  for (let t = 0; t <= 1; t += 0.01) {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    const height = card.height / 2;
    yield { x: a * start + (b + c) * middle + d * end, y: (a + b) * (from.y + height) + (c + d) * (to.y + height) };
  }
}
const card = { width: 232, height: 128 };

test("No wire of a map that we draw runs behind a card.", () => {
  const places = { blog: "https://a.example/b", alert: "https://a.example/a", page: "p", accounts: [] };
  const full = answered(nodes, nothing, answers);
  const drawn = [...allTemplates.map(({ draw }) => draw(full)), sampleMap.document(places)];
  for (const { name, nodes: cards, edges } of drawn) {
    const at = new Map(cards.map(({ id, position }) => [id, position]));
    for (const { id, from, to } of edges)
      for (const { x, y } of wayOf(at.get(from.node)!, at.get(to.node)!))
        for (const { id: other, position } of cards) {
          if (other === from.node || other === to.node) continue;
          const inside =
            x > position.x && x < position.x + card.width && y > position.y && y < position.y + card.height;
          expect(inside, `${name}: ${id} behind ${other}`).toBe(false);
        }
  }
});

test("Templates have a title, a sentence and names in both languages.", () => {
  for (const { title, help, draw } of allTemplates) {
    for (const text of [title, help]) for (const words of Object.values(text)) expect(words).toMatch(/\w{3}/u);
    const [fr, en] = [draw(nothing), draw({ ...nothing, language: "en" })];
    expect(fr.name).not.toBe(en.name);
    expect(fr.description).not.toBe(en.description);
  }
});

import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import type { Publisher } from "#engine/node.ts";
import { checkCron } from "../time/cron.ts";
import { loadNodes } from "../nodes.ts";
import { sampleMap } from "../demo/people.ts";
import { demoPlaces } from "../demo/places.ts";
import { findTemplate, templates } from "./templates.ts";

const nodes = await loadNodes();
const ground = { settings: { networks: {} }, nodes };

const base = "http://127.0.0.1:3001";
const networks = {
  x: { api: `${base}/x`, web: `${base}/x` },
  mastodon: { api: `${base}/mastodon`, web: `${base}/mastodon` },
};
const publisher = (ref: string): Publisher => {
  const [network = "", handle = ""] = ref.split(":");
  return { id: ref, ref, network, handle, name: handle, member: handle, topics: [], mode: "ask" };
};

test("Every template is a whole map: where its accounts are there, nothing stands in the way of publishing it.", async () => {
  for (const given of [{}, networks]) {
    for (const { document } of templates({ settings: { networks: given }, nodes })) {
      const refs = document.nodes.flatMap(({ config: { account } }) => (typeof account === "string" ? [account] : []));
      const { problems } = compile(document, nodes, { accounts: [...refs, "x:anybody"].map(publisher), checkCron });
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  }
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
const card = { width: 232, height: 96 };

test("No wire of a map that we draw runs behind a card.", () => {
  const places = { blog: "https://a.example/b", alert: "https://a.example/a", page: "p", accounts: [] };
  const drawn = [
    ...templates({ settings: { networks }, nodes }).map(({ document }) => document),
    sampleMap.document(places),
  ];
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

test("Templates have a title and help in both languages, and are found by their id.", () => {
  for (const template of templates(ground)) {
    for (const text of [template.title, template.help])
      for (const words of Object.values(text)) expect(words).toMatch(/\w{3}/u);
    expect(findTemplate(template.id, ground)).toEqual(template);
  }
  expect(findTemplate("no-such-template", ground)).toBeNull();
});

test("In the demo the first map reads the demo's feeds and posts to its people.", () => {
  const { blog, alert } = demoPlaces(networks)!;
  expect(blog).toBe(`${base}/feeds/blog.xml`);
  const { nodes: drawn, schedule } = findTemplate("first-map", { settings: { networks }, nodes })!.document;
  expect(drawn.map(({ config }) => config["url"]).filter(Boolean)).toEqual([blog, alert]);
  expect(drawn.map(({ config }) => config["account"]).filter(Boolean)).toEqual([
    "x:lea_martin",
    "mastodon:lea_martin@social.example",
    "x:hugo_bernard",
    "mastodon:hugo_bernard@social.example",
  ]);
  expect(schedule).toEqual({ kind: "interval", minutes: 15 });
});

test("Outside the demo the first map's accounts are made up, on networks that there are.", () => {
  const refs = findTemplate("first-map", ground)!.document.nodes.flatMap(({ config: { account } }) =>
    typeof account === "string" && account !== "" ? [account] : [],
  );
  expect(refs.length).toBeGreaterThanOrEqual(2);
  for (const ref of refs) {
    const [network = "", handle = ""] = ref.split(":");
    expect(nodes.networks.has(network), ref).toBe(true);
    expect(handle).toMatch(/^(?:first|second)_person(?:@|$)/u);
  }
});

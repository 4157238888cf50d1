import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import type { Publisher } from "#engine/node.ts";
import { checkCron } from "../time/cron.ts";
import { loadNodes } from "../nodes.ts";
import { demoPlaces, findTemplate, templates } from "./templates.ts";

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
  const nodes = await loadNodes();
  for (const given of [{}, networks]) {
    for (const { document } of templates(given)) {
      const refs = document.nodes.flatMap(({ config: { account } }) => (typeof account === "string" ? [account] : []));
      const { problems } = compile(document, nodes, { accounts: [...refs, "x:anybody"].map(publisher), checkCron });
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  }
});

test("Templates have a title and help in both languages, and are found by their id.", () => {
  for (const template of templates()) {
    for (const text of [template.title, template.help])
      for (const words of Object.values(text)) expect(words).toMatch(/\w{3}/u);
    expect(findTemplate(template.id)).toEqual(template);
  }
  expect(findTemplate("no-such-template")).toBeNull();
});

test("In the demo the first map reads the demo's feeds and posts to its people.", () => {
  const { blog, alert } = demoPlaces(networks)!;
  expect(blog).toBe(`${base}/feeds/blog.xml`);
  const { nodes, schedule } = findTemplate("first-map", networks)!.document;
  expect(nodes.map(({ config }) => config["url"]).filter(Boolean)).toEqual([blog, alert]);
  expect(nodes.map(({ config }) => config["account"]).filter(Boolean)).toEqual([
    "x:lea_martin",
    "mastodon:lea_martin@social.example",
    "x:hugo_bernard",
    "mastodon:hugo_bernard@social.example",
  ]);
  expect(schedule).toEqual({ kind: "interval", minutes: 15 });
});

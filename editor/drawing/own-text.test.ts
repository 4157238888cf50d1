import { beforeAll, expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { MapDocument } from "#engine/map.ts";
import { execute } from "#engine/run.ts";
import { loadNodes } from "#server/nodes.ts";
import { drawing, item, publisher } from "#test/support/toys.ts";
import { faces, manifests, readManifests } from "../nodes.ts";
import { commonStepOf, commonText, ownText, textStepOf } from "./own-text.ts";

beforeAll(() => readManifests(faces.keys()));

const everyone = ["bluesky", "linkedin", "mastodon", "x"];
const accounts = [
  publisher("linkedin:acme", { member: null }),
  publisher("x:acme", { member: null }),
  ...["linkedin:lea", "x:lea", "mastodon:lea@social.example"].map((ref) => publisher(ref, { member: "lea" })),
];
const items = ["Une usine ouvre", "On recrute"].map((title, n) =>
  item(`tag:${n}`, { title, text: title, link: `https://a.example/${n}` }),
);

/** What each account would say of each item, by the code of a real run. */
async function said(document: MapDocument): Promise<Map<string, string>> {
  const nodes = await loadNodes();
  const { plan, problems } = compile(document, nodes, { accounts });
  if (plan === null) throw new Error(JSON.stringify(problems));
  const { wanted } = execute(plan, {
    ...{ feeds: { feed: items, other: [item("tag:o", { text: "Ailleurs", title: "Ailleurs" })] }, now: 0, states: {} },
    ...{ accounts, process: nodes.process, expand: nodes.expand },
  });
  return new Map(wanted.map(({ account, item: { key, text } }) => [`${account.ref} ${key}`, text]));
}

const map = (): MapDocument =>
  MapDocument.parse(
    drawing(
      {
        feed: ["rss", { ...(manifests.get("rss")!.defaults as object), url: "https://a.example/feed.xml" }],
        other: ["rss", { ...(manifests.get("rss")!.defaults as object), url: "https://a.example/other.xml" }],
        words: ["template", { template: "Lisez : {{title}}" }],
        marks: [
          "replace",
          { ...(manifests.get("replace")!.defaults as object), pairs: [{ find: "usine", put: "fabrique" }] },
        ],
        page: ["account", { ...(manifests.get("account")!.defaults as object), account: "linkedin:acme" }],
        bird: ["account", { ...(manifests.get("account")!.defaults as object), account: "x:acme" }],
        people: ["ambassadors", manifests.get("ambassadors")!.defaults as Record<string, unknown>],
      },
      ["feed>words", "words>marks", "marks>page", "marks>people", "words>bird", "other>people"],
    ),
  );

test("one network's own text changes what is said there, and not a letter anywhere else; one step back and it was never there", async () => {
  const before = map();
  const old = await said(before);
  const where = { step: "words", network: "linkedin", everyone };
  const own = ownText(before, manifests, { ...where, text: "À lire ici : {{title}}" })!;
  expect(own.did).toBe("branch");
  const after = MapDocument.parse(own.change(before));
  const now = await said(after);
  expect([...now.keys()].toSorted()).toEqual([...old.keys()].toSorted());
  for (const [place, text] of now)
    if (place.startsWith("linkedin:") && !place.endsWith("tag:o"))
      expect(text).toBe(old.get(place)!.replace("Lisez", "À lire ici"));
    else expect([place, text]).toEqual([place, old.get(place)]);
  expect([...now].filter(([, text]) => text.startsWith("À lire ici"))).toHaveLength(4);
  const branch = textStepOf(after, manifests, "page")!;
  expect(commonStepOf(after, manifests, { ...where, step: branch.id })).toBe("words");
  // And then it speaks to that network alone.
  const again = ownText(after, manifests, { ...where, step: branch.id, text: "Encore : {{title}}" })!;
  expect([again.did, again.change(after).nodes.length]).toEqual(["step", after.nodes.length]);

  const back = MapDocument.parse(commonText(after, manifests, { ...where, step: branch.id })(after));
  expect([...(await said(back))].toSorted()).toEqual([...old].toSorted());
  expect(back.nodes.map(({ id }) => id)).toEqual(before.nodes.map(({ id }) => id));
  expect(back.nodes.find(({ id }) => id === "people")?.config["networks"]).toEqual([]);
});

test("a text that one network alone is given is changed where it is, and one that does not reach it is left alone", () => {
  const before = map();
  const only = {
    ...before,
    nodes: before.nodes.filter(({ id }) => id !== "people" && id !== "page"),
    edges: before.edges.filter(({ to }) => to.node !== "people" && to.node !== "page"),
  };
  const own = ownText(only, manifests, { step: "words", network: "x", everyone, text: "{{title}} !" })!;
  expect(own.did).toBe("step");
  expect(own.change(only).nodes.find(({ id }) => id === "words")?.config).toEqual({ template: "{{title}} !" });
  expect(ownText(only, manifests, { step: "words", network: "linkedin", everyone, text: "" })).toBeNull();
  expect(ownText(only, manifests, { step: "marks", network: "x", everyone, text: "" })).toBeNull();
});

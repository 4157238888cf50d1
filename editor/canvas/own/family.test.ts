import { beforeAll, expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { networksBehind } from "../../drawing/around.ts";
import { ownText } from "../../drawing/own-text.ts";
import { faces, manifests, readManifests } from "../../nodes.ts";
import { familyOf } from "./use-own-text.ts";

beforeAll(() => readManifests(faces.keys()));

const accounts = ["bluesky", "mastodon", "x"].map((network) => ({
  ...{ network, ref: `${network}:lea`, member: {}, state: "connected" },
}));
const everyone = ["bluesky", "linkedin", "mastodon", "x"];
const drawn = MapDocument.parse({
  schema: 1,
  name: "Map",
  nodes: ["rss", "template", "ambassadors"].map((type, at) => ({
    ...{ id: type, type, version: manifests.get(type)?.version ?? 1, position: { x: at * 300, y: 0 } },
    config:
      type === "template"
        ? { template: "{{titre}}" }
        : type === "ambassadors"
          ? { networks: [], topics: [] }
          : { url: "" },
  })),
  edges: [
    { id: "a", from: { node: "rss", port: "out" }, to: { node: "template", port: "in" } },
    { id: "b", from: { node: "template", port: "out" }, to: { node: "ambassadors", port: "in" } },
  ],
});
const family = (document: MapDocument, id: string) =>
  familyOf(document, id, (step) => networksBehind(document, step, accounts));

test("a text is written for the networks behind it; one of its own is the branch that the messages' page draws, too", () => {
  expect(family(drawn, "template")).toEqual({
    common: "template",
    networks: ["bluesky", "mastodon", "x"].map((network) => ({ network, step: null })),
  });
  const { change } = ownText(drawn, manifests, { step: "template", network: "x", everyone, text: "{{lien}}" })!;
  const parted = change(drawn);
  const own = parted.nodes.find(({ config }) => config["template"] === "{{lien}}")!.id;
  const both = {
    common: "template",
    networks: [
      { network: "bluesky", step: null },
      { network: "mastodon", step: null },
      { network: "x", step: own },
    ],
  };
  expect(family(parted, "template")).toEqual(both);
  // From the branch the same tabs are seen.
  expect(family(parted, own)).toEqual(both);
});

test("where there is one network to write for, there is nothing to choose", () => {
  const alone = {
    ...drawn,
    nodes: drawn.nodes.map((node) =>
      node.id === "ambassadors" ? { ...node, config: { networks: ["x"], topics: [] } } : node,
    ),
  };
  expect(family(alone, "template")).toBeNull();
});

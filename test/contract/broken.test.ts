import { cp, rename } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadNodes } from "#server/nodes.ts";
import { toyFolder, type ToyFolder } from "./toy.ts";

let toy: ToyFolder;
beforeEach(async () => void (toy = await toyFolder()));
afterEach(() => toy.remove());

/** One line a rule: what is put in the place of what, in which file, and the sentence that stops the start. */
const faults: [rule: string, file: string, from: string, to: string, says: string][] = [
  ["name", "card.ts", 'name: "pinboard"', 'name: "Pin Board"', "small letters and digits only"],
  ["title", "card.ts", 'title: "Pinboard of Toys"', 'title: " "', "is empty"],
  ["mark", "card.ts", "<path", "<script", "shapes of an SVG only"],
  ["mark", "card.ts", '<path d="M12', '<path onload="x" d="M12', "nothing that runs"],
  ["colour", "card.ts", "#7a4b00", "brown", "#rrggbb"],
  ["colour", "card.ts", "#7a4b00", "#ffee00", "too pale to be read on white"],
  ["look", "card.ts", "home:", 'look: { link: "#7a4b00", round: 8, acts: [] }, home:', "card’s look.acts"],
  [
    "home",
    "card.ts",
    "{ federated: false }",
    '{ federated: true, label: { en: "a", fr: "b" }, example: "?" }',
    "server’s name",
  ],
  ["kinds", "card.ts", "person: {", "robot: {", "card’s kinds"],
  [
    "kinds",
    "card.ts",
    'en: "Board", fr: "Tableau" }, can',
    'en: "Board", fr: "" }, can',
    "card’s kinds.person.title.fr: is empty",
  ],
  ["kinds", "card.ts", '["post", "read"]', '["post", "fly"]', "is one of post, repost"],
  ["kinds", "card.ts", '["post", "read"]', '["post", "post", "read"]', "says one twice"],
  ["connections", "card.ts", 'kinds: ["person"]', 'kinds: ["page"]', "of which the card’s kinds know nothing"],
  ["connections", "card.ts", 'app: "entered"', 'app: "found"', "entered or registered"],
  ["connections", "card.ts", 'way: "oauth"', 'way: "fields"', "has no `fields`"],
  ["connections", "card.ts", 'way: "oauth"', 'way: "magic"', "is one of oauth, fields, none"],
  ["connections", "card.ts", "account: {", "front: {", "connection “front” is not in network.ts"],
  ["connections", "network.ts", "oauth: (webBase", "other: (webBase", "network.ts gives it no `oauth`"],
  ["connections", "card.ts", 'app: "entered"', 'app: "registered"', "exactly where its app is registered"],
  ["connections", "network.ts", "accounts: async", "people: async", "has no `accounts`"],
  ["limits", "card.ts", "text: 120", "text: 0", "has a `text` above 0"],
  ["limits", "card.ts", "pictures: 0", "pictures: 4", "says nothing of a `picture`"],
  ["limits", "card.ts", "videos: 0", "videos: 1", "says nothing of a `video`"],
  ["count", "card.ts", "count: (text)", "length: (text)", "is not a function"],
  ["cut", "card.ts", "cut: (text, max)", "trim: (text: string, max: number)", "is not a function"],
  [
    "rules",
    "card.ts",
    "rules: []",
    'rules: [{ code: "Too Long", version: 1, severity: "error", check: () => null }]',
    "like too-long",
  ],
  [
    "rules",
    "card.ts",
    "rules: []",
    'rules: ["error", "warning"].map((severity) => ({ code: "same", version: 1, severity, check: () => null }))',
    "has a code that stands twice",
  ],
  ["readings", "card.ts", "readings: null", "readings: { after: [], paid: false }", "card’s readings.after"],
  ["readings", "card.ts", '["post", "read"]', '["post", "read", "measure"]', "do not say when"],
  ["apiBase", "network.ts", "https://api.pinboard.example", "https://api.pinboard.example/", "ends with a slash"],
  ["manner", "network.ts", 'manner: "readable"', 'manner: "hopeful"', "is one of key, record"],
  ["budget", "network.ts", "calls: 60", "calls: 0", "calls and seconds above 0"],
  ["abilities", "network.ts", "publish: async", "pin: async", "network.ts has no `publish`"],
  ["abilities", "network.ts", "recent: async", "newest: async", "network.ts has no `recent`"],
  ["abilities", "card.ts", '["post", "read"]', '["post"]', "no kind of account on the card can read"],
  ["abilities", "card.ts", '["post", "read"]', '["post", "read", "remove"]', "network.ts has no `remove`"],
];

test.for(faults)("a folder that breaks “%s” (%s: %s → %s) stops the start", async ([rule, file, from, to, says]) => {
  await toy.change(file, from, to);
  if (rule === "readings" && to.includes("measure"))
    await toy.change("network.ts", "recent:", 'measure: async () => ({ kind: "failed", status: null }), recent:');
  const error = await loadNodes(toy.nodes).then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown as Error,
  );
  expect(error.message).toContain(`nodes/pinboard: breaks the rule “${rule}”: `);
  expect(error.message.replaceAll(/["“”]/gu, '"')).toContain(says.replaceAll(/["“”]/gu, '"'));
});

test("two networks of one name are refused", async () => {
  const nodes = join(toy.root, "nodes");
  await cp(join(nodes, "pinboard"), join(nodes, "second"), { recursive: true });
  await expect(loadNodes(toy.nodes)).rejects.toThrow('nodes/second: network "pinboard" exists already');
});

test("a network whose card is not that of card.ts is refused", async () => {
  await toy.change("network.ts", 'import { card } from "./card.ts"', "const card = { name: 'pinboard' } as never");
  await expect(loadNodes(toy.nodes)).rejects.toThrow(
    "nodes/pinboard: network.ts exports a `network` whose `card` is that of card.ts",
  );
});

test("a card without a network, and a network without a card, are refused", async () => {
  const folder = join(toy.root, "nodes/pinboard");
  await rename(join(folder, "network.ts"), join(folder, "other.ts"));
  await expect(loadNodes(toy.nodes)).rejects.toThrow("nodes/pinboard: a card.ts needs a network.ts beside it");
  await rename(join(folder, "other.ts"), join(folder, "network.ts"));
  await rename(join(folder, "card.ts"), join(folder, "other.ts"));
  await expect(loadNodes(toy.nodes)).rejects.toThrow("nodes/pinboard: a network has a card.ts");
});

import { expect, test } from "vitest";
import { fitter } from "#server/run/fit.ts";
import { networksAt } from "#test/faults/network.ts";
import { chain, step } from "#test/support/chain.ts";
import { toyCard } from "#test/support/network.ts";
import { item, publisher } from "#test/support/toys.ts";
import { manifest as templateManifest } from "../template/node.ts";
import { process as templateProcess } from "../template/run.ts";
import { manifest as truncateManifest } from "../truncate/node.ts";
import { process as truncateProcess } from "../truncate/run.ts";
import { manifest } from "./node.ts";
import { process } from "./run.ts";

const disclosure = step({ manifest, process });
const template = step({ manifest: templateManifest, process: templateProcess });
const truncate = step({ manifest: truncateManifest, process: truncateProcess });
const [base] = networksAt("http://127.0.0.1:1", 100).values();
const networks = new Map(["x", "mastodon"].map((name) => [name, { ...base!, card: toyCard(name) }]));
const terms = (kind: "person" | "page", text: number) => ({
  kind,
  limits: { text, pictures: 0, videos: 0, alt: 0 },
  epoch: 1,
});
const accounts = [
  publisher("x:lea", { terms: terms("person", 40) }),
  publisher("mastodon:lea", { terms: terms("person", 500) }),
  publisher("x:acme", { member: null, terms: terms("page", 40) }),
];
const settings = {
  texts: [
    { text: "#pub", network: "x" },
    { text: "Je travaille chez Acme", language: "fr" },
    { text: "I work at Acme", language: "en" },
  ],
};
const posts = (steps: Parameters<typeof chain>[0], language = "fr") => {
  const story = item("k", { text: "Nous recrutons une soudeuse ou un soudeur à Dunkerque", language });
  const postFor = fitter(networks);
  return chain(steps, [story], accounts).wanted.map((one) => postFor(one.account, one.item).post.parts[0]!.text);
};

test("each post says it in the words of its network and language, and is cut around them", () => {
  expect(posts([[disclosure, settings]])).toEqual([
    "Nous recrutons une soudeuse ou un s #pub",
    "Nous recrutons une soudeuse ou un soudeur à Dunkerque Je travaille chez Acme",
    "Nous recrutons une soudeuse ou un soudeu",
  ]);
  expect(posts([[disclosure, { ...settings, pages: true }]], "en").slice(1)).toEqual([
    "Nous recrutons une soudeuse ou un soudeur à Dunkerque I work at Acme",
    "Nous recrutons une soudeuse ou un s #pub",
  ]);
});

test("no step behind it takes it away", () => {
  const anew = posts([
    [disclosure, { ...settings, place: "start" }],
    [template, { template: "Une offre !" }],
    [truncate, { limit: "characters", most: 40 }],
  ]);
  expect(anew).toEqual(["#pub Une offre !", "Je travaille chez Acme Une offre !", "Une offre !"]);
});

test("a step that shortens to a number of letters leaves room for it", () => {
  const [, mastodon] = posts([
    [disclosure, settings],
    [truncate, { limit: "characters", most: 51 }],
  ]);
  expect(mastodon).toBe("Nous recrutons une soudeuse… Je travaille chez Acme");
});

test("what is still to be written is said; the step stands for what a workspace wants said", () => {
  expect(manifest.check?.(manifest.config.parse({})).map(({ code, severity }) => [code, severity])).toEqual([
    ["no-disclosure", "error"],
  ]);
  expect(manifest.check?.(manifest.config.parse(settings))).toEqual([]);
  expect(manifest.discloses).toBe(true);
  expect(manifest.summary(manifest.config.parse(settings)).fr).toBe("« #pub » + 2 · après le texte");
});

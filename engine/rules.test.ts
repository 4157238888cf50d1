import { expect, test } from "vitest";
import { drawing, manifests, publisher } from "#test/support/toys.ts";
import { toyCard } from "#test/support/network.ts";
import { z } from "zod";
import type { Card, Rule } from "./card.ts";
import { compile } from "./compile.ts";
import { checkNetworks } from "./network-checks.ts";
import type { Manifest } from "./node.ts";
import { factsOf, rulings } from "./rules.ts";

const shout: Rule = {
  code: "shout",
  version: 1,
  severity: "warning",
  check: ({ text }) => (/^[A-Z]{2}/u.test(text) ? { en: "It shouts.", fr: "C’est un cri." } : null),
};
const loud = toyCard("loud", { rules: [shout], limits: { ...toyCard("loud").limits, text: 20 } });
const quiet = toyCard("quiet");
const to = { kind: "person", mode: "ask", limits: loud.limits } as const;

test("what is too long is told with both numbers, and before what is only advice", () => {
  const said = rulings(loud, factsOf({ text: "AH ".repeat(8).trim() }, to));
  expect(said.map(({ code, severity }) => [code, severity])).toEqual([
    ["too-long", "error"],
    ["shout", "warning"],
  ]);
  for (const words of [said[0]!.message.en, said[0]!.message.fr]) expect(words).toMatch(/20.*23/u);
  expect(rulings(loud, factsOf({ text: "x".repeat(20) }, to))).toEqual([]);
});

test("pictures without words for those who do not see them are counted apart", () => {
  const picture = { id: "0b7f6a52-7d5c-4b8e-9b8d-1d1f4b0e6a11", kind: "picture", type: "image/png" } as const;
  const media = [
    picture,
    { ...picture, alt: " " },
    { ...picture, alt: "A lamp" },
    { ...picture, kind: "video" as const },
  ];
  expect(factsOf({ text: "", media }, to)).toMatchObject({ pictures: 3, videos: 1, silent: 2 });
});

test("what the map requires to be described does not go silent; what it does not is advised only", () => {
  const media = [{ id: "0b7f6a52-7d5c-4b8e-9b8d-1d1f4b0e6a11", kind: "picture", type: "image/png" } as const];
  const limits = { ...to.limits, alt: 100 };
  const codes = (part: Parameters<typeof factsOf>[0], most = limits) =>
    rulings(loud, factsOf(part, { ...to, limits: most })).map(({ code, severity }) => `${code} ${severity}`);
  expect(codes({ text: "x", media })).toEqual(["no-alt warning"]);
  expect(codes({ text: "x", media, describe: true })).toEqual(["alt-required error"]);
  expect(codes({ text: "x", media: [{ ...media[0]!, alt: "A lamp" }], describe: true })).toEqual([]);
  // Nobody is asked for what the network has no place for.
  expect(codes({ text: "x", media, describe: true }, { ...limits, alt: 0 })).toEqual([]);
});

/** A rewrite that begins with words of its own, and a target that names networks. */
const types = (cards: Card[]) => {
  const stamp = manifests.get("stamp")!;
  const words: Manifest = {
    ...stamp,
    type: "words",
    version: 1,
    config: z.strictObject({ says: z.string() }),
    least: (config) => (config as { says: string }).says,
  };
  const crowd: Manifest = {
    ...manifests.get("well")!,
    type: "crowd",
    config: z.strictObject({ networks: z.array(z.string()).meta({ control: "networks" }) }),
  };
  return {
    manifests: new Map([...manifests, ["words", words], ["crowd", crowd]]),
    sites: new Map(cards.map((card) => [card.name, { card }])),
    rules: checkNetworks,
  };
};
const told = (drawn: Parameters<typeof drawing>, accounts = [publisher("loud:lea"), publisher("quiet:lea")]) =>
  compile(drawing(...drawn), types([loud, quiet]), { accounts })
    .problems.filter(({ code }) => code.startsWith("rule-"))
    .map(({ code, severity, node }) => [code, severity, node]);

test("words that stand in every post are held against the rules of the networks that they reach, as warnings", () => {
  const nodes = {
    a: ["spring"],
    b: ["words", { says: "HEAR YE, for ever and ever" }],
    c: ["sieve"],
    d: ["well", { account: "loud:lea" }],
    e: ["well", { account: "quiet:lea" }],
  } as const;
  expect(told([nodes as never, ["a>b", "b>c", "c>d", "c>e"]])).toEqual([
    ["rule-loud-too-long", "warning", "b"],
    ["rule-loud-shout", "warning", "b"],
  ]);
  expect(told([nodes as never, ["a>b", "b>c", "c>e"]])).toEqual([]);
});

test("what another rewrite makes of the words afterwards is not foretold", () => {
  const nodes = { a: ["spring"], b: ["words", { says: "HEAR" }], c: ["stamp"], d: ["well", { account: "loud:lea" }] };
  expect(told([nodes as never, ["a>b", "b>c", "c>d"]])).toEqual([]);
});

test("a target that leaves the networks open means those of the people there are", () => {
  const nodes = (networks: string[]) => ({ a: ["spring"], b: ["words", { says: "HEAR" }], c: ["crowd", { networks }] });
  const wires = ["a>b", "b>c"];
  expect(told([nodes([]) as never, wires])).toEqual([["rule-loud-shout", "warning", "b"]]);
  expect(told([nodes(["quiet", "gone"]) as never, wires])).toEqual([]);
  expect(told([nodes([]) as never, wires], [publisher("loud:acme", { member: null })])).toEqual([]);
});

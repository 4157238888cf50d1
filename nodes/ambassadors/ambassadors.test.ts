import { expect, test } from "vitest";
import { item, publisher } from "#test/support/toys.ts";
import type { Config } from "./node.ts";
import { expand } from "./run.ts";

const accounts = [
  publisher("x:lea", { topics: ["Économie", "Emploi"] }),
  publisher("mastodon:lea@social.example", { topics: [] }),
  publisher("x:leo", { topics: ["Sport"] }),
  publisher("x:ada", { topics: ["emploi"], mode: "paused", name: "Ada" }),
  publisher("x:acme", { member: null }),
];
const defaults: Config = {
  networks: [],
  topics: [],
  teams: [],
  languages: [],
  offered: 7,
  important: false,
  pictures: "without",
  videos: "without",
  several: "first",
  missing: "send",
  hours: 2,
  alt: "optional",
  share: "own",
  long: "cut",
  link: "post",
  card: "network",
  visibility: "account",
  mentions: [],
};
const run = (config: Partial<Config> = {}, people = accounts) => {
  const { wanted, drops } = expand(item("k"), { ...defaults, ...config }, people);
  return {
    wanted: wanted.map(({ account, topic }) => [account.ref, topic]),
    drops: drops.map(({ account, code }) => [account?.ref ?? null, code]),
  };
};

test("everybody who is a person gets it, the paused with the reason", () => {
  expect(run()).toEqual({
    wanted: [
      ["x:lea", ""],
      ["mastodon:lea@social.example", ""],
      ["x:leo", ""],
    ],
    drops: [["x:ada", "paused"]],
  });
});

test("networks and topics choose, in the person's own spelling; no topics means all", () => {
  expect(run({ topics: ["EMPLOI", "RH"] })).toEqual({
    wanted: [
      ["x:lea", "Emploi"],
      ["mastodon:lea@social.example", "EMPLOI"],
    ],
    drops: [["x:ada", "paused"]],
  });
  expect(run({ networks: ["mastodon"] }).wanted).toEqual([["mastodon:lea@social.example", ""]]);
});

test("a topic is found by every name it had, under its own key; who chose none gets none of it", () => {
  const called = new Map([
    ["carriere", "Emploi"],
    ["emploi", "Emploi"],
  ]);
  const people = [
    publisher("x:lea", { topics: ["Emploi"], chose: true, called }),
    publisher("x:eve", { topics: [], chose: true, called }),
    publisher("x:new", { topics: [], chose: false, called }),
  ];
  expect(run({ topics: ["Carrière"] }, people).wanted).toEqual([
    ["x:lea", "Emploi"],
    ["x:new", "Emploi"],
  ]);
  expect(run({}, people).wanted).toHaveLength(3);
});

test("teams and languages choose with the rest", () => {
  const people = [
    publisher("x:lea", { teams: ["ventes", "lyon"], language: "fr" }),
    publisher("x:leo", { teams: ["rh"], language: "fr" }),
    publisher("x:ann", { teams: ["ventes"], language: "en" }),
    publisher("x:bob", {}),
  ];
  expect(run({ teams: ["ventes"] }, people).wanted.map(([ref]) => ref)).toEqual(["x:lea", "x:ann"]);
  expect(run({ teams: ["ventes", "rh"], languages: ["fr"] }, people).wanted.map(([ref]) => ref)).toEqual([
    "x:lea",
    "x:leo",
  ]);
});

test("nobody at all is a reason", () => {
  expect(run({ networks: ["facebook"] })).toEqual({ wanted: [], drops: [[null, "nobody"]] });
  expect(run({ networks: ["x"], topics: ["Voile"] })).toEqual({ wanted: [], drops: [[null, "nobody"]] });
});

test("it is put before everybody for so many days, whoever is asked; or before nobody else", () => {
  const usual = { networks: ["x"], topics: ["Emploi"] };
  const offerOf = (offered: number) => expand(item("k"), { ...defaults, ...usual, offered }, []).offer;
  expect(offerOf(7)).toMatchObject({ networks: ["x"], topics: ["Emploi"], days: 7, shape: { share: "own" } });
  expect(offerOf(0)).toBeUndefined();
});

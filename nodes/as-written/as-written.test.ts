import { expect, test } from "vitest";
import type { Aim } from "#engine/written.ts";
import { item, publisher } from "#test/support/toys.ts";
import { expand } from "./run.ts";

const page = publisher("x:lumen", { name: "Lumen", mode: "auto", member: null });
const lea = publisher("mastodon:lea@social.example", { name: "Léa", mode: "ask", member: "lea", teams: ["Ventes"] });
const noah = publisher("x:noah", { name: "Noah", mode: "ask", member: "noah" });
const paused = publisher("x:ines", { name: "Inès", mode: "paused", member: "ines" });
const all = [page, lea, noah, paused];
const at = "2026-11-30T08:00:00.000Z";
const until = "2026-12-01T08:00:00.000Z";
const people = { networks: [], topics: [], teams: [], languages: [], spread: 10, ahead: 24 };
const aim = (changes: Partial<Aim> = {}): Aim => ({
  ...{
    accounts: [page.ref],
    people: null,
    topic: "",
    from: at,
    until,
    by: "claire",
    admin: false,
    own: false,
    except: [],
  },
  ...{
    said: ["Portes ouvertes"],
    linkIn: "post",
    long: "cut",
    card: "ours",
    visibility: "account",
    thread: [],
    comment: "",
  },
  ...changes,
});
const written = (changes: Partial<Aim> = {}) => item("entry:e:1", { text: "Portes ouvertes", written: aim(changes) });
const names = (changes: Partial<Aim>) => expand(written(changes), {}, all).wanted.map(({ account }) => account.name);
const yesOf = (one: ReturnType<typeof written>) => expand(one, {}, all).wanted.map(({ timed }) => timed?.yes);

test("it goes to the accounts that it names, at its time, in its own shape", () => {
  const { wanted, drops } = expand(written({ comment: "Le lien", thread: ["La suite"], linkIn: "comment" }), {}, all);
  expect(drops).toEqual([]);
  expect(wanted).toMatchObject([
    {
      account: page,
      topic: "",
      shape: { long: "cut", link: "comment", card: "ours", thread: ["La suite"], comment: "Le lien" },
      timed: { from: Date.parse(at), until: Date.parse(until), spread: 0, yes: null },
    },
  ]);
});

test("people are picked as the step for ambassadors picks them, each once, and a paused one is left out with the reason", () => {
  expect(names({ accounts: [lea.ref], people })).toEqual(["Léa", "Noah"]);
  expect(names({ accounts: [], people: { ...people, teams: ["Ventes"] } })).toEqual(["Léa"]);
  const { wanted, drops } = expand(written({ accounts: [lea.ref], people }), {}, all);
  // Who is named has no distance, the others have theirs.
  expect(wanted.map(({ timed }) => timed!.spread)).toEqual([0, 10]);
  expect(drops).toMatchObject([{ account: paused, code: "paused" }]);
});

test("whoever decides for an account and wrote the words said yes; nobody else did", () => {
  expect(yesOf(written({ accounts: [lea.ref], by: "lea" }))).toEqual(["lea"]);
  expect(yesOf(written({ accounts: [lea.ref], by: "claire", admin: true }))).toEqual([null]);
  expect(yesOf(written({ by: "claire", admin: true }))).toEqual(["claire"]);
  expect(yesOf(written({ by: "claire" }))).toEqual([null]);
  expect(yesOf(written({ by: null, admin: true }))).toEqual([null]);
});

test("words that a map put in place of theirs have nobody's yes", () => {
  const own = written({ accounts: [lea.ref], by: "lea" });
  expect(yesOf({ ...own, text: "Tout autre chose" })).toEqual([null]);
  const list = [
    { id: "a", text: "Portes ouvertes" },
    { id: "b", text: "Glissé dedans", for: "mastodon" },
  ];
  expect(yesOf({ ...own, wordings: { short: "reuse", list } })).toEqual([null]);
  expect(yesOf({ ...own, machine: [{ model: "m", prompt: "p" }] as never })).toEqual([null]);
});

test("an ambassador's own goes to nobody else's account, whatever it names", () => {
  const { wanted, drops } = expand(written({ accounts: [noah.ref, lea.ref], by: "lea", own: true, people }), {}, all);
  expect(wanted.map(({ account }) => account.name)).toEqual(["Léa"]);
  expect(drops).toMatchObject([{ code: "no-account" }]);
});

test("an account that had it before it was planned anew, one that is gone, and what nobody wrote are reasons", () => {
  expect(expand(written({ except: [page.id] }), {}, all).drops).toMatchObject([{ account: page, code: "had-it" }]);
  expect(expand(written({ accounts: ["x:gone"] }), {}, all).drops).toMatchObject([{ code: "no-account" }]);
  expect(expand(written({ accounts: [] }), {}, all).drops).toMatchObject([{ code: "nobody" }]);
  expect(expand(item("k"), {}, all).drops).toMatchObject([{ code: "not-written" }]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { item, publisher } from "#test/support/toys.ts";
import { allot, type Given } from "./allotment.ts";
import type { Publisher } from "./node.ts";
import { type Shortage, shortages } from "./wordings.ts";

const story = (key: string, wordings: number, short: Shortage = "reuse") =>
  item(key, {
    text: "say 0",
    wordings: { short, list: Array.from({ length: wordings }, (_, at) => ({ id: `w${at}`, text: `say ${at}` })) },
  });
const people = (count: number, network = "x"): Publisher[] =>
  Array.from({ length: count }, (_, at) => publisher(`${network}:p${at}`));
const ask = (accounts: readonly Publisher[], one: ReturnType<typeof story>, share = "own") =>
  accounts.map((account) => ({ account, item: one, shape: { share } }));
const texts = (given: ReturnType<typeof allot>) => given.map((one) => one.item?.text ?? null);

/** Accounts of a few people on a few networks, pages of the company among them. */
const crowd = fc
  .uniqueArray(fc.tuple(fc.constantFrom("x", "mastodon", "linkedin"), fc.integer({ min: 0, max: 9 })), {
    selector: ([network, who]) => `${network}:${who}`,
    maxLength: 24,
  })
  .map((all) =>
    all.map(([network, who]) => publisher(`${network}:p${who}`, who > 7 ? { member: null } : { member: `m${who}` })),
  );

test("wordings are allotted without replacement: nobody has what another has while there are others left, and whose turn it is does not hang on the order", () => {
  fc.assert(
    fc.property(
      crowd,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(...shortages),
      fc.string({ maxLength: 6 }),
      fc.integer({ min: 0, max: 24 }),
      (accounts, count, short, key, split) => {
        const one = story(key, count, short);
        // Two targets, of which the second wants some accounts again.
        const asking = [...ask(accounts, one), ...ask(accounts.slice(split), one)];
        const given = allot(asking, accounts);
        const by = new Map(given.map(({ one: { account }, wording }) => [account, wording]));
        for (const { one: asked, wording, item: said } of given) {
          expect(wording).toBe(by.get(asked.account));
          expect(said?.text ?? null).toBe(wording === null ? null : `say ${wording.slice(1)}`);
          expect(said?.wordings).toBeUndefined();
        }
        const had = [...by].filter(([, wording]) => wording !== null);
        const uses = Map.groupBy(had, ([, wording]) => wording);
        if (short === "reuse") {
          expect(had).toHaveLength(accounts.length);
          expect(uses.size).toBe(Math.min(count, accounts.length));
          for (const there of Map.groupBy(had, ([{ network }]) => network).values()) {
            const sizes = [...Map.groupBy(there, ([, wording]) => wording).values()].map((list) => list.length);
            expect(new Set(there.map(([, wording]) => wording)).size).toBe(Math.min(count, there.length));
            expect(Math.max(...sizes)).toBe(Math.ceil(there.length / count));
          }
        } else {
          const owner = ({ member, ref }: Publisher) => (short === "people" ? (member ?? ref) : ref);
          for (const list of uses.values()) expect(new Set(list.map(([account]) => owner(account))).size).toBe(1);
          const owners = new Set(accounts.map(owner)).size;
          expect(uses.size).toBe(Math.min(count, owners));
        }
        const again = allot(asking.toReversed(), accounts.toReversed());
        expect(new Map(again.map(({ one: { account }, wording }) => [account, wording]))).toEqual(by);
      },
    ),
  );
});

test("what was given before stays, and who comes later gets something else, in any number of runs", () => {
  fc.assert(
    fc.property(
      crowd,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(...shortages),
      fc.array(fc.integer({ min: 0, max: 24 }), { maxLength: 3 }),
      (accounts, count, short, ends) => {
        const one = story("k", count, short);
        const frozen = new Map<string, string>();
        for (const end of [...ends.toSorted((a, b) => a - b), accounts.length]) {
          const given: Given = new Map([["k", new Map([...frozen].map(([id, wording]) => [id, [wording]]))]]);
          for (const { one: asked, wording } of allot(ask(accounts.slice(0, end), one), accounts, given)) {
            const known = frozen.get(asked.account.id);
            if (known !== undefined) expect(wording).toBe(known);
            else if (wording !== null) frozen.set(asked.account.id, wording);
          }
        }
        const uses = Map.groupBy(frozen, ([, wording]) => wording);
        if (short === "leave") for (const list of uses.values()) expect(list).toHaveLength(1);
        if (short === "reuse") expect(uses.size).toBe(Math.min(count, accounts.length));
      },
    ),
  );
});

test("nobody always has the first wording, and nobody is always left out", () => {
  const accounts = people(6);
  const first = new Map<string, number>();
  const out = new Map<string, number>();
  for (let at = 0; at < 600; at += 1) {
    for (const { one, wording } of allot(ask(accounts, story(`https://a.example/${at}`, 6)), accounts))
      if (wording === "w0") first.set(one.account.ref, (first.get(one.account.ref) ?? 0) + 1);
    for (const { one, item: said } of allot(ask(accounts, story(`https://a.example/${at}`, 3, "leave")), accounts))
      if (said === null) out.set(one.account.ref, (out.get(one.account.ref) ?? 0) + 1);
  }
  // 100 and 300 would be even; chance alone keeps within these bounds.
  for (const { ref } of accounts) {
    expect(first.get(ref)).toBeGreaterThan(70);
    expect(first.get(ref)).toBeLessThan(130);
    expect(out.get(ref)).toBeGreaterThan(250);
    expect(out.get(ref)).toBeLessThan(350);
  }
});

test("for one person on all their networks: one wording each, and as many people as wordings", () => {
  const accounts = [...people(3), ...people(3, "mastodon"), publisher("linkedin:acme", { member: null })];
  const given = allot(ask(accounts, story("k", 2, "people")), accounts);
  const of = (ref: string) => given.find(({ one }) => one.account.ref === ref)?.wording;
  for (const name of ["p0", "p1", "p2"]) expect(of(`x:${name}`)).toBe(of(`mastodon:${name}`));
  expect(new Set(["x:p0", "x:p1", "x:p2", "linkedin:acme"].map(of).filter((one) => one !== null)).size).toBe(2);
});

test("who passes the post itself on takes nobody's words, and is not left out", () => {
  const accounts = people(3);
  const [first, ...rest] = accounts;
  const one = story("k", 2, "leave");
  const given = allot([...ask([first!], one, "repost"), ...ask(rest, one)], accounts);
  expect(texts(given)).not.toContain(null);
  expect(new Set(texts(given).slice(1)).size).toBe(2);
});

test("an item that was written anew after it had several wordings says what was written", () => {
  const accounts = people(2);
  const digest = { ...story("k", 2), text: "Five stories of the week" };
  expect(texts(allot(ask(accounts, digest), accounts))).toEqual(Array(2).fill("Five stories of the week"));
});

test("an item that goes out once more says the next thing each time, and colleagues who said different things do so again", () => {
  fc.assert(
    fc.property(crowd, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 }), (accounts, count, times) => {
      const said = new Map<string, string[]>();
      for (let time = 0; time <= times; time += 1) {
        const one = story("k", count);
        const again = { by: "m/k", times: time, at: 0, gap: 0 };
        const asked = time === 0 ? one : { ...one, again };
        for (const { one: asking, wording } of allot(ask(accounts, asked), accounts, new Map([["k", said]])))
          said.set(asking.account.id, [...(said.get(asking.account.id) ?? []), wording!]);
        const uses = Map.groupBy(said, ([, list]) => list[time]!);
        expect(uses.size).toBe(Math.min(count, accounts.length));
      }
      for (const list of said.values())
        for (let time = 0; time + count <= list.length; time += 1)
          expect(new Set(list.slice(time, time + count)).size).toBe(count);
    }),
  );
});

test("words that were written for a network are said there alone, and by nobody else while there are others", () => {
  const accounts = [publisher("x:a"), publisher("x:b"), publisher("mastodon:a"), publisher("linkedin:acme")];
  const list = [
    { id: "all", text: "For all" },
    { id: "x1", text: "For X", for: "x" },
    { id: "x2", text: "For X too", for: "x" },
  ];
  const one = item("k", { text: "For all", wordings: { short: "reuse", list } });
  const given = allot(ask(accounts, one), accounts);
  expect(
    given
      .map(({ item: said }) => said?.text)
      .slice(0, 2)
      .toSorted(),
  ).toEqual(["For X", "For X too"]);
  expect(given.map(({ wording }) => wording).slice(2)).toEqual(["all", "all"]);
});

test("A digest has the wordings that were foretold of it, at whatever moment and for whatever map it is made.", () => {
  const accounts = people(6);
  const said = (key: string) => texts(allot(ask(accounts, story(key, 6)), accounts));
  const now = said("digest:/step/1790000000000-abc");
  expect(said("digest:0b9f-map/step/1790000031234-abc")).toEqual(now);
  // Others of it take their turns otherwise.
  const others = ["abd", "abe", "abf", "abg"].map((members) => said(`digest:map/step/1790000000000-${members}`));
  expect(others.some((one) => one.join() !== now.join())).toBe(true);
});

import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { compare } from "./against.ts";
import { type Row, saysOf } from "./simulate.ts";

/** A message of an item for an account, as far as a comparison looks at it. */
function row(key: string, texts: string[], more: Partial<Row> & { account?: string; link?: string | null } = {}): Row {
  const { account = "a", link = "https://a.example/1", ...state } = more;
  const parts = texts.map((text, at) => ({ kind: at === 0 ? "post" : "reply", text }));
  const wanted = {
    ...{ itemKey: key, itemTitle: key, accountId: account, network: "plain", node: "z" },
    ...{ post: { version: 1, parts }, one: { item: item(key, { link }) } },
  };
  return {
    ...{ wanted, state: "ready", code: null, dueAt: 0, now: 0, at: 5, late: false },
    ...state,
  } as unknown as Row;
}
const kinds = (draft: Row[], live: Row[], until = 10) =>
  compare(draft, live, until, () => null).rows.map(({ kind, account, before, after }) => [
    kind,
    account,
    before,
    after,
  ]);

test("A message differs by its words, by what follows it in its thread, and by its link.", () => {
  const old = row("k", ["Un", "deux"]);
  expect(saysOf(old)).toBe("Un\n\ndeux");
  expect(kinds([row("k", ["Un", "deux"])], [old])).toEqual([]);
  expect(kinds([row("k", ["Un", "trois"])], [old])).toEqual([["changed", "a", "Un\n\ndeux", "Un\n\ntrois"]]);
  expect(kinds([row("k", ["Un", "deux"], { link: "https://a.example/2" })], [old])).toHaveLength(1);
});

test("Each account's message stands for itself; what the draft lets wait, or sends too late, is gone.", () => {
  const [mine, yours] = [row("k", ["Un"]), row("k", ["Un"], { account: "b" })];
  expect(kinds([mine], [mine, yours])).toEqual([["gone", "b", "Un", null]]);
  expect(kinds([mine, yours], [mine])).toEqual([["new", "b", null, "Un"]]);
  for (const held of [{ code: "paused" }, { late: true }, { at: 11 }])
    expect(kinds([row("k", ["Un"], held)], [mine])).toEqual([["gone", "a", "Un", null]]);
  const why = compare([row("k", ["Un"], { code: "paused" })], [mine], 10, () => null).rows[0]?.why;
  expect(why).toMatchObject({ node: "z", code: "paused" });
  // Whoever is asked says yes; what both would send after the end is compared by nobody.
  expect(kinds([row("k", ["Un"], { code: "consent" })], [mine])).toEqual([]);
  expect(kinds([row("k", ["Un"], { at: 11 })], [row("k", ["Deux"], { at: 11 })])).toEqual([]);
});

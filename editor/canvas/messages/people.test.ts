import { expect, test } from "vitest";
import { wordsOf } from "../../language.tsx";
import "./words.ts";
import { facesOf, feedOf, othersWith, peopleOf, type Message, type Reached } from "./people.ts";
import { leaveWords, minutesWords } from "./times.ts";

const account = (ref: string, member: string | null, goes: number, more: Partial<Reached> = {}): Reached => ({
  ...{
    ref,
    name: member ?? "Acme",
    handle: ref,
    network: ref.split(":")[0]!,
    avatar: null,
    mode: "auto",
    goes,
    left: [],
  },
  member: member === null ? null : { id: `id-${member}`, name: member },
  ...more,
});
const message = (key: string, more: Partial<Message> = {}): Message =>
  ({
    key,
    account: "a:lea",
    accountName: "Léa",
    letGo: null,
    leaves: null,
    at: null,
    wording: null,
    ...more,
  }) as Message;

test("the company comes first, then people by how many messages they get; who gets none stays, with accounts that the map does not reach", () => {
  const reached = [
    account("a:hugo", "Hugo", 2),
    account("a:lea", "Léa", 3),
    account("b:lea", "Léa", 0),
    account("a:paul", "Paul", 0),
    account("a:acme", null, 1),
    account("b:acme", null, 4),
  ];
  const people = peopleOf(reached, [account("c:lea", "Léa", 9), account("c:nobody", "Nobody", 9)]);
  expect(people.map(({ name, goes, company }) => [name, goes, company])).toEqual([
    ["Acme", 5, true],
    ["Léa", 3, false],
    ["Hugo", 2, false],
    ["Paul", 0, false],
  ]);
  expect(people[0]?.accounts.map(({ ref }) => ref)).toEqual(["b:acme", "a:acme"]);
  expect(people[1]?.accounts.map(({ ref, goes }) => [ref, goes])).toEqual([
    ["a:lea", 3],
    ["b:lea", 0],
    ["c:lea", 0],
  ]);
});

test("whoever is looked at is among the faces, however many there are", () => {
  const people = peopleOf(Array.from({ length: 30 }, (_, n) => account(`a:${n}`, `P${n}`, 30 - n)));
  expect(facesOf(people, "id-P2", 5).map(({ name }) => name)).toEqual(["P0", "P1", "P2", "P3", "P4"]);
  expect(facesOf(people, "id-P20", 5).map(({ name }) => name)).toEqual(["P0", "P1", "P2", "P3", "P20"]);
});

test("a feed is in the order in which its messages leave, what would not leave at its end; who says an item otherwise is named once", () => {
  const leaves = (at: string) => ({ at, code: null, reason: null, why: [] });
  const said = { en: "It has it.", fr: "Il l’a." };
  const feed = [
    message("late", { leaves: leaves("2026-11-27T10:00:00Z") }),
    message("had", { letGo: said }),
    message("soon", { leaves: leaves("2026-11-27T09:00:00Z") }),
    message("other", { account: "a:hugo" }),
  ];
  expect(feedOf(feed, "a:lea").map(({ key }) => key)).toEqual(["soon", "late", "had"]);
  const worded = ["Léa", "Noah", "Noah", "Inès"].map((accountName, n) =>
    message("one", { account: `${n}:x`, accountName, wording: { number: n + 1, of: 4 } }),
  );
  expect(othersWith(worded, worded[0]!)).toEqual([
    { name: "Noah", number: 2 },
    { name: "Inès", number: 4 },
  ]);
});

test("a time is said as people say it, in both languages", () => {
  const now = new Date(2026, 10, 26, 9, 0).getTime();
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 10).toISOString();
  const [fr, en] = [wordsOf("fr"), wordsOf("en")];
  expect(leaveWords(new Date(now).toISOString(), now, fr)).toBe("tout de suite");
  expect(leaveWords(at(26, 18), now, fr)).toBe("aujourd’hui 18\u00a0h\u00a010");
  expect(leaveWords(at(26, 18), now, fr, true)).toBe("18\u00a0h\u00a010");
  expect(leaveWords(at(27, 9), now, fr)).toBe("demain 9\u00a0h\u00a010");
  expect(leaveWords(at(30, 9), now, en)).toBe("Mon 09:10");
  expect(minutesWords(8 * 60, "fr")).toBe("8\u00a0h\u00a000");
});

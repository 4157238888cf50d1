import { expect, test } from "vitest";
import { dayAt, startsOf, wallMinute } from "#engine/days.ts";
import { type Card, cardsOf, crowded, type Layer, placed, type Post, quietSpans } from "./cards.ts";
import { instantOf, obstacleAt, snapped, stepped } from "./moving.ts";
import type { Entry } from "../entries/draft.ts";
import { freeSlots } from "./slots.tsx";
import { opposite } from "./use-slots.ts";
import { looseCard } from "./tray.tsx";
import { daysOf, rangeOf, titleOf, turned, type View, views, weeksOf } from "./range.ts";

let count = 0;
const post = (at: number, more: Partial<Post> = {}): Post => ({
  key: `delivery/${(count += 1)}`,
  delivery: count,
  entry: null,
  revision: null,
  account: "a",
  state: "planned",
  at: new Date(at).toISOString(),
  due: new Date(at).toISOString(),
  why: [],
  reason: null,
  title: `t${count}`,
  topic: "",
  picture: null,
  url: null,
  movable: true,
  ...more,
});

/** Both days of a year on which clocks change, and the day between which nothing happens. */
const changes: Record<string, string[]> = {
  "Europe/Paris": ["2026-03-29", "2026-10-25"],
  "America/New_York": ["2026-03-08", "2026-11-01"],
  "America/St_Johns": ["2026-03-08", "2026-11-01"],
  "Australia/Lord_Howe": ["2026-10-04", "2026-04-05"],
  "Pacific/Auckland": ["2026-09-27", "2026-04-05"],
};

const clock = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(at);
const said = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

test.each(Object.entries(changes).flatMap(([zone, days]) => days.map((day) => [zone, day] as const)))(
  "in %s on %s every view shows the same posts, each at the time that a clock there shows",
  (zone, day) => {
    // A post each half hour of the day before, the day of the change and the one after it.
    const [first, , , end] = startsOf(zone, dayAt(zone, startsOf(zone, day, 1)[0]! - 1), 3);
    const posts: Post[] = [];
    for (let at = first!; at < end!; at += 30 * 60_000) posts.push(post(at));
    const seen = (view: View): Map<string, string> => {
      const { from, to } = rangeOf(view, day);
      const days = daysOf({ from, to });
      const starts = startsOf(zone, from, days.length);
      // As the server does: what lies between the beginning of the first day and the end of the last.
      const within = posts.filter(({ at }) => Date.parse(at) >= starts[0]! && Date.parse(at) < starts.at(-1)!);
      const cards = cardsOf(within, zone);
      const shown = new Map<string, string>();
      for (const each of days)
        for (const { card, more } of placed(
          cards.filter((one) => one.day === each),
          57,
        ))
          for (const one of [card, ...more])
            for (const { key } of one.posts) shown.set(key, `${one.day} ${said(one.minute)}`);
      return shown;
    };
    const own = posts.filter(({ at }) => dayAt(zone, Date.parse(at)) === day);
    expect(own.length).not.toBe(0);
    for (const view of views) {
      const shown = seen(view);
      for (const { key, at } of own) expect([view, shown.get(key)]).toEqual([view, clock(zone, Date.parse(at))]);
      if (view === "day") expect(shown.size).toBe(own.length);
    }
    // A day of a change is shorter or longer by what the clock leaves out or shows twice.
    const [begin, after] = startsOf(zone, day, 1);
    expect((after! - begin!) / 3_600_000).not.toBe(24);
    expect(own).toHaveLength((after! - begin!) / (30 * 60_000));
  },
);

test("the same words on several networks at one time are one card, and no post is lost or there twice", () => {
  const noon = Date.parse("2026-11-26T12:00:00Z");
  const posts = [
    post(noon, { title: "one", account: "a" }),
    post(noon + 60_000, { title: "one", account: "b" }),
    post(noon + 120_000, { title: "one", account: "a" }),
    post(noon + 30 * 60_000, { title: "one", account: "c" }),
    post(noon + 60_000, { title: "one", account: "d", state: "refused" }),
    post(noon, { title: "two", account: "d" }),
  ];
  const cards = cardsOf(posts, "UTC");
  expect(cards.map(({ posts: own }) => own.map(({ account }) => account).join(""))).toEqual(["ab", "d", "d", "a", "c"]);
  const keys = cards.flatMap(({ posts: own }) => own.map(({ key }) => key));
  expect(keys.toSorted()).toEqual(posts.map(({ key }) => key).toSorted());
});

test("cards of one time stand side by side, and those that find no room are counted and not lost", () => {
  const noon = Date.parse("2026-11-26T12:00:00Z");
  const cards = cardsOf(
    [0, 5, 10, 70, 300].map((minute) => post(noon + minute * 60_000)),
    "UTC",
  );
  const shown = placed(cards, 57);
  expect(shown.map(({ column, columns, more }) => [column, columns, more.length])).toEqual([
    [0, 2, 0],
    [1, 2, 1],
    [0, 1, 0],
    [0, 1, 0],
  ]);
});

test("what one account says twice within an hour and a half is crowded; on another account it is not", () => {
  const at = (minute: number) => Date.parse("2026-11-26T09:00:00Z") + minute * 60_000;
  const cards = cardsOf(
    [post(at(0)), post(at(60)), post(at(80), { account: "b" }), post(at(400)), post(at(410), { state: "refused" })],
    "UTC",
  );
  expect([...crowded(cards)]).toEqual([[cards[0]!.key, 60]]);
});

test("quiet hours are those in which no account posts, on the reader's clock", () => {
  const layer = (quietFrom: number | null, zone = "UTC"): Layer => ({
    ...{ id: "a", network: "n", name: "n", handle: "h", avatar: null, company: true, lost: false, zone },
    ...{ quietFrom, quietTo: quietFrom === null ? null : 480, daysOff: 0, dailyCap: null, spacing: 0 },
  });
  const [starts, ends] = startsOf("Europe/Paris", "2026-11-26", 1) as [number, number];
  const spans = (...layers: Layer[]) => quietSpans(layers, starts, ends, "Europe/Paris");
  expect(spans(layer(1200))).toEqual([
    [0, 540],
    [1260, 1440],
  ]);
  expect(spans(layer(1200), layer(null))).toEqual([]);
  expect(spans()).toEqual([]);
});

test("views turn by their own length, and a month is whole weeks", () => {
  expect(rangeOf("month", "2026-11-15")).toEqual({ from: "2026-10-26", to: "2026-12-07" });
  expect(weeksOf(rangeOf("month", "2026-02-10"))).toHaveLength(5);
  expect(turned("month", "2026-01-31", 1)).toBe("2026-02-01");
  expect(turned("week", "2026-03-01", -1)).toBe("2026-02-22");
  expect(titleOf("week", "2026-11-26", "fr", "2026-11-26")).toBe("23 – 29 novembre");
  expect(titleOf("week", "2026-12-31", "en", "2026-11-26")).toBe("28 December – 3 January");
  expect(titleOf("day", "2027-01-01", "fr", "2026-11-26")).toBe("Vendredi 1er janvier 2027");
});

test("an hour that clocks show twice is on its card's clock both times", () => {
  const zone = "Europe/Paris";
  const twice = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((at) => Date.parse(at));
  expect(twice.map((at) => wallMinute(zone, at))).toEqual([150, 150]);
  const cards: Card[] = cardsOf(
    twice.map((at) => post(at)),
    zone,
  );
  expect(cards.map(({ minute }) => minute)).toEqual([150, 150]);
});

test.each(Object.entries(changes).flatMap(([zone, days]) => days.map((day) => [zone, day] as const)))(
  "in %s on %s what is dropped at a time stands at that time",
  (zone, day) => {
    for (let minute = 0; minute < 1440; minute += 15) {
      const at = instantOf({ day, minute }, zone);
      expect(dayAt(zone, at)).toBe(day);
      // A time that the clock leaves out is as much later as it jumps.
      const off = wallMinute(zone, at) - minute;
      expect([0, 30, 60]).toContain(off);
      if (off !== 0) expect(clock(zone, at - 3_600_000).slice(11) < said(minute)).toBe(true);
    }
  },
);

test("a card that is moved keeps its own minute, and stays within its day", () => {
  expect([snapped(600, 547), snapped(611, 547), snapped(-40, 547), snapped(2000, 547)]).toEqual([607, 607, 7, 1432]);
  expect(stepped({ day: "2026-11-30", minute: 1437 }, "ArrowDown", false)).toEqual({ day: "2026-12-01", minute: 12 });
  expect(stepped({ day: "2026-12-01", minute: 12 }, "ArrowUp", true)).toEqual({ day: "2026-11-30", minute: 1392 });
  expect(stepped({ day: "2026-12-01", minute: 12 }, "a", false)).toBeNull();
});

test("slots are shown where they are ahead, free, and of what is looked at", () => {
  const now = Date.parse("2026-10-25T00:10:00Z");
  const row = (at: string, account: string | null = "a", taken = false) => ({ slot: "s", account, at, taken });
  const rows = [
    row("2026-10-25T00:00:00Z"),
    row("2026-10-25T00:30:00Z"),
    row("2026-10-25T01:30:00Z", null),
    row("2026-10-26T09:00:00Z", "b"),
    row("2026-10-26T10:00:00Z", "a", true),
  ];
  const shown = freeSlots(rows, { zone: "Europe/Paris", now, hidden: new Set(["b"]) });
  // Both stand at half past two of the day on which that comes twice.
  expect(shown.map(({ day, minute, account }) => [day, minute, account])).toEqual([
    ["2026-10-25", 150, "a"],
    ["2026-10-25", 150, null],
  ]);
});

test("what was done to slots is taken back: what is new goes, what was moved or taken out stands as it stood", () => {
  const slot = (id: string, minute: number) => ({ id, account: null, weekday: 1, minute, zone: "UTC" });
  const before = new Map([
    ["moved", slot("moved", 540)],
    ["gone", slot("gone", 600)],
  ]);
  expect(
    opposite(
      [
        { kind: "put", slot: slot("new", 480) },
        { kind: "put", slot: slot("moved", 700) },
        { kind: "drop", slot: slot("gone", 600) },
      ],
      before,
    ),
  ).toEqual([
    { kind: "drop", slot: slot("new", 480) },
    { kind: "put", slot: slot("moved", 540) },
    { kind: "put", slot: slot("gone", 600) },
  ]);
});

test("a draft without a time is a card that can be put somewhere, once for each account that it names", () => {
  const entry = {
    ...{
      id: "e",
      revision: 3,
      title: "t",
      updatedAt: "2026-11-26T08:00:00Z",
      topic: { id: "t1", name: "T", colour: 1 },
    },
    ...{ accounts: [{ id: "a" }, { id: null }, { id: "b" }], media: [] },
  } as unknown as Entry;
  const topics = new Map([["key", { id: "t1" }]]) as unknown as Parameters<typeof looseCard>[2];
  const card = looseCard(entry, "2026-11-27", topics);
  expect(card).toMatchObject({ key: "entry/e", loose: true, topic: "key", state: "draft" });
  expect(card.posts.map(({ key, revision, movable }) => [key, revision, movable])).toEqual([
    ["entry/e/a", 3, true],
    ["entry/e/b", 3, true],
  ]);
  expect(looseCard({ ...entry, accounts: [] }, "2026-11-27", topics).posts).toMatchObject([{ account: null }]);
});

test("before it is dropped it is said that a time is over, quiet, or used up", () => {
  const now = Date.parse("2026-11-26T08:00:00Z");
  const layer: Layer = {
    ...{ id: "a", network: "n", name: "n", handle: "h", avatar: null, company: true, lost: false, zone: "UTC" },
    ...{ quietFrom: 1200, quietTo: 480, daysOff: 0, dailyCap: 2, spacing: 0 },
  };
  const cards = cardsOf([post(now + 3_600_000), post(now + 86_400_000), post(now + 86_400_000 + 7_200_000)], "UTC");
  const at = (day: string, minute: number, card = cards[0]!) =>
    obstacleAt(card, { day, minute }, { zone: "UTC", now, layers: [layer], cards });
  expect(at("2026-11-26", 470)).toBe("past");
  expect(at("2026-11-26", 1210)).toBe("quiet");
  expect(at("2026-11-27", 900)).toBe("cap");
  expect(at("2026-11-26", 900)).toBeNull();
  expect(at("2026-11-26", 545, cards[1])).toBe("near");
});

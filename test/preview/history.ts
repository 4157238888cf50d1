import fc from "fast-check";
import type { MapDocument } from "#engine/map.ts";
import { type StoryRule, storyWays } from "#engine/story.ts";

/** A map and all that happened to it before somebody asks what a run would do now: random, and small enough to be read when it fails. */
export type Entry = {
  title: number;
  link: number | null;
  id: number | null;
  /** Which of the pictures (play.ts) it shows; and whether it is itself a post of the accounts' network. */
  picture: number | null;
  origin: boolean;
};
export type Who = {
  mode: "auto" | "ask" | "paused";
  member: boolean;
  accepted: boolean;
  reconnect: boolean;
  /** What they follow; null: they never chose. And what they chose for the one topic alone. */
  follows: number[] | null;
  about: "auto" | "ask" | "paused" | null;
  /** Minutes for which their network wants nothing. */
  frozen: number;
  pace: { quiet: boolean; off: number; day: number | null; week: number | null; month: number | null; spacing: number };
};
export type Step =
  | { type: "sieve" | "stamp" | "limit" | "spread" | "digest" | "recycle" | "variants" | "approval"; set: number }
  | { type: "fork"; set: number };
/** One account by name, or the people whom it picks. */
export type Target = {
  to: number;
  people: null | {
    topics: number[];
    share: "own" | "repost" | "only" | "choice";
    pictures: "with" | "page" | "without";
    several: "first" | "all";
    missing: "send" | "wait" | "drop";
    alt: "optional" | "required";
  };
};
export type Drawn = {
  steps: Step[];
  wires: [number, number, number][];
  targets: Target[];
  limits: { burst: number; newShare: number; perRun: number; spread: number };
  first: MapDocument["first"];
  stories: StoryRule | null;
  off: number | null;
};
/** What happens one after the other: what springs list from then on, who runs. */
export type Act =
  | { do: "list"; spring: number; entries: Entry[] }
  | { do: "mine" }
  | { do: "redraw"; drawn: Drawn }
  | { do: "pause" }
  | { do: "other"; targets: Target[] }
  /** The lanes are let go: so many posts each at most. */
  | { do: "send"; most: number }
  | { do: "settle"; state: "published" | "cancelled" | "rejected"; some: number }
  | { do: "join"; who: number }
  /** The map belongs to a campaign from then on, which goes on or rests. */
  | { do: "campaign"; goes: boolean; marked: boolean }
  | { do: "hours"; hours: number };
export type History = { people: Who[]; charter: boolean; springs: number; acts: Act[]; drawn: Drawn };

export const titles = [
  "Revue de presse de la semaine",
  "Acme ouvre une usine de batteries à Lyon",
  "Acme ouvre une usine de batteries à Lyon !",
  "Avis",
  "Nous recrutons une éclairagiste pour nos chantiers",
  "Le musée des Beaux-Arts change de lumière",
  "Trois questions à notre nouvelle directrice",
  "Un prix pour la passerelle de la gare",
  "Portes ouvertes le samedi 12 décembre",
  "Bilan carbone : où nous en sommes",
];
export const topics = ["Emploi", "Produit", "Vie de l’entreprise"];
/** By their place: what is found at their addresses, or why nothing is. */
export const pictures = ["fine", "fine", "unreachable", "too_big"] as const;
const entry: fc.Arbitrary<Entry> = fc.record({
  title: fc.nat(titles.length - 1),
  link: fc.option(fc.nat(7)),
  id: fc.option(fc.nat(9)),
  picture: fc.option(fc.nat(pictures.length - 1)),
  origin: fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0),
});
const topicsOf = fc.uniqueArray(fc.nat(topics.length - 1), { maxLength: 2 });
const target: fc.Arbitrary<Target> = fc.record({
  to: fc.nat(3),
  people: fc.option(
    fc.record({
      topics: topicsOf,
      share: fc.constantFrom("own" as const, "own" as const, "repost" as const, "only" as const, "choice" as const),
      pictures: fc.constantFrom("with" as const, "page" as const, "without" as const),
      several: fc.constantFrom("first" as const, "all" as const),
      missing: fc.constantFrom("send" as const, "wait" as const, "drop" as const),
      alt: fc.constantFrom("optional" as const, "optional" as const, "required" as const),
    }),
  ),
});
const some = (most: number) => fc.array(target, { minLength: 1, maxLength: most });

const drawn: fc.Arbitrary<Drawn> = fc.record({
  steps: fc.array(
    fc.record({
      type: fc.constantFrom(
        "sieve" as const,
        "stamp" as const,
        "fork" as const,
        "limit" as const,
        "spread" as const,
        "digest" as const,
        "recycle" as const,
        "variants" as const,
        "approval" as const,
      ),
      set: fc.nat(5),
    }),
    { maxLength: 4 },
  ),
  wires: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 12 }),
  targets: some(3),
  limits: fc.record({
    burst: fc.constantFrom(2, 5, 1000),
    newShare: fc.constantFrom(0.5, 1),
    perRun: fc.constantFrom(1, 4, 500),
    spread: fc.constantFrom(0, 7),
  }),
  first: fc.oneof(
    fc.constant({ kind: "all" } as const),
    fc.constant({ kind: "all" } as const),
    fc.constant({ kind: "skip" } as const),
    fc.nat(4).map((count) => ({ kind: "newest", count: count + 1 }) as const),
  ),
  stories: fc.option(fc.record({ by: fc.constantFrom(...storyWays), days: fc.constantFrom(1, 30) })),
  off: fc.option(fc.nat(5), { freq: 6 }),
});

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      spring: fc.nat(2),
      entries: fc.array(entry, { maxLength: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: "mine" } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("redraw" as const), drawn }) },
  { weight: 1, arbitrary: fc.constant({ do: "pause" } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("other" as const), targets: some(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      state: fc.constantFrom("published" as const, "cancelled" as const, "rejected" as const),
      some: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("send" as const), most: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("join" as const), who: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("campaign" as const),
      goes: fc.integer({ min: 0, max: 3 }).map((dice) => dice > 0),
      marked: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("hours" as const), hours: fc.constantFrom(1, 30, 200) }) },
);

const who: fc.Arbitrary<Who> = fc.record({
  mode: fc.constantFrom("auto" as const, "auto" as const, "auto" as const, "ask" as const, "paused" as const),
  member: fc.boolean(),
  accepted: fc.integer({ min: 0, max: 3 }).map((dice) => dice > 0),
  reconnect: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
  follows: fc.option(topicsOf),
  about: fc.option(fc.constantFrom("auto" as const, "ask" as const, "paused" as const), { freq: 2 }),
  frozen: fc.constantFrom(0, 0, 0, 45),
  pace: fc.record({
    quiet: fc.boolean(),
    off: fc.constantFrom(0, 0, 0b0000011, 0b1111100),
    day: fc.option(fc.constantFrom(1, 2)),
    week: fc.option(fc.constantFrom(1, 3)),
    month: fc.option(fc.constantFrom(2, 5)),
    spacing: fc.constantFrom(0, 900),
  }),
});

export const history: fc.Arbitrary<History> = fc.record({
  people: fc.array(who, { minLength: 4, maxLength: 4 }),
  charter: fc.integer({ min: 0, max: 2 }).map((dice) => dice === 0),
  springs: fc.integer({ min: 1, max: 3 }),
  acts: fc
    .tuple(fc.array(entry, { minLength: 1, maxLength: 8 }), fc.array(act, { maxLength: 10 }))
    .map(([entries, acts]): Act[] => [{ do: "list", spring: 0, entries }, ...acts]),
  drawn,
});

const somebody: Who = {
  ...{ mode: "auto", member: true, accepted: true, reconnect: false, follows: null, about: null, frozen: 0 },
  pace: { quiet: false, off: 0, day: 1, week: null, month: null, spacing: 900 },
};
const plain = (n: number): Entry => ({ title: n, link: n, id: n, picture: null, origin: false });
/** Played each time: posts wait in a lane of one post a day, and more come. */
export const crowded: History = {
  ...{ people: [somebody, somebody, somebody, somebody], charter: false, springs: 1 },
  acts: [
    { do: "list", spring: 0, entries: [plain(4), plain(5)] },
    { do: "mine" },
    { do: "list", spring: 0, entries: [plain(6), plain(7)] },
  ],
  drawn: {
    ...{ steps: [], wires: [], targets: [{ to: 0, people: null }], stories: null, off: null },
    limits: { burst: 1000, newShare: 1, perRun: 500, spread: 0 },
    first: { kind: "all" },
  },
};

/** Played each time: what came since a map belongs to a campaign, which marks its words and links; and rests in the second. */
export const campaigning = (goes: boolean): History => ({
  ...crowded,
  acts: [
    ...crowded.acts.slice(0, 2),
    { do: "campaign", goes, marked: true },
    { do: "list", spring: 0, entries: [plain(6), plain(7)] },
  ],
});

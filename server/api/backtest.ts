import { z } from "zod";
import { Cost } from "./preview.ts";
import { Text, editors, route, uuid, when } from "./route.ts";

/** Something that was let go or held: how often, where, and a few of the items. */
const Count = z.strictObject({
  node: z.string(),
  code: z.string(),
  reason: Text,
  /** Not all have this very reason. */
  varied: z.boolean(),
  count: z.int(),
  titles: z.array(z.string()),
});

/** What one version of a map would have done. */
const Side = z.strictObject({
  runs: z.int(),
  items: z.int(),
  /** Items whose run is still to come. */
  waiting: z.int(),
  /** Items that a step keeps beyond the end. */
  keeps: z.array(z.strictObject({ node: z.string(), count: z.int() })),
  posts: z.int(),
  /** Of how many of them the owner is asked first. */
  asked: z.int(),
  /** Posts that would leave after the end. */
  later: z.int(),
  drops: z.array(Count),
  held: z.array(Count),
  rules: z.array(
    Count.omit({ varied: true }).extend({
      network: z.string(),
      severity: z.enum(["error", "warning"]),
      text: z.string(),
    }),
  ),
  /** Posts of several accounts that say nearly the same; `forbidden`: their network takes that amiss. */
  alike: z.array(
    z.strictObject({
      network: z.string(),
      text: z.string(),
      accounts: z.int(),
      posts: z.int(),
      forbidden: z.boolean(),
    }),
  ),
  costs: z.array(Cost),
  /** Steps that were left out, since their settings are wrong. */
  without: z.array(z.string()),
  /** Pages and words of an AI that nobody has: what wants them went on without. */
  unread: z.int(),
  /** It made so many posts that it was stopped then. */
  full: when.nullable(),
});

/** Whose a post is: an account, or where figures about one person are nobody's business, nobody. */
const Whose = z.strictObject({ name: z.string(), avatar: z.string().nullable(), company: z.boolean() });

export const Backtest = z.strictObject({
  since: when,
  until: when,
  days: z.array(z.iso.date()),
  /** Stored items that were looked at; `cut`: there were more, and these are the newest. */
  items: z.int(),
  cut: z.boolean(),
  /** The map runs by hand only: as if somebody had started it each time something came. */
  byHand: z.boolean(),
  draft: Side,
  live: Side.pick({ posts: true, asked: true, later: true, costs: true, without: true })
    .extend({ version: z.int() })
    .nullable(),
  /** Posts by person and day, the company's accounts first. Where others get no figures about one person: people together. */
  people: z.array(
    Whose.extend({
      /** How many people these are; null: one account of the company. */
      people: z.int().nullable(),
      networks: z.array(z.string()),
      posts: z.int(),
      asked: z.int(),
      /** As `days`: posts, and of how many the owner is asked. */
      days: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
  /** Posts of people of whom no figure is told, since they are too few. */
  apart: z.int(),
  posts: z.array(
    Whose.extend({
      network: z.string(),
      node: z.string(),
      item: z.string(),
      text: z.string(),
      link: z.string().nullable(),
      at: when,
      asked: z.boolean(),
    }),
  ),
  against: z
    .strictObject({
      changed: z.int(),
      fresh: z.int(),
      gone: z.int(),
      same: z.int(),
      rows: z.array(
        Whose.extend({
          kind: z.enum(["changed", "new", "gone"]),
          network: z.string(),
          item: z.string(),
          at: when,
          before: z.string().nullable(),
          after: z.string().nullable(),
          why: z.strictObject({ node: z.string(), code: z.string(), reason: Text }).nullable(),
        }),
      ),
    })
    .nullable(),
  /** Milliseconds that it took in its thread. */
  ms: z.int(),
});

export const backtest = {
  backtest: route({
    method: "POST",
    path: "/api/maps/:id/backtest",
    access: editors,
    summary:
      "What a drawing would have posted of the stored items of the last days, and what of it differs from the live version; publishes and stores nothing. A newer one of the same person ends it",
    params: z.strictObject({ id: uuid }),
    body: z.strictObject({ document: z.unknown(), days: z.union([z.literal(7), z.literal(30), z.literal(90)]) }),
    reply: Backtest,
  }),
  backtestProgress: route({
    method: "GET",
    path: "/api/backtest/progress",
    access: editors,
    summary:
      "How far one's own backtest is, as far as it runs in this process, and of the map `first` what is known of the drawing while the live version is still reckoned; `soon`: one is about to be asked for",
    query: z.strictObject({ soon: z.stringbool().optional(), first: uuid.optional() }),
    reply: z.strictObject({
      progress: z.strictObject({ done: z.int(), of: z.int() }).nullable(),
      first: Backtest.nullable(),
    }),
  }),
} as const;

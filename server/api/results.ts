import { z } from "zod";
import { File } from "./media.ts";
import { byId, done, editors, everyone, route, uuid, when } from "./route.ts";

const count = z.number().int();
/** Visits to short links: people, programs (robots and link previews), and people who are signed in here. */
export const Visits = z.strictObject({ people: count, robots: count, own: count });
/** A sum, and of how many posts it was measured: networks do not tell everything of every post. */
const Sum = z.strictObject({ sum: count, of: count });
/** Whether a network's numbers come back: it tells none; for free; at a price that was switched on or not; or told, and not to be kept. */
const Told = z.enum(["none", "free", "on", "off", "kept"]);

export const Counted = z.strictObject({
  posts: count,
  /** Of these, posts of people who are too few to be shown: neither their visits nor their figures are in the sums. */
  apart: count,
  /** Of which their network confirmed that they are out. */
  confirmed: count,
  visits: Visits,
  /** Followers when posts went out, added up over posts. */
  potential: Sum,
  conversions: z.strictObject({ visit: count, contact: count, registration: count, entry: count, hire: count }),
  figures: z.strictObject({
    views: Sum.exactOptional(),
    reach: Sum.exactOptional(),
    likes: Sum.exactOptional(),
    reposts: Sum.exactOptional(),
    replies: Sum.exactOptional(),
  }),
});
const days = z.array(Counted.extend({ day: z.iso.date() }));

/** By what results are told. */
export const facets = ["map", "network", "topic", "campaign"] as const;
const Asked = z.strictObject({
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  by: z.enum(facets).default("network"),
});
const Price = z.strictObject({
  currency: z.string().trim().min(1).max(8),
  /** What a thousand impressions, and what a click costs the company elsewhere; null: not said. */
  cpm: z.number().min(0).max(100_000).nullable(),
  cpc: z.number().min(0).max(100_000).nullable(),
});
export const Outcome = z.strictObject({
  id: uuid,
  since: z.iso.date(),
  until: z.iso.date(),
  words: z.string(),
  madeAt: when,
  facts: z.record(z.string(), z.number()),
});

/** What became of posts, added up. */
export const results = {
  mapResults: route({
    method: "GET",
    path: "/api/maps/:id/results",
    access: editors,
    summary:
      "What a map's posts of the last 28 days did, by network and by day; people's own accounts only where five or more of them are in a sum",
    params: byId,
    reply: z.strictObject({
      span: count,
      fewest: count,
      total: Counted,
      /** Of the last seven days. */
      week: Counted,
      groups: z.array(Counted.extend({ network: z.string(), company: z.boolean(), people: count, told: Told })),
      days,
      /** Whether people's accounts are in the days' visits and figures, or the company's alone. */
      people: z.boolean(),
      /** Whether any post of the map has a short link. */
      linked: z.boolean(),
      /** Posts that people say they made by their own hand, in no other number here; null: too few people to be told. */
      claims: count.nullable(),
      /** Visits by the links that people posted by their own hand, in no other number here; null: too few people to be told. */
      handVisits: count.nullable(),
      readAt: when.nullable(),
    }),
  }),
  mapDeclined: route({
    method: "GET",
    path: "/api/maps/:id/declined",
    access: editors,
    summary:
      "Why people set aside what a map proposed, as numbers of answers; none before five people did, and never a name",
    params: byId,
    reply: z.strictObject({
      fewest: count,
      /** null: fewer people than that did, or nobody. */
      reasons: z.strictObject({ topic: count, tone: count, shared: count, other: count, unsaid: count }).nullable(),
    }),
  }),
  results: route({
    method: "GET",
    path: "/api/results",
    access: editors,
    summary:
      "What came of all posts that went out in a stretch of days (four weeks without one, half a year at most), by network, map or topic; people's own accounts only where five or more of them, or people who let them be seen, are in a sum",
    query: Asked,
    reply: z.strictObject({
      since: z.iso.date(),
      until: z.iso.date(),
      zone: z.string(),
      fewest: count,
      total: Counted,
      company: Counted,
      people: Counted,
      /** Of as many days before. */
      before: z.strictObject({ posts: count, visits: count, conversions: count }),
      /** Who could take part on the last day, who has an account, who published; null: too few to be told. */
      persons: z.strictObject({
        invited: count,
        connected: count,
        active: count.nullable(),
        days: z.array(z.strictObject({ day: z.iso.date(), connected: count, active: count.nullable() })),
      }),
      /** What people answered to proposals, and how many wait now; null: too few people answered. */
      proposals: z.strictObject({ yes: count, no: count, waiting: count }).nullable(),
      claims: count.nullable(),
      /** Each account once: followers as last read, of how many of the accounts. */
      audience: z.strictObject({ followers: count, of: count, accounts: count }),
      /** What sites told without a post that is known here. */
      loose: Counted.shape.conversions,
      /** `key` null: groups of too few people, together. `persons`: of the people's side. */
      groups: z.array(
        z.strictObject({
          key: z.string().nullable(),
          name: z.string(),
          company: Counted,
          people: Counted,
          persons: count,
        }),
      ),
      days: z.array(Counted.extend({ day: z.iso.date() })),
      /** Whether people's numbers are in those days, or the company's alone. */
      daysOfAll: z.boolean(),
      best: z.array(
        z.strictObject({
          key: z.string(),
          title: z.string(),
          topic: z.string(),
          posts: count,
          visits: count,
          reactions: count,
          /** Of the company's posts alone: too few people published it. */
          companyOnly: z.boolean(),
        }),
      ),
      price: Price.nullable(),
      readAt: when.nullable(),
    }),
  }),
  resultsFile: route({
    method: "GET",
    path: "/api/results/file",
    access: editors,
    summary: "The same as a table for spreadsheets: a line for each group, and the sums",
    query: Asked,
    reply: File,
    file: true,
  }),
  saveMediaPrice: route({
    method: "PUT",
    path: "/api/results/price",
    access: editors,
    summary: "Say what impressions and clicks cost the company elsewhere; null: results are worth no money here",
    body: z.strictObject({ price: Price.nullable() }),
    reply: done,
  }),
  tellOutcome: route({
    method: "POST",
    path: "/api/results/outcomes",
    access: editors,
    summary: "Tell the ambassadors what came of it: the sums of a stretch of days, with some words",
    body: z.strictObject({
      since: z.iso.date(),
      until: z.iso.date(),
      words: z.string().trim().max(600),
      /** Those who take part hear of it as well, by the ways that they chose. */
      notice: z.boolean().default(false),
    }),
    reply: Outcome,
  }),
  lastOutcome: route({
    method: "GET",
    path: "/api/outcome",
    access: everyone,
    summary: "What came of it, as it was told last",
    reply: z.strictObject({
      outcome: Outcome.nullable(),
      /** Whether one lets managers see figures about oneself alone; offered where figures about one person are told at all. */
      figures: z.strictObject({ offered: z.boolean(), shown: z.boolean() }),
    }),
  }),
  takeBackOutcome: route({
    method: "DELETE",
    path: "/api/results/outcomes/:id",
    access: editors,
    summary: "Take back what was told; whoever read it has read it",
    params: byId,
    reply: done,
  }),
  showMyFigures: route({
    method: "PUT",
    path: "/api/me/figures",
    access: everyone,
    summary:
      "Let managers see figures about oneself alone, or no more; has no effect where the workspace has no figures about one person",
    body: z.strictObject({ shown: z.boolean() }),
    reply: done,
  }),
  accountResults: route({
    method: "GET",
    path: "/api/accounts/:id/results",
    access: everyone,
    summary:
      "What an account's posts of the last 28 days did, for its owner; those of the company's accounts for everybody who sees them",
    params: byId,
    reply: z.strictObject({
      span: count,
      told: Told,
      total: Counted,
      days,
      readAt: when.nullable(),
      posts: z.array(
        z.strictObject({
          id: count,
          title: z.string(),
          text: z.string(),
          url: z.string().nullable(),
          publishedAt: when,
          counts: z.record(z.string(), count).nullable(),
          readAt: when.nullable(),
          visits: Visits.nullable(),
        }),
      ),
    }),
  }),
} as const;

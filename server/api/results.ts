import { z } from "zod";
import { byId, editors, everyone, route, when } from "./route.ts";

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
  visits: Visits,
  figures: z.strictObject({
    views: Sum.exactOptional(),
    reach: Sum.exactOptional(),
    likes: Sum.exactOptional(),
    reposts: Sum.exactOptional(),
    replies: Sum.exactOptional(),
  }),
});
const days = z.array(Counted.extend({ day: z.iso.date() }));

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

import { z } from "zod";
import { Limits } from "#engine/card.ts";
import { itemKinds } from "#engine/item.ts";
import { AccountRow } from "./accounts.ts";
import { Face } from "./face.ts";
import { File } from "./media.ts";
import { byNumber, done, everyone, paged, route, Text, uuid, when } from "./route.ts";

const Picture = z.strictObject({ url: z.string(), alt: z.string().nullable() });
const Topic = z.strictObject({ name: z.string(), colour: z.number().int().min(1).max(5) });
const Account = AccountRow.pick({ id: true, network: true, handle: true, name: true, avatar: true });

/** What became of a story with an account of one's own; `told`: the person says that they posted it themselves. */
const Mine = z.strictObject({
  state: z.enum(["published", "planned", "waiting", "told"]),
  network: z.string(),
  at: when,
});

export const OfferRow = z.strictObject({
  id: z.number().int(),
  title: z.string(),
  summary: z.string(),
  link: z.string().nullable(),
  kind: z.enum(itemKinds),
  source: z.string(),
  picture: Picture.nullable(),
  topics: z.array(Topic),
  /** For which it is meant; none: for all. */
  networks: z.array(z.string()),
  offeredAt: when,
  expiresAt: when,
  mine: Mine.nullable(),
  /** It is a post of a network on which the caller has an account that can pass it on. */
  canRepost: z.boolean(),
  /** Colleagues who published it and let others see that; `more`: so many besides. */
  sharers: z.strictObject({ faces: z.array(Face), more: z.number().int() }),
  /** A hold keeps it: it is not to be passed on now. */
  held: z.boolean(),
});

const Counted = z.strictObject({ count: z.number().int(), more: z.boolean() });

/** The hub: what live maps put before ambassadors. */
export const content = {
  getContent: route({
    method: "GET",
    path: "/api/content",
    access: everyone,
    summary: "The hub: what stands first, the newest of each topic, the company's own posts",
    reply: z.strictObject({
      all: Counted,
      /** What the caller follows comes first. */
      topics: z.array(Topic.extend({ followed: z.boolean(), count: z.number().int() })),
      /** Topics that the caller follows; null: they never chose, and everything is theirs. */
      followed: z.number().int().nullable(),
      lead: OfferRow.nullable(),
      /** `topic` null: under none. */
      sections: z.array(z.strictObject({ topic: Topic.nullable(), count: z.number().int(), rows: z.array(OfferRow) })),
      /** Networks that offers are meant for, or that people post on by their own hand. */
      networks: z.array(z.string()),
      /** The company's own posts that are out, for people to react to there. */
      company: z.array(
        z.strictObject({ id: z.number().int(), account: Face, text: z.string(), url: z.string(), at: when }),
      ),
      /** Whether the caller lets colleagues see what they share. */
      shown: z.boolean(),
    }),
  }),
  listOffers: route({
    method: "GET",
    path: "/api/content/offers",
    access: everyone,
    summary: "What live maps offer, newest first, each story once; by topic, network, kind, day and words",
    query: z.strictObject({
      before: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      topic: z.string().max(80).optional(),
      network: z.string().max(40).optional(),
      kind: z.enum(itemKinds).optional(),
      /** Offered in the last so many days. */
      days: z.coerce.number().int().min(1).max(366).optional(),
      search: z.string().max(300).optional(),
    }),
    reply: paged(OfferRow),
  }),
  getOffer: route({
    method: "GET",
    path: "/api/content/offers/:id",
    access: everyone,
    summary: "An offer with the words for each of one's accounts, for each network by one's own hand, and its files",
    params: byNumber,
    reply: OfferRow.extend({
      /** Its time is over, or it was taken back. */
      ended: z.boolean(),
      /** Why it is held, where it is: nothing of it is given then, neither words nor files. */
      why: Text.nullable(),
      accounts: z.array(
        z.strictObject({
          account: Account,
          text: z.string(),
          limits: Limits,
          /** It can be passed on as it is there. */
          canRepost: z.boolean(),
          mine: Mine.nullable(),
          /** Minutes after midnight in `zone`, and posts a day: what the person set for the account. */
          quietFrom: z.number().int().nullable(),
          quietTo: z.number().int().nullable(),
          dailyCap: z.number().int().nullable(),
        }),
      ),
      /** Where people post it themselves: the network's own page, with `{text}`, `{link}` and `{server}` where they go. */
      ways: z.array(
        z.strictObject({
          network: z.string(),
          title: z.string(),
          address: z.string(),
          text: z.string(),
          limits: Limits,
          /** Where people name their server, an example of one. */
          server: z.strictObject({ label: Text, example: z.string() }).nullable(),
        }),
      ),
      /** The link that the person's own words carry: visits by it are counted apart. null: the item's own. */
      short: z.string().nullable(),
      /** Visits by that link, for its own person. */
      visits: z.number().int(),
      /** Where it stands as a post of a network, to be passed on there by hand. */
      original: z.strictObject({ network: z.string(), url: z.string() }).nullable(),
      /** The person says that they posted it by their own hand. */
      told: z.boolean(),
      /** Machines made its words. */
      machine: z.boolean(),
      files: z.array(
        z.strictObject({
          place: z.number().int(),
          kind: z.enum(["picture", "video", "audio", "file"]),
          name: z.string(),
          alt: z.string().nullable(),
        }),
      ),
    }),
  }),
  shareOffer: route({
    method: "POST",
    path: "/api/content/offers/:id/share",
    access: everyone,
    summary: "Share it with an account of one's own, now or later; the same words or others, or as a repost",
    params: byNumber,
    body: z.strictObject({
      account: uuid,
      way: z.enum(["own", "repost"]).default("own"),
      text: z.string().min(1).max(10_000).optional(),
      /** When it shall leave; absent: as soon as it may. */
      dueAt: when.optional(),
      /** For how long it can be taken back: nothing leaves before. */
      undoSeconds: z.int().min(0).max(60).optional(),
    }),
    reply: z.strictObject({ delivery: z.number().int() }),
  }),
  recallShare: route({
    method: "POST",
    path: "/api/content/shares/:id/recall",
    access: everyone,
    summary: "Take back what one shared, while nothing has left",
    params: byNumber,
    reply: done,
  }),
  claimOffer: route({
    method: "PUT",
    path: "/api/content/offers/:id/claim",
    access: everyone,
    summary: "Say that one posted it oneself; counted apart from posts that are confirmed",
    params: byNumber,
    body: z.strictObject({ network: z.string().max(40).default("") }),
    reply: done,
  }),
  unclaimOffer: route({
    method: "DELETE",
    path: "/api/content/offers/:id/claim",
    access: everyone,
    summary: "Take that word back",
    params: byNumber,
    reply: done,
  }),
  getOfferFile: route({
    method: "GET",
    path: "/api/content/offers/:id/files/:place",
    access: everyone,
    summary: "A picture, video or document of an offer, to keep",
    params: z.strictObject({
      id: z.coerce.number().int().positive(),
      place: z.coerce.number().int().min(0).max(50),
    }),
    reply: File,
    file: true,
  }),
  getOfferKit: route({
    method: "GET",
    path: "/api/content/offers/:id/kit",
    access: everyone,
    summary: "All of an offer as one zip: its pictures, videos and documents, and the words for each network",
    params: byNumber,
    reply: File,
    file: true,
  }),
  showShares: route({
    method: "PUT",
    path: "/api/content/shown",
    access: everyone,
    summary: "Whether colleagues see what one shares",
    body: z.strictObject({ shown: z.boolean() }),
    reply: done,
  }),
} as const;

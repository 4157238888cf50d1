import { z } from "zod";
import { Written } from "#engine/written.ts";
import { Post } from "#engine/post.ts";
import { putOffs } from "#engine/pacing.ts";
import { back, byId, done, everyone, paged, paging, route, Text, uuid, when } from "./route.ts";

const states = ["draft", "planned", "entered"] as const;

const Picture = z.strictObject({
  id: uuid,
  kind: z.enum(["picture", "video"]),
  url: z.string(),
  alt: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});

/** Something about a place of an entry. An error forbids planning; a warning says what will be otherwise than it looks. */
export const Finding = z.strictObject({
  /** `words.0`, `thread.1`, `comment`, `link`, `media`, `accounts.0`, `people`, `at`, `until`. */
  place: z.string(),
  /** Where it holds; null: everywhere. */
  network: z.string().nullable(),
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  message: Text,
});

/** A post written by hand. */
export const Entry = z.strictObject({
  id: uuid,
  /** Counts up with each change; whoever changes it says which one they saw. */
  revision: z.number().int(),
  state: z.enum(states),
  /** A person's own, which nobody else sees; false: the company's. */
  own: z.boolean(),
  author: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  changedBy: z.string().nullable(),
  title: z.string(),
  written: Written,
  at: when.nullable(),
  /** Until when it may go out; null: for a while after its time. */
  until: when.nullable(),
  /** When it enters the maps; people are asked from then on. */
  enterAt: when.nullable(),
  evergreen: z.boolean(),
  /** A manager has to say yes to it first. */
  approval: z.boolean(),
  topic: z.strictObject({ id: uuid, name: z.string(), colour: z.number().int() }).nullable(),
  /** The campaign to which it belongs. */
  campaign: uuid.nullable(),
  accounts: z.array(
    z.strictObject({
      ref: z.string(),
      /** null: it is not connected, or not here. */
      id: uuid.nullable(),
      network: z.string(),
      name: z.string(),
      handle: z.string(),
      person: z.boolean(),
    }),
  ),
  /** To which it may go. */
  networks: z.array(z.string()),
  media: z.array(Picture),
  /** Its deliveries, once it has entered. */
  out: z.strictObject({
    total: z.number().int(),
    waiting: z.number().int(),
    published: z.number().int(),
    ended: z.number().int(),
  }),
  updatedAt: when,
});

/** Accounts that would not leave at the time that is meant: when they really would, and what puts them off. */
const Fits = z.array(
  z.strictObject({
    account: uuid,
    name: z.string(),
    network: z.string(),
    at: when,
    why: z.array(z.enum(putOffs)),
  }),
);

const given = {
  written: Written,
  at: when.nullable().default(null),
  until: when.nullable().default(null),
  evergreen: z.boolean().default(false),
  approval: z.boolean().default(false),
  topic: uuid.nullable().default(null),
  /** The campaign to which it belongs; absent: as before. */
  campaign: uuid.nullable().exactOptional(),
};
const revision = z.number().int().min(0);
const settled = z.strictObject({ entry: Entry, fits: Fits });

/**
 * Posts written by hand. Whoever draws maps writes the company's, and to people, who answer as ever; an ambassador writes for accounts of their own.
 * Somebody else's are 404. Where an entry is another one by now: 409 `entry_changed`, with the entry as it is in the details.
 */
export const entries = {
  listEntries: route({
    method: "GET",
    path: "/api/entries",
    access: everyone,
    summary: "Entries: those of a time, the soonest first, or drafts, the last changed first",
    query: paging.extend({
      /** `loose`: drafts that have no time yet. */
      of: z.enum(["coming", "drafts", "loose", "all"]).default("coming"),
      /** Of `coming` and `all`: from this moment on, and before that one. */
      from: when.optional(),
      to: when.optional(),
      account: uuid.optional(),
      network: z.string().max(40).optional(),
      topic: uuid.optional(),
    }),
    reply: paged(Entry),
  }),
  getEntry: route({
    method: "GET",
    path: "/api/entries/:id",
    access: everyone,
    summary: "An entry, with what stands in its way",
    params: byId,
    reply: z.strictObject({ entry: Entry, findings: z.array(Finding) }),
  }),
  saveEntry: route({
    method: "PUT",
    path: "/api/entries/:id",
    access: everyone,
    summary:
      "Keep an entry; its id is made where it is written (revision 0: it is new). Whatever stands in its way is told, and a draft is kept all the same",
    params: byId,
    body: z.strictObject({ revision, ...given }),
    reply: z.strictObject({ entry: Entry, findings: z.array(Finding) }),
  }),
  checkEntry: route({
    method: "POST",
    path: "/api/entries/check",
    access: everyone,
    summary: "What an entry would be on each network, and what stands in its way; keeps nothing",
    body: z.strictObject(given),
    reply: z.strictObject({
      findings: z.array(Finding),
      /** For each account that it names, and once for each network of people. */
      posts: z.array(
        z.strictObject({
          network: z.string(),
          /** null: people's. */
          account: uuid.nullable(),
          name: z.string(),
          post: Post,
          count: z.number().int(),
          limit: z.number().int(),
        }),
      ),
      /** Ambassadors whom it would reach now. */
      people: z.strictObject({ count: z.number().int(), accounts: z.number().int() }),
    }),
  }),
  planEntry: route({
    method: "POST",
    path: "/api/entries/:id/plan",
    access: everyone,
    summary: "Let an entry go out: at a time, at once, or in the next free slot of its accounts",
    params: byId,
    body: z.strictObject({
      revision,
      when: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("at"), at: when }),
        z.strictObject({ kind: z.literal("now") }),
        z.strictObject({ kind: z.literal("next") }),
      ]),
    }),
    reply: settled,
  }),
  moveEntry: route({
    method: "PUT",
    path: "/api/entries/:id/time",
    access: everyone,
    summary: "Another time. Of what has entered, all that has not left yet is moved; what is out stays",
    params: byId,
    /** null, of a draft: no time any more. */
    body: z.strictObject({ revision, at: when.nullable(), back }),
    reply: settled,
  }),
  withdrawEntry: route({
    method: "POST",
    path: "/api/entries/:id/withdrawal",
    access: everyone,
    summary: "Take an entry back: it is a draft again, and nothing more of it goes out",
    params: byId,
    body: z.strictObject({ revision }),
    reply: z.strictObject({ entry: Entry, cancelled: z.number().int() }),
  }),
  deleteEntry: route({
    method: "DELETE",
    path: "/api/entries/:id",
    access: everyone,
    summary: "Throw a draft away",
    params: byId,
    query: z.strictObject({ revision: z.coerce.number().int().min(0) }),
    reply: done,
  }),
  entryFits: route({
    method: "GET",
    path: "/api/entries/:id/fits",
    access: everyone,
    summary: "Which of its accounts would not leave at a time, when they would, and why; changes nothing",
    params: byId,
    query: z.strictObject({ at: when }),
    reply: z.strictObject({ fits: Fits }),
  }),
  keepEntryPicture: route({
    method: "POST",
    path: "/api/entries/pictures",
    access: everyone,
    summary:
      "Bring a picture or a video for entries: its bytes as the body. Of a picture nothing but its pixels is kept",
    receives: true,
    bytes: 64_000_000,
    reply: Picture,
  }),
  listEntryPictures: route({
    method: "GET",
    path: "/api/entries/pictures",
    access: everyone,
    summary: "Pictures and videos that one may put into an entry, the last brought first",
    query: paging,
    reply: paged(Picture.extend({ at: when })),
  }),
} as const;

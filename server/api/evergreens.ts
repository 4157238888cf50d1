import { z } from "zod";
import { Returning } from "#engine/evergreen.ts";
import { byId, done, editors, paged, paging, route, uuid, when } from "./route.ts";

const count = z.number().int();
const network = z.string().regex(/^[a-z][a-z0-9]{0,39}$/);

/** An entry that comes back. */
export const Evergreen = z.strictObject({
  /** The entry's. */
  id: uuid,
  title: z.string(),
  state: z.enum(["draft", "planned", "entered"]),
  rule: Returning,
  /** words: it was said in all of its wordings; over: it does not come back any more. */
  rests: z.enum(["words", "over"]).nullable(),
  /** Of an entry that is planned: when it goes out. */
  next: when.nullable(),
  lastOut: when.nullable(),
  /** How often it went out. */
  times: count,
  topic: z.strictObject({ name: z.string(), colour: count }).nullable(),
  networks: z.array(z.string()),
  wordings: z.array(
    z.strictObject({
      text: z.string(),
      for: z.string().nullable(),
      /** Accounts that said it; people's are counted from five people on. */
      said: count,
    }),
  ),
});

/** A post of the company's, or posts of people together, that did well for where it stood; never one person's. */
export const SecondLife = z.strictObject({
  key: z.string(),
  title: z.string(),
  text: z.string(),
  link: z.string().nullable(),
  topic: z.string(),
  network: z.string(),
  /** The company's account; null: what people published there together. */
  account: z.string().nullable(),
  day: z.iso.date(),
  visits: z.number(),
  /** What half of the posts there brought at most, and of how many posts that is. */
  usual: z.number(),
  posts: count,
  /** It rests until this day. */
  restsUntil: z.iso.date().nullable(),
  /** The entry itself, where it was written by hand and can simply come back. */
  entry: uuid.nullable(),
});

/**
 * Entries that come back: the library. Their outings are planned entries, and go the way of those; 404 where an entry is somebody's own.
 */
export const evergreens = {
  listEvergreens: route({
    method: "GET",
    path: "/api/evergreens",
    access: editors,
    summary: "Posts that come back, the last set first",
    query: paging.extend({ of: z.enum(["all", "returning", "words", "over"]).default("all") }),
    reply: paged(Evergreen),
  }),
  secondLives: route({
    method: "GET",
    path: "/api/evergreens/proposals",
    access: editors,
    summary: "What did well for its own account or network and could have a second life, with the reason",
    reply: z.strictObject({ rows: z.array(SecondLife), rest: count }),
  }),
  saveEvergreen: route({
    method: "PUT",
    path: "/api/evergreens/:id",
    access: editors,
    summary: "Let an entry come back, or change how. `of`: the item whose second life it is",
    params: byId,
    body: Returning.extend({ of: z.string().max(600).nullable().exactOptional() }),
    reply: Evergreen,
  }),
  addWording: route({
    method: "POST",
    path: "/api/evergreens/:id/wordings",
    access: editors,
    summary: "Another wording of what comes back; who said all that there were says it next",
    params: byId,
    body: z.strictObject({ text: z.string().trim().min(1).max(20_000), for: network.nullable().default(null) }),
    reply: Evergreen,
  }),
  endEvergreen: route({
    method: "DELETE",
    path: "/api/evergreens/:id",
    access: editors,
    summary: "It does not come back any more; what is planned of it is a draft again",
    params: byId,
    reply: done,
  }),
} as const;

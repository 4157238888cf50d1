import { z } from "zod";
import { modes } from "#engine/mode.ts";
import { File } from "./media.ts";
import { DossierArea } from "./council.ts";
import { route, admins, byId, byNumber, done, everyone, uuid, when } from "./route.ts";

/** A colleague who takes on drafts and pages; null where nobody does, or nothing is to take on. */
const heir = uuid.nullable().default(null);

const Leaving = z.strictObject({
  /** Where they speak: what is given back. */
  networks: z.array(z.string()),
  scheduled: z.number().int(),
  /** Published, and to be found on their networks. */
  posts: z.number().int(),
  /** True: the last administrator, who names another one first. */
  last: z.boolean(),
  /** With work of theirs that is not live. */
  maps: z.array(z.strictObject({ id: uuid, name: z.string() })),
  /** Accounts of the company that their own sign-in opens. */
  pages: z.array(z.strictObject({ id: uuid, network: z.string(), name: z.string() })),
  /** Who may take those on; empty where there is nothing to. */
  colleagues: z.array(z.strictObject({ id: uuid, name: z.string() })),
});
const Gone = z.strictObject({
  at: when,
  cancelled: z.number().int(),
  /** `given`: the network says that the access is gone there; here it is in any case. */
  accesses: z.array(z.strictObject({ network: z.string(), given: z.boolean() })),
  /** null: within the next minute. */
  erasedAt: when.nullable(),
});
const Links = z.array(z.strictObject({ network: z.string(), title: z.string(), url: z.string(), at: when }));

const Picture = z.strictObject({ url: z.string(), alt: z.string().nullable() }).nullable();
const Shown = z.strictObject({
  id: z.number().int(),
  network: z.string(),
  handle: z.string(),
  title: z.string(),
  picture: Picture,
});

/** A post that goes out in one's name. */
export const ComingPost = Shown.extend({
  at: when,
  expiresAt: when,
  /** By one's own yes to it, or by itself. */
  how: z.enum(["approved", "automatic"]),
  account: uuid,
  /** Its account has to be connected again first. */
  lost: z.boolean(),
  /** In the call right now: it can no longer be stopped here. */
  leaving: z.boolean(),
  /** What keeps it, by the code of its reason; null: nothing. */
  waits: z.string().nullable(),
  /** Another time can be chosen. */
  movable: z.boolean(),
});
/** A post that is out. */
export const OutPost = Shown.extend({
  url: z.string().nullable(),
  at: when,
  /** As its network calls them; null: none were read yet, or it gives none. */
  counts: z.record(z.string(), z.number().int()).nullable(),
  /** By its short link; null where it has none. */
  visits: z.number().int().nullable(),
  /** The network gives numbers of such posts. */
  told: z.boolean(),
});

/** One's own page, and what concerns nobody but oneself. */
export const mine = {
  myPosts: route({
    method: "GET",
    path: "/api/me/posts",
    access: everyone,
    summary: "What goes out in one's own name, the soonest first, and what went out, with its numbers",
    reply: z.strictObject({
      coming: z.array(ComingPost),
      out: z.strictObject({ total: z.number().int(), rows: z.array(OutPost) }),
      receipts: z.number().int(),
    }),
  }),
  downloadPosts: route({
    method: "GET",
    path: "/api/me/posts/file",
    access: everyone,
    summary: "What one published with its figures, as a table for spreadsheets: the newest 20,000",
    reply: File,
    file: true,
  }),
  retimePost: route({
    method: "PUT",
    path: "/api/deliveries/:id/time",
    access: everyone,
    summary: "Another time for a post of one's own that is to go out",
    params: byNumber,
    body: z.strictObject({ at: when }),
    reply: done,
  }),
  myReceipts: route({
    method: "GET",
    path: "/api/me/agreements",
    access: everyone,
    summary: "What one agreed to, word for word: the newest 500",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          id: z.string(),
          at: when,
          /** null: of the charter. */
          network: z.string().nullable(),
          handle: z.string().nullable(),
          mode: z.enum([...modes, "charter"]),
          words: z.string(),
          endsAt: when.nullable(),
          withdrawnAt: when.nullable(),
        }),
      ),
    }),
  }),
  countStored: route({
    method: "GET",
    path: "/api/me/stored",
    access: everyone,
    summary: "What is stored about oneself: of what, why, who sees it, how long, and how many rows",
    reply: z.strictObject({
      rows: z.array(z.strictObject({ table: z.string(), area: z.string(), rows: z.number().int() })),
      areas: z.array(DossierArea),
    }),
  }),
  readStored: route({
    method: "GET",
    path: "/api/me/stored/:table",
    access: everyone,
    summary: "Rows of a table about oneself, as they are stored, without what is secret: 500 at a time",
    params: z.strictObject({ table: z.string().max(80) }),
    query: z.strictObject({ after: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    reply: z.strictObject({ rows: z.array(z.record(z.string(), z.unknown())), next: z.number().int().nullable() }),
  }),
  readLeaving: route({
    method: "GET",
    path: "/api/me/leaving",
    access: everyone,
    summary: "What leaving would do: what is erased, what stays on the networks, what a colleague takes on",
    reply: Leaving,
  }),
  myLinks: route({
    method: "GET",
    path: "/api/me/links",
    access: everyone,
    summary: "Links to what one published, on its networks: the newest 2,000",
    reply: z.strictObject({ rows: Links }),
  }),
  leaveMe: route({
    method: "POST",
    path: "/api/me/leave",
    access: everyone,
    summary:
      "Leave for good: accesses are given back, what waits is cancelled, every trace is erased; answers the links to what stays",
    body: z.strictObject({
      /** One's own, so that nothing but the person's own word does this. */
      email: z.string().max(200),
      heir,
    }),
    reply: Gone.extend({ links: Links }),
  }),
  readMemberLeaving: route({
    method: "GET",
    path: "/api/members/:id/leaving",
    access: admins,
    summary:
      "What deleting a person would leave to a colleague: drafts, and accounts of the company that their sign-in opens",
    params: byId,
    reply: Leaving.pick({ last: true, maps: true, pages: true, colleagues: true }),
  }),
  deleteMember: route({
    method: "POST",
    path: "/api/members/:id/delete",
    access: admins,
    summary: "Delete a person, as if they left for good themselves",
    params: byId,
    body: z.strictObject({ heir }),
    reply: Gone,
  }),
} as const;

import { z } from "zod";
import { route, admins, byId, everyone, uuid, when } from "./route.ts";

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

/** One's own page, and what concerns nobody but oneself. */
export const mine = {
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

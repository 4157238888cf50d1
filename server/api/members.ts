import { z } from "zod";
import { roles } from "#engine/role.ts";
import { languages } from "#engine/text.ts";
import { route, admins, uuid, when, paging, paged, byId } from "./route.ts";

export const MemberRow = z.strictObject({
  id: uuid,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  disabled: z.boolean(),
  accounts: z.number().int(),
  /** Where they speak; `reconnect`: an account there has to be connected again. */
  networks: z.array(z.strictObject({ network: z.string(), reconnect: z.boolean() })),
  /** Accounts of the company that are connected by their sign-in. */
  opens: z.number().int(),
  /** Their invitation, where they have not come in by it: it still lets them in, or its time is over. */
  invited: z.enum(["waits", "over"]).nullable(),
  createdAt: when,
});

/** The people of a workspace. */
export const members = {
  listMembers: route({
    method: "GET",
    path: "/api/members",
    access: admins,
    summary: "People of the workspace",
    query: paging.extend({
      /** Who is called so; the 200 newest of them at most. */
      search: z.string().max(200).optional(),
    }),
    reply: paged(MemberRow),
  }),
  inviteMember: route({
    method: "POST",
    path: "/api/members",
    access: admins,
    summary: "Invite a person; answers the link of their invitation, to hand over",
    body: z.strictObject({
      name: z.string().min(1).max(120),
      email: z.email().max(200),
      role: z.enum(roles),
      language: z.enum(languages).default("en"),
      /** The inviter's own words, on the page that the link opens. */
      words: z.string().max(180).optional(),
    }),
    /** `mailed`: an invitation is on its way to the person as well. */
    reply: z.strictObject({ member: MemberRow, link: z.string(), mailed: z.boolean() }),
  }),
  inviteAgain: route({
    method: "POST",
    path: "/api/members/:id/invite",
    access: admins,
    summary: "Invite a person once more who has not come in yet: their invitation lets them in for another two weeks",
    params: byId,
    /** `mailed`: it is on its way to the person as well. */
    reply: z.strictObject({ member: MemberRow, link: z.string(), mailed: z.boolean() }),
  }),
  memberLink: route({
    method: "POST",
    path: "/api/members/:id/link",
    access: admins,
    summary: "A new one-time sign-in link",
    params: byId,
    reply: z.strictObject({ link: z.string() }),
  }),
  changeMember: route({
    method: "PATCH",
    path: "/api/members/:id",
    access: admins,
    summary:
      "Change a role, or switch a person off: they leave at once, with no session, no token and nothing that waits for their accounts",
    params: byId,
    body: z.strictObject({ role: z.enum(roles).optional(), disabled: z.boolean().optional() }),
    reply: MemberRow,
  }),
} as const;

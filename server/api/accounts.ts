import { z } from "zod";
import { abilities, accountKinds } from "#engine/card.ts";
import { Begun, Entered } from "./networks.ts";
import { File } from "./media.ts";
import { modes } from "#engine/mode.ts";
import { roles } from "#engine/role.ts";
import { route, everyone, uuid, when, paging, paged, done, byId } from "./route.ts";

export const Mode = z.enum(modes);

export const AccountRow = z.strictObject({
  id: uuid,
  ref: z.string(),
  network: z.string(),
  server: z.string(),
  handle: z.string(),
  name: z.string(),
  avatar: z.string().nullable(),
  url: z.string().nullable(),
  /** null: an account of the company. */
  member: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  mine: z.boolean(),
  kind: z.enum(accountKinds),
  /** The sign-in that opens it, and how many accounts that opens; null for one that is not connected. */
  grant: z
    .strictObject({ id: uuid, connection: z.string(), by: z.string().nullable(), accounts: z.number().int() })
    .nullable(),
  state: z.enum(["connected", "reconnect", "disconnected"]),
  /** True where maps want to post pictures and the access was given before that: its posts go without until it is connected again. */
  wordsOnly: z.boolean(),
  /** What its network turned out to refuse to it; tried again once it is connected again. */
  unable: z.array(z.enum(abilities)),
  /** When its access ends for good, from three weeks before; null where it ends later, or is renewed by itself. */
  accessEndsAt: when.nullable(),
  /** Why it has to be connected again, where that is known. */
  lost: z.strictObject({ en: z.string(), fr: z.string() }).nullable(),
  mode: Mode,
  /** An operator attested that automatic posts are allowed on this network, where its card wants that. */
  attested: z.boolean(),
  /** Until when `auto` was granted, or the pause lasts. */
  modeUntil: when.nullable(),
  /** What holds again when the pause ends, and until when; null where there is no pause, or nothing but `ask` after it. */
  modeAfter: Mode.nullable(),
  modeAfterUntil: when.nullable(),
  /** The topics (by their keys) to which this account is kept; empty: whatever its owner follows. */
  topics: z.array(z.string()),
  /** What its owner follows here, by the topics' keys. `chose`: they chose it themselves; else nothing means everything. */
  follows: z.array(z.string()),
  chose: z.boolean(),
  /** The keys of its owner's teams, and their language; null of the company's. */
  teams: z.array(z.string()),
  language: z.string().nullable(),
  zone: z.string(),
  /** Minutes after midnight in `zone`. */
  quietFrom: z.number().int().nullable(),
  quietTo: z.number().int().nullable(),
  dailyCap: z.number().int().nullable(),
  /** From Monday to Sunday, and in a month of the calendar, in `zone`. */
  weeklyCap: z.number().int().nullable(),
  monthlyCap: z.number().int().nullable(),
  /** Days on which nothing is posted, 1 Monday to 7 Sunday. */
  daysOff: z.array(z.number().int()),
  /** Choices for one topic (its key), beside the one for everything; of their owner's own accounts alone. */
  topicModes: z.array(z.strictObject({ topic: z.string(), mode: Mode, until: when.nullable() })),
  spacingMinutes: z.number().int(),
  /** Its owner lets a site's statistics tell visits by this account's links from those by others. */
  linkNamed: z.boolean(),
  frozenUntil: when.nullable(),
  /** The reader connects it again: their own, or one of the company that is theirs to connect. */
  connects: z.boolean(),
  /** A colleague was asked to take it over; told to its owner, and of the company's accounts. */
  handover: z.strictObject({ to: z.string(), company: z.boolean(), accepted: z.boolean(), at: when }).nullable(),
  /** null: of another person, where the workspace has no figures about one (server/mine/figures.ts). */
  counts: z
    .strictObject({
      waiting: z.number().int(),
      scheduled: z.number().int(),
      published: z.number().int(),
      unknown: z.number().int(),
    })
    .nullable(),
});

export const Receipt = z.strictObject({
  id: z.string(),
  at: when,
  kind: z.enum(["mode", "pace"]),
  /** As it was called then. */
  account: z.string(),
  network: z.string(),
  words: z.string(),
  language: z.string(),
  /** When it ended or was taken back; null where it holds. */
  ended: when.nullable(),
});

/** Accounts, and what their owners chose. */
export const accounts = {
  listAccounts: route({
    method: "GET",
    path: "/api/accounts",
    access: everyone,
    summary: "Accounts; an ambassador sees their own",
    query: paging.extend({ mine: z.stringbool().optional(), person: uuid.optional() }),
    reply: paged(AccountRow),
  }),
  getAccount: route({
    method: "GET",
    path: "/api/accounts/:id",
    access: everyone,
    summary: "An account; an ambassador's own, or one of the workspace's",
    params: byId,
    reply: AccountRow,
  }),
  accountAudience: route({
    method: "GET",
    path: "/api/accounts/:id/audience",
    access: everyone,
    summary:
      "An account's followers by day, for its owner; those of the company's accounts for everybody who sees them",
    params: byId,
    reply: z.strictObject({ rows: z.array(z.strictObject({ at: when, followers: z.number().int() })) }),
  }),
  changeAccount: route({
    method: "PATCH",
    path: "/api/accounts/:id",
    access: everyone,
    summary: "Days off, quiet hours, caps and topics of one's own account; each change has a receipt",
    params: byId,
    body: z.strictObject({
      zone: z.string().max(64).optional(),
      quietFrom: z.number().int().min(0).max(1439).nullable().optional(),
      quietTo: z.number().int().min(0).max(1439).nullable().optional(),
      dailyCap: z.number().int().min(1).max(1000).nullable().optional(),
      weeklyCap: z.number().int().min(1).max(1000).nullable().optional(),
      monthlyCap: z.number().int().min(1).max(1000).nullable().optional(),
      daysOff: z.array(z.number().int().min(1).max(7)).max(6).optional(),
      spacingMinutes: z.number().int().min(0).max(1440).optional(),
      topics: z.array(z.string().max(80)).max(50).optional(),
      linkNamed: z.boolean().optional(),
    }),
    reply: AccountRow,
  }),
  setMode: route({
    method: "PUT",
    path: "/api/accounts/:id/mode",
    access: everyone,
    summary:
      "Ask me, post automatically (a person's account: until a moment within a year), or pause (until a moment, or for good): the owner's choice only",
    params: byId,
    body: z.strictObject({
      mode: Mode,
      until: when.optional(),
      /** For one topic alone, beside what holds for everything. */
      topic: uuid.optional(),
    }),
    reply: AccountRow,
  }),
  endTopicMode: route({
    method: "DELETE",
    path: "/api/accounts/:id/mode/:topic",
    access: everyone,
    summary: "End what was chosen for one topic: what holds for everything holds for it again",
    params: byId.extend({ topic: uuid }),
    reply: AccountRow,
  }),
  listReceipts: route({
    method: "GET",
    path: "/api/me/receipts",
    access: everyone,
    summary:
      "The receipts of one's own choices, newest first: what was agreed to, in which words, when, and until when it held",
    query: paging,
    reply: paged(Receipt),
  }),
  downloadReceipts: route({
    method: "GET",
    path: "/api/me/receipts/file",
    access: everyone,
    summary: "All of one's own receipts, as a text to read or as JSON",
    query: z.strictObject({ as: z.enum(["text", "json"]).default("text") }),
    reply: File,
    file: true,
  }),
  resumeAccount: route({
    method: "POST",
    path: "/api/accounts/:id/resume",
    access: everyone,
    summary: "End a pause: what the owner chose before it holds again",
    params: byId,
    reply: AccountRow,
  }),
  pauseMine: route({
    method: "PUT",
    path: "/api/me/pause",
    access: everyone,
    summary: "Pause all of one's own accounts, until a moment or until one goes on",
    body: z.strictObject({ until: when.optional() }),
    reply: z.strictObject({ accounts: z.number().int() }),
  }),
  resumeMine: route({
    method: "DELETE",
    path: "/api/me/pause",
    access: everyone,
    summary: "End the pauses of all of one's own accounts",
    reply: z.strictObject({ accounts: z.number().int() }),
  }),
  reconnectAccount: route({
    method: "POST",
    path: "/api/accounts/:id/reconnect",
    access: everyone,
    summary: "Connect an account again, as the same person: answers what connecting does",
    params: byId,
    body: z.strictObject({ fields: Entered.optional() }),
    reply: Begun,
  }),
  chooseAgain: route({
    method: "POST",
    path: "/api/accounts/:id/choice",
    access: everyone,
    summary: "Choose again which accounts the same sign-in opens, without signing in",
    params: byId,
    reply: z.strictObject({ choiceId: uuid }),
  }),
  listHandovers: route({
    method: "GET",
    path: "/api/me/handovers",
    access: everyone,
    summary: "Accounts that one was asked to take over, until they are connected: the newest 100",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          ...{ id: uuid, network: z.string(), handle: z.string(), name: z.string(), avatar: z.string().nullable() },
          kind: z.enum(accountKinds),
          /** Who offers it; null: somebody who is no longer here. */
          by: z.string().nullable(),
          /** It will be the company's, else one's own; and whether it is the company's now. */
          company: z.boolean(),
          wasCompany: z.boolean(),
          at: when,
          accepted: z.boolean(),
          /** Posts that wait there. */
          waits: z.number().int(),
        }),
      ),
    }),
  }),
  listHeirs: route({
    method: "GET",
    path: "/api/accounts/:id/heirs",
    access: everyone,
    summary: "Colleagues to whom an account can be handed over; an ambassador is shown who looks after the company's",
    params: byId,
    reply: z.strictObject({ rows: z.array(z.strictObject({ id: uuid, name: z.string(), role: z.enum(roles) })) }),
  }),
  offerAccount: route({
    method: "PUT",
    path: "/api/accounts/:id/handover",
    access: everyone,
    summary: "Offer an account to a colleague, as theirs or for the company: nothing changes before they accept",
    params: byId,
    body: z
      .strictObject({ to: uuid.optional(), email: z.email().max(200).optional(), company: z.boolean().default(false) })
      .refine(({ to, email }) => (to === undefined) !== (email === undefined), { message: "to or email" }),
    reply: done,
  }),
  endOffer: route({
    method: "DELETE",
    path: "/api/accounts/:id/handover",
    access: everyone,
    summary: "Take an offer back, or say no to it",
    params: byId,
    reply: done,
  }),
  acceptAccount: route({
    method: "POST",
    path: "/api/accounts/:id/handover/accept",
    access: everyone,
    summary: "Take an account over: what waits there is held until it is connected by one's own sign-in",
    params: byId,
    reply: done,
  }),
  disconnectAccount: route({
    method: "DELETE",
    path: "/api/accounts/:id",
    access: everyone,
    summary: "Leave: revoke and delete the token, cancel what is queued",
    params: byId,
    reply: done,
  }),
} as const;

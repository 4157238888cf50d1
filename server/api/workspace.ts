import { z } from "zod";
import { Room } from "./room.ts";
import { Me } from "./session.ts";
import { HouseRules } from "#engine/house.ts";
import { SecretName } from "#engine/secret.ts";
import { LinkRule } from "#engine/short-link.ts";
import { StoryRule } from "#engine/story.ts";
import { route, editors, admins, when, paging, paged, done, uuid } from "./route.ts";

const bySecret = z.strictObject({ name: SecretName });

/** The workspace as a whole: its stop, secrets, log of deeds and health. */
export const workspace = {
  stopAll: route({
    method: "POST",
    path: "/api/stop",
    access: editors,
    summary: "The global stop: nothing passes the gate until it is lifted",
    body: z.strictObject({ on: z.boolean(), reason: z.string().max(300).default("") }),
    reply: Me,
  }),
  listSecrets: route({
    method: "GET",
    path: "/api/secrets",
    access: admins,
    summary: "Names of stored secrets, and the maps that refer to them; never their values",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          name: z.string(),
          updatedAt: when,
          /** Until when the value before goes on proving senders. */
          previousUntil: when.nullable(),
          maps: z.array(z.strictObject({ id: uuid, name: z.string() })),
        }),
      ),
    }),
  }),
  saveSecret: route({
    method: "PUT",
    path: "/api/secrets/:name",
    access: admins,
    summary: "Store a secret, such as a page token, in place of the one before",
    params: bySecret,
    body: z.strictObject({
      value: z.string().trim().min(1).max(4000),
      /** Lets the value before go on proving senders for a day; for what is shared with one. */
      keep: z.boolean().default(false),
    }),
    reply: done,
  }),
  deleteSecret: route({
    method: "DELETE",
    path: "/api/secrets/:name",
    access: admins,
    summary: "Forget a secret; 409 with the maps that refer to it, unless it is to go anyway",
    params: bySecret,
    query: z.strictObject({ anyway: z.stringbool().optional() }),
    reply: done,
  }),
  readLinkRule: route({
    method: "GET",
    path: "/api/links",
    access: editors,
    summary: "Whether posts carry short links of our own, unless a map says otherwise; `base`: how they begin",
    reply: LinkRule.extend({ base: z.string() }),
  }),
  saveLinkRule: route({
    method: "PUT",
    path: "/api/links",
    access: admins,
    summary: "Set whether posts carry short links, and whether what they lead to is marked",
    body: LinkRule,
    reply: LinkRule.extend({ base: z.string() }),
  }),
  readStoryRule: route({
    method: "GET",
    path: "/api/stories",
    access: editors,
    summary: "When two items of two sources are one story for an account, unless a map says otherwise",
    reply: StoryRule,
  }),
  saveStoryRule: route({
    method: "PUT",
    path: "/api/stories",
    access: admins,
    summary: "Set when two items are one story",
    body: StoryRule,
    reply: StoryRule,
  }),
  readHouseRules: route({
    method: "GET",
    path: "/api/rules",
    access: editors,
    summary: "What the workspace demands of its posts itself",
    reply: HouseRules,
  }),
  saveHouseRules: route({
    method: "PUT",
    path: "/api/rules",
    access: admins,
    summary: "Set what the workspace demands of its posts; what waits is judged anew",
    body: HouseRules,
    reply: HouseRules,
  }),
  listAudit: route({
    method: "GET",
    path: "/api/audit",
    access: admins,
    summary: "Who did what",
    query: paging,
    reply: paged(
      z.strictObject({
        id: z.number().int(),
        at: when,
        by: z.string().nullable(),
        action: z.string(),
        subject: z.string(),
        /** What it was done to, as people call it; "" where that is gone or has no name. */
        name: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  health: route({
    method: "GET",
    path: "/api/health",
    access: admins,
    summary: "How the engine fares: queue, lanes, anything past its deadline",
    reply: z.strictObject({
      database: z.string(),
      version: z.string(),
      uptimeSeconds: z.number(),
      workers: z.number().int(),
      room: Room,
      outdated: z.number().int(),
      lanes: z.number().int(),
      due: z.number().int(),
      late: z.number().int(),
      unknown: z.number().int(),
      held: z.number().int(),
      failingSources: z.number().int(),
      /** Push services refuse us, and not a device: with which status, how often and when last; null: none does. */
      refusedPush: z.strictObject({ status: z.number().int(), count: z.number().int(), at: when }).nullable(),
      /** 1: the mailbox for mails that come back could not be read for hours. */
      unreadMailbox: z.number().int(),
      /** Accounts whose access ends for good within three weeks. */
      endingAccesses: z.number().int(),
      unbalancedRuns: z.number().int(),
      /** Of the last day. */
      unbalancedLists: z.number().int(),
      /** `off`: none is made by itself; `at`: when the last one was whole. */
      backup: z.strictObject({ state: z.enum(["off", "good", "failed", "late"]), at: when.nullable() }),
      /** The database went back in time: what may have left between the two, by account, until it is cleared up. */
      setback: z
        .strictObject({
          since: when,
          at: when,
          why: z.enum(["system", "timeline", "behind", "copy", "backup"]),
          accounts: z.array(
            z.strictObject({
              id: uuid,
              network: z.string(),
              handle: z.string(),
              waiting: z.number().int(),
              asked: z.number().int(),
            }),
          ),
        })
        .nullable(),
    }),
  }),
} as const;

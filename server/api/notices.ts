import { z } from "zod";
import { File } from "./media.ts";
import { admins, byId, byNumber, done, editors, everyone, route, uuid, when } from "./route.ts";

const byToken = z.strictObject({ token: z.string().max(100) });

const minute = z.int().min(0).max(1439);
const Wishes = z.strictObject({
  proposals: z.enum(["now", "daily", "weekly", "never"]),
  /** A digest of what was published, weekly. */
  news: z.boolean(),
  /** Of the weekly digest, 1 is Monday; and when a digest goes, minutes after midnight in one's own zone. */
  day: z.int().min(1).max(7),
  minute,
  daysOff: z.array(z.int().min(1).max(7)).max(6),
  quietFrom: minute.nullable(),
  quietTo: minute.nullable(),
  /** How who answers suggestions hears of new ones. */
  brought: z.enum(["now", "daily", "never"]).default("daily"),
  /** Of who runs the programme: what came of a month, once it ended. */
  report: z.boolean().default(false),
  mail: z.boolean(),
  push: z.boolean(),
  /** A device shows that something waits, and not what. */
  plain: z.boolean().default(false),
  /** Messages in seven days, and those about important news in thirty. */
  budget: z.int().min(1).max(21),
  urgentBudget: z.int().min(0).max(10),
});

/** How people are told what waits for them, and what the links of these messages open. */
export const notices = {
  readNoticeWishes: route({
    method: "GET",
    path: "/api/me/notices",
    access: everyone,
    summary: "How one wants to be told what waits: how often, when, and by what",
    /** `stopped`: mails of some kind were stopped by a link in one. `mails`: mail is set up here. */
    reply: z.strictObject({
      wishes: Wishes,
      email: z.string(),
      zone: z.string(),
      /** The days on which none of one's accounts posts: notices rest on them too, and these stand in place of `daysOff`; null where there are none. */
      restDays: z.array(z.int()).nullable(),
      stopped: z.boolean(),
      mails: z.boolean(),
    }),
  }),
  saveNoticeWishes: route({
    method: "PUT",
    path: "/api/me/notices",
    access: everyone,
    summary: "Set how one wants to be told; `again`: also what was stopped by the link of a mail",
    body: Wishes.extend({ again: z.boolean().default(false) }),
    reply: done,
  }),
  readImportance: route({
    method: "GET",
    path: "/api/deliveries/:id/importance",
    access: editors,
    summary: "Whether the story of a delivery was marked as important news, and by whom",
    params: byNumber,
    reply: z.strictObject({ important: z.strictObject({ by: z.string().nullable(), at: when }).nullable() }),
  }),
  markImportant: route({
    method: "PUT",
    path: "/api/deliveries/:id/importance",
    access: editors,
    summary:
      "Mark the story of a delivery as important news: who has it waiting is told at once, within their own count of such news",
    params: byNumber,
    body: z.strictObject({ on: z.boolean() }),
    reply: done,
  }),
  listDevices: route({
    method: "GET",
    path: "/api/me/devices",
    access: everyone,
    summary: "What a browser subscribes with, and one's devices that show notices",
    reply: z.strictObject({
      key: z.string(),
      rows: z.array(z.strictObject({ id: uuid, label: z.string(), madeAt: when, seenAt: when })),
    }),
  }),
  keepDevice: route({
    method: "POST",
    path: "/api/me/devices",
    access: everyone,
    summary: "Remember this browser's subscription, or that it is still there",
    body: z.strictObject({
      endpoint: z.string().min(1).max(1000),
      p256dh: z.string().regex(/^[\w-]{87}=?$/u),
      auth: z.string().regex(/^[\w-]{22}(?:==)?$/u),
      /** The key that it was made with; null: the browser does not say. */
      key: z.string().max(200).nullable(),
      label: z.string().trim().max(60),
    }),
    reply: byId,
  }),
  dropDevice: route({
    method: "DELETE",
    path: "/api/me/devices/:id",
    access: everyone,
    summary: "Show no more notices on a device of one's own",
    params: byId,
    reply: done,
  }),
  renewPushKeys: route({
    method: "POST",
    path: "/api/push/keys",
    access: admins,
    summary: "Make new keys for notices on devices: each device subscribes anew when its person opens Relaymap there",
    reply: done,
  }),
  tryDevices: route({
    method: "POST",
    path: "/api/me/devices/test",
    access: everyone,
    summary: "Show a notice on each of one's devices, to see whether it works",
    reply: done,
  }),
  openLink: route({
    method: "GET",
    path: "/p/:token",
    access: "anonymous",
    summary: "The page of one proposal for one person, who needs no session there; opening it answers nothing",
    params: byToken,
    query: z.object({ answer: z.string().max(20).optional() }),
    reply: File,
    file: true,
  }),
  answerLink: route({
    method: "POST",
    path: "/p/:token/:act",
    access: "anonymous",
    summary: "What its person answers, with what the page gave them; a form of that page",
    params: byToken.extend({ act: z.enum(["publish", "undo", "no", "again", "later"]) }),
    reply: File,
    file: true,
    receives: true,
  }),
  showLinkPicture: route({
    method: "GET",
    path: "/p/:token/pictures/:id",
    access: "anonymous",
    summary: "A picture of that one proposal",
    params: byToken.extend({ id: uuid }),
    reply: File,
    file: true,
  }),
} as const;

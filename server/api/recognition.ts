import { z } from "zod";
import { byId, done, editors, everyone, paged, paging, route, Text, uuid, when } from "./route.ts";

/** What somebody can be thanked for: things they gave or did for others. Never posts, and nothing on a network. */
export const thanksKinds = ["suggestion", "brief", "lesson", "mentor", "visit", "help"] as const;
export const thanksMost = { thing: 120, words: 600 } as const;

const Badge = z.strictObject({
  name: z.string(),
  kind: z.enum(["certificate", "lesson", "suggestion", "mentor"]),
  /** Of a lesson: what it is called. */
  title: Text.nullable(),
});
const Thanks = z.strictObject({
  id: uuid,
  kind: z.enum(thanksKinds),
  thing: z.string(),
  words: z.string(),
  /** Who thanks; null: they have left. */
  by: z.string().nullable(),
});
const off = z.boolean();

/** Recognition: for who switched it on, each for themselves. Nothing here is counted, ordered by anybody's merit, or told to who runs the programme. */
export const recognition = {
  readRecognition: route({
    method: "GET",
    path: "/api/recognition",
    access: everyone,
    summary: "Whether one likes to be thanked here, and one's own badges",
    reply: z.strictObject({
      on: z.boolean(),
      badgesShown: z.boolean(),
      badges: z.array(Badge.extend({ away: z.boolean() })),
    }),
  }),
  wishRecognition: route({
    method: "PUT",
    path: "/api/recognition",
    access: everyone,
    summary:
      "Say whether one likes to be thanked here, and whether colleagues may see one's badges; switched off, nobody sees anything",
    body: z.strictObject({ on: off, badgesShown: off }),
    reply: done,
  }),
  putBadge: route({
    method: "PUT",
    path: "/api/recognition/badges/:name",
    access: everyone,
    summary: "Put a badge of one's own away, or bring it back",
    params: z.strictObject({ name: z.string().max(80) }),
    body: z.strictObject({ away: z.boolean() }),
    reply: done,
  }),
  myThanks: route({
    method: "GET",
    path: "/api/recognition/thanks",
    access: everyone,
    summary: "What one was thanked for, the newest first, and what of it colleagues may read",
    query: paging,
    reply: paged(Thanks.extend({ at: when, shown: z.boolean() })),
  }),
  showThanks: route({
    method: "PUT",
    path: "/api/recognition/thanks/:id",
    access: everyone,
    summary: "Let colleagues read a thanks that one got, or let them no longer",
    params: byId,
    body: z.strictObject({ shown: z.boolean() }),
    reply: done,
  }),
  deleteThanks: route({
    method: "DELETE",
    path: "/api/recognition/thanks/:id",
    access: everyone,
    summary: "Delete a thanks that one got; who wrote it is not told",
    params: byId,
    reply: done,
  }),
  listThanks: route({
    method: "GET",
    path: "/api/recognition/shown",
    access: everyone,
    summary: "Thanks that their people let colleagues read, those shown last first",
    query: paging,
    reply: paged(Thanks.extend({ to: z.string(), own: z.boolean() })),
  }),
  listBadges: route({
    method: "GET",
    path: "/api/recognition/badges",
    access: everyone,
    summary: "Colleagues who let others see their badges, in no order that means anything",
    query: z.strictObject({ before: uuid.optional(), limit: z.coerce.number().int().min(1).max(60).default(30) }),
    reply: paged(z.strictObject({ name: z.string(), badges: z.array(Badge) })),
  }),
  writeThanks: route({
    method: "POST",
    path: "/api/recognition/written",
    access: editors,
    summary:
      "Thank somebody for a thing. Whoever does not take part gets nothing, and nothing is kept: the answer is the same. The id is made where it is written",
    body: z.strictObject({
      id: uuid,
      to: uuid,
      kind: z.enum(thanksKinds),
      thing: z.string().trim().min(1).max(thanksMost.thing),
      words: z.string().trim().min(1).max(thanksMost.words),
    }),
    reply: done,
  }),
  takeBackThanks: route({
    method: "POST",
    path: "/api/recognition/written/undo",
    access: editors,
    summary: "Take back what one wrote; the answer is the same whether anything is there",
    body: byId,
    reply: done,
  }),
} as const;

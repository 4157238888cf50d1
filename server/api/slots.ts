import { z } from "zod";
import { byId, done, everyone, route, uuid, when } from "./route.ts";

const Slot = z.strictObject({
  /** null: each page of the company. */
  account: uuid.nullable(),
  /** 1 Monday to 7 Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** After midnight, by a clock of the zone. */
  minute: z.number().int().min(0).max(1439),
  zone: z.string().min(1).max(64),
});

/** Times of the week at which accounts post. For accounts of one's own, and, for who draws maps, the company's. */
export const slots = {
  listSlots: route({
    method: "GET",
    path: "/api/slots",
    access: everyone,
    summary: "The times of the week at which accounts post",
    reply: z.strictObject({
      rows: z.array(
        Slot.omit({ account: true }).extend({
          id: uuid,
          account: z.strictObject({ id: uuid, network: z.string(), name: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  saveSlot: route({
    method: "PUT",
    path: "/api/slots/:id",
    access: everyone,
    summary: "A time of the week, new or another; its id is made where it is written",
    params: byId,
    body: Slot,
    reply: done,
  }),
  deleteSlot: route({
    method: "DELETE",
    path: "/api/slots/:id",
    access: everyone,
    summary: "No longer a time at which an account posts",
    params: byId,
    reply: done,
  }),
  slotTimes: route({
    method: "GET",
    path: "/api/slots/times",
    access: everyone,
    summary: "When slots come in a time of 62 days at most, and whether something is planned there",
    query: z.strictObject({ from: when, to: when, account: uuid.optional() }),
    reply: z.strictObject({
      rows: z.array(z.strictObject({ slot: uuid, account: uuid.nullable(), at: when, taken: z.boolean() })),
    }),
  }),
  bestTimes: route({
    method: "GET",
    path: "/api/slots/best",
    access: everyone,
    summary: "When posts of an account fared best, by its own numbers alone, and from how many that is told",
    query: z.strictObject({ account: uuid }),
    reply: z.strictObject({
      zone: z.string(),
      /** From so many posts on there is something to tell, and how many there are. */
      needs: z.number().int(),
      posts: z.number().int(),
      /** null with enough posts: no time stands out. `low`, `high`: so many times the usual, one standard error to each side. */
      best: z.strictObject({ minute: z.number().int(), low: z.number(), high: z.number() }).nullable(),
    }),
  }),
} as const;

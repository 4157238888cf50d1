import { z } from "zod";
import { byId, done, editors, paged, paging, route, when } from "./route.ts";

/** What a step of a map keeps for later. `next`: when it is given the first of it back; `asked`: how many wait for somebody's answer. */
export const Keeping = z.strictObject({
  node: z.string(),
  count: z.number().int(),
  next: when,
  asked: z.number().int(),
});
/** `times`: of what is given again, how often it was; null: it waits for its first time. */
export const KeptRow = z.strictObject({
  place: z.number().int(),
  title: z.string(),
  since: when,
  until: when,
  times: z.number().int().nullable(),
});

/** What the steps of a map keep for later. */
export const kept = {
  getKept: route({
    method: "GET",
    path: "/api/maps/:id/kept",
    access: editors,
    summary: "What the map's steps keep for later",
    params: byId,
    reply: z.strictObject({ rows: z.array(Keeping) }),
  }),
  listKept: route({
    method: "GET",
    path: "/api/maps/:id/kept/items",
    access: editors,
    summary: "Items that a step keeps, in the order in which they go on",
    params: byId,
    query: paging.extend({ node: z.string().max(64) }),
    reply: paged(KeptRow),
  }),
  takeOutKept: route({
    method: "POST",
    path: "/api/maps/:id/kept/take-out",
    access: editors,
    summary: "Lets go one item that a step keeps; those behind it move up",
    params: byId,
    body: z.strictObject({ node: z.string().min(1).max(64), place: z.number().int().min(0) }),
    reply: done,
  }),
} as const;

import { z } from "zod";
import { byId, done, editors, everyone, paged, route, Text, uuid, when } from "./route.ts";

const Made = z.strictObject({
  title: z.string(),
  link: z.string().nullable(),
  at: when,
  /** Something made of it waits: for a manager, a person, or its time. */
  waits: z.boolean(),
  /** What went out of it. */
  posts: z.array(z.strictObject({ name: z.string(), network: z.string(), url: z.string().nullable() })),
});

/** Public accounts that people let the company follow. */
export const colleagues = {
  myFollowed: route({
    method: "GET",
    path: "/api/colleagues/mine",
    access: everyone,
    summary: "One's own public accounts that the company may follow, what was read of each, and what came of it",
    reply: z.strictObject({
      /** What is agreed to, in both languages. */
      words: Text,
      most: z.number().int(),
      /** Live maps that read colleagues. */
      maps: z.array(z.string()),
      rows: z.array(
        z.strictObject({
          id: uuid,
          title: z.string(),
          address: z.string(),
          since: when,
          endedAt: when.nullable(),
          endedBy: z.enum(["person", "company", "left"]).nullable(),
          readAt: when.nullable(),
          error: Text.nullable(),
          items: z.array(Made),
        }),
      ),
    }),
  }),
  agreeFollowed: route({
    method: "POST",
    path: "/api/colleagues/mine",
    access: everyone,
    summary: "Let the company follow a public account of one's own, from now on; it is tried first",
    body: z.strictObject({ address: z.string().trim().min(1).max(1000), agreed: z.literal(true) }),
    reply: z.strictObject({ id: uuid }),
  }),
  stopFollowed: route({
    method: "DELETE",
    path: "/api/colleagues/mine/:id",
    access: everyone,
    summary: "Take that consent back: reading ends at once, and what waits is dropped",
    params: byId,
    reply: done,
  }),
  listFollowed: route({
    method: "GET",
    path: "/api/colleagues",
    access: editors,
    summary: "Public accounts that colleagues let the company follow, the latest first, with what was read last",
    query: z.strictObject({
      before: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    reply: paged(
      z.strictObject({
        id: uuid,
        name: z.string(),
        title: z.string(),
        address: z.string(),
        since: when,
        readAt: when.nullable(),
        error: Text.nullable(),
        last: z.strictObject({ title: z.string(), link: z.string().nullable(), at: when }).nullable(),
      }),
    ).extend({ maps: z.array(z.strictObject({ id: uuid, name: z.string(), live: z.boolean() })) }),
  }),
  dropFollowed: route({
    method: "DELETE",
    path: "/api/colleagues/:id",
    access: editors,
    summary: "Follow an account no more; its person sees it. Only they can let it be followed again",
    params: byId,
    reply: done,
  }),
} as const;

import { z } from "zod";
import { route, editors, Text, uuid, when, paging, paged, byId } from "./route.ts";

export const ItemView = z.strictObject({
  key: z.string(),
  title: z.string(),
  summary: z.string(),
  link: z.string().nullable(),
  /** The first of its pictures. */
  picture: z.strictObject({ url: z.string(), alt: z.string().nullable() }).nullable(),
  author: z.string().nullable(),
  source: z.string(),
  published: when.nullable(),
});

export const SourceRow = z.strictObject({
  id: uuid,
  type: z.string(),
  title: z.string(),
  address: z.string(),
  maps: z.array(z.strictObject({ id: uuid, name: z.string() })),
  items: z.number().int(),
  polledAt: when.nullable(),
  okAt: when.nullable(),
  nextPollAt: when.nullable(),
  failures: z.number().int(),
  error: Text.nullable(),
});

/** What is read. */
export const sources = {
  listSources: route({
    method: "GET",
    path: "/api/sources",
    access: editors,
    summary: "What is polled, and how it fares",
    query: paging,
    reply: paged(SourceRow),
  }),
  checkSource: route({
    method: "POST",
    path: "/api/sources/check",
    access: editors,
    summary: "Read a source once and show what it has, storing nothing",
    body: z.strictObject({ type: z.string().max(64), config: z.record(z.string(), z.unknown()) }),
    reply: z.strictObject({ title: z.string().nullable(), items: z.array(ItemView), error: Text.nullable() }),
  }),
  pollSource: route({
    method: "POST",
    path: "/api/sources/:id/poll",
    access: editors,
    summary: "Poll now",
    params: byId,
    reply: SourceRow,
  }),
} as const;

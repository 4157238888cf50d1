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
  /** Its server asked not to be called before then. */
  waitUntil: when.nullable(),
  /** Where its address leads to for good: it is read there. */
  movedTo: z.string().nullable(),
  failures: z.number().int(),
  error: Text.nullable(),
  /** Nothing is polled: what it has is brought to it. */
  received: z.boolean(),
  /** What its last list held: each entry is new, known, the same entry once more, or says nothing. null: none was read yet. */
  document: z
    .strictObject({
      at: when,
      fresh: z.number().int(),
      known: z.number().int(),
      doubled: z.number().int(),
      blank: z.number().int(),
      /** The first of those that it lists twice. */
      doubles: z.array(z.strictObject({ title: z.string(), link: z.string().nullable() })),
    })
    .nullable(),
});

export const SourceAddress = z.strictObject({
  id: uuid,
  url: z.string(),
  /** When it was made or renewed. */
  since: when,
  /** Maps that read the source. */
  maps: z.array(z.strictObject({ id: uuid, name: z.string() })),
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
    reply: z.strictObject({
      title: z.string().nullable(),
      items: z.array(ItemView),
      error: Text.nullable(),
      /** The source that reads what is at the address, where that is no feed. */
      better: z.strictObject({ label: Text, type: z.string(), config: z.record(z.string(), z.unknown()) }).nullable(),
    }),
  }),
  pollSource: route({
    method: "POST",
    path: "/api/sources/:id/poll",
    access: editors,
    summary: "Poll now",
    params: byId,
    reply: SourceRow,
  }),
  sourceAddress: route({
    method: "POST",
    path: "/api/sources/address",
    access: editors,
    summary: "The address to which things are sent for a source that receives; made at the first question",
    body: z.strictObject({ type: z.string().max(64), config: z.record(z.string(), z.unknown()) }),
    reply: SourceAddress,
  }),
  renewAddress: route({
    method: "POST",
    path: "/api/sources/:id/address",
    access: editors,
    summary: "A new address in place of the one before, which ends at once",
    params: byId,
    reply: SourceAddress,
  }),
  receive: route({
    method: "POST",
    path: "/api/in/:address",
    access: "address",
    summary:
      "Send something to a source of its own address: JSON, one item or a list; signed unless its settings say otherwise",
    params: z.strictObject({ address: z.string().min(20).max(100) }),
    receives: true,
    reply: z.strictObject({
      /** Items that were read, and how many of them were new. */
      items: z.number().int(),
      fresh: z.number().int(),
      /** The message had been taken before under the same webhook-id; nothing happened now. */
      repeated: z.boolean(),
    }),
  }),
} as const;

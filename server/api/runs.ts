import { z } from "zod";
import { DeliveryState } from "./deliveries.ts";
import { route, editors, Text, uuid, when, paging, paged, byId, byNumber } from "./route.ts";

export const RunState = z.enum(["waiting", "polling", "scheduling", "done", "failed", "skipped"]);

export const RunRow = z.strictObject({
  id: uuid,
  mapId: uuid,
  mapName: z.string(),
  version: z.number().int(),
  cause: z.enum(["schedule", "manual", "publish", "receive", "due"]),
  state: RunState,
  dueAt: when,
  startedAt: when.nullable(),
  finishedAt: when.nullable(),
  sourcesTotal: z.number().int(),
  sourcesRead: z.number().int(),
  items: z.number().int(),
  deliveries: z.number().int(),
  drops: z.number().int(),
  held: z.number().int(),
  warnings: z.array(z.strictObject({ code: z.string(), message: Text, node: z.string().optional() })),
  error: Text.nullable(),
});

export const RunDetail = RunRow.extend({
  /** Items that went over each edge, by edge id. */
  edges: z.record(z.string(), z.number().int()),
  steps: z.array(
    z.strictObject({
      node: z.string(),
      itemsIn: z.number().int(),
      itemsOut: z.record(z.string(), z.number().int()),
      drops: z.number().int(),
      /** Of a step that keeps items: given back to it, kept since, made by it. in + back + made = out + drops + kept. */
      back: z.number().int(),
      kept: z.number().int(),
      made: z.number().int(),
      ms: z.number(),
      error: Text.nullable(),
    }),
  ),
  /** Deliveries of the run by state. */
  states: z.partialRecord(DeliveryState, z.number().int()),
  /** Deliveries of the run that are published by now, by target; 0 where none is yet. */
  published: z.record(z.string(), z.number().int()),
  /** items × targets = deliveries + drops. */
  balance: z.strictObject({
    expected: z.number().int(),
    deliveries: z.number().int(),
    drops: z.number().int(),
    balanced: z.boolean(),
  }),
});

export const DropRow = z.strictObject({
  id: z.number().int(),
  node: z.string(),
  itemKey: z.string(),
  title: z.string(),
  /** The account that it was let go for, where it was for one. */
  account: z.strictObject({ id: uuid, name: z.string(), network: z.string() }).nullable(),
  code: z.string(),
  reason: Text,
});

/** What a map's schedule did that no run tells. `hours`: looks that found nothing new, those of the hours of the last day that had any. */
export const Looks = z.strictObject({
  at: when.nullable(),
  nextDueAt: when.nullable(),
  failing: z.number().int(),
  hours: z.array(z.strictObject({ at: when, empty: z.number().int() })),
});

/** What a map did. */
export const runs = {
  listRuns: route({
    method: "GET",
    path: "/api/runs",
    access: editors,
    summary: "Runs, newest first",
    query: paging.extend({ map: uuid.optional() }),
    reply: paged(RunRow),
  }),
  getRun: route({
    method: "GET",
    path: "/api/runs/:id",
    access: editors,
    summary: "A run with its steps and counts",
    params: byId,
    reply: RunDetail,
  }),
  getLooks: route({
    method: "GET",
    path: "/api/maps/:id/looks",
    access: editors,
    summary: "How often a map looked and found nothing new",
    params: byId,
    reply: Looks,
  }),
  listDrops: route({
    method: "GET",
    path: "/api/runs/:id/drops",
    access: editors,
    summary: "What the run's nodes let go, and why",
    params: byId,
    query: paging.extend({ node: z.string().max(64).optional() }),
    reply: paged(DropRow),
  }),
  wireItems: route({
    method: "GET",
    path: "/api/runs/:id/wires/:edge",
    access: editors,
    summary: "The items that went over a wire of the run's map, and what became of each",
    params: byId.extend({ edge: z.string().min(1).max(64) }),
    reply: z.strictObject({
      /** As the run counted them. */
      count: z.number().int(),
      more: z.boolean(),
      rows: z.array(
        z.strictObject({
          key: z.string(),
          title: z.string(),
          /** To so many accounts it went on. */
          deliveries: z.number().int(),
          /** Where and why it ended, where it reached nobody. */
          drop: z.strictObject({ node: z.string(), reason: Text }).nullable(),
        }),
      ),
    }),
  }),
  sendDrop: route({
    method: "POST",
    path: "/api/drops/:id/send",
    access: editors,
    summary:
      "Send an item all the same that an account had already; it waits for the account owner's yes like any other",
    params: byNumber,
    reply: z.strictObject({ id: z.number().int() }),
  }),
} as const;

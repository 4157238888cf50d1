import { z } from "zod";
import { admins, editors, route } from "./route.ts";

const TraceRule = z.strictObject({
  days: z.number().int(),
  /** What one item's way takes, over the newest; null: there are none. */
  bytes: z.number().nullable(),
});

/** Why (not)? */
export const why = {
  readTraceRule: route({
    method: "GET",
    path: "/api/traces",
    access: editors,
    summary: "How many days the ways of items through maps are kept, and the bytes that one takes",
    reply: TraceRule,
  }),
  saveTraceRule: route({
    method: "PUT",
    path: "/api/traces",
    access: admins,
    summary: "Set how many days they are kept; 0: none are",
    body: z.strictObject({ days: z.number().int().min(0).max(90) }),
    reply: TraceRule,
  }),
} as const;

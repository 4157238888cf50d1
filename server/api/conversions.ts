import { z } from "zod";
import { admins, byId, done, route, uuid, when } from "./route.ts";

const name = z.string().trim().min(1).max(60);
const Counted = z.strictObject({
  counted: z.number().int(),
  /** Told before, and counted then. */
  known: z.number().int(),
  /** Of those that were counted now, how many came of a post that is known here. */
  linked: z.number().int(),
});

/** What a company's own sites tell came of its posts. */
export const conversions = {
  listConversionKeys: route({
    method: "GET",
    path: "/api/conversions/keys",
    access: admins,
    summary: "Which sites may tell of conversions, and where to; their secrets are never shown again",
    reply: z.strictObject({
      rows: z.array(z.strictObject({ id: uuid, name, address: z.string(), madeAt: when, usedAt: when.nullable() })),
      /** Own sites, whose pages get to know by which click somebody came. */
      sites: z.array(z.string()),
      /** Where a page tells of a click, before the click's token. */
      clicks: z.string(),
    }),
  }),
  createConversionKey: route({
    method: "POST",
    path: "/api/conversions/keys",
    access: admins,
    summary: "Let a site tell of conversions; its secret is in this answer and nowhere else",
    body: z.strictObject({ name }),
    reply: z.strictObject({ id: uuid, name, secret: z.string(), address: z.string() }),
  }),
  deleteConversionKey: route({
    method: "DELETE",
    path: "/api/conversions/keys/:id",
    access: admins,
    summary: "Let a site tell nothing any more; what it told stays",
    params: byId,
    reply: done,
  }),
  tellConversions: route({
    method: "POST",
    path: "/api/conversions/in/:id",
    access: "address",
    summary:
      "Tell of conversions, signed (Standard Webhooks): {kind, id?, click?, link?, at?}, one or a list; each counts once by its id",
    params: byId,
    receives: true,
    reply: Counted,
  }),
  tellClick: route({
    method: "POST",
    path: "/api/conversions/click/:token",
    access: "address",
    summary: "Tell what came of one click (rm_click in the address of the company's own page): each kind once",
    params: z.strictObject({ token: z.string().min(20).max(100) }),
    receives: true,
    reply: Counted,
  }),
} as const;

import { z } from "zod";
import { Ahead, LiveWires, Preview, WireItem } from "./preview.ts";
import { editors, route, uuid } from "./route.ts";

/** What is asked of a draft while it is drawn. */
export const live = {
  preview: route({
    method: "POST",
    path: "/api/preview",
    access: editors,
    summary:
      "What a draft would post of what its sources list, and what of it a run of the map would do now; publishes nothing. `ask`: has some words made by the AI, which costs money",
    body: z.strictObject({
      document: z.unknown(),
      map: uuid.nullable().default(null),
      ask: z.boolean().default(false),
    }),
    reply: Preview,
  }),
  runAhead: route({
    method: "POST",
    path: "/api/preview/run",
    access: editors,
    summary: "What a run of a map's draft would do now, by the code of a real run; null where the draft has errors",
    body: z.strictObject({ document: z.unknown(), map: uuid }),
    reply: z.strictObject({ now: Ahead.nullable() }),
  }),
  liveWires: route({
    method: "POST",
    path: "/api/preview/wires",
    access: editors,
    summary:
      "What a draft makes of the newest items of its sources, by wire and step, against the drawing before; asks nobody outside but sources that nobody read yet",
    body: z.strictObject({
      document: z.unknown(),
      before: z.unknown().optional().describe("The drawing before the change."),
      pin: z.string().max(2000).nullable().default(null).describe("The key of an item whose way is told."),
    }),
    reply: LiveWires,
  }),
  liveItems: route({
    method: "POST",
    path: "/api/preview/wire",
    access: editors,
    summary: "The items on one wire of a draft, and what happens to each next",
    body: z.strictObject({ document: z.unknown(), before: z.unknown().optional(), edge: z.string().max(64) }),
    reply: z.strictObject({ count: z.int(), more: z.boolean(), rows: z.array(WireItem) }),
  }),
} as const;

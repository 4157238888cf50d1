import { z } from "zod";
import { MapState } from "./map-row.ts";
import { byId, editors, route, uuid, when } from "./route.ts";

/** Somebody else's open window on a map, or another one of the caller's own. */
const Guest = z.strictObject({
  tab: uuid,
  name: z.string(),
  /** Another window of the caller's own. */
  own: z.boolean(),
  /** The step that is chosen there, and whether it was changed a moment ago. */
  node: z.string().nullable(),
  editing: z.boolean(),
});

/** Who has a map open. A window that says nothing for a moment is gone. */
export const presence = {
  shareMap: route({
    method: "POST",
    path: "/api/maps/:id/presence",
    access: editors,
    summary: "Say that a window has this map open, and hear who else has, and what was saved last",
    params: byId,
    body: z.strictObject({
      tab: uuid,
      node: z.string().max(64).nullable().default(null),
      editing: z.boolean().default(false),
      /** The window closes. */
      gone: z.boolean().default(false),
    }),
    reply: z.strictObject({
      others: z.array(Guest),
      revision: z.number().int(),
      live: z.number().int().nullable(),
      state: MapState,
      /** Who saved the draft last; `own`: the caller did, maybe in another window. */
      saved: z.strictObject({ by: z.string().nullable(), own: z.boolean(), at: when }),
    }),
  }),
} as const;

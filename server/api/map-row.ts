import { z } from "zod";
import { Face } from "./face.ts";
import { uuid, when } from "./route.ts";
import { RunRow } from "./runs.ts";
import { MapHit, MapSketch } from "./shelf.ts";

export const MapState = z.enum(["draft", "live", "paused"]);

export const MapRow = z.strictObject({
  id: uuid,
  name: z.string(),
  state: z.enum([...MapState.options, "archived"]),
  liveVersion: z.number().int().nullable(),
  changed: z.boolean(),
  folder: uuid.nullable(),
  starred: z.boolean(),
  picture: MapSketch,
  /** Where a search found its first word; null where nothing was searched for. */
  hit: MapHit.nullable(),
  /** Posts that went out on each of the last 7 days, oldest first, by the workspace's calendar. */
  days: z.array(z.number().int()),
  /** Who spoke by it in these days, the company first; where nobody did, whom its steps name. `voices` counts all. */
  faces: z.array(Face),
  voices: z.number().int(),
  /** Accounts that its steps name and that have to be connected again. */
  lost: z.number().int(),
  nodes: z.number().int(),
  problems: z.number().int(),
  /** Its campaign does not go on: no run takes anything. */
  rests: z.boolean(),
  nextDueAt: when.nullable(),
  /** The last run that was worth a row: a look that finds nothing new is none. */
  lastRun: RunRow.nullable(),
  /** When the map last looked by its schedule and found nothing new. */
  emptyAt: when.nullable(),
  /** Its sources that cannot be read just now. */
  failing: z.number().int(),
  waiting: z.number().int(),
  /** Items of which a step of it asks whether they may go on. */
  approvals: z.number().int(),
  /** Posts that went out in the last 7 and 28 days. */
  posts: z.strictObject({ week: z.number().int(), span: z.number().int() }),
  /** People who came by the map's short links in these days, as far as that may be shown; null where it has none. */
  clicks: z.strictObject({ week: z.number().int(), span: z.number().int() }).nullable(),
  updatedAt: when,
});

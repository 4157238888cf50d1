import { z } from "zod";
import { marks } from "#engine/mark.ts";
import { Face } from "./face.ts";
import { editors, paged, paging, route, uuid, when } from "./route.ts";

const count = z.number().int();
export const Mark = z.enum(marks);

const Story = z.strictObject({
  /** The item's; two windows of the list may hold deliveries of one story, and whoever shows both adds them up. */
  key: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  mapId: uuid,
  mapName: z.string(),
  picture: z.strictObject({ url: z.string(), alt: z.string().nullable() }).nullable(),
  /** When the last of it went out; where none did, when the first is to; else when it was made. */
  at: when,
  /** How many deliveries stand in each way; those without any are absent. */
  sums: z.partialRecord(Mark, count),
  /** Whose they are: the worst first, and of those alike the newest; the rest is in the sums. */
  posts: z.array(z.strictObject({ id: count, mark: Mark, account: Face })),
});

/** The ledger by what was said. */
export const stories = {
  listStories: route({
    method: "GET",
    path: "/api/deliveries/stories",
    access: editors,
    summary: "Deliveries by story, the newest first: each headline once, with where its accounts' deliveries stand",
    query: paging.pick({ before: true }).extend({
      map: uuid.optional(),
      account: uuid.optional(),
      mark: Mark.optional(),
    }),
    reply: paged(Story),
  }),
} as const;

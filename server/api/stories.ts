import { z } from "zod";
import { marks } from "#engine/mark.ts";
import { Face } from "./face.ts";
import { byNumber, editors, paged, paging, route, Text, uuid, when } from "./route.ts";

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

/** How many stand so; `more`: there are, or may be, others that were not counted. */
const Counted = z.strictObject({ count, more: z.boolean() });

/** The ledger by what was said. */
export const stories = {
  countStories: route({
    method: "GET",
    path: "/api/deliveries/counts",
    access: editors,
    summary: "How many deliveries stand in each way, counted up to a bound",
    reply: z.record(Mark, Counted),
  }),
  getStory: route({
    method: "GET",
    path: "/api/deliveries/:id/story",
    access: editors,
    summary: "The whole story that a delivery is of: everybody who says it, how each stands and why",
    params: byNumber,
    reply: Story.extend({
      link: z.string().nullable(),
      /** The worst first, 500 at most; the rest is in the sums. */
      posts: z.array(
        z.strictObject({
          id: count,
          mark: Mark,
          account: Face,
          reasonCode: z.string().nullable(),
          reason: Text.nullable(),
          /** When it went out; of one to come when it is to; else when it ended or was made. */
          at: when,
          remoteUrl: z.string().nullable(),
          mapId: uuid,
          mapName: z.string(),
        }),
      ),
    }),
  }),
  listStories: route({
    method: "GET",
    path: "/api/deliveries/stories",
    access: editors,
    summary: "Deliveries by story, the newest first: each headline once, with where its accounts' deliveries stand",
    query: paging.pick({ before: true }).extend({
      map: uuid.optional(),
      account: uuid.optional(),
      mark: Mark.optional(),
      /** A headline, a link, somebody's name: stories that have every word, each with all of its deliveries. */
      search: z.string().max(2000).optional(),
    }),
    reply: paged(Story),
  }),
} as const;

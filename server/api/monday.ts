import { z } from "zod";
import { SecondLife } from "./evergreens.ts";
import { editors, route, uuid, when } from "./route.ts";
import { ItemView } from "./sources.ts";

const count = z.number().int();

/** The half hour in which a week is planned. */
export const monday = {
  monday: route({
    method: "GET",
    path: "/api/monday",
    access: editors,
    summary:
      "What one needs to plan a week: news that nobody speaks of yet, what deserves a second life, topics by day, who has room. What is chosen are entries (drafts, then planned)",
    query: z.strictObject({ week: z.enum(["this", "next"]).default("this") }),
    reply: z.strictObject({
      first: z.iso.date(),
      last: z.iso.date(),
      number: count,
      zone: z.string(),
      /** Days that a story rests before it may have a second life. */
      rest: count,
      news: z.array(ItemView),
      second: z.array(SecondLife),
      /** What is planned by hand for the week already, in order of its times. */
      planned: z.array(z.strictObject({ id: uuid, at: when, title: z.string(), topic: z.string().nullable() })),
      /** `days`: planned by hand, Monday first; `spoken`: something of it went out in the last two weeks. */
      topics: z.array(
        z.strictObject({
          id: uuid,
          key: z.string(),
          name: z.string(),
          colour: count,
          spoken: z.boolean(),
          days: z.array(count),
        }),
      ),
      /** In the order of names. `room` null: where no figures about one person are told. `left` null: any number. */
      people: z.array(
        z.strictObject({
          id: uuid,
          name: z.string(),
          topics: z.array(z.string()),
          room: z.strictObject({ accounts: count, left: count.nullable(), free: count }).nullable(),
        }),
      ),
      tells: z.boolean(),
    }),
  }),
  tellMonday: route({
    method: "POST",
    path: "/api/monday/tell",
    access: editors,
    summary:
      "Tell everybody who takes part what is planned for them in a week, by the ways that they chose: each person once a week, however often it is asked",
    body: z.strictObject({ week: z.enum(["this", "next"]) }),
    reply: z.strictObject({ people: count, told: count }),
  }),
} as const;

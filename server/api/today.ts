import { z } from "zod";
import { Room } from "./room.ts";
import { Face } from "./face.ts";
import { editors, route, Text, uuid, when } from "./route.ts";

const count = z.number().int();

/** What a manager finds in the morning. `me` tells what waits for their own yes. */
export const today = {
  today: route({
    method: "GET",
    path: "/api/today",
    access: editors,
    summary: "What has to be looked at, and what goes out on this day of the workspace's time zone",
    reply: z.strictObject({
      /** Accounts that have to be connected again: those for which most waits first; `count` is of all. */
      reconnect: z.strictObject({ count, rows: z.array(Face.extend({ waiting: count })) }),
      /** Deliveries of which nobody knows whether they are out. */
      unknown: count,
      /** Sources that cannot be read just now: longest first; `count` is of all. */
      failing: z.strictObject({ count, rows: z.array(z.strictObject({ id: uuid, title: z.string(), error: Text })) }),
      /** Versions of maps that wait for the caller's agreement: longest first; `count` is of all. */
      signOffs: z.strictObject({
        count,
        rows: z.array(
          z.strictObject({ map: uuid, name: z.string(), by: z.string().nullable(), at: when, note: z.string() }),
        ),
      }),
      /** Versions for which the caller asked agreement and which were sent back, as long as they did not ask again. */
      sentBack: z.array(z.strictObject({ map: uuid, name: z.string(), by: z.string().nullable(), word: z.string() })),
      /** How many sources are read as they should be, and when the next is. */
      /** Whether anything can be saved just now. */
      room: Room,
      sources: z.strictObject({ read: count, next: when.nullable() }),
      /** What went out today, by item: the newest first; `posts` and `stories` count all. */
      out: z.strictObject({
        posts: count,
        stories: count,
        rows: z.array(
          z.strictObject({
            key: z.string(),
            title: z.string(),
            posts: count,
            /** How many said it: people, and the company by each name it has. */
            voices: count,
            at: when,
            /** Those who said it last, each once, with one of their accounts. */
            faces: z.array(Face),
          }),
        ),
      }),
      /** What is to go out before the day ends, as the lanes stand; `more`: it was counted so far and no further. */
      planned: z.strictObject({ posts: count, more: z.boolean() }),
    }),
  }),
} as const;

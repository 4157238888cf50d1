import { z } from "zod";
import { ApprovalRow } from "./approvals.ts";
import { Room } from "./room.ts";
import { Face } from "./face.ts";
import { editors, route, Text, uuid, when } from "./route.ts";

const count = z.number().int();
const Picture = z.strictObject({ url: z.string(), alt: z.string().nullable() }).nullable();

/** Half an hour of the day: what went out in it, or what is to. */
const Slot = z.strictObject({
  at: when,
  out: z.boolean(),
  posts: count,
  /** How many say it: people, and the company by each name it has. */
  voices: count,
  /** The first of them, each once, with one of their accounts. */
  faces: z.array(Face),
});

/** What a manager finds in the morning. `me` tells what waits for their own yes. */
export const today = {
  today: route({
    method: "GET",
    path: "/api/today",
    access: editors,
    summary: "What has to be looked at, and what goes out on this day of the workspace's time zone",
    reply: z.strictObject({
      /** Accounts that have to be connected again: those for which most waits first; `until`: when the first of it is lost; `count` is of all. */
      reconnect: z.strictObject({ count, rows: z.array(Face.extend({ waiting: count, until: when.nullable() })) }),
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
      /** Of what waits for the caller's yes in maps (`me.approvals` counts it) that whose time is over soonest. */
      approvals: z.array(ApprovalRow),
      /** Volunteers who wait for an answer, the longest first; `count` is of all. */
      offers: z.strictObject({
        count,
        rows: z.array(
          z.strictObject({ brief: uuid, title: z.string(), member: uuid, name: z.string(), word: z.string() }),
        ),
      }),
      /** What volunteers are asked, the caller among them, as long as they answer it. */
      asked: z.array(
        z.strictObject({ brief: uuid, title: z.string(), by: z.string().nullable(), until: z.iso.date().nullable() }),
      ),
      /** Of what waits for their yes on their own accounts (`me.waiting`) the one that is lost first. */
      proposal: z.strictObject({ title: z.string(), until: when, picture: Picture }).nullable(),
      /** What a new workspace has of what it needs; null once it works. */
      setUp: z.strictObject({ account: z.boolean(), map: z.boolean(), invited: z.boolean() }).nullable(),
      /** Words of which nothing goes out for now, the first few. */
      held: z.array(z.string()),
      /** Whether anything can be saved just now. */
      room: Room,
      /** How many sources are read as they should be, and when the next is. */
      sources: z.strictObject({ read: count, next: when.nullable() }),
      /** The day in the workspace's time zone, by half hours; `from` and `to` are those in which people work; `next`: when something goes out after it. */
      line: z.strictObject({
        zone: z.string(),
        from: when,
        to: when,
        slots: z.array(Slot),
        next: when.nullable(),
      }),
      /** Monday to Sunday, by what is known by now; `more`: what is planned was counted so far and no further. */
      week: z.strictObject({
        days: z.array(
          z.strictObject({ day: z.iso.date(), today: z.boolean(), past: z.boolean(), out: count, planned: count }),
        ),
        more: z.boolean(),
      }),
      /** What went out today, by item: the newest first; `posts` and `stories` count all. Where that is nothing yet, the rows are the day before's. */
      out: z.strictObject({
        posts: count,
        stories: count,
        rows: z.array(
          z.strictObject({
            key: z.string(),
            title: z.string(),
            /** The newest of its deliveries. */
            newest: count,
            picture: Picture,
            networks: z.array(z.string()),
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

import { z } from "zod";
import { putOffs } from "#engine/pacing.ts";
import { back, byNumber, done, everyone, route, uuid, when } from "./route.ts";

const count = z.number().int();
const Day = z.iso.date();
const Picture = z.strictObject({ url: z.string(), alt: z.string().nullable() }).nullable();

/** What a post is, as a calendar shows it: out; to go out; written for a time, and not planned; kept by something that is no time; refused; nobody knows. */
export const calendarStates = ["out", "planned", "draft", "waits", "refused", "check"] as const;

/** An account whose posts are shown one by one: the company's, or the reader's own; with its owner's hours and shares. */
const Layer = z.strictObject({
  id: uuid,
  network: z.string(),
  name: z.string(),
  handle: z.string(),
  avatar: z.string().nullable(),
  company: z.boolean(),
  /** Its access has ended: nothing leaves before it is connected again. */
  lost: z.boolean(),
  zone: z.string(),
  quietFrom: count.nullable(),
  quietTo: count.nullable(),
  /** 1 Monday, 2 Tuesday, 4 Wednesday and so on. */
  daysOff: count,
  dailyCap: count.nullable(),
  /** Seconds between two posts. */
  spacing: count,
});

export const CalendarPost = z.strictObject({
  /** Its own among all of the calendar. */
  key: z.string(),
  /** Of the ledger; null: of an entry that is not there yet. */
  delivery: count.nullable(),
  entry: uuid.nullable(),
  /** Of an entry that is not in the ledger yet, as one saw it. */
  revision: count.nullable(),
  /** One of the layers; null: an entry for ambassadors alone. */
  account: uuid.nullable(),
  state: z.enum(calendarStates),
  /** When it went out, or will by what is known now. */
  at: when,
  /** The time that it was given; `at` is later where its account's hours and shares put it off, for these reasons. */
  due: when,
  why: z.array(z.enum(putOffs)),
  /** What keeps it, by the code of its reason. */
  reason: z.string().nullable(),
  title: z.string(),
  /** By its key; "": none. */
  topic: z.string(),
  picture: Picture,
  url: z.string().nullable(),
  /** The reader may give it another time. */
  movable: z.boolean(),
});

/** Ambassadors together: never whose posts. null: of too few people to be told. */
const People = z.strictObject({
  posts: z.strictObject({ out: count, planned: count, first: when.nullable(), last: when.nullable() }).nullable(),
});

const asked = {
  /** The zone of the reader's clock. */
  zone: z
    .string()
    .max(60)
    .refine((zone) => isZone(zone), "not a time zone"),
  /** Accounts that are not looked at, by their ids with commas between. */
  hide: z
    .string()
    .max(4000)
    .regex(/^[0-9a-f,-]*$/u)
    .default(""),
};

/** A view of the ledger, and of what is planned beside it. */
export const calendar = {
  readCalendar: route({
    method: "GET",
    path: "/api/calendar",
    access: everyone,
    summary:
      "Days with what went out and what is to: posts of the company's and of one's own accounts, for editors ambassadors in numbers",
    query: z
      .strictObject({
        from: Day,
        /** The day after the last. */
        to: Day,
        ...asked,
        /** Posts of a day that are listed at most; its numbers are of all. */
        each: z.coerce.number().int().min(1).max(100).default(30),
      })
      .refine(({ from, to }) => {
        const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
        return days >= 1 && days <= 42;
      }, "one day to six weeks"),
    reply: z.strictObject({
      layers: z.array(Layer),
      days: z.array(
        z.strictObject({
          day: Day,
          starts: when,
          ends: when,
          /** Of the layers that are looked at. */
          counts: z.record(z.enum(calendarStates), count),
          /** null: not the reader's to know. */
          people: People.nullable(),
        }),
      ),
      posts: z.array(CalendarPost),
      /** Ambassadors with an account; null as above. */
      people: count.nullable(),
      /** More waits than is thought ahead: what is planned is at least this. */
      more: z.boolean(),
      /** Before this posts are no longer known one by one. */
      since: when,
    }),
  }),
  listDay: route({
    method: "GET",
    path: "/api/calendar/day",
    access: everyone,
    summary: "All posts of one day of the calendar, in its order",
    query: z.strictObject({
      day: Day,
      ...asked,
      /** The `next` of the last answer. */
      before: z
        .string()
        .max(120)
        .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z~[a-z]+\/[0-9a-f/-]+$/u)
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.strictObject({ rows: z.array(CalendarPost), next: z.string().nullable() }),
  }),
  readCalendarLink: route({
    method: "GET",
    path: "/api/calendar/link",
    access: everyone,
    summary: "The address at which other programs read one's calendar; null: there is none",
    reply: z.strictObject({ url: z.string().nullable() }),
  }),
  makeCalendarLink: route({
    method: "POST",
    path: "/api/calendar/link",
    access: everyone,
    summary: "A new address at which other programs read one's calendar; the one before it ends",
    reply: z.strictObject({ url: z.string().nullable() }),
  }),
  dropCalendarLink: route({
    method: "DELETE",
    path: "/api/calendar/link",
    access: everyone,
    summary: "End the address at which other programs read one's calendar",
    reply: done,
  }),
  movePost: route({
    method: "PUT",
    path: "/api/calendar/posts/:id/time",
    access: everyone,
    summary:
      "Another time for a post of the company's or of one's own: not one that hours and shares put off, and only from where one saw it",
    params: byNumber,
    body: z.strictObject({
      at: when,
      /** Its `due`, as one saw it. */
      was: when,
      back,
    }),
    reply: done,
  }),
} as const;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

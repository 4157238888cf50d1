import { z } from "zod";
import { languages } from "#engine/text.ts";
import { admins, route, Text } from "./route.ts";

const email = z.string().max(200);
const Person = z.strictObject({
  name: z.string().min(1).max(120),
  email,
  teams: z.array(z.string().trim().min(1).max(80)).max(20),
  place: z.string().max(80),
});
/** `left`: switched off here; `elsewhere`: in another workspace of this server. */
const known = ["here", "left", "elsewhere"] as const;
const line = z.int();

/** People who are invited by a list. */
export const invited = {
  readPeopleList: route({
    method: "POST",
    path: "/api/members/list/read",
    access: admins,
    summary:
      "What a list of people would do (CSV as spreadsheets save it, the columns named in English or French): who is new, who is known, what cannot be used and why; writes nothing",
    receives: true,
    bytes: 2_000_000,
    reply: z.strictObject({
      /** `language`: null where the list does not say. */
      people: z.array(Person.extend({ line, language: z.enum(languages).nullable() })),
      known: z.array(z.strictObject({ line, name: z.string(), email, state: z.enum(known) })),
      /** Lines as they stand, cut, and what is wrong with each and the way out. */
      bad: z.array(z.strictObject({ line, text: z.string(), why: Text })),
      /** Columns that mean nothing here. */
      ignored: z.array(z.string()),
      newTeams: z.array(z.string()),
      /** Mail is set up: invitations go by it. */
      mail: z.boolean(),
    }),
  }),
  invitePeople: route({
    method: "POST",
    path: "/api/members/list",
    access: admins,
    summary: "Invite people of a list as ambassadors, a part of it at a time; who is here already is left as they are",
    body: z.strictObject({
      people: z
        .array(Person.extend({ email: z.email().max(200), language: z.enum(languages) }))
        .min(1)
        .max(100),
      /** The inviter's own words, on the page that each link opens. */
      words: z.string().max(180).optional(),
    }),
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          email,
          /** `made`: let in, with no mail set up to tell them: `link` is to be handed over. */
          outcome: z.enum(["mailed", "made", ...known]),
          link: z.string().nullable(),
        }),
      ),
    }),
  }),
} as const;

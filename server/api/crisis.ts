import { z } from "zod";
import { CrisisWords } from "#engine/crisis.ts";
import { editors, route, when } from "./route.ts";

const count = z.number().int();

/** How much a hold keeps, or would. Of people no number tells of fewer than five, unless the workspace tells such figures. */
const Kept = z.strictObject({
  /** Posts that would be sent, of the company's accounts and of people's. */
  posts: count,
  /** People whose posts are among them; null: too few to be told. */
  people: count.nullable(),
  /** What waits for its owner's yes, and cannot have it now. */
  proposals: count,
  /** Written for a time, and not entered yet: held when they enter. */
  planned: count,
});

const Hold = z.strictObject({
  number: count,
  words: z.array(z.string()),
  about: z.string(),
  at: when,
  by: z.string().nullable(),
  endedAt: when.nullable(),
  endedBy: z.string().nullable(),
});

/** While a hold stands, nothing that says one of its words passes the gate. The stop of everything is `stopAll`. */
export const crisis = {
  readCrisis: route({
    method: "GET",
    path: "/api/crisis",
    access: editors,
    summary: "The holds that stand, with what each keeps, and those that were lifted lately",
    reply: z.strictObject({
      standing: z.array(Hold.extend({ kept: Kept })),
      lifted: z.array(Hold),
    }),
  }),
  previewHold: route({
    method: "POST",
    path: "/api/crisis/preview",
    access: editors,
    summary: "What holding these words would keep now, and the forms of each that are looked for; keeps nothing",
    body: z.strictObject({ words: CrisisWords }),
    reply: z.strictObject({
      kept: Kept,
      forms: z.array(z.string()),
      /** More waits than was looked through. */ more: z.boolean(),
    }),
  }),
  beginHold: route({
    method: "POST",
    path: "/api/crisis",
    access: editors,
    summary: "Hold everything that says one of these words, from now on; the same words again change nothing",
    body: z.strictObject({ words: CrisisWords, about: z.string().trim().max(300).default("") }),
    reply: z.strictObject({ number: count, held: count }),
  }),
  liftHold: route({
    method: "POST",
    path: "/api/crisis/:number/lift",
    access: editors,
    summary: "Lift a hold: what it kept goes on in its order, one after the other; what is over meanwhile ends",
    params: z.strictObject({ number: z.coerce.number().int().positive() }),
    reply: z.strictObject({ freed: count }),
  }),
} as const;

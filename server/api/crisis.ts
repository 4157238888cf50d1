import { z } from "zod";
import { CrisisWords } from "#engine/crisis.ts";
import { byNumber, editors, everyone, paged, route, Text, uuid, when } from "./route.ts";

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

const byHold = z.strictObject({ number: z.coerce.number().int().positive() });
const days = z.coerce.number().int().min(1).max(365).default(30);
const removals = ["asked", "gone", "hand", "failed"] as const;
const Sum = z.strictObject({
  posts: count,
  /** null: too few to be told, and their posts are not in the sums. */
  people: count.nullable(),
  gone: count,
  /** There is more than was looked through. */
  more: z.boolean(),
  /** When people were asked to look at theirs. */
  askedAt: when.nullable(),
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
    params: byHold,
    reply: z.strictObject({ freed: count }),
  }),
  listPublished: route({
    method: "GET",
    path: "/api/crisis/:number/published",
    access: editors,
    summary:
      "What came out in the last days and says the words of a hold, newest first; of people only where the workspace tells of one",
    params: byHold,
    query: z.strictObject({ days, before: z.string().max(80).optional() }),
    reply: paged(
      z.strictObject({
        id: count,
        title: z.string(),
        network: z.string(),
        account: z.string(),
        company: z.boolean(),
        at: when,
        url: z.string().nullable(),
        /** null: a person's; told in sums. */
        gone: z.boolean().nullable(),
      }),
    ),
  }),
  countPublished: route({
    method: "GET",
    path: "/api/crisis/:number/sums",
    access: editors,
    summary: "How much of it there is, and how much is gone",
    params: byHold,
    query: z.strictObject({ days }),
    reply: Sum,
  }),
  askRecall: route({
    method: "POST",
    path: "/api/crisis/:number/recall",
    access: editors,
    summary: "Ask those who published it to look at their own list; nothing is deleted by that",
    params: byHold,
    body: z.strictObject({ days: count.min(1).max(365) }),
    reply: Sum,
  }),
  listRecall: route({
    method: "GET",
    path: "/api/recall",
    access: everyone,
    summary:
      "What one's own accounts published of what is held now, or was lately (the company's for admins), and what the company published of a portrait that was taken back",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          id: count,
          title: z.string(),
          text: z.string(),
          /** Of the hold that it says; null: of none. */
          word: z.string().nullable(),
          /** The portrait that was taken back and that it is of. */
          portrait: uuid.nullable(),
          network: z.string(),
          account: z.string(),
          at: when,
          url: z.string().nullable(),
          /** It is one's own to delete; else its company's. */
          may: z.boolean(),
          /** Its network can be asked to delete it. */
          deletes: z.boolean(),
          removal: z.enum(removals).nullable(),
          reason: Text.nullable(),
        }),
      ),
    }),
  }),
  removePost: route({
    method: "POST",
    path: "/api/recall/:id",
    access: everyone,
    summary:
      "Delete a published post of one's own on its network, or say that one deleted it there (`undo`: that it is there after all)",
    params: byNumber,
    body: z.strictObject({ by: z.enum(["network", "hand", "undo"]) }),
    reply: z.strictObject({ state: z.enum(removals).nullable(), reason: Text.nullable() }),
  }),
} as const;

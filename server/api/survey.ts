import { z } from "zod";
import { eases, fearNames, leads, stages, wishNames, wordsLength } from "#engine/survey.ts";
import { languages } from "#engine/text.ts";
import { byId, done, editors, everyone, route, Text, when } from "./route.ts";

const count = z.number().int();
const byRound = z.strictObject({ number: z.coerce.number().int().positive() });

const Sum = z.strictObject({
  people: count,
  fears: z.partialRecord(z.enum(fearNames), count),
  wishes: z.partialRecord(z.enum(wishNames), count),
  ease: z.partialRecord(z.enum(["1", "2", "3", "4", "5"]), count),
});

const Round = z.strictObject({
  number: count,
  stage: z.enum(stages),
  openedAt: when,
  closedAt: when.nullable(),
  /** While it is open in fives, so that nobody is seen answering; null: too few to be told. */
  answers: count.nullable(),
  /** Of a closed round with enough answers. */
  result: z
    .strictObject({
      all: Sum,
      /** Those who lead others, those who do not, those who did not say: null where one of them would be too few. */
      apart: z.strictObject({ yes: Sum, no: Sum, unsaid: Sum }).nullable(),
      /** Shuffled at each reading; empty where too few wrote something. */
      words: z.array(z.string()),
    })
    .nullable(),
});

/** At least one language; the reader of the other gets this one. */
const Both = z
  .strictObject({ en: z.string().trim().max(2000), fr: z.string().trim().max(2000) })
  .refine(({ en, fr }) => en !== "" || fr !== "", "needs words in one language at least");
const Own = z
  .strictObject({ ask: Both, answer: Both })
  .refine(
    ({ ask, answer }) => languages.every((each) => (ask[each] === "") === (answer[each] === "")),
    "needs the question and its answer in the same languages",
  );

/** An anonymous survey on fears and wishes, before a launch and after, and what is answered to the usual objections. */
export const survey = {
  readSurvey: route({
    method: "GET",
    path: "/api/survey",
    access: everyone,
    summary: "The round that is open, and whether oneself answered it; what one answered is not known",
    reply: z.strictObject({
      open: z.strictObject({ number: count, stage: z.enum(stages), room: z.boolean() }).nullable(),
      answered: z.boolean(),
    }),
  }),
  answerSurvey: route({
    method: "POST",
    path: "/api/survey/:number",
    access: everyone,
    summary: "Answer the open round, once: it is added to the sums, and kept nowhere as one answer",
    params: byRound,
    body: z.strictObject({
      fears: z.array(z.enum(fearNames)).max(fearNames.length),
      wishes: z.array(z.enum(wishNames)).max(wishNames.length),
      ease: z.literal(eases),
      leads: z.enum(leads),
      words: z.string().trim().max(wordsLength).default(""),
    }),
    reply: done,
  }),
  listSurveys: route({
    method: "GET",
    path: "/api/survey/rounds",
    access: editors,
    summary:
      "The rounds, newest first, with what may be told of each: nothing of fewer than five, nothing while it is open",
    reply: z.strictObject({ fewest: count, people: count, rows: z.array(Round) }),
  }),
  openSurvey: route({
    method: "POST",
    path: "/api/survey/rounds",
    access: editors,
    summary: "Open a round: everybody is asked once",
    body: z.strictObject({ stage: z.enum(stages) }),
    reply: z.strictObject({ number: count }),
  }),
  closeSurvey: route({
    method: "POST",
    path: "/api/survey/rounds/:number/close",
    access: editors,
    summary: "Close a round for good: its results are told, and who answered is forgotten",
    params: byRound,
    reply: done,
  }),
  listObjections: route({
    method: "GET",
    path: "/api/objections",
    access: everyone,
    summary: "The usual objections with honest answers, and the company's own",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({ id: z.string(), ask: Text, answer: Text, /** As it was written. */ own: Own.nullable() }),
      ),
    }),
  }),
  addObjection: route({
    method: "POST",
    path: "/api/objections",
    access: editors,
    summary: "Add an objection with the company's answer",
    body: Own,
    reply: z.strictObject({ id: z.uuid() }),
  }),
  changeObjection: route({
    method: "PUT",
    path: "/api/objections/:id",
    access: editors,
    summary: "Change an objection of the company's own",
    params: byId,
    body: Own,
    reply: done,
  }),
  deleteObjection: route({
    method: "DELETE",
    path: "/api/objections/:id",
    access: editors,
    summary: "Take away an objection of the company's own",
    params: byId,
    reply: done,
  }),
} as const;

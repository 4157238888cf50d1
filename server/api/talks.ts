import { z } from "zod";
import { byId, done, editors, everyone, paged, paging, route, uuid, when } from "./route.ts";

export const talkMost = { words: 500, word: 500, own: 5 } as const;
const answer = z.enum(["ambassador", "brief", "thank"]);

const Talk = z.strictObject({
  id: uuid,
  address: z.string(),
  words: z.string(),
  at: when,
  /** What came of it; null: nothing yet. */
  answer: answer.nullable(),
  word: z.string(),
  by: z.string().nullable(),
  brief: z.strictObject({ id: uuid, title: z.string() }).nullable(),
});

/** People who say themselves that they already talk about the company. Nothing is searched: what stands here is what they said. */
export const talks = {
  myTalks: route({
    method: "GET",
    path: "/api/talks/mine",
    access: everyone,
    summary: "Where one said that one talks about the company, and what came of it",
    reply: z.strictObject({ rows: z.array(Talk.extend({ until: when })), full: z.boolean() }),
  }),
  sayTalk: route({
    method: "POST",
    path: "/api/talks/mine",
    access: everyone,
    summary:
      "Say that one already talks about the company: where, and a few words. The address is not opened by anybody but people",
    body: z.strictObject({
      id: uuid,
      address: z.string().trim().min(1).max(1000),
      words: z.string().trim().max(talkMost.words).default(""),
    }),
    reply: done,
  }),
  withdrawTalk: route({
    method: "DELETE",
    path: "/api/talks/mine/:id",
    access: everyone,
    summary: "Take it back: it is gone at once, also for who has read it",
    params: byId,
    reply: done,
  }),
  listTalks: route({
    method: "GET",
    path: "/api/talks",
    access: editors,
    summary: "Who said that they already talk about the company, the latest first",
    query: paging,
    reply: paged(
      Talk.extend({
        name: z.string(),
        own: z.boolean(),
        /** Its network lets nothing be given for what people do there, not even thanks. */
        unrewarded: z.boolean(),
      }),
    ),
  }),
  answerTalk: route({
    method: "PUT",
    path: "/api/talks/:id/answer",
    access: editors,
    summary: "Invite them to connect an account, or to an open brief, or thank them; they are told, once",
    params: byId,
    body: z.strictObject({
      answer,
      brief: uuid.nullable().default(null),
      word: z.string().trim().max(talkMost.word).default(""),
    }),
    reply: done,
  }),
} as const;

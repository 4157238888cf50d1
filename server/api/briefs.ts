import { z } from "zod";
import { byId, done, editors, everyone, paged, paging, route, uuid, when } from "./route.ts";

export const briefKinds = ["chat", "article", "film", "other"] as const;
/** What those who asked get to see of a person; a no, and no answer, is none of it. */
export const offerStates = ["offered", "agreed", "thanked", "ended", "done"] as const;
/** Letters, people and briefs at most. */
export const briefMost = {
  title: 120,
  wanted: 3000,
  help: 160,
  effort: 80,
  word: 1000,
  link: 2000,
  named: 100,
} as const;

const count = z.number().int();
const revision = count.min(0);
const Day = z.iso.date();
const word = z.string().trim().max(briefMost.word);
const helped = z.string().trim().max(briefMost.help);
const Named = z.strictObject({ id: uuid, name: z.string() });

/** Who helps with what, in words; "": nobody was named. */
export const Help = z.strictObject({
  text: helped.default(""),
  picture: helped.default(""),
  technique: helped.default(""),
});

const written = {
  kind: z.enum(briefKinds),
  title: z.string().trim().min(1).max(briefMost.title),
  /** What is asked. */
  wanted: z.string().trim().max(briefMost.wanted),
  help: Help,
  /** The time it takes, in words. */
  effort: z.string().trim().max(briefMost.effort),
  /** Until when one may answer, by clocks of the workspace; the last day counts. null: until it is closed. */
  lastDay: Day.nullable(),
};

/** What came of a post that was begun here; who may not open its entry is told no id. */
const Promoted = z.strictObject({
  entry: uuid.nullable(),
  /** For the person's own accounts; false: for the company's. */
  own: z.boolean(),
  title: z.string(),
  state: z.enum(["draft", "planned", "entered"]),
  at: when.nullable(),
  out: z.array(
    z.strictObject({
      network: z.string(),
      name: z.string(),
      state: z.enum(["waiting", "published", "ended"]),
      at: when.nullable(),
      url: z.string().nullable(),
    }),
  ),
});

const Made = z.strictObject({
  at: when,
  link: z.string().nullable(),
  words: z.string(),
  picture: z.strictObject({ id: uuid, url: z.string(), alt: z.string() }).nullable(),
});

const Row = z.strictObject({
  id: uuid,
  /** Counts up with each change; whoever changes it says which one they saw. */
  revision: count,
  state: z.enum(["draft", "open", "closed"]),
  kind: z.enum(briefKinds),
  title: z.string(),
  lastDay: Day.nullable(),
  /** Its last day is over: nobody answers any more. */
  over: z.boolean(),
  campaign: Named.nullable(),
  /** Who was asked (of a draft: who would be), and what waits for an answer, goes on and is there. */
  counts: z.strictObject({ asked: count, offered: count, agreed: count, done: count }),
});

const Offer = z.strictObject({
  member: Named,
  /** Counts what one sees here; whoever answers says which one they saw. */
  revision: count,
  state: z.enum(offerStates),
  word: z.string(),
  at: when,
  reply: z.string(),
  due: Day.nullable(),
  by: z.string().nullable(),
  /** Of an agreement that ended: the person ended it, and with which word. */
  endedOwn: z.boolean(),
  endWord: z.string(),
  made: Made.nullable(),
  posts: z.array(Promoted),
});

export const BriefView = Row.extend({
  ...written,
  topic: Named.nullable(),
  team: Named.nullable(),
  /** Whom it asks by name. */
  people: z.array(Named),
  /** Who opened it, and hears of offers. */
  askedBy: z.string().nullable(),
  updatedAt: when,
  changedBy: z.string().nullable(),
  offers: z.array(Offer),
  /** Others are told what a person's own accounts post, in this workspace. */
  showsOwn: z.boolean(),
});

/** A brief for somebody whom it asks, with their own answer. */
export const AskedView = z.strictObject({
  id: uuid,
  ...written,
  /** It can be answered now. */
  open: z.boolean(),
  by: z.string().nullable(),
  at: when,
  state: z.enum(["asked", "no", ...offerStates]),
  word: z.string(),
  reply: z.string(),
  due: Day.nullable(),
  repliedBy: z.string().nullable(),
  endedOwn: z.boolean(),
  endWord: z.string(),
  made: Made.nullable(),
  posts: z.array(Promoted),
  showsOwn: z.boolean(),
});
const AskedRow = AskedView.pick({
  id: true,
  kind: true,
  title: true,
  lastDay: true,
  open: true,
  by: true,
  at: true,
  state: true,
});

const ofOffer = z.strictObject({ id: uuid, member: uuid });

/**
 * What the company asks of volunteers. Those who asked are told who offered something, and never who said no or did not answer. Where somebody
 * changed a brief or answered an offer meanwhile: 409 `brief_changed` or `offer_changed`, with the brief as it is in the details.
 */
export const briefs = {
  listBriefs: route({
    method: "GET",
    path: "/api/briefs",
    access: editors,
    summary: "Briefs, those that changed last first",
    query: paging.extend({ of: z.enum(["all", "open"]).default("all"), campaign: uuid.optional() }),
    reply: paged(Row),
  }),
  briefPeople: route({
    method: "GET",
    path: "/api/briefs/people",
    access: editors,
    summary: "Whom a brief can ask by name",
    reply: z.strictObject({ rows: z.array(Named) }),
  }),
  getBrief: route({
    method: "GET",
    path: "/api/briefs/:id",
    access: editors,
    summary: "A brief with those who offered something",
    params: byId,
    reply: BriefView,
  }),
  saveBrief: route({
    method: "PUT",
    path: "/api/briefs/:id",
    access: editors,
    summary:
      "Keep a brief; its id is made where it is written (revision 0: it is new, a draft). Of one that is open, who comes in is asked, and who was asked stays so",
    params: byId,
    body: z.strictObject({
      revision,
      ...written,
      campaign: uuid.nullable(),
      topic: uuid.nullable(),
      team: uuid.nullable(),
      people: z.array(uuid).max(briefMost.named),
    }),
    reply: BriefView,
  }),
  turnBrief: route({
    method: "PUT",
    path: "/api/briefs/:id/state",
    access: editors,
    summary:
      "Open a brief: its people are asked, each once. Or close it: nobody answers any more, and what was agreed goes on",
    params: byId,
    body: z.strictObject({ revision, state: z.enum(["open", "closed"]) }),
    reply: BriefView,
  }),
  deleteBrief: route({
    method: "DELETE",
    path: "/api/briefs/:id",
    access: editors,
    summary: "Delete a brief in which nothing waits or goes on; posts that were begun from it stay",
    params: byId,
    query: z.strictObject({ revision: z.coerce.number().int().min(0) }),
    reply: done,
  }),
  answerOffer: route({
    method: "PUT",
    path: "/api/briefs/:id/offers/:member",
    access: editors,
    summary: "Agree to an offer, thank for it, or end what was agreed; the person is told",
    params: ofOffer,
    body: z.strictObject({
      revision: count.min(1),
      answer: z.enum(["agree", "thank", "end"]),
      word: word.default(""),
      due: Day.nullable().default(null),
    }),
    reply: BriefView,
  }),
  promoteOffer: route({
    method: "POST",
    path: "/api/briefs/:id/offers/:member/entry",
    access: editors,
    summary: "Begin a post of the company's from what a person made: a draft, or the one that was begun before",
    params: ofOffer,
    reply: byId,
  }),
  listAsked: route({
    method: "GET",
    path: "/api/asked",
    access: everyone,
    summary: "What one was asked, the newest first; `now`: what can be answered, and what one offered or agreed to",
    query: paging.extend({ of: z.enum(["all", "now"]).default("all") }),
    reply: paged(AskedRow),
  }),
  getAsked: route({
    method: "GET",
    path: "/api/asked/:id",
    access: everyone,
    summary: "A brief that asks one, with one's own answer",
    params: byId,
    reply: AskedView,
  }),
  answerAsked: route({
    method: "PUT",
    path: "/api/asked/:id/answer",
    access: everyone,
    summary:
      "Offer to do it, say that it is not for one (which nobody is told), or take that back as long as nothing was agreed",
    params: byId,
    body: z.strictObject({ answer: z.enum(["yes", "no", "back"]), word: word.default("") }),
    reply: AskedView,
  }),
  endAsked: route({
    method: "PUT",
    path: "/api/asked/:id/end",
    access: everyone,
    summary: "End what one had agreed to; who asked is told",
    params: byId,
    body: z.strictObject({ word: word.default("") }),
    reply: AskedView,
  }),
  finishAsked: route({
    method: "PUT",
    path: "/api/asked/:id/made",
    access: everyone,
    summary: "It is done: its link, words or a picture that one brought; may be changed later",
    params: byId,
    body: z.strictObject({
      link: z.string().trim().max(briefMost.link).nullable().default(null),
      words: z.string().trim().max(briefMost.wanted).default(""),
      medium: uuid.nullable().default(null),
      alt: z.string().trim().max(1000).default(""),
    }),
    reply: AskedView,
  }),
  promoteAsked: route({
    method: "POST",
    path: "/api/asked/:id/entry",
    access: everyone,
    summary: "Begin a post for one's own accounts from what one made: a draft, or the one that was begun before",
    params: byId,
    reply: byId,
  }),
} as const;

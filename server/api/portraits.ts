import { z } from "zod";
import { byId, done, editors, everyone, paged, paging, route, Text, uuid, when } from "./route.ts";

export const portraitMost = { questions: 8, question: 240, answer: 1500, words: 3000, note: 500, wish: 1000 } as const;
const states = ["asked", "answered", "proposed", "agreed", "withdrawn"] as const;
const revision = z.number().int().min(1);
const Named = z.strictObject({ id: uuid, name: z.string() });
const Picture = z.strictObject({ id: uuid, url: z.string(), alt: z.string() });

/** What of it is public: found in the ledger, and named also after it was withdrawn. */
const Out = z.strictObject({
  id: z.number().int(),
  network: z.string(),
  account: z.string(),
  at: when.nullable(),
  url: z.string().nullable(),
  /** It was deleted there. */
  gone: z.boolean(),
});

const Row = z.strictObject({
  id: uuid,
  /** null: they have left. */
  name: z.string().nullable(),
  state: z.enum(states),
  at: when,
});
const said = {
  revision,
  note: z.string(),
  questions: z.array(z.string()),
  answers: z.array(z.string()),
  picture: Picture.nullable(),
  words: z.string(),
  link: z.string().nullable(),
  wish: z.string(),
  /** Until when it stands there: an unanswered question, or a yes. */
  until: when,
  by: z.string().nullable(),
  out: z.array(Out),
};

export const PortraitView = Row.extend({
  ...said,
  campaign: Named.nullable(),
  /** Posts that were begun from it. */
  posts: z.array(
    z.strictObject({
      id: uuid,
      title: z.string(),
      state: z.enum(["draft", "planned", "entered"]),
      at: when.nullable(),
    }),
  ),
});

/** One's own portrait. `declined`: one would rather not, which nobody else is told. */
export const OwnPortrait = Row.omit({ name: true }).extend({
  ...said,
  declined: z.boolean(),
  /** What one says yes to, in both languages. */
  consent: Text,
});

/** Portraits of colleagues: they answer in their own words, read what is made of it, and nothing goes out without their yes. */
export const portraits = {
  listPortraits: route({
    method: "GET",
    path: "/api/portraits",
    access: editors,
    summary: "Portraits, those begun last first",
    query: paging,
    reply: paged(Row),
  }),
  getPortrait: route({
    method: "GET",
    path: "/api/portraits/:id",
    access: editors,
    summary: "A portrait with what its person sent, what they said yes to, and what of it is public",
    params: byId,
    reply: PortraitView,
  }),
  askPortrait: route({
    method: "POST",
    path: "/api/portraits",
    access: editors,
    summary: "Ask somebody for a portrait, with questions; its id is made where it is written. They are asked once",
    body: z.strictObject({
      id: uuid,
      to: uuid,
      campaign: uuid.nullable().default(null),
      note: z.string().trim().max(portraitMost.note).default(""),
      questions: z.array(z.string().trim().min(1).max(portraitMost.question)).min(1).max(portraitMost.questions),
    }),
    reply: done,
  }),
  proposePortrait: route({
    method: "PUT",
    path: "/api/portraits/:id/words",
    access: editors,
    summary:
      "Propose the words that would go out; a yes that was given to others is none for these, and what waits of those ends",
    params: byId,
    body: z.strictObject({
      revision,
      words: z.string().trim().min(1).max(portraitMost.words),
      link: z.string().trim().max(2000).nullable().default(null),
    }),
    reply: PortraitView,
  }),
  promotePortrait: route({
    method: "POST",
    path: "/api/portraits/:id/entry",
    access: editors,
    summary: "Begin a post of the company's of what its person said yes to: a draft, or the one that was begun before",
    params: byId,
    reply: byId,
  }),
  endPortrait: route({
    method: "DELETE",
    path: "/api/portraits/:id",
    access: editors,
    summary: "Give a portrait up: its person is told, what waits of it ends, and what they sent is deleted",
    params: byId,
    reply: done,
  }),
  myPortraits: route({
    method: "GET",
    path: "/api/portraits/mine",
    access: everyone,
    summary: "Portraits of oneself, those asked for last first",
    reply: z.strictObject({
      rows: z.array(Row.omit({ name: true }).extend({ declined: z.boolean(), by: z.string().nullable() })),
    }),
  }),
  myPortrait: route({
    method: "GET",
    path: "/api/portraits/mine/:id",
    access: everyone,
    summary: "A portrait of oneself, whole",
    params: byId,
    reply: OwnPortrait,
  }),
  answerPortrait: route({
    method: "PUT",
    path: "/api/portraits/mine/:id",
    access: everyone,
    summary:
      "Answer in one's own words, with a picture that one brings and may use, or none; may be sent anew until one's yes",
    params: byId,
    body: z.strictObject({
      answers: z.array(z.string().trim().max(portraitMost.answer)).max(portraitMost.questions),
      medium: uuid.nullable().default(null),
      alt: z.string().trim().max(1000).default(""),
      /** The picture is one's own, or whoever took it agrees; needed where there is one. */
      rights: z.boolean().default(false),
    }),
    reply: OwnPortrait,
  }),
  wishPortrait: route({
    method: "PUT",
    path: "/api/portraits/mine/:id/wish",
    access: everyone,
    summary: "Say what should be said otherwise in the words that were proposed",
    params: byId,
    body: z.strictObject({ revision, wish: z.string().trim().min(1).max(portraitMost.wish) }),
    reply: OwnPortrait,
  }),
  agreePortrait: route({
    method: "PUT",
    path: "/api/portraits/mine/:id/yes",
    access: everyone,
    summary: "Say yes to these words and this picture, for a year; the words that one read are named by their revision",
    params: byId,
    body: z.strictObject({ revision, agreed: z.literal(true) }),
    reply: OwnPortrait,
  }),
  withdrawPortrait: route({
    method: "DELETE",
    path: "/api/portraits/mine/:id",
    access: everyone,
    summary:
      "Rather not, or no more: what waits ends at once, what one sent is deleted; what is public is named to who can delete it",
    params: byId,
    reply: done,
  }),
} as const;

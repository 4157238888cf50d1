import { z } from "zod";
import { cueBounds } from "#engine/cue.ts";
import { byNumber, done, editors, everyone, paged, route, Text, uuid, when } from "./route.ts";

const Picture = z.strictObject({ url: z.string(), alt: z.string().nullable() });
const Post = z.strictObject({
  id: z.number().int(),
  network: z.string().nullable(),
  author: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  picture: Picture.nullable(),
});

/** What a person is asked to comment on. `held`, `paused`, `withdrawn`: nothing is asked of them now, and what it was is not shown where it is held back. */
const Card = Post.extend({
  /** Where it opens for them; null: it is not offered. */
  url: z.string().nullable(),
  /** What one could talk about; never words to paste. */
  ideas: z.array(Text),
  askedAt: when,
  until: when,
  answer: z.enum(["done", "no"]).nullable(),
  state: z.enum(["open", "done", "no", "held", "paused", "over", "withdrawn"]),
});

const numbered = z.strictObject({
  before: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** Posts that colleagues are asked to comment on themselves, where they stand. */
export const cues = {
  listMyCues: route({
    method: "GET",
    path: "/api/cues/mine",
    access: everyone,
    summary: "What one is asked to comment on, the newest first",
    query: numbered.extend({ of: z.enum(["now", "all"]).default("all") }),
    reply: paged(Card).extend({ wanted: z.boolean() }),
  }),
  wantCues: route({
    method: "PUT",
    path: "/api/cues/mine",
    access: everyone,
    summary: "Be asked to comment on posts, or be asked no more; told to nobody",
    body: z.strictObject({ wanted: z.boolean() }),
    reply: done,
  }),
  getMyCue: route({
    method: "GET",
    path: "/api/cues/mine/:id",
    access: everyone,
    summary: "One of them, also one that is over",
    params: byNumber,
    reply: Card,
  }),
  answerMyCue: route({
    method: "POST",
    path: "/api/cues/mine/:id/answer",
    access: everyone,
    summary:
      "Say that one commented, that it is not for one, or take that back. No publication, and a no is told to nobody",
    params: byNumber,
    body: z.strictObject({ answer: z.enum(["done", "no", "back"]) }),
    reply: Card,
  }),
  listCues: route({
    method: "GET",
    path: "/api/cues",
    access: editors,
    summary: "Posts that colleagues are asked to comment on, the newest first",
    query: numbered,
    reply: paged(
      Post.extend({
        url: z.string(),
        ideas: z.array(z.string()),
        topics: z.array(z.string()),
        most: z.number().int(),
        at: when,
        until: when,
        /** Who gave it by hand. */
        by: z.string().nullable(),
        map: z.strictObject({ id: uuid, name: z.string() }).nullable(),
        state: z.enum(["open", "held", "ended", "gone", "over", "rests"]),
      }),
    ).extend({
      /** Of the last 30 days, by people's own word; null: of too few to be told. */
      said: z.strictObject({ comments: z.number().int(), people: z.number().int() }).nullable(),
    }),
  }),
  lookCue: route({
    method: "POST",
    path: "/api/cues/look",
    access: editors,
    summary: "What a post's address shows to anybody, and whether colleagues were asked about it before",
    body: z.strictObject({ address: z.string().trim().min(1).max(4000) }),
    reply: z.strictObject({
      link: z.string(),
      network: z.string().nullable(),
      title: z.string(),
      text: z.string(),
      picture: Picture.nullable(),
      known: z.number().int().nullable(),
      why: Text.nullable(),
    }),
  }),
  openCue: route({
    method: "POST",
    path: "/api/cues",
    access: editors,
    summary: "Ask a few colleagues to comment on a post, given by its address; one post is asked about once",
    body: z.strictObject({
      address: z.string().trim().min(1).max(4000),
      author: z.string().trim().max(200).default(""),
      /** Whose post it is, where a colleague wrote it: they are not asked. */
      colleague: uuid.nullable().default(null),
      title: z.string().trim().max(300).default(""),
      text: z.string().trim().max(2000).default(""),
      ideas: z.array(z.string().trim().max(cueBounds.idea)).max(cueBounds.ideas).default([]),
      topic: uuid.nullable().default(null),
      most: z.number().int().min(1).max(cueBounds.people).default(3),
      days: z.number().int().min(1).max(cueBounds.days).default(3),
    }),
    reply: z.strictObject({
      id: z.number().int(),
      /** Somebody was asked right away; else it waits until somebody may be. */
      asked: z.boolean(),
    }),
  }),
  endCue: route({
    method: "DELETE",
    path: "/api/cues/:id",
    access: editors,
    summary: "Take a post back: nobody is asked about it any more, and its cards go at once",
    params: byNumber,
    reply: done,
  }),
} as const;

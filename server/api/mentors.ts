import { z } from "zod";
import { trackSteps } from "#engine/track.ts";
import { byId, done, editors, everyone, route, uuid, when } from "./route.ts";

const count = z.number().int();
/** How somebody is reached, in their own words: a room, a number, an address. */
const reach = z.string().trim().min(3).max(200);

/** `asked`: the other one has not answered yet; `asks`: oneself has not; `on`: both said yes. `reach`: the other's, once both did. */
const Pair = z.strictObject({
  id: uuid,
  name: z.string(),
  state: z.enum(["asked", "asks", "on"]),
  reach: z.string().nullable(),
});

/** First weeks, and colleagues who help with them. Of each other a pair sees a first name and how to reach each other, and nothing of posts. */
export const mentors = {
  readTrack: route({
    method: "GET",
    path: "/api/me/track",
    access: everyone,
    summary: "The path of one's first four weeks, and what of it is done; null where they are over or one put it away",
    reply: z.strictObject({
      track: z
        .strictObject({
          week: count,
          steps: z.array(z.strictObject({ name: z.enum(trackSteps), done: z.boolean() })),
        })
        .nullable(),
      hidden: z.boolean(),
    }),
  }),
  hideTrack: route({
    method: "PUT",
    path: "/api/me/track",
    access: everyone,
    summary: "Put the path of one's first weeks away, or bring it back",
    body: z.strictObject({ hidden: z.boolean() }),
    reply: done,
  }),
  readMentoring: route({
    method: "GET",
    path: "/api/mentors",
    access: everyone,
    summary: "One's own offer, mentor and newcomers, and colleagues who may be asked",
    reply: z.strictObject({
      offer: z.strictObject({ capacity: count, reach: z.string() }).nullable(),
      mentor: Pair.nullable(),
      newcomers: z.array(Pair),
      /** Who offers it and has room; first names. */
      free: z.array(z.strictObject({ id: uuid, name: z.string(), place: z.string() })),
    }),
  }),
  offerMentor: route({
    method: "PUT",
    path: "/api/mentors/offer",
    access: everyone,
    summary: "Offer to be asked by newcomers, so many at once; or change that",
    body: z.strictObject({ capacity: count.min(1).max(5), reach }),
    reply: done,
  }),
  endMentor: route({
    method: "DELETE",
    path: "/api/mentors/offer",
    access: everyone,
    summary: "Offer it no longer: pairs end, and the newcomers are told",
    reply: done,
  }),
  askMentor: route({
    method: "POST",
    path: "/api/mentors/pairs",
    access: everyone,
    summary: "Ask a colleague to be one's mentor; theirs is the second yes",
    body: z.strictObject({ mentor: uuid, reach }),
    reply: z.strictObject({ id: uuid }),
  }),
  answerPair: route({
    method: "POST",
    path: "/api/mentors/pairs/:id",
    access: everyone,
    summary: "Say yes to a pair that waits for oneself; a newcomer says how they are reached",
    params: byId,
    body: z.strictObject({ reach: reach.optional() }),
    reply: done,
  }),
  endPair: route({
    method: "DELETE",
    path: "/api/mentors/pairs/:id",
    access: everyone,
    summary: "End a pair of one's own, or say no to one: at once, without a reason",
    params: byId,
    reply: done,
  }),
  listNewcomers: route({
    method: "GET",
    path: "/api/mentors/newcomers",
    access: editors,
    summary: "Who came in the last eight weeks and has no mentor, and who offers to be one",
    reply: z.strictObject({
      newcomers: z.array(z.strictObject({ id: uuid, name: z.string(), since: when })),
      mentors: z.array(z.strictObject({ id: uuid, name: z.string(), free: count })),
    }),
  }),
  suggestPair: route({
    method: "POST",
    path: "/api/mentors/suggestions",
    access: editors,
    summary: "Suggest a pair to both; nothing comes of it before each of them said yes",
    body: z.strictObject({ mentor: uuid, newcomer: uuid }),
    reply: done,
  }),
} as const;

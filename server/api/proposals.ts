import { z } from "zod";
import { mostParts, PostMedium } from "#engine/post.ts";
import { DeliveryDetail, DeliveryState, Proposal } from "./deliveries.ts";
import { byNumber, done, everyone, Failure, paged, paging, route, uuid, when } from "./route.ts";
import { ItemView } from "./sources.ts";

/** What a person answered, when, and on what: a second device is told so. */
export const Answered = z.strictObject({
  answer: z.enum(["publish", "decline", "later"]),
  at: when,
  device: z.enum(["phone", "computer"]).nullable(),
  reason: z.enum(["topic", "tone", "shared", "other"]).nullable(),
  /** Of "later": when it is shown again. */
  until: when.nullable(),
});
export type Answered = z.infer<typeof Answered>;

/** What waits for one person about one story: a post for each of their accounts that it is meant for, one answer for all of them. */
export const ProposedStory = z.strictObject({
  /** Of the newest of its posts: where it is found, and what the list is ordered by. */
  id: z.number().int(),
  title: z.string(),
  item: ItemView.nullable(),
  /** Who published the map that proposes it. */
  from: z.string().nullable(),
  topic: z.strictObject({ name: z.string(), colour: z.number().int() }).nullable(),
  mapName: z.string(),
  /** A manager marked it, or the map says so of all that it proposes. */
  important: z.boolean(),
  createdAt: when,
  /** When the first of them is over. */
  expiresAt: when,
  posts: z.array(Proposal).min(1),
});
export type ProposedStory = z.infer<typeof ProposedStory>;

/** What is said for one account; everything absent: as it is proposed. */
const change = {
  text: z.string().min(1).max(10_000).optional(),
  /** Of the post's media those that go, in this order; `alt` "" where none is said. Absent: as they are. */
  media: z
    .array(z.strictObject({ id: uuid, alt: z.string().max(4000) }))
    .max(20)
    .optional(),
  /** Which of the two it is, where a repost is offered beside the post (`other`). Absent: the post. */
  share: z.enum(["repost", "own"]).optional(),
  /** Said in another of the wordings that it may have. Absent: in its own. */
  wording: z.string().max(40).optional(),
  /** Of the parts after the first one, all of them. */
  rest: z
    .array(z.string().min(1).max(10_000))
    .max(mostParts - 1)
    .optional(),
};
/** For how long a yes can be taken back: nothing leaves before. Absent: it leaves at once. */
const undoSeconds = z.int().min(0).max(60).optional();
/** One story has no more posts than a person has accounts. */
const ids = z.array(z.int().positive()).min(1).max(50);
/** The tap: the same one again, by a phone that heard no answer, changes nothing. */
const tap = { key: uuid, device: z.enum(["phone", "computer"]) };

/** What became of one of them: it was answered, or why not. */
const Outcome = z.strictObject({
  id: z.number().int(),
  refused: Failure.nullable(),
  /** Of a yes: when it leaves at the soonest. Of "later": when it is shown again. */
  at: when.nullable(),
});

/** The proposals of one's own accounts, and their answers. */
export const proposals = {
  listProposals: route({
    method: "GET",
    path: "/api/proposals",
    access: everyone,
    summary:
      "What waits for one's own yes, a story at a time, newest first; what was put off is counted and comes back",
    query: paging,
    reply: paged(ProposedStory).extend({
      later: z.strictObject({ count: z.number().int(), at: when }).nullable(),
    }),
  }),
  getProposal: route({
    method: "GET",
    path: "/api/proposals/:id",
    access: everyone,
    summary: "The story that a delivery of one's own belongs to as it waits; or what became of the delivery",
    params: byNumber,
    reply: z.strictObject({
      /** null: it does not wait any more. */
      story: ProposedStory.nullable(),
      state: DeliveryState,
      answered: Answered.nullable(),
      network: z.string(),
      expiresAt: when,
    }),
  }),
  proposalTimes: route({
    method: "GET",
    path: "/api/proposals/:id/times",
    access: everyone,
    summary: "When it may best leave: by how the account's own posts fared, else at the network's usual hour",
    params: byNumber,
    reply: z.strictObject({
      network: z.string(),
      /** The account's own, in which its quiet hours are. */
      zone: z.string(),
      /** Minutes after midnight. */
      quiet: z.strictObject({ from: z.number().int(), to: z.number().int() }).nullable(),
      /** 1 Monday to 7 Sunday. */
      daysOff: z.array(z.number().int()),
      /** null: it is over before. */
      best: z
        .strictObject({
          at: when,
          /** From how many own posts; so many times what they usually bring; a day by hours, 0 to 1. null: the network's usual hour. */
          own: z
            .strictObject({
              posts: z.number().int(),
              low: z.number(),
              high: z.number(),
              curve: z.array(z.number()).length(24),
              hour: z.number().int(),
            })
            .nullable(),
        })
        .nullable(),
      noon: when.nullable(),
      evening: when.nullable(),
      until: when,
    }),
  }),
  otherPictures: route({
    method: "GET",
    path: "/api/proposals/:id/pictures",
    access: everyone,
    summary: "Pictures of the item that its proposal does not show, any of which may take another's place",
    params: byNumber,
    reply: z.strictObject({
      rows: z.array(z.strictObject({ place: z.number().int(), url: z.string(), alt: z.string().nullable() })),
    }),
  }),
  takePicture: route({
    method: "POST",
    path: "/api/proposals/:id/pictures",
    access: everyone,
    summary: "Have one of them fetched and kept for the proposal, so that its answer may show it",
    params: byNumber,
    body: z.strictObject({ place: z.int().min(0).max(1000) }),
    reply: z.strictObject({ medium: PostMedium }),
  }),
  listAnswered: route({
    method: "GET",
    path: "/api/proposals/answered",
    access: everyone,
    summary: "What one answered since a time, the first first: what left, what is planned, what was declined",
    query: z.strictObject({ since: when }),
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          id: z.number().int(),
          title: z.string(),
          network: z.string(),
          picture: ItemView.shape.picture,
          answered: Answered,
          state: DeliveryState,
          /** Of a yes: when it left, or is planned for. */
          leavesAt: when.nullable(),
        }),
      ),
    }),
  }),
  answerProposals: route({
    method: "POST",
    path: "/api/proposals/answer",
    access: everyone,
    summary: "One answer for the posts of one story; each is taken or refused by itself",
    body: z.discriminatedUnion("answer", [
      z.strictObject({
        answer: z.literal("publish"),
        ...tap,
        posts: z
          .array(z.strictObject({ id: z.int().positive(), ...change }))
          .min(1)
          .max(50),
        undoSeconds,
        /** When they shall leave. Absent: as soon as they may. */
        at: when.optional(),
      }),
      z.strictObject({ answer: z.literal("decline"), ...tap, ids }),
      z.strictObject({ answer: z.literal("later"), ...tap, ids }),
    ]),
    reply: z.strictObject({ posts: z.array(Outcome) }),
  }),
  undoProposals: route({
    method: "POST",
    path: "/api/proposals/undo",
    access: everyone,
    summary: "Take an answer back for the posts of one story, while nothing has left",
    body: z.strictObject({ ids }),
    reply: z.strictObject({ posts: z.array(Outcome) }),
  }),
  explainProposals: route({
    method: "POST",
    path: "/api/proposals/reason",
    access: everyone,
    summary: "Why one declined; the map's people get counts, and no names",
    body: z.strictObject({ ids, reason: Answered.shape.reason.unwrap() }),
    reply: done,
  }),
  publishProposal: route({
    method: "POST",
    path: "/api/proposals/:id/publish",
    access: everyone,
    summary: "Yes, post it, perhaps with other words, and with some of its pictures or other alternative texts",
    params: byNumber,
    body: z.strictObject({ ...change, undoSeconds }),
    reply: DeliveryDetail,
  }),
  recallProposal: route({
    method: "POST",
    path: "/api/proposals/:id/recall",
    access: everyone,
    summary: "Take a yes back, while nothing has left",
    params: byNumber,
    reply: DeliveryDetail,
  }),
  declineProposal: route({
    method: "POST",
    path: "/api/proposals/:id/decline",
    access: everyone,
    summary: "No",
    params: byNumber,
    reply: DeliveryDetail,
  }),
  reconsiderProposal: route({
    method: "POST",
    path: "/api/proposals/:id/reconsider",
    access: everyone,
    summary: "Take a no back",
    params: byNumber,
    reply: DeliveryDetail,
  }),
} as const;

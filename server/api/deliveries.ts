import { z } from "zod";
import { Limits } from "#engine/card.ts";
import { deliveryStates } from "#engine/delivery.ts";
import { MachineMarks } from "#engine/machine.ts";
import { Post } from "#engine/post.ts";
import { measuredStates } from "#engine/readings.ts";
import { AccountRow } from "./accounts.ts";
import { Visits } from "./results.ts";
import { ItemView } from "./sources.ts";
import { route, everyone, Text, uuid, when, paging, paged, byNumber } from "./route.ts";

export const DeliveryState = z.enum(deliveryStates);

export const DeliveryRow = z.strictObject({
  id: z.number().int(),
  account: z.strictObject({
    id: uuid,
    ref: z.string(),
    network: z.string(),
    handle: z.string(),
    name: z.string(),
    avatar: z.string().nullable(),
    /** The company's own, no person's. */
    company: z.boolean(),
  }),
  mapId: uuid,
  mapName: z.string(),
  runId: uuid,
  node: z.string(),
  itemTitle: z.string(),
  state: DeliveryState,
  reasonCode: z.string().nullable(),
  reason: Text.nullable(),
  /** Of the first part, as it is sent. */
  text: z.string(),
  link: z.string().nullable(),
  /** Of how many, and which of them is next or at hand, from 0. */
  parts: z.number().int(),
  part: z.number().int(),
  createdAt: when,
  dueAt: when,
  expiresAt: when,
  publishedAt: when.nullable(),
  remoteUrl: z.string().nullable(),
  /** False: the network took it, and its answer proves no more. */
  confirmed: z.boolean(),
  attempts: z.number().int(),
});

export const DeliveryDetail = DeliveryRow.extend({
  post: Post,
  /** What it would have said before somebody changed it, oldest first. */
  earlier: z.array(z.strictObject({ post: Post, at: when, by: z.string().nullable() })),
  /** How each part fares, where there are several; `state` null: its turn has not come. */
  chain: z.array(
    z.strictObject({
      state: DeliveryState.nullable(),
      reason: Text.nullable(),
      url: z.string().nullable(),
      publishedAt: when.nullable(),
    }),
  ),
  /** The picture (`video`: the video) that it was to show and that could not be had: why; and until when it waits for it, null where it does not. */
  missing: z.strictObject({ reason: Text, until: when.nullable(), drops: z.boolean(), video: z.boolean() }).nullable(),
  item: ItemView.nullable(),
  /** How its source has the item now, where title or address were corrected since it was read. */
  changed: z.strictObject({ title: z.string(), link: z.string().nullable(), at: when }).nullable(),
  version: z.number().int(),
  adopted: z.boolean(),
  /** Its short link, what it leads to, and who came by it. */
  short: z
    .strictObject({
      url: z.string(),
      target: z.string(),
      /** null: whose account it is sees that alone. */
      visits: Visits.nullable(),
    })
    .nullable(),
  /** When it was taken back: out of the feed that this server shows, or off its network by its owner. */
  retractedAt: when.nullable(),
  /** What became of pictures that were uploaded and not used: taken back there, or they end there by themselves. */
  unprepared: z.enum(["let_go", "ends"]).nullable(),
  approvedAt: when.nullable(),
  approvedBy: z.string().nullable(),
  /** Machines made its words: which, and by which prompts (their hashes). */
  machine: MachineMarks.nullable(),
  history: z.array(
    z.strictObject({
      part: z.number().int(),
      epoch: z.number().int(),
      gatedAt: when,
      settledAt: when.nullable(),
      outcome: z.string().nullable(),
      status: z.number().int().nullable(),
      raw: z.string().nullable(),
    }),
  ),
  /** What became of the post, oldest first; counts that the network does not tell are absent, all of them where the post is gone. */
  readings: z.array(z.strictObject({ at: when, counts: z.record(z.string(), z.number().int()) })),
  /** Of a post that is out: whether and when it is measured next, or why it is not. `private`: only whose account it is sees how it fared. */
  measured: z.strictObject({ state: z.enum(measuredStates), next: when.nullable() }).nullable(),
});

const Rulings = z.array(z.strictObject({ code: z.string(), severity: z.enum(["error", "warning"]), message: Text }));
export const Proposal = z.strictObject({
  id: z.number().int(),
  account: AccountRow.pick({ id: true, network: true, handle: true, name: true, avatar: true }),
  text: z.string(),
  link: z.string().nullable(),
  post: Post,
  /** The repost that may go in its place, as its owner chooses; null: there is nothing to choose. */
  other: Post.nullable(),
  item: ItemView.nullable(),
  /** Machines made its words. */
  machine: MachineMarks.nullable(),
  mapName: z.string(),
  createdAt: when,
  expiresAt: when,
  /** When this account posted the same item last; null: never. */
  before: when.nullable(),
  /** Of what a step gives once more: it does not go out sooner, whatever its owner says; null: it goes at once. */
  notBefore: when.nullable(),
  /** What the account takes, as its network counts. */
  limits: Limits,
  /** What its owner's account chose: a pause keeps what they say yes to until it ends. */
  paused: z.boolean(),
  /** A colleague published nearly these words; `name` where they let colleagues see it. */
  said: z.strictObject({ name: z.string().nullable(), at: when }).nullable(),
  /** What the network's rules say of it as it is now; with an error it needs other words before it can go. */
  rulings: Rulings,
  /** The same said otherwise: wordings that no colleague was given, with what the rules say of each. */
  wordings: z.array(z.strictObject({ id: z.string(), post: Post, rulings: Rulings })),
});

/** What goes out. */
export const deliveries = {
  listDeliveries: route({
    method: "GET",
    path: "/api/deliveries",
    access: everyone,
    summary: "Deliveries, newest first; an ambassador sees those of their own accounts",
    query: paging.extend({
      run: uuid.optional(),
      map: uuid.optional(),
      account: uuid.optional(),
      state: DeliveryState.optional(),
    }),
    reply: paged(DeliveryRow),
  }),
  getDelivery: route({
    method: "GET",
    path: "/api/deliveries/:id",
    access: everyone,
    summary: "A delivery with every attempt",
    params: byNumber,
    reply: DeliveryDetail,
  }),
  answerDelivery: route({
    method: "POST",
    path: "/api/deliveries/:id/answer",
    access: everyone,
    summary: "Answer for an unknown outcome: it is there, or it is not and may be sent again",
    params: byNumber,
    body: z.strictObject({ answer: z.enum(["there", "absent"]), url: z.string().max(2000).optional() }),
    reply: DeliveryDetail,
  }),
  sendAgain: route({
    method: "POST",
    path: "/api/deliveries/:id/again",
    access: everyone,
    summary:
      "Send what this delivery said once more, on purpose; the new delivery waits for the account owner's yes like any other",
    params: byNumber,
    reply: z.strictObject({ id: z.number().int() }),
  }),
  answerPicture: route({
    method: "POST",
    path: "/api/deliveries/:id/picture",
    access: everyone,
    summary: "Of a delivery that waits for its picture: ask for it now, or let it go out without",
    params: byNumber,
    body: z.strictObject({ answer: z.enum(["again", "without"]) }),
    reply: DeliveryDetail,
  }),
  cancelDelivery: route({
    method: "POST",
    path: "/api/deliveries/:id/cancel",
    access: everyone,
    summary: "Do not post this",
    params: byNumber,
    reply: DeliveryDetail,
  }),
} as const;

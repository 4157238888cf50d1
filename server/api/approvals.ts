import { z } from "zod";
import { ItemView } from "./sources.ts";
import { editors, paged, paging, route, Text, uuid, when } from "./route.ts";

/** Answered in one call. */
const most = 100;
const number = z.number().int().positive();

export const ApprovalRow = z.strictObject({
  id: number,
  map: z.strictObject({ id: uuid, name: z.string(), paused: z.boolean() }),
  node: z.string(),
  /** By its newest words. */
  item: ItemView,
  /** As the steps before have made it of those; a target adds its link. */
  text: z.string(),
  /** Its source changed it since it began to wait: what is shown is what it says now. */
  changed: z.boolean(),
  /** Names the words that are shown; an answer says it again, so that nobody says yes to others. */
  mark: z.string(),
  since: when,
  until: when,
  /** Its time is over: the next run does with it what its step says. */
  over: z.boolean(),
  /** What the step says to whoever is asked. */
  note: z.string(),
  /** Whether the caller may answer; and who may, by name, where not everybody who draws maps. */
  mine: z.boolean(),
  asked: z.array(z.string()).nullable(),
  /** Where a yes takes it, as things are now; `none`: why nowhere. */
  reach: z.strictObject({
    pages: z.array(z.strictObject({ network: z.string(), name: z.string() })),
    morePages: z.number().int(),
    people: z.number().int(),
    networks: z.array(z.string()),
    none: Text.nullable(),
  }),
});

export const answered = ["taken", "answered", "changed", "late", "gone", "forbidden"] as const;

/** Items that steps ask people about. */
export const approvals = {
  listApprovals: route({
    method: "GET",
    path: "/api/approvals",
    access: editors,
    summary: "Items that wait for somebody's yes, those whose time is over soonest first",
    query: paging.extend({ map: uuid.optional() }),
    reply: paged(ApprovalRow),
  }),
  answerApprovals: route({
    method: "POST",
    path: "/api/approvals",
    access: editors,
    summary: "Say yes or no to items that wait; each answer tells what came of it, and the first one counts",
    body: z.strictObject({
      asks: z
        .array(z.strictObject({ id: number, mark: z.string().max(64) }))
        .min(1)
        .max(most),
      yes: z.boolean(),
      word: z.string().max(300).default(""),
    }),
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          id: number,
          result: z.enum(answered),
          /** Who had answered before, and what. */
          by: z.string().nullable(),
          yes: z.boolean().nullable(),
        }),
      ),
    }),
  }),
  takeBackApprovals: route({
    method: "POST",
    path: "/api/approvals/back",
    access: editors,
    summary: "Take one's own answers back, as long as no run has acted on them",
    body: z.strictObject({ ids: z.array(number).min(1).max(most) }),
    reply: z.strictObject({ rows: z.array(z.strictObject({ id: number, back: z.boolean() })) }),
  }),
  listEditors: route({
    method: "GET",
    path: "/api/editors",
    access: editors,
    summary: "Who draws maps here, by name: those whom a step can ask",
    reply: z.strictObject({ rows: z.array(z.strictObject({ id: uuid, name: z.string() })) }),
  }),
} as const;

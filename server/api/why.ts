import { z } from "zod";
import { nodeKinds } from "#engine/node.ts";
import { Face } from "./face.ts";
import { admins, editors, everyone, paged, route, Text, uuid, when } from "./route.ts";
import { ItemView } from "./sources.ts";
import { Mark } from "./stories.ts";

const count = z.number().int();

/** Where that can be changed which decided: a field of a step, a map, an account, a part of the settings. */
const Setting = z.union([
  z.strictObject({ kind: z.literal("step"), map: uuid, node: z.string(), field: z.string().nullable() }),
  z.strictObject({ kind: z.literal("map"), map: uuid }),
  z.strictObject({ kind: z.literal("account"), account: uuid }),
  z.strictObject({ kind: z.literal("tab"), tab: z.string() }),
]);

/** An answer: one sentence, what there is to say besides, and what happens next. */
const Answer = z.strictObject({
  code: z.string(),
  says: Text,
  more: Text.nullable(),
  next: Text.nullable(),
  mark: Mark.nullable(),
  setting: Setting.nullable(),
  /** The delivery that it is about. */
  delivery: count.nullable(),
  /** The story that there is already, or what it went into: by its item. */
  other: z.strictObject({ key: z.string(), title: z.string() }).nullable(),
});

/** One step of an item's way. `passed`: it went on; `dropped`, `kept`, `reached` (a target): it did not. */
const WayStep = z.strictObject({
  node: z.string(),
  kind: z.enum(nodeKinds),
  type: z.string(),
  title: Text,
  fate: z.enum(["passed", "dropped", "kept", "reached"]),
  says: Text.nullable(),
  setting: Setting.nullable(),
  /** What the step changed of what it says. */
  changes: z.array(z.strictObject({ of: z.enum(["title", "text", "link"]), before: z.string(), after: z.string() })),
});

const WayMap = z.strictObject({
  id: uuid,
  name: z.string(),
  version: count.nullable(),
  run: uuid.nullable(),
  at: when.nullable(),
  /** `recorded`: as the run wrote it down; `worked_out`: as that version does it, for nobody wrote it down; `none`: it never came in. */
  way: z.enum(["recorded", "worked_out", "none"]),
  /** What the steps say here is what they said then; null where that is not known. */
  same: z.boolean().nullable(),
  /** How often it passed: a step may give it once more. */
  passes: count,
  answer: Answer,
  steps: z.array(WayStep),
});

const Attempt = z.strictObject({
  at: when,
  outcome: z.string().nullable(),
  status: count.nullable(),
  raw: z.string().nullable(),
});

/** Why (not)? */
export const why = {
  searchWhy: route({
    method: "GET",
    path: "/api/why",
    access: editors,
    summary: "Items by words, link or person, the newest first: also those that became no delivery",
    query: z.strictObject({
      before: z.string().max(80).optional(),
      /** What is longer than anybody reads is cut. */
      search: z.string().max(12_000).default(""),
    }),
    reply: paged(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        source: z.string().nullable(),
        picture: ItemView.shape.picture,
        at: when,
        /** How far it came: to people, to a step that let it go (`says`), to one that keeps it, to no map. */
        state: z.enum(["told", "dropped", "kept", "none"]),
        says: Text.nullable(),
        /** How it stands with those who were searched for. */
        posts: z.array(z.strictObject({ account: uuid, delivery: count, mark: Mark })),
      }),
    ).extend({ people: z.array(Face.extend({ handle: z.string(), left: z.boolean() })) }),
  }),
  why: route({
    method: "GET",
    path: "/api/why/item",
    access: everyone,
    summary:
      "Why an item went out, or did not: its way through every map, and one sentence; of an ambassador, for an account of theirs. `member`: for the account of theirs that it has to do with",
    query: z.strictObject({ key: z.string().min(1).max(600), account: uuid.optional(), member: uuid.optional() }),
    reply: z.strictObject({
      key: z.string(),
      title: z.string(),
      link: z.string().nullable(),
      source: z.string().nullable(),
      picture: ItemView.shape.picture,
      received: when.nullable(),
      who: Face.nullable(),
      answer: Answer,
      maps: z.array(WayMap),
      posts: z.array(
        z.strictObject({
          id: count,
          account: Face,
          mark: Mark,
          says: Text.nullable(),
          at: when,
          remoteUrl: z.string().nullable(),
          attempts: z.array(Attempt),
        }),
      ),
      /** People who were left out, with the reason; `leftCount`: how many in all. */
      left: z.array(z.strictObject({ account: Face, map: uuid, says: Text })),
      postCount: count,
      leftCount: count,
    }),
  }),
  readTraceRule: route({
    method: "GET",
    path: "/api/traces",
    access: editors,
    summary: "How many days the ways of items through maps are kept, and the bytes that one takes",
    reply: z.strictObject({ days: count, bytes: z.number().nullable() }),
  }),
  saveTraceRule: route({
    method: "PUT",
    path: "/api/traces",
    access: admins,
    summary: "Set how many days they are kept; 0: none are",
    body: z.strictObject({ days: z.number().int().min(0).max(90) }),
    reply: z.strictObject({ days: count, bytes: z.number().nullable() }),
  }),
} as const;

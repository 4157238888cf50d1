import { z } from "zod";
import { Cases } from "./cases.ts";
import { modes } from "./mode.ts";
import { StoryRule } from "./story.ts";

/** The version of the document's shape. Older documents are upgraded on reading, newer ones refused. */
export const documentVersion = 1;

/** Results are kept in plain objects by id, so that a name which every object already has would be read as one. */
const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .refine((name) => !(name in {}), {
    params: {
      text: { en: "this name is reserved; choose another.", fr: "ce nom est réservé ; choisissez-en un autre." },
    },
  });

const Point = z.strictObject({ x: z.number().finite(), y: z.number().finite() });

export const MapNode = z.strictObject({
  id,
  /** A node type: the name of a folder under `nodes/`. */
  type: z.string().min(1).max(64).describe("The node type: the name of a folder under nodes/."),
  /** Of the config's shape; see the manifest. */
  version: z.number().int().min(1).default(1).describe("The version of the config's shape."),
  /** The person's own name for it; empty means the type's title. */
  title: z.string().max(120).default("").describe("The person's own name for the node; empty means the type's title."),
  config: z.record(z.string(), z.unknown()).default({}).describe("The node's settings, as its type describes them."),
  /** Switched off: it stays in the drawing and does nothing (engine/off.ts). Absent as false, so that the bytes of older maps stay. */
  disabled: z
    .boolean()
    .optional()
    .describe("Switched off: a source is not read, a target gets nothing, most other steps let everything pass."),
  position: Point.default({ x: 0, y: 0 }),
});
export type MapNode = z.infer<typeof MapNode>;

const End = z
  .strictObject({ node: id, port: z.string().min(1).max(64) })
  .describe("One end of a wire: a node and one of its ports.");
export const MapEdge = z.strictObject({ id, from: End, to: End });
export type MapEdge = z.infer<typeof MapEdge>;

/** Colours of notes and groups, by the theme's tokens. */
export const colours = ["amber", "teal", "violet", "slate", "blue"] as const;
export type Colour = (typeof colours)[number];

/** Least and most that a note may measure, pixels of the drawing. */
export const noteSizes = { least: { width: 120, height: 60 }, most: 1200 } as const;

/** A word to whoever reads the drawing. It does nothing. */
export const MapNote = z.strictObject({
  id,
  text: z.string().max(2000).default("").describe("Plain words."),
  color: z.enum(colours).default("amber"),
  position: Point.default({ x: 0, y: 0 }),
  size: z
    .strictObject({
      width: z.number().min(noteSizes.least.width).max(noteSizes.most),
      height: z.number().min(noteSizes.least.height).max(noteSizes.most),
    })
    .default({ width: 220, height: 120 }),
  /** A member, and no name: whoever leaves takes theirs along. */
  by: z
    .uuid()
    .optional()
    .describe("Who wrote the words: a member's id. Absent in what no person of a workspace wrote."),
  on: z.iso.date().optional().describe("The day on which they wrote them."),
});
export type MapNote = z.infer<typeof MapNote>;

/** Steps that belong together, in a frame with a title. It does nothing; its frame is as large as what is in it. */
export const MapGroup = z.strictObject({
  id,
  title: z.string().max(120).default(""),
  color: z.enum(colours).default("slate"),
  nodes: z
    .array(id)
    .max(1000)
    .default([])
    .describe("Ids of the steps in it. One that is in no drawing is passed over."),
});
export type MapGroup = z.infer<typeof MapGroup>;

const distinct = {
  check: (list: readonly { id: string }[]): boolean => new Set(list.map((one) => one.id)).size === list.length,
  params: {
    text: {
      en: "two of them have the same id; give one of them another.",
      fr: "deux ont le même identifiant ; changez-en un.",
    },
  },
};

export const Schedule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("manual") }),
  z.strictObject({ kind: z.literal("interval"), minutes: z.number().int().min(1).max(10_080) }),
  z.strictObject({ kind: z.literal("cron"), expression: z.string().min(1).max(120), zone: z.string().min(1).max(64) }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** What happens with items that are already in a feed when a map first reads it. */
export const FirstItems = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("skip") }),
  z.strictObject({ kind: z.literal("newest"), count: z.number().int().min(1).max(100) }),
  z.strictObject({ kind: z.literal("all") }),
]);
export type FirstItems = z.infer<typeof FirstItems>;

/** Protections of a map; the defaults are RELIABILITY.md's numbers. */
export const Limits = z.strictObject({
  /** A poll that brings more new items than this is held for review. */
  burst: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(20)
    .describe("A poll that brings more new items than this is held for review."),
  /** A poll in which more than this share of the ids is new, though the source is not, is held for review. */
  newShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("A poll in which more than this share of the ids is new is held for review."),
  /** Deliveries of one run beyond this are held, never dropped. */
  perRun: z.number().int().min(1).max(1_000_000).default(500).describe("Deliveries of one run beyond this are held."),
  /** Hours after which a delivery that could not be sent expires. */
  hours: z
    .number()
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe("Hours after which a delivery that could not be sent expires."),
  /** Send again by itself when a lost answer was looked up twice and the post is absent. Logged. */
  resend: z
    .boolean()
    .default(false)
    .describe("Send again by itself when a lost answer was looked up twice and the post is absent."),
  /** Minutes between the posts of two people for the same item. */
  spread: z
    .number()
    .int()
    .min(0)
    .max(1440)
    .default(1)
    .describe("Minutes between the posts of two people for the same item."),
});
export type Limits = z.infer<typeof Limits>;

export const maxNodes = 1000;
export const maxEdges = 5000;
export const maxNotes = 200;
export const maxGroups = 200;

/** The drawing: one JSON document, the same bytes for the same map (`serialise`). */
export const MapDocument = z.strictObject({
  $schema: z.string().max(300).optional(),
  schema: z.literal(documentVersion),
  name: z.string().min(1).max(120),
  description: z.string().max(2000).default(""),
  nodes: z.array(MapNode).max(maxNodes).default([]).describe("Sources, filters, rewrites, flow and targets."),
  edges: z
    .array(MapEdge)
    .max(maxEdges)
    .default([])
    .describe("Wires. Where one item reaches a node over several, the first in this list wins."),
  notes: z
    .array(MapNote)
    .max(maxNotes)
    .refine(distinct.check, { params: distinct.params })
    .optional()
    .describe("Notes in the drawing; absent where there are none."),
  groups: z
    .array(MapGroup)
    .max(maxGroups)
    .refine(distinct.check, { params: distinct.params })
    .optional()
    .describe("Frames around steps; absent where there are none. A step is in the first that names it."),
  schedule: Schedule.default({ kind: "interval", minutes: 15 }).describe("When the map runs."),
  /** Ticks that were missed while the engine was down: run once for the latest, or not at all. */
  missed: z
    .enum(["skip", "latest"])
    .default("latest")
    .describe("After the engine was down: run once for the latest missed time, or not at all."),
  first: FirstItems.default({ kind: "skip" }).describe(
    "What happens with items that are already in a feed when the map first reads it.",
  ),
  limits: Limits.prefault({}).describe("Protections of the map."),
  stories: StoryRule.optional().describe("When two items are one story for an account; absent: as the workspace says."),
  links: z
    .strictObject({ short: z.boolean() })
    .optional()
    .describe("Whether posts carry short links whose clicks are counted; absent: as the workspace says."),
  tests: Cases.optional().describe("What must become of some items, or must not; absent where nothing is tested."),
  /** Accounts for the command line, where no database knows them. `token` names an environment variable, never a secret. */
  accounts: z
    .array(
      z.strictObject({
        ref: z.string().regex(/^[a-z0-9]+:.{1,850}$/),
        name: z.string().max(120).default(""),
        server: z.string().max(300).optional(),
        token: z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) }).optional(),
        mode: z.enum(modes).default("ask"),
        topics: z.array(z.string().max(80)).max(50).default([]),
      }),
    )
    .max(5000)
    .optional(),
});
export type MapDocument = z.infer<typeof MapDocument>;

import { z } from "zod";
import { Ahead, LiveWires, Preview, WireItem } from "./preview.ts";
import { editors, route, Text, uuid, when } from "./route.ts";

/** What became of an item at a step. `end`: where it was let go, and why, of what did not come. */
const Got = z.strictObject({
  came: z.boolean(),
  /** What it says there. */
  text: z.string().nullable(),
  end: z.strictObject({ node: z.string(), reason: Text }).nullable(),
});

const ofCampaign = uuid.nullable().default(null).describe("Whose drawing it is: its campaign marks what it sends.");

/** What is asked of a draft while it is drawn. */
export const live = {
  preview: route({
    method: "POST",
    path: "/api/preview",
    access: editors,
    summary:
      "What a draft would post of what its sources list, and what of it a run of the map would do now; publishes nothing. `ask`: has some words made by the AI, which costs money",
    body: z.strictObject({
      document: z.unknown(),
      map: uuid.nullable().default(null),
      ask: z.boolean().default(false),
    }),
    reply: Preview,
  }),
  runAhead: route({
    method: "POST",
    path: "/api/preview/run",
    access: editors,
    summary: "What a run of a map's draft would do now, by the code of a real run; null where the draft has errors",
    body: z.strictObject({ document: z.unknown(), map: uuid }),
    reply: z.strictObject({ now: Ahead.nullable() }),
  }),
  liveWires: route({
    method: "POST",
    path: "/api/preview/wires",
    access: editors,
    summary:
      "What a draft makes of the newest items of its sources, by wire and step, against the drawing before; asks nobody outside but sources that nobody read yet",
    body: z.strictObject({
      document: z.unknown(),
      before: z.unknown().optional().describe("The drawing before the change."),
      pin: z.string().max(2000).nullable().default(null).describe("The key of an item whose way is told."),
      map: ofCampaign,
    }),
    reply: LiveWires,
  }),
  liveItems: route({
    method: "POST",
    path: "/api/preview/wire",
    access: editors,
    summary: "The items on one wire of a draft, and what happens to each next",
    body: z.strictObject({
      document: z.unknown(),
      before: z.unknown().optional(),
      edge: z.string().max(64),
      map: ofCampaign,
    }),
    reply: z.strictObject({ count: z.int(), more: z.boolean(), rows: z.array(WireItem) }),
  }),
  tryTests: route({
    method: "POST",
    path: "/api/preview/tests",
    access: editors,
    summary: "What becomes of the tests of a draft, as it stands; publishes nothing",
    body: z.strictObject({ document: z.unknown() }),
    reply: z.strictObject({
      rows: z.array(
        Got.extend({
          id: z.string(),
          node: z.string().describe("The step that does otherwise; empty where a step of the test is gone."),
          why: Text.nullable().describe("What is not as it must be; null where it passes."),
        }),
      ),
    }),
  }),
  endsOfItem: route({
    method: "POST",
    path: "/api/preview/item",
    access: editors,
    summary:
      "What becomes of one item at each target of a draft, and the item as a test keeps it; null where no source of the draft has it",
    body: z.strictObject({ document: z.unknown(), key: z.string().min(1).max(600) }),
    reply: z.strictObject({
      found: z
        .strictObject({
          from: z.string().describe("The source by which it comes in."),
          on: when,
          item: z.record(z.string(), z.unknown()).describe("As it is stored, shortened where it is long."),
          targets: z.array(
            z.strictObject({
              node: z.string(),
              anybody: Got,
              accounts: z.array(Got.extend({ id: uuid, ref: z.string(), name: z.string(), network: z.string() })),
            }),
          ),
        })
        .nullable(),
    }),
  }),
} as const;

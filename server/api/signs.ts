import { z } from "zod";
import { hindranceCodes } from "#engine/hindrance.ts";
import { MapDocument } from "#engine/map.ts";
import { ItemView } from "./sources.ts";
import { byId, editors, paged, paging, route, Text, uuid, when } from "./route.ts";

/** Why an account gets nothing just now, or not for long (engine/hindrance.ts). */
export const Hindrance = z.strictObject({ code: z.enum(hindranceCodes), until: when.nullable() });

/** An account, for its face. */
const Reached = z.strictObject({
  id: uuid,
  name: z.string(),
  network: z.string(),
  avatar: z.string().nullable(),
  company: z.boolean(),
});

export const SourceSign = z.strictObject({
  id: uuid,
  /** As it calls itself; "" where it never said. */
  title: z.string(),
  /** It has a site of its own (it is no alert over everybody's); and that site's sign, at our own address, where it names one. */
  site: z.boolean(),
  icon: z.string().nullable(),
  received: z.boolean(),
  /** Items of the last 7 days, 100 at most. */
  week: z.number().int(),
  newest: when.nullable(),
  /** It has been silent for much longer than it usually is. */
  quiet: z.boolean(),
  /** When it was last read without a fault. */
  okAt: when.nullable(),
  /** Why it cannot be read now. */
  error: Text.nullable(),
  waitUntil: when.nullable(),
});

export const ReachSign = z.strictObject({
  accounts: z.number().int(),
  people: z.number().int(),
  /** The first of them, those first to whom something can go. */
  faces: z.array(Reached),
  networks: z.array(z.string()),
  /** How many get nothing just now, and how many not for long. */
  hindered: z.number().int(),
  ending: z.number().int(),
  /** The most pressing of both, with its account's name. */
  first: Hindrance.extend({ name: z.string() }).nullable(),
});

/** What a step of a map shows of itself besides its settings. */
export const Sign = z.strictObject({
  node: z.string(),
  /** Of a source that is read already. */
  source: SourceSign.nullable(),
  /** How a stored item reads as it leaves the step, where the step changed it. */
  sample: z.string().nullable(),
  /** Of a target. */
  reach: ReachSign.nullable(),
});

/** A stored item that comes to a step, what leaves of it by which way out, and why nothing does. */
const StepExample = z.strictObject({
  item: ItemView.extend({ text: z.string(), tags: z.array(z.string()), language: z.string().nullable() }),
  left: z.array(z.strictObject({ port: z.string(), text: z.string(), link: z.string().nullable() })),
  dropped: Text.nullable(),
});

export const signs = {
  stepExample: route({
    method: "POST",
    path: "/api/preview/step",
    access: editors,
    summary: "What a step of a draft makes of the newest stored items; reads nothing from outside",
    body: z.strictObject({ document: MapDocument, node: z.string().max(64) }),
    reply: z.strictObject({ rows: z.array(StepExample) }),
  }),
  mapSigns: route({
    method: "GET",
    path: "/api/maps/:id/signs",
    access: editors,
    summary: "What the steps of a map's draft show of themselves: how sources fare, how texts read, who is reached",
    params: byId,
    /** `writers`: those who wrote the draft's notes and are still here. */
    reply: z.strictObject({ rows: z.array(Sign), writers: z.array(z.strictObject({ id: uuid, name: z.string() })) }),
  }),
  mapReach: route({
    method: "GET",
    path: "/api/maps/:id/reach",
    access: editors,
    summary: "The accounts that a target of a map's draft reaches, with what keeps things from them just now",
    params: byId,
    query: paging.extend({ node: z.string().max(64) }),
    reply: paged(Reached.extend({ handle: z.string(), owner: z.string().nullable(), hindrance: Hindrance.nullable() })),
  }),
} as const;

import { z } from "zod";
import { settings } from "#engine/difference.ts";
import { FirstItems, MapDocument, Schedule } from "#engine/map.ts";
import { MapRow, MapState } from "./map-row.ts";
import { Cost } from "./preview.ts";
import { Problem } from "./problem.ts";
import { RunRow } from "./runs.ts";
import { route, editors, Text, uuid, when, paging, paged, done, byId } from "./route.ts";
import { mapsQuery } from "./shelf.ts";

export const MapDetail = z.strictObject({
  id: uuid,
  name: z.string(),
  state: MapState,
  revision: z.number().int(),
  document: MapDocument,
  problems: z.array(Problem),
  live: z
    .strictObject({ number: z.number().int(), publishedAt: when, by: z.string().nullable(), document: MapDocument })
    .nullable(),
  nextDueAt: when.nullable(),
  lastRun: RunRow.nullable(),
  /** Items and deliveries held for review by the flood protection. */
  review: z.number().int(),
});

/** What a version changed in the one before it: names of steps, the first few, and how many there are in all. */
export const VersionChange = z.strictObject({
  added: z.array(Text),
  edited: z.array(Text),
  removed: z.array(Text),
  /** Steps beyond those that are named. */
  more: z.number().int(),
  wires: z.number().int(),
  settings: z.array(z.enum(settings)),
});

export const VersionRow = z.strictObject({
  number: z.number().int(),
  publishedAt: when,
  by: z.string().nullable(),
  /** Who agreed to it, where that was asked. */
  signedBy: z.string().nullable(),
  note: z.string(),
  nodes: z.number().int(),
  live: z.boolean(),
  /** null of the first one, and of those that were published before this was kept. */
  change: VersionChange.nullable(),
});

/** What a person answers to a template; what is left out is as the workspace has it. Texts "" and empty lists are filled in on the canvas. */
const address = z.string().max(4000);
const list = z.array(z.string().max(900)).max(100);
export const TemplateAnswers = z
  .strictObject({
    page: address,
    blog: address,
    alert: address,
    place: address,
    words: list,
    event: list,
    banned: list,
    topics: list,
    accounts: list,
    channels: list,
  })
  .partial();

export const TemplateView = z.strictObject({
  id: z.string(),
  purpose: z.enum(["news", "watch", "people", "again"]),
  title: Text,
  help: Text,
  /** What it asks for, with what the workspace has of it already. */
  asks: z.array(z.strictObject({ ask: TemplateAnswers.keyof(), given: z.union([z.string(), z.array(z.string())]) })),
  document: MapDocument,
});

/** Maps, from the draft to the live version. */
export const maps = {
  listMaps: route({
    method: "GET",
    path: "/api/maps",
    access: editors,
    summary: "The workspace's maps: one's starred ones first, then those that were changed last",
    query: mapsQuery,
    reply: paged(MapRow),
  }),
  createMap: route({
    method: "POST",
    path: "/api/maps",
    access: editors,
    summary: "Start a map, empty or from a document",
    body: z.strictObject({
      name: z.string().min(1).max(120),
      document: z
        .unknown()
        .optional()
        .describe("As /api/map.schema.json says; 422 with its problems where it is no map."),
    }),
    reply: MapDetail,
  }),
  getMap: route({
    method: "GET",
    path: "/api/maps/:id",
    access: editors,
    summary: "A map with its draft, problems and live version",
    params: byId,
    reply: MapDetail,
  }),
  saveDraft: route({
    method: "PUT",
    path: "/api/maps/:id/draft",
    access: editors,
    summary: "Save the draft; 409 where somebody else saved in between",
    params: byId,
    body: z.strictObject({ revision: z.number().int(), document: z.unknown() }),
    reply: z.strictObject({ revision: z.number().int(), problems: z.array(Problem), savedAt: when }),
  }),
  publishMap: route({
    method: "POST",
    path: "/api/maps/:id/publish",
    access: editors,
    summary: "Make the draft the live version; 422 with the problems where it does not compile",
    params: byId,
    body: z.strictObject({ revision: z.number().int(), note: z.string().max(500).default("") }),
    reply: MapDetail,
  }),
  pauseMap: route({
    method: "POST",
    path: "/api/maps/:id/pause",
    access: editors,
    summary: "Stop the map: no new runs, nothing of it passes the gate",
    params: byId,
    reply: MapDetail,
  }),
  resumeMap: route({
    method: "POST",
    path: "/api/maps/:id/resume",
    access: editors,
    summary: "Let a paused map go on",
    params: byId,
    reply: MapDetail,
  }),
  deleteMap: route({
    method: "DELETE",
    path: "/api/maps/:id",
    access: editors,
    summary:
      "Archive a map: it runs no more, and what it published stays. What waits is cancelled; `waiting` send: what a live map planned still goes out",
    params: byId,
    query: z.strictObject({ waiting: z.enum(["cancel", "send"]).default("cancel") }),
    reply: done,
  }),
  listVersions: route({
    method: "GET",
    path: "/api/maps/:id/versions",
    access: editors,
    summary: "Published versions",
    params: byId,
    query: paging,
    reply: paged(VersionRow),
  }),
  getVersion: route({
    method: "GET",
    path: "/api/maps/:id/versions/:number",
    access: editors,
    summary: "A published version with its drawing, in the form of today",
    params: z.strictObject({ id: uuid, number: z.coerce.number().int().positive() }),
    reply: z.strictObject({
      number: z.number().int(),
      publishedAt: when,
      by: z.string().nullable(),
      note: z.string(),
      document: MapDocument,
    }),
  }),
  restoreVersion: route({
    method: "POST",
    path: "/api/maps/:id/restore",
    access: editors,
    summary: "Make a version the draft again; with a revision, 409 where somebody else saved since",
    params: byId,
    body: z.strictObject({ number: z.number().int().positive(), revision: z.number().int().optional() }),
    reply: MapDetail,
  }),
  runMap: route({
    method: "POST",
    path: "/api/maps/:id/runs",
    access: editors,
    summary: "Run the live version now",
    params: byId,
    reply: RunRow,
  }),
  reviewMap: route({
    method: "POST",
    path: "/api/maps/:id/review",
    access: editors,
    summary: "Release or cancel what the flood protection holds",
    params: byId,
    body: z.strictObject({ answer: z.enum(["release", "cancel"]) }),
    reply: z.strictObject({ count: z.number().int() }),
  }),
  firstItems: route({
    method: "POST",
    path: "/api/preview/first",
    access: editors,
    summary: "How many messages a draft's first run would make of what its feeds list already, for each way to begin",
    body: z.strictObject({ document: z.unknown(), counts: z.array(z.int().min(1).max(100)).max(8) }),
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          first: FirstItems,
          items: z.int(),
          messages: z.int(),
          accounts: z.int(),
          had: z.int().describe("Messages that are left out, since their accounts have those stories."),
        }),
      ),
    }),
  }),
  backlog: route({
    method: "POST",
    path: "/api/preview/backlog",
    access: editors,
    summary:
      "What a map reads at once when a draft of it goes live: items that came while its sources were off, or it was paused",
    body: z.strictObject({ document: z.unknown(), map: uuid }),
    reply: z.strictObject({
      backlog: z
        .strictObject({
          items: z.int().describe("Stored items that wait."),
          more: z.boolean().describe("There are more than were looked at."),
          messages: z.int(),
          accounts: z.int(),
          had: z.int().describe("Messages that are left out, since their accounts have those stories."),
          at: when.nullable().describe("When the map runs next; null where somebody starts it."),
        })
        .nullable(),
    }),
  }),
  mapCosts: route({
    method: "GET",
    path: "/api/maps/:id/costs",
    access: editors,
    summary: "What a map's posts of the last 30 days cost, at networks that are paid for",
    params: byId,
    reply: z.strictObject({ rows: z.array(Cost) }),
  }),
  nextTimes: route({
    method: "POST",
    path: "/api/schedule",
    access: editors,
    summary: "The next five times of a schedule, for a map: those of an interval have a place that is the map's own",
    body: z.strictObject({ schedule: Schedule, map: uuid.optional() }),
    reply: z.strictObject({ times: z.array(when) }),
  }),
  templates: route({
    method: "GET",
    path: "/api/templates",
    access: editors,
    summary: "Maps to start from",
    reply: z.strictObject({ rows: z.array(TemplateView) }),
  }),
  drawTemplate: route({
    method: "POST",
    path: "/api/templates/:name",
    access: editors,
    summary: "A template's drawing with what a person answered: stored nowhere, for a map to begin with",
    params: z.strictObject({ name: z.string().min(1).max(64) }),
    body: z.strictObject({ answers: TemplateAnswers }),
    reply: z.strictObject({ document: MapDocument }),
  }),
  mapSchema: route({
    method: "GET",
    path: "/api/map.schema.json",
    access: "anonymous",
    summary: "The JSON Schema of a map document",
    reply: z.record(z.string(), z.unknown()),
  }),
  openapi: route({
    method: "GET",
    path: "/api/openapi.json",
    access: "anonymous",
    summary: "This table as OpenAPI 3.1",
    reply: z.record(z.string(), z.unknown()),
  }),
} as const;

import { z } from "zod";
import { nodeKinds } from "#engine/node.ts";
import { byId, done, editors, paging, route, uuid } from "./route.ts";

const count = z.number().int();
const name = z.string().trim().min(1).max(80);

/** Where the words of a search were found in a map; `text` is what is shown of it. */
export const MapHit = z.strictObject({ in: z.enum(["name", "source", "person", "words"]), text: z.string() });

/** A map as small as a stamp (engine/sketch.ts). */
export const MapSketch = z.strictObject({
  shapes: z.array(z.strictObject({ x: count, y: count, kind: z.enum(nodeKinds), of: count })),
  wires: z.array(z.strictObject({ from: count, to: count })),
});

/** What a list of maps may be asked for. */
export const mapsQuery = paging.extend({
  /** Words in names, sources, people and steps; all of them must be found. */
  search: z.string().max(10_000).optional(),
  folder: uuid.optional(),
  /** Those that were taken away, or one's own starred ones. */
  only: z.enum(["archived", "starred"]).optional(),
});

const Folder = z.strictObject({ id: uuid, name: z.string(), maps: count });

/** How maps are kept: folders, stars, names, copies, the archive. */
export const shelf = {
  listFolders: route({
    method: "GET",
    path: "/api/folders",
    access: editors,
    summary: "The folders of maps by name, how many maps there are, and what all of them did in the last 7 days",
    reply: z.strictObject({
      rows: z.array(Folder),
      all: count,
      /** One's own stars. */
      starred: count,
      archived: count,
      week: z.strictObject({ posts: count, maps: count, people: count }),
    }),
  }),
  createFolder: route({
    method: "POST",
    path: "/api/folders",
    access: editors,
    summary: "Make a folder; 409 where one has this name",
    body: z.strictObject({ name }),
    reply: Folder,
  }),
  renameFolder: route({
    method: "PATCH",
    path: "/api/folders/:id",
    access: editors,
    summary: "Call a folder something else; 409 where one has this name",
    params: byId,
    body: z.strictObject({ name }),
    reply: done,
  }),
  deleteFolder: route({
    method: "DELETE",
    path: "/api/folders/:id",
    access: editors,
    summary: "Take a folder away; its maps stay, outside of folders",
    params: byId,
    reply: done,
  }),
  changeMap: route({
    method: "PATCH",
    path: "/api/maps/:id",
    access: editors,
    summary: "Call a map something else, put it into a folder (null: out of any), or star it for oneself",
    params: byId,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      folder: uuid.nullable().optional(),
      starred: z.boolean().optional(),
    }),
    reply: done,
  }),
  duplicateMap: route({
    method: "POST",
    path: "/api/maps/:id/copy",
    access: editors,
    summary: "A copy of a map's draft with all its words, as a draft that nobody has published, in the same folder",
    params: byId,
    body: z.strictObject({ name: z.string().trim().min(1).max(120) }),
    reply: z.strictObject({ id: uuid }),
  }),
  returnMap: route({
    method: "POST",
    path: "/api/maps/:id/return",
    access: editors,
    summary:
      "Bring a map back from the archive: paused, or as a draft where it was never live; 409 where it is not there",
    params: byId,
    reply: done,
  }),
} as const;

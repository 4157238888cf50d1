import {
  changeMap,
  createFolder,
  deleteFolder,
  duplicateMap,
  listFolders,
  renameFolder,
  returnMap,
} from "../../maps/shelf.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names =
  | "listFolders"
  | "createFolder"
  | "renameFolder"
  | "deleteFolder"
  | "changeMap"
  | "duplicateMap"
  | "returnMap";

export const shelfRoutes: Pick<Handlers, Names> = {
  listFolders: ({ services, caller }) => listFolders(services, caller),
  createFolder: ({ services, caller, body }) => createFolder(services, actorOf(caller), body.name),
  renameFolder: async ({ services, caller, params, body }) => {
    await renameFolder(services, actorOf(caller), params.id, body.name);
    return { ok: true };
  },
  deleteFolder: async ({ services, caller, params }) => {
    await deleteFolder(services, actorOf(caller), params.id);
    return { ok: true };
  },
  changeMap: async ({ services, caller, params, body }) => {
    await changeMap(services, actorOf(caller), params.id, body);
    return { ok: true };
  },
  duplicateMap: async ({ services, caller, params, body }) => ({
    id: await duplicateMap(services, actorOf(caller), params.id, body.name),
  }),
  returnMap: async ({ services, caller, params }) => {
    await returnMap(services, actorOf(caller), params.id);
    return { ok: true };
  },
};

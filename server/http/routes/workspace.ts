import { shortAddress } from "#engine/short-link.ts";
import { listAudit } from "../../audit.ts";
import { readHealth } from "../../health/views.ts";
import { linkRule, setLinkRule } from "../../links/rule.ts";
import { setStop } from "../../ledger/stop.ts";
import { setStoryRule, storyRule } from "../../run/story-rule.ts";
import { houseRules, saveHouseRules } from "../../rules/house.ts";
import { readMe } from "../../members/me.ts";
import { deleteSecret, listSecrets, saveSecret } from "../../vault/secrets.ts";
import { secretUses, type UsingMap } from "../../maps/secret-use.ts";
import { conflict } from "../../errors.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { openapi } from "../openapi.ts";

type Names =
  | "stopAll"
  | "readLinkRule"
  | "saveLinkRule"
  | "readStoryRule"
  | "saveStoryRule"
  | "readHouseRules"
  | "saveHouseRules"
  | "listSecrets"
  | "saveSecret"
  | "deleteSecret"
  | "listAudit"
  | "health"
  | "openapi";

export const workspaceRoutes: Pick<Handlers, Names> = {
  stopAll: async ({ services, caller, body }) => {
    await setStop(services.db, { ...actorOf(caller), ...body });
    return readMe(services.db, caller);
  },

  listSecrets: async ({ services, caller }) => {
    const rows = await listSecrets(services.db, caller.workspaceId);
    const uses = await secretUses(services, caller.workspaceId);
    return { rows: rows.map((row) => ({ ...row, maps: uses.get(row.name) ?? [] })) };
  },

  saveSecret: async ({ services, caller, params, body }) => {
    await saveSecret(services, actorOf(caller), params.name, body.value, body.keep);
    return { ok: true };
  },

  deleteSecret: async ({ services, caller, params, query }) => {
    const maps = (await secretUses(services, caller.workspaceId)).get(params.name) ?? [];
    if (maps.length > 0 && query.anyway !== true) throw conflict("secret_in_use", inUse(maps), maps);
    await deleteSecret(services, actorOf(caller), params.name);
    return { ok: true };
  },

  readLinkRule: async ({ services, caller }) => ({
    ...(await linkRule(services.db, caller.workspaceId, {})),
    base: shortAddress(services.settings.publicUrl, ""),
  }),

  saveLinkRule: async ({ services, caller, body }) => ({
    ...(await setLinkRule(services.db, actorOf(caller), body)),
    base: shortAddress(services.settings.publicUrl, ""),
  }),

  readStoryRule: ({ services, caller }) => storyRule(services.db, caller.workspaceId, {}),

  saveStoryRule: ({ services, caller, body }) => setStoryRule(services.db, actorOf(caller), body),

  readHouseRules: ({ services, caller }) => houseRules(services.db, caller.workspaceId),

  saveHouseRules: ({ services, caller, body }) => saveHouseRules(services.db, actorOf(caller), body),

  listAudit: ({ services, caller, query }) => listAudit(services.db, caller.workspaceId, query),

  health: ({ services, caller }) => readHealth(services, caller.workspaceId),

  openapi: ({ services }) => Promise.resolve(openapi(services.settings.publicUrl)),
};

function inUse(maps: UsingMap[]) {
  const names = maps
    .slice(0, 5)
    .map(({ name }) => name)
    .join(", ");
  const more = maps.length > 5 ? ", …" : "";
  return {
    en: `Maps refer to this secret: ${names}${more}. What they read with it will fail.`,
    fr: `Des cartes utilisent ce secret : ${names}${more}. Ce qu’elles lisent grâce à lui échouera.`,
  };
}

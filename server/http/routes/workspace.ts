import { listAudit } from "../../audit.ts";
import { readHealth } from "../../health/views.ts";
import { setStop } from "../../ledger/stop.ts";
import { readMe } from "../../members/me.ts";
import { deleteSecret, listSecrets, saveSecret } from "../../vault/secrets.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { openapi } from "../openapi.ts";

type Names = "stopAll" | "listSecrets" | "saveSecret" | "deleteSecret" | "listAudit" | "health" | "openapi";

export const workspaceRoutes: Pick<Handlers, Names> = {
  stopAll: async ({ services, caller, body }) => {
    await setStop(services.db, { ...actorOf(caller), ...body });
    return readMe(services.db, caller);
  },

  listSecrets: async ({ services, caller }) => ({
    rows: await listSecrets(services.db, caller.workspaceId),
  }),

  saveSecret: async ({ services, caller, params, body }) => {
    await saveSecret(services, actorOf(caller), params.name, body.value);
    return { ok: true };
  },

  deleteSecret: async ({ services, caller, params }) => {
    await deleteSecret(services, actorOf(caller), params.name);
    return { ok: true };
  },

  listAudit: ({ services, caller, query }) => listAudit(services.db, caller.workspaceId, query),

  health: ({ services, caller }) => readHealth(services, caller.workspaceId),

  openapi: ({ services }) => Promise.resolve(openapi(services.settings.publicUrl)),
};

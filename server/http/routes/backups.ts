import { askBackup } from "../../backup/list.ts";
import { choosePlan } from "../../backup/plan.ts";
import { listBackups } from "../../backup/views.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names = "listBackups" | "askBackup" | "saveBackupPlan";

export const backupRoutes: Pick<Handlers, Names> = {
  listBackups: ({ services, caller, query }) => listBackups(services, caller.workspaceId, query),

  askBackup: async ({ services, caller }) => {
    await askBackup(services.db, actorOf(caller));
    return { ok: true };
  },

  saveBackupPlan: async ({ services, caller, body }) => {
    await choosePlan(services.db, actorOf(caller), body);
    return { ok: true };
  },
};

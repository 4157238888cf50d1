import { readTraceRule, saveTraceRule } from "../../why/rule.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

export const whyRoutes: Pick<Handlers, "readTraceRule" | "saveTraceRule"> = {
  readTraceRule: ({ services, caller }) => readTraceRule(services.db, caller.workspaceId),
  saveTraceRule: ({ services, caller, body }) => saveTraceRule(services.db, actorOf(caller), body.days),
};

import { getMap } from "../../maps/views.ts";
import { answerSignOff } from "../../signoff/answer.ts";
import { askSignOff, withdrawSignOff } from "../../signoff/ask.ts";
import { setSignOffRule, signOffRule } from "../../signoff/rule.ts";
import { readSignOff } from "../../signoff/waiting.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import type { Caller } from "../caller.ts";

type Names = "readSignOffRule" | "saveSignOffRule" | "readSignOff" | "askSignOff" | "answerSignOff" | "withdrawSignOff";

const whoOf = (caller: Caller) => ({ ...actorOf(caller), role: caller.role });

export const signoffRoutes: Pick<Handlers, Names> = {
  readSignOffRule: ({ services, caller }) => signOffRule(services.db, caller.workspaceId),
  saveSignOffRule: ({ services, caller, body }) => setSignOffRule(services.db, actorOf(caller), body),
  readSignOff: ({ services, caller, params }) => readSignOff(services.db, whoOf(caller), params.id),
  askSignOff: async ({ services, caller, params, body }) => {
    await askSignOff(services, whoOf(caller), params.id, body);
    return { ok: true };
  },
  answerSignOff: async ({ services, caller, params, body }) => {
    await answerSignOff(services, whoOf(caller), params.id, body);
    return getMap(services, caller.workspaceId, params.id);
  },
  withdrawSignOff: async ({ services, caller, params }) => {
    await withdrawSignOff(services, whoOf(caller), params.id);
    return { ok: true };
  },
};

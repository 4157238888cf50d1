import { changePassword } from "../change-password.ts";
import type { Handlers } from "../call.ts";
import { changeMe, readMe } from "../../members/me.ts";
import { endOtherSessions, endSession, listSessions } from "../../members/sessions.ts";

type Names = "me" | "changeMe" | "setPassword" | "listSessions" | "endSession" | "endOtherSessions";

export const meRoutes: Pick<Handlers, Names> = {
  me: ({ services, caller }) => readMe(services.db, caller),

  changeMe: async ({ services, caller, body }) => {
    const who = { workspaceId: caller.workspaceId, memberId: caller.memberId };
    await changeMe(services.db, who, body);
    return readMe(services.db, caller);
  },

  listSessions: ({ services, caller }) => listSessions(services.db, caller),

  endSession: async ({ services, caller, params }) => {
    await endSession(services.db, caller, params.id);
    return { ok: true };
  },

  endOtherSessions: async ({ services, caller }) => ({ ended: await endOtherSessions(services.db, caller) }),

  setPassword: async ({ services, caller, body, tryAgainIn }) => {
    await changePassword({ services, tryAgainIn }, caller, body);
    return { ok: true };
  },
};

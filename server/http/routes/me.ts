import { changePassword } from "../change-password.ts";
import type { Handlers } from "../call.ts";
import { changeMe, readMe } from "../../members/me.ts";

export const meRoutes: Pick<Handlers, "me" | "changeMe" | "setPassword"> = {
  me: ({ services, caller }) => readMe(services.db, caller),

  changeMe: async ({ services, caller, body }) => {
    const who = { workspaceId: caller.workspaceId, memberId: caller.memberId };
    await changeMe(services.db, who, body);
    return readMe(services.db, caller);
  },

  setPassword: async ({ services, caller, body, tryAgainIn }) => {
    await changePassword({ services, tryAgainIn }, caller, body);
    return { ok: true };
  },
};

import { conflict } from "../../errors.ts";
import { getMember } from "../../members/views.ts";
import { leaveForGood } from "../../mine/leave.ts";
import { readLeaving } from "../../mine/leaving.ts";
import { linksOf } from "../../mine/posts.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names = "readLeaving" | "myLinks" | "leaveMe" | "readMemberLeaving" | "deleteMember";

export const mineRoutes: Pick<Handlers, Names> = {
  readLeaving: ({ services, caller }) => readLeaving(services.db, actorOf(caller)),

  myLinks: async ({ services, caller }) => ({ rows: await linksOf(services.db, caller.workspaceId, caller.memberId) }),

  leaveMe: ({ services, caller, body }) => {
    if (body.email.trim().toLowerCase() !== caller.email.toLowerCase()) throw notYou();
    return leaveForGood(services, actorOf(caller), { by: caller.memberId, heir: body.heir });
  },

  readMemberLeaving: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    await getMember(services.db, workspaceId, params.id);
    const { last, maps, pages, colleagues } = await readLeaving(services.db, { workspaceId, memberId: params.id });
    return { last, maps, pages, colleagues };
  },

  deleteMember: async ({ services, caller, params, body }) => {
    const leaver = { workspaceId: caller.workspaceId, memberId: params.id };
    // Where their posts are is theirs to know.
    const { links: _, ...gone } = await leaveForGood(services, leaver, { by: caller.memberId, heir: body.heir });
    return gone;
  },
};

const notYou = () =>
  conflict("not_you", {
    en: "This is not the address you are signed in with. Nothing was erased.",
    fr: "Ce n’est pas l’adresse avec laquelle vous êtes connecté. Rien n’a été effacé.",
  });

import type { portraits } from "../../api/portraits.ts";
import { askPortrait, endPortrait, promotePortrait, proposePortrait } from "../../portraits/ask.ts";
import { withdrawPortrait } from "../../portraits/end.ts";
import { agreePortrait, answerPortrait, wishPortrait } from "../../portraits/own.ts";
import { listPortraits, myPortrait, myPortraits, readPortrait } from "../../portraits/views.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

const ok = { ok: true as const };

export const portraitRoutes: Pick<Handlers, keyof typeof portraits> = {
  listPortraits: ({ services, caller, query }) => listPortraits(services.db, caller.workspaceId, query),

  getPortrait: ({ services, caller, params }) => readPortrait(services.db, caller.workspaceId, params.id),

  askPortrait: async ({ services, caller, body }) => {
    await askPortrait(services.db, actorOf(caller), body);
    return ok;
  },

  proposePortrait: ({ services, caller, params, body }) =>
    proposePortrait(services.db, actorOf(caller), params.id, body),

  promotePortrait: ({ services, caller, params }) => promotePortrait(services, caller, params.id),

  endPortrait: async ({ services, caller, params }) => {
    await endPortrait(services.db, actorOf(caller), params.id);
    return ok;
  },

  myPortraits: ({ services, caller }) => myPortraits(services.db, actorOf(caller)),

  myPortrait: ({ services, caller, params }) => myPortrait(services.db, actorOf(caller), params.id),

  answerPortrait: ({ services, caller, params, body }) => answerPortrait(services.db, caller, params.id, body),

  wishPortrait: ({ services, caller, params, body }) => wishPortrait(services.db, actorOf(caller), params.id, body),

  agreePortrait: ({ services, caller, params, body }) =>
    agreePortrait(services.db, { ...actorOf(caller), language: caller.language }, params.id, body.revision),

  withdrawPortrait: async ({ services, caller, params }) => {
    await services.db.transaction().execute((trx) => withdrawPortrait(trx, actorOf(caller), params.id));
    return ok;
  },
};

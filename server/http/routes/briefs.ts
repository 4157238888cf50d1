import type { briefs } from "../../api/briefs.ts";
import { answerAsked, endAsked, finishAsked } from "../../briefs/answer.ts";
import { listAsked, readAsked } from "../../briefs/asked.ts";
import { deleteBrief, saveBrief, turnBrief } from "../../briefs/change.ts";
import { answerOffer } from "../../briefs/offer.ts";
import { beginPost } from "../../briefs/posts.ts";
import { briefPeople, listBriefs, readBrief } from "../../briefs/views.ts";
import type { Handlers } from "../call.ts";

export const briefRoutes: Pick<Handlers, keyof typeof briefs> = {
  listBriefs: ({ services, caller, query }) => listBriefs(services.db, caller.workspaceId, query),
  briefPeople: ({ services, caller }) => briefPeople(services.db, caller.workspaceId),
  getBrief: ({ services, caller, params }) => readBrief(services.db, caller.workspaceId, params.id),
  saveBrief: ({ services, caller, params, body }) => saveBrief(services, who(caller), params.id, body),
  turnBrief: ({ services, caller, params, body }) => turnBrief(services, who(caller), params.id, body),
  deleteBrief: async ({ services, caller, params, query }) => {
    await deleteBrief(services, who(caller), params.id, query.revision);
    return { ok: true };
  },
  answerOffer: ({ services, caller, params, body }) => answerOffer(services, who(caller), params, body),
  promoteOffer: ({ services, caller, params }) =>
    beginPost(services, caller, params.id, { member: params.member, own: false }),
  listAsked: ({ services, caller, query }) => listAsked(services.db, caller, query),
  getAsked: ({ services, caller, params }) => readAsked(services.db, caller, params.id),
  answerAsked: ({ services, caller, params, body }) => answerAsked(services, who(caller), params.id, body),
  endAsked: ({ services, caller, params, body }) => endAsked(services, who(caller), params.id, body),
  finishAsked: ({ services, caller, params, body }) =>
    finishAsked(services, { ...who(caller), role: caller.role }, params.id, body),
  promoteAsked: ({ services, caller, params }) =>
    beginPost(services, caller, params.id, { member: caller.memberId, own: true }),
};

/** A deed is written down with these two and no more of the caller. */
const who = ({ workspaceId, memberId }: { workspaceId: string; memberId: string }) => ({ workspaceId, memberId });

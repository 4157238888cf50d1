import { facing } from "../pictures.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { readTraceRule, saveTraceRule } from "../../why/rule.ts";
import { searchWhy } from "../../why/search.ts";
import { getWhy } from "../../why/view.ts";

export const whyRoutes: Pick<Handlers, "searchWhy" | "why" | "readTraceRule" | "saveTraceRule"> = {
  searchWhy: async ({ services, caller, query }) => {
    const found = await searchWhy(services.db, caller.workspaceId, query);
    const { face, picture } = facing(services, caller);
    return {
      ...found,
      rows: found.rows.map((row) => ({ ...row, picture: picture(row.picture) })),
      people: found.people.map(face),
    };
  },

  why: async ({ services, caller, query }) => {
    const { workspaceId, memberId, role } = caller;
    const view = await getWhy(services, { ...query, workspaceId, caller: { memberId, editor: role !== "ambassador" } });
    const { face, picture } = facing(services, caller);
    return {
      ...view,
      picture: picture(view.picture),
      who: view.who && face(view.who),
      posts: view.posts.map((post) => ({ ...post, account: face(post.account) })),
      left: view.left.map((one) => ({ ...one, account: face(one.account) })),
    };
  },

  readTraceRule: ({ services, caller }) => readTraceRule(services.db, caller.workspaceId),
  saveTraceRule: ({ services, caller, body }) => saveTraceRule(services.db, actorOf(caller), body.days),
};

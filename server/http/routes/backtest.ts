import { backtest, whoseIs } from "../../backtest/backtest.ts";
import { tooMany } from "../../errors.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

export const backtestRoutes: Pick<Handlers, "backtest" | "backtestProgress"> = {
  backtest: async ({ services, caller, params, body, signal, takeAgainIn, backtests }) => {
    const seconds = takeAgainIn(`backtest ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    const view = await backtest(
      { ...services, backtests },
      { workspaceId: caller.workspaceId, memberId: caller.memberId, mapId: params.id, ...body },
      signal,
    );
    const { face } = facing(services, caller);
    return {
      ...view,
      people: view.people.map(face),
      posts: view.posts.map(face),
      against: view.against === null ? null : { ...view.against, rows: view.against.rows.map(face) },
    };
  },

  backtestProgress: ({ backtests, caller, query }) => {
    if (query.soon === true) backtests.warm();
    return Promise.resolve({ progress: backtests.progress(whoseIs(caller.workspaceId, caller.memberId)) });
  },
};

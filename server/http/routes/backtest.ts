import { backtest, whoseIs } from "../../backtest/backtest.ts";
import type { Reply } from "../../api.ts";
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
    return faced(view, facing(services, caller));
  },

  backtestProgress: ({ services, backtests, caller, query }) => {
    if (query.soon === true) backtests.warm();
    const going = backtests.progress(whoseIs(caller.workspaceId, caller.memberId));
    const first = going?.map === query.first ? (going?.first ?? null) : null;
    return Promise.resolve({
      progress: going === null ? null : { done: going.done, of: going.of },
      first: first === null ? null : faced(first, facing(services, caller)),
    });
  },
};

function faced(view: Reply<"backtest">, { face }: ReturnType<typeof facing>): Reply<"backtest"> {
  return {
    ...view,
    people: view.people.map(face),
    posts: view.posts.map(face),
    against: view.against === null ? null : { ...view.against, rows: view.against.rows.map(face) },
  };
}

import type { monday } from "../../api/monday.ts";
import { readMonday } from "../../monday/week.ts";
import type { Handlers } from "../call.ts";

export const mondayRoutes: Pick<Handlers, keyof typeof monday> = {
  monday: ({ services, caller, query }) => readMonday(services, caller.workspaceId, query.week === "next"),
};

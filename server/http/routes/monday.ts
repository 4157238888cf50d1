import type { monday } from "../../api/monday.ts";
import { tellWeek } from "../../monday/tell.ts";
import { readMonday } from "../../monday/week.ts";
import type { Handlers } from "../call.ts";

export const mondayRoutes: Pick<Handlers, keyof typeof monday> = {
  tellMonday: ({ services, caller, body }) => tellWeek(services, caller, body.week === "next"),
  monday: ({ services, caller, query }) => readMonday(services, caller.workspaceId, query.week === "next"),
};

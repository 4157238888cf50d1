import { answerApprovals, takeBackApprovals } from "../../approvals/answer.ts";
import { listEditors } from "../../approvals/may.ts";
import { listApprovals } from "../../approvals/views.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

type Names = "listApprovals" | "answerApprovals" | "takeBackApprovals" | "listEditors";

export const approvalRoutes: Pick<Handlers, Names> = {
  listApprovals: async ({ services, caller, query }) => {
    const page = await listApprovals(services, caller, query);
    const { item } = facing(services, caller);
    return { ...page, rows: page.rows.map((row) => ({ ...row, item: item(row.item) })) };
  },

  answerApprovals: ({ services, caller, body }) => answerApprovals(services, caller, body),

  takeBackApprovals: ({ services, caller, body }) => takeBackApprovals(services, caller, body.ids),

  listEditors: async ({ services, caller }) => ({ rows: await listEditors(services.db, caller.workspaceId) }),
};

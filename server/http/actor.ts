import type { Caller } from "./caller.ts";

/** What a deed needs to know of the caller, and no more. */
export const actorOf = ({ workspaceId, memberId }: Caller): { workspaceId: string; memberId: string } => ({
  workspaceId,
  memberId,
});

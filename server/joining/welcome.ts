import type { Body, Reply } from "../api.ts";
import type { Db } from "../ports.ts";

/** Keeps how far a person is on their first way through, on whichever device; null: done. */
export async function setWelcome(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  step: Body<"setWelcome">["step"],
): Promise<void> {
  await db
    .updateTable("member")
    .set({ welcome: step })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .execute();
}

/** The company's accounts that have a page on their network, which is public. */
export async function toFollow(db: Db, workspaceId: string): Promise<Reply<"readWelcome">["follow"]> {
  const rows = await db
    .selectFrom("account")
    .select(["network", "name", "url"])
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "is", null)
    .where("state", "=", "connected")
    .where("kind", "<>", "channel")
    .where("url", "is not", null)
    .orderBy("network")
    .orderBy("name")
    .limit(50)
    .execute();
  return rows.flatMap(({ url, ...row }) => (url === null ? [] : [{ ...row, url }]));
}

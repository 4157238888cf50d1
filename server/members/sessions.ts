import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db } from "../ports.ts";

type Whose = { workspaceId: string; memberId: string; userId: string; session: { id: string } };

/** Sessions that are told; whoever has more sees those that were used last. */
const most = 50;

/** Where one is signed in, the asking browser first. Nobody else is told, administrators neither. */
export async function listSessions(db: Db, whose: Whose): Promise<Reply<"listSessions">> {
  const rows = await db
    .selectFrom("auth_session")
    .select(["id", "userAgent as device", "createdAt as since", "updatedAt as seenAt"])
    .where("userId", "=", whose.userId)
    .where("workspaceId", "=", whose.workspaceId)
    .where("expiresAt", ">", (eb) => eb.fn<string>("now"))
    .orderBy("updatedAt", "desc")
    .limit(most)
    .execute();
  const told = rows.map((row) => ({ ...row, device: row.device ?? "", here: row.id === whose.session.id }));
  return { rows: told.toSorted((a, b) => Number(b.here) - Number(a.here)) };
}

/** Signs one device out, at once. 404 for a session of somebody else. */
export async function endSession(db: Db, whose: Whose, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("auth_session")
      .where("userId", "=", whose.userId)
      .where("workspaceId", "=", whose.workspaceId)
      .where("id", "=", id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound();
    await noteEnded(trx, whose, 1);
  });
}

/** Signs out everywhere but here. Gives how many were ended. */
export async function endOtherSessions(db: Db, whose: Whose): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("auth_session")
      .where("userId", "=", whose.userId)
      .where("workspaceId", "=", whose.workspaceId)
      .where("id", "<>", whose.session.id)
      .executeTakeFirst();
    const count = Number(numDeletedRows);
    if (count > 0) await noteEnded(trx, whose, count);
    return count;
  });
}

const noteEnded = (trx: Parameters<typeof record>[0], { workspaceId, memberId }: Whose, count: number) =>
  record(trx, {
    ...{ workspaceId, memberId },
    action: "member.sessions",
    subject: `member/${memberId}`,
    detail: { count },
  });

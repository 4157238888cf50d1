import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { record } from "../audit.ts";
import { askHeir } from "../accounts/handover/note.ts";
import { inWorkspace } from "../database/scope.ts";
import { invalid } from "../errors.ts";
import { closeForLeaver } from "../ledger/access.ts";
import { leave as endAccess } from "../members/change.ts";
import { lockMember, type Locked } from "../members/last.ts";
import { revokeEnded } from "../networks/grants/end.ts";
import type { GrantRow } from "../networks/grants/grant.ts";
import type { NetworkServices } from "../networks/services.ts";
import type { Trx } from "../ports.ts";
import { erase, eraseLate } from "./erase.ts";
import { keepMarks, markOf } from "./marks.ts";
import { pagesOf, releasePages } from "./pages.ts";
import { readPerson } from "./person.ts";
import { linksOf, type Link } from "./posts.ts";

export type Leaver = { workspaceId: string; memberId: string };
/** What was done, and what stays on the networks. ISO 8601 times. */
export type Left = {
  at: string;
  cancelled: number;
  /** Accesses: `given` where the network says that they are gone there; here they are gone in any case. */
  accesses: { network: string; given: boolean }[];
  /** When nothing of them was left here; null: within the next minute. */
  erasedAt: string | null;
  links: Link[];
};

/**
 * Somebody leaves for good: one who goes themselves, or whom an admin deletes (`by`). From the commit on nobody is signed in as them, nothing of
 * theirs passes the gate and no token is here; then each is given back to its network, and every trace is erased. `heir` takes on their drafts and the
 * company's accounts that their sign-in opened. What they published stays on the networks. Throws `last_admin`, 404, and 400 for an heir who is none.
 */
export async function leaveForGood(
  services: NetworkServices,
  leaver: Leaver,
  { by, heir }: { by: string; heir: string | null },
): Promise<Left> {
  const { workspaceId, memberId } = leaver;
  const mark = markOf(services.settings.masterKey, leaver);
  const gone = await services.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, workspaceId, memberId, true);
    if (heir !== null) await checkHeir(trx, leaver, heir);
    const links = await linksOf(trx, workspaceId, memberId);
    return { links, ...(await letGo(trx, leaver, { by, heir, mark, member })) };
  });
  const [accesses, erasedAt] = await Promise.all([
    Promise.all(gone.grants.map((grant) => giveBack(services, grant))),
    finish(services, workspaceId, mark),
  ]);
  const { at, cancelled, links } = gone;
  return { at, cancelled, accesses, erasedAt, links };
}

type Going = { by: string; heir: string | null; mark: Buffer; member: Locked };

/** The part of it that is one transaction, with the grants that end as they were, for `revokeEnded` after the commit. */
export async function letGo(
  trx: Trx,
  { workspaceId, memberId }: Leaver,
  { by, heir, mark, member }: Going,
): Promise<{ at: string; cancelled: number; grants: GrantRow[] }> {
  const actor = { workspaceId, memberId: by };
  await sql`
    insert into leaving (workspace_id, id, mark, member_id, accounts) select ${workspaceId}, ${randomUUID()}, ${mark}, ${memberId},
      coalesce(array_agg(id), '{}') from account where workspace_id = ${workspaceId} and member_id = ${memberId}
    on conflict (workspace_id, mark) do nothing`.execute(trx);
  const { rows } = await sql<{ at: string }>`
    update member set disabled_at = coalesce(disabled_at, clock_timestamp())
    where workspace_id = ${workspaceId} and id = ${memberId} returning now() as at`.execute(trx);
  await record(trx, { ...actor, action: "member.leave", subject: `member/${memberId}` });
  const { ended, cancelled } = await endAccess(trx, actor, member);
  const pages = await pagesOf(trx, workspaceId, memberId);
  const released = await releasePages(trx, actor, pages);
  if (heir !== null) {
    await passDrafts(trx, { workspaceId, memberId }, heir);
    for (const { id } of pages) await askHeir(trx, actor, { accountId: id, to: heir, company: true });
  }
  return { at: rows[0]!.at, cancelled, grants: [...ended, ...released] };
}

const giveBack = async (services: NetworkServices, grant: GrantRow) => ({
  network: grant.network,
  given: await revokeEnded(services, [grant]),
});

async function checkHeir(trx: Trx, { workspaceId, memberId }: Leaver, heir: string): Promise<void> {
  const found = await trx
    .selectFrom("member")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", heir)
    .where("id", "<>", memberId)
    .where("role", "in", ["admin", "manager"])
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (found === undefined) throw invalid([{ place: "body.heir", message: "is no manager or administrator here" }]);
}

async function passDrafts(trx: Trx, { workspaceId, memberId }: Leaver, heir: string): Promise<void> {
  await sql`
    update map set updated_by = case updated_by when ${memberId}::uuid then ${heir}::uuid else updated_by end,
      created_by = case created_by when ${memberId}::uuid then ${heir}::uuid else created_by end
    where workspace_id = ${workspaceId} and (created_by = ${memberId} or updated_by = ${memberId})`.execute(trx);
}

/** Erases what is left of somebody. Gives when that was; null where it did not come to it: the next round does it. */
async function finish(services: NetworkServices, workspaceId: string, mark: Buffer): Promise<string | null> {
  await keepMarks(services.settings.backupDir, [mark]).catch((err: unknown) =>
    services.log.error({ err }, "that somebody left could not be noted beside the backups; the next backup notes it"),
  );
  try {
    return await services.db.transaction().execute((trx) => eraseLeaver(trx, workspaceId, mark));
  } catch (err) {
    services.log.error({ err }, "what is left of somebody who leaves could not be erased; it is tried again");
    return null;
  }
}

/** In a transaction: the traces of one who left, and once no call of theirs is under way the last of it. */
export async function eraseLeaver(trx: Trx, workspaceId: string, mark: Buffer): Promise<string | null> {
  const { rows } = await sql<{ id: string; memberId: string | null; accounts: string[]; erasedAt: string | null }>`
    select id, member_id as "memberId", accounts, erased_at as "erasedAt" from leaving
    where workspace_id = ${workspaceId} and mark = ${mark} and ended_at is null for update`.execute(trx);
  const [row] = rows;
  if (row === undefined) return null;
  const { id, memberId, accounts } = row;
  const sending = await closeForLeaver(trx, workspaceId, accounts);
  const person = memberId === null ? null : await readPerson(trx, { workspaceId, memberId }, id);
  if (person !== null) await erase(trx, person, id);
  else await eraseLate(trx, workspaceId, accounts);
  const { rows: noted } = await sql<{ at: string }>`
    update leaving set erased_at = coalesce(erased_at, clock_timestamp()), member_id = null,
      ended_at = case when ${sending} = 0 then clock_timestamp() end, accounts = case when ${sending} = 0 then '{}' else accounts end
    where workspace_id = ${workspaceId} and id = ${id} returning erased_at as at`.execute(trx);
  return noted[0]!.at;
}

/**
 * A backup from before somebody left was put back: they leave again, in the transaction of the restore. `marks`: who left, as is noted beside backups, and
 * what the backup knows itself. Nothing is given back to networks: it was when they left. Gives how many.
 */
export async function leaveAgain(trx: Trx, masterKey: Buffer, marks: ReadonlySet<string>): Promise<number> {
  const { rows: members } = await sql<Locked & { workspaceId: string }>`
    select workspace_id as "workspaceId", id, user_id, role, disabled_at from member order by workspace_id, id`.execute(
    trx,
  );
  let gone = 0;
  for (const { workspaceId, ...member } of members) {
    const leaver = { workspaceId, memberId: member.id };
    const mark = markOf(masterKey, leaver);
    if (!marks.has(mark.toString("hex"))) continue;
    await letGo(trx, leaver, { by: member.id, heir: null, mark, member });
    await eraseLeaver(trx, workspaceId, mark);
    gone += 1;
  }
  return gone;
}

/** Leavings that one round goes on with. */
const most = 50;

/** Goes on where a process stopped in between, and with those whose last call was still under way. Gives how many. */
export async function finishLeavings(services: NetworkServices): Promise<number> {
  const { rows } = await sql<{ workspace_id: string; mark: Buffer }>`
    select workspace_id, mark from leaving where ended_at is null order by left_at limit ${most}`.execute(services.db);
  for (const { workspace_id: workspaceId, mark } of rows)
    await inWorkspace(workspaceId, () =>
      services.db.transaction().execute((trx) => eraseLeaver(trx, workspaceId, mark)),
    );
  return rows.length;
}

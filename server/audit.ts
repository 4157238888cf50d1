import { sql } from "kysely";
import type { Reply } from "./api.ts";
import { cutRows, type Paging, readNumber } from "./database/paging.ts";
import type { Db, Trx } from "./ports.ts";

/** Who does something. `memberId` is null for the engine itself. */
export type Actor = { workspaceId: string; memberId: string | null };

/** `action` is `<noun>.<verb>`, e.g. `map.publish`; `subject` is `<noun>/<id>`. `detail` holds no secrets. */
export type Deed = Actor & {
  action: string;
  subject: string;
  detail?: Record<string, unknown>;
};

/** Writes one line of who did what; inside the transaction of the deed, so that neither exists without the other. */
export async function record(trx: Trx | Db, deed: Deed): Promise<void> {
  await trx
    .insertInto("audit")
    .values({
      workspace_id: deed.workspaceId,
      member_id: deed.memberId,
      action: deed.action,
      subject: deed.subject,
      detail: JSON.stringify(deed.detail ?? {}),
    })
    .execute();
}

/** The workspace's deeds, newest first, with the doer's name. */
export async function listAudit(db: Db, workspaceId: string, paging: Paging): Promise<Reply<"listAudit">> {
  const before = readNumber(paging.before);
  const found = await db
    .selectFrom("audit as a")
    .leftJoin("member as m", (join) =>
      join.onRef("m.workspace_id", "=", "a.workspace_id").onRef("m.id", "=", "a.member_id"),
    )
    .select(["a.id", "a.at", "a.action", "a.subject", "m.name as by"])
    .select(sql<Record<string, unknown>>`a.detail`.as("detail"))
    .where("a.workspace_id", "=", workspaceId)
    .$if(before !== null, (query) => query.where("a.id", "<", before))
    .orderBy("a.id", "desc")
    .limit(paging.limit + 1)
    .execute();
  const names = await namesOf(
    db,
    workspaceId,
    found.map(({ subject }) => subject),
  );
  const rows = found.map((row) => ({ ...row, name: names.get(row.subject) ?? "" }));
  return cutRows(rows, paging.limit, (row) => String(row.id));
}

/** How people call what deeds were done to, by subject: a page's worth, each kind at once. What names itself (a secret, a network) is its own name. */
async function namesOf(db: Db, workspaceId: string, subjects: readonly string[]): Promise<Map<string, string>> {
  const by = Map.groupBy(new Set(subjects), (subject) => subject.split("/", 1)[0] ?? "");
  const idsOf = (noun: string): string[] => (by.get(noun) ?? []).map((subject) => subject.slice(noun.length + 1));
  const { rows } = await sql<{ subject: string; name: string }>`
    select 'map/' || id as subject, name from map where workspace_id = ${workspaceId} and id = any(${idsOf("map")}::uuid[])
    union all select 'folder/' || id, name from map_folder where workspace_id = ${workspaceId} and id = any(${idsOf("folder")}::uuid[])
    union all select 'member/' || id, name from member where workspace_id = ${workspaceId} and id = any(${idsOf("member")}::uuid[])
    union all select 'account/' || id, name from account where workspace_id = ${workspaceId} and id = any(${idsOf("account")}::uuid[])
    union all select 'topic/' || id, name from topic where workspace_id = ${workspaceId} and id = any(${idsOf("topic")}::uuid[])
    union all select 'entry/' || id, title from entry where workspace_id = ${workspaceId} and id = any(${idsOf("entry")}::uuid[]) and owner_id is null
    union all select 'team/' || id, name from team where workspace_id = ${workspaceId} and id = any(${idsOf("team")}::uuid[])
    union all select 'delivery/' || id, item_title from delivery
      where workspace_id = ${workspaceId} and id = any(${idsOf("delivery").filter((id) => /^\d{1,18}$/u.test(id))}::bigint[])`.execute(
    db,
  );
  const own = ["secret", "network"].flatMap((noun) =>
    (by.get(noun) ?? []).map((subject) => [subject, subject.slice(noun.length + 1)] as const),
  );
  return new Map([...own, ...rows.map(({ subject, name }) => [subject, name] as const)]);
}

import { sql } from "kysely";
import type { AccountKind } from "#engine/card.ts";
import type { Result } from "#engine/run.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { readLimits } from "../networks/access.ts";
import type { Db } from "../ports.ts";

type View = Reply<"preview">["accounts"];

/** Accounts that are told of, and reasons of one, at most. */
const mostAccounts = 2000;
const mostReasons = 8;

/** The accounts that a rehearsal reached or left out: what each would get, and why not more. */
export async function reachedBy(
  db: Db,
  workspaceId: string,
  { wanted, drops }: Pick<Result, "wanted" | "drops">,
  goes: Result["wanted"],
): Promise<View> {
  const counts = new Map<string, number>();
  for (const { account } of goes) counts.set(account.id, (counts.get(account.id) ?? 0) + 1);
  const left = new Map<string, Map<string, View[number]["left"][number]>>();
  for (const { account, code, reason, item } of drops) {
    if (account === null) continue;
    const own = left.get(account.id) ?? new Map<string, View[number]["left"][number]>();
    left.set(account.id, own);
    const known = own.get(code);
    if (known === undefined) own.set(code, { code, reason: asText(reason), count: 1, title: item.title });
    else known.count += 1;
  }
  const ids = [...new Set([...wanted.map(({ account }) => account.id), ...left.keys()])].slice(0, mostAccounts);
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select a.id, a.ref, a.name, a.handle, a.network, a.avatar, a.kind, a.limits, a.zone, a.quiet_from as "quietFrom", a.quiet_to as "quietTo",
      a.daily_cap as "dailyCap", a.spacing_s as spacing, consent.mode, a.member_id as "memberId", m.name as "memberName"
    from account a left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
    cross join lateral ledger_consent(a.workspace_id, a.id, '', now()) consent
    where a.workspace_id = ${workspaceId} and a.id = any(${ids}::uuid[])
    order by a.member_id is not null, lower(coalesce(m.name, a.name)), a.name, a.ref`.execute(db);
  return rows.map(({ id, limits, spacing, memberId, memberName, ...row }) => ({
    ...row,
    limits: readLimits(limits),
    spacingMinutes: Math.round(spacing / 60),
    member: memberId === null ? null : { id: memberId, name: memberName ?? row.name },
    goes: counts.get(id) ?? 0,
    left: [...(left.get(id)?.values() ?? [])].toSorted((a, b) => b.count - a.count).slice(0, mostReasons),
  }));
}

type Row = Omit<View[number], "limits" | "spacingMinutes" | "member" | "goes" | "left" | "kind"> & {
  id: string;
  kind: AccountKind;
  limits: unknown;
  spacing: number;
  memberId: string | null;
  memberName: string | null;
};

const asText = ({ en, fr }: Text): Text => ({ en, fr });

import { type RawBuilder, sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { reasonText } from "#engine/reasons.ts";
import { usualStoryRule } from "#engine/story.ts";
import { spreadMinutes } from "#engine/window.ts";
import type { Db, Trx } from "../ports.ts";
import type { ScheduleInput, Unscheduled, Wanted } from "./wanted.ts";
import { know, loadKnown, sift } from "./sift.ts";
import type { Story } from "./story.ts";

/**
 * What each delivery of a run begins as: which of what is wanted becomes one, whether it may go or is held and why, and when it is due. One code
 * for runs, which write it down (schedule.ts), and for previews, which show it. Reads only.
 */

export type Account = {
  id: string;
  person: string;
  /** The newest item there was when it came; null: it was always there. */
  floor: number | null;
  holds: Map<string, string | null>;
  /** A yes to the charter is missing. */
  charter?: boolean;
};
/** `from`: of what goes out once more, when it may at the earliest. */
export type Beginning = {
  wanted: Wanted;
  story: Story;
  state: "held" | "ready";
  code: string | null;
  dueAt: number;
  from?: number;
  /** Who wrote it and decides for the account: it needs no other yes. */
  yes?: string;
};
export type Begun = { rows: Beginning[]; drops: Unscheduled[]; accounts: Map<string, Account>; ids: string[] };

/**
 * `lock`: a run holds the accounts against being deleted until the deliveries are there. `earlier`: what would have begun before, and is not
 * written: accounts have it already.
 */
export async function beginningsOf(
  db: Db | Trx,
  input: Omit<ScheduleInput, "version" | "runId" | "mapId">,
  { lock = sql``, earlier = [] }: { lock?: RawBuilder<unknown>; earlier?: readonly Beginning[] } = {},
): Promise<Begun> {
  const ids = [...new Set(input.wanted.map(({ accountId }) => accountId))].toSorted();
  const accounts = await loadAccounts(db, input, ids, lock);
  const rule = input.stories ?? usualStoryRule;
  const known = await loadKnown(db, { ...input, rule, accounts: new Set(accounts.keys()) }, input.wanted);
  const at = Date.parse(input.now);
  for (const { wanted, story, from = at } of earlier) know(known, wanted, story, { at, from });
  const isOld = ({ accountId, itemSeq }: Wanted): boolean =>
    input.older !== true &&
    input.occasion === undefined &&
    (itemSeq ?? Infinity) <= (accounts.get(accountId)?.floor ?? -1);
  const isOver = ({ timed }: Wanted): boolean => timed !== undefined && timed.until <= at;
  const late = input.wanted.filter(isOver);
  const early = late.length === 0 ? input.wanted : input.wanted.filter((one) => !isOver(one));
  const [old, fresh] = [early.filter(isOld), early.filter((one) => !isOld(one))];
  const sifted = sift(fresh, known, {
    rule,
    overruled: input.occasion !== undefined,
    now: () => at,
    hours: input.limits.hours,
  });
  const rows = sifted.kept.map((one): Beginning => ({ ...one, state: "ready", code: null, dueAt: 0 }));
  place(rows, accounts, input);
  const refused = (wanted: Wanted, code: "before" | "over") => ({ wanted, code, reason: reasonText(code)! });
  const before = [...old.map((one) => refused(one, "before")), ...late.map((one) => refused(one, "over"))];
  return { rows, drops: [...sifted.drops, ...before], accounts, ids };
}

/** The accounts, and what each lets wait of a topic. A run holds them (`lock`) against being deleted until the deliveries are there. */
export async function loadAccounts(
  db: Db | Trx,
  input: Pick<ScheduleInput, "workspaceId" | "now"> & { wanted: readonly Pick<Wanted, "topic">[] },
  ids: string[],
  lock: RawBuilder<unknown> = sql``,
): Promise<Map<string, Account>> {
  const topics = [...new Set(input.wanted.map(({ topic }) => clean(topic)))];
  const { rows } = await sql<Omit<Account, "holds"> & { holds: Record<string, string | null> }>`
    select a.id, coalesce(a.member_id, a.id) as person, a.floor_seq as floor, charter, (
      select jsonb_object_agg(t.topic, ledger_hold(a.state, c.mode, false, false, charter)) from unnest(${topics}::text[]) as t(topic)
      cross join lateral ledger_consent(a.workspace_id, a.id, t.topic, ${input.now}::timestamptz) c) as holds
    from account a cross join lateral ledger_charter(a.workspace_id, a.member_id) charter
    where a.workspace_id = ${input.workspaceId} and a.id = any(${ids}) and a.state <> 'disconnected'
    order by a.id ${lock}`.execute(db);
  return new Map(rows.map(({ holds, ...row }) => [row.id, { ...row, holds: new Map(Object.entries(holds)) }]));
}

/** Decides what each begins as, and when it is due: colleagues do not post one item in the same minute. A preview asks it, too. */
export function place(
  rows: Pick<Beginning, "wanted" | "state" | "code" | "dueAt" | "from" | "yes">[],
  accounts: Map<string, Account>,
  input: Pick<ScheduleInput, "now" | "limits">,
): void {
  const now = Date.parse(input.now);
  const byItem = Map.groupBy(rows, ({ wanted }) => wanted.itemKey);
  let turn = 0;
  for (const item of byItem.values()) {
    // What somebody wrote has distances of its own, and none where it names the account.
    for (const [spread, group] of Map.groupBy(item, ({ wanted }) => wanted.timed?.spread ?? input.limits.spread)) {
      const people = group.map(({ wanted }) => accounts.get(wanted.accountId)?.person ?? wanted.accountId);
      const minutes = spreadMinutes(people, turn, spread);
      for (const [index, row] of group.entries()) {
        const start = Math.max(now, row.wanted.timed?.from ?? now);
        row.dueAt = Math.max(start + (minutes[index] ?? 0) * 60_000, row.from ?? now);
      }
    }
    turn += 1;
  }
  for (const [index, row] of rows.entries()) {
    const { pass, accountId, topic } = row.wanted;
    // Who is not asked cannot choose, and passes on.
    const hold = accounts.get(accountId)?.holds.get(clean(topic));
    if (pass?.other != null && row.wanted.machine === undefined && (hold === null || hold === "charter"))
      row.wanted = { ...row.wanted, post: pass.other, ruled: null, forbidden: null, missing: null };
    const account = accounts.get(accountId);
    row.code = holdOf(row.wanted, account, index >= input.limits.perRun);
    const { yes = null } = row.wanted.timed ?? {};
    if (yes !== null && row.wanted.machine === undefined) {
      row.yes = yes;
      // As ledger_hold has it, with their yes.
      if (row.code === "consent") row.code = account?.charter === true ? "charter" : ruledOut(row.wanted);
    }
    if (row.code !== null) row.state = "held";
  }
}

function holdOf(wanted: Wanted, account: Account | undefined, overflow: boolean): string | null {
  if (wanted.review === true) return "review";
  if (overflow) return "overflow";
  if (wanted.missing?.waits != null) return "picture";
  if (wanted.pass?.leadAccount != null) return "lead";
  const hold = account?.holds.get(clean(wanted.topic)) ?? null;
  // As ledger_hold has it: nobody has said yes yet.
  if ((hold === null || hold === "charter") && wanted.machine !== undefined) return "consent";
  return hold ?? ruledOut(wanted);
}

const ruledOut = ({ forbidden }: Wanted): string | null => (forbidden ? "rule" : null);

import { sql } from "kysely";
import { turnsOf } from "#engine/pacing.ts";
import { entryKey } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import { lanesOf } from "../ledger/forecast.ts";
import type { Db } from "../ports.ts";
import type { Who } from "./may.ts";
import type { Row } from "./row.ts";

type Fits = Reply<"entryFits">["fits"];
type Account = { id: string; name: string; network: string };

/** A post that leaves so soon after its time, milliseconds, leaves at it. */
const soon = 60_000;

/** Of an entry the accounts that it names. */
export async function accountsOf(db: Db, { workspaceId }: Who, id: string): Promise<Account[]> {
  const { rows } = await sql<Account>`select a.id, a.name, a.network from entry_account x
    join account a on a.workspace_id = x.workspace_id and a.id = x.account_id and a.state <> 'disconnected'
    where x.workspace_id = ${workspaceId} and x.entry_id = ${id} order by a.network, a.name, a.id`.execute(db);
  return rows;
}

/**
 * Of the accounts that an entry names those that would not leave at a time (milliseconds), with when they would and why: by their owners' hours and
 * shares, after all that is in the ledger and planned before. A forecast; the gate decides.
 */
export async function fitsOf(
  db: Db,
  who: Who,
  row: Pick<Row, "id" | "round">,
  at: number,
  accounts?: readonly Account[],
): Promise<Fits> {
  const named = accounts ?? (await accountsOf(db, who, row.id));
  const turns = await turnsAt(db, who, row, named, at);
  return named.flatMap(({ id: account, name, network }) => {
    const turn = turns.get(account);
    if (turn === undefined || turn.at - at < soon) return [];
    return [{ account, name, network, at: new Date(turn.at).toISOString(), why: turn.why }];
  });
}

async function turnsAt(
  db: Db,
  { workspaceId }: Who,
  { id, round }: Pick<Row, "id" | "round">,
  accounts: readonly Account[],
  at: number,
) {
  const ids = accounts.map((one) => one.id);
  const now = Date.now();
  const lanes = await lanesOf(db, workspaceId, ids, now);
  // Of this one what is in the ledger moves along; other entries that have not entered come first where they are planned first.
  const own = await sql<{
    account: string;
    due: number;
  }>`select account_id as account, (extract(epoch from due_at) * 1000)::float8 as due from delivery
    where workspace_id = ${workspaceId} and item_key = ${entryKey(id, round)} and state in ('ready','retry_wait')`.execute(
    db,
  );
  const others = await sql<{ account: string; at: number }>`
    select x.account_id as account, (extract(epoch from e.at) * 1000)::float8 as at from entry_account x
      join entry e on e.workspace_id = x.workspace_id and e.id = x.entry_id and e.state = 'planned'
    where x.workspace_id = ${workspaceId} and x.account_id = any(${ids}::uuid[]) and e.id <> ${id}
      and e.at > now() and e.at <= ${new Date(at).toISOString()}::timestamptz`.execute(db);
  return new Map(
    ids.flatMap((account) => {
      const lane = lanes.get(account);
      if (lane === undefined) return [];
      const mine = own.rows.filter((one) => one.account === account).map(({ due }) => Math.max(due, now));
      const queued = lane.queued.filter((due) => {
        const place = mine.indexOf(due);
        if (place >= 0) mine.splice(place, 1);
        return place < 0 && due <= at;
      });
      const ahead = others.rows.filter((one) => one.account === account).map((one) => one.at);
      const before = [...queued, ...ahead].toSorted((a, b) => a - b);
      return [[account, turnsOf([...before, at], lane.pace, lane.past).at(-1)!] as const];
    }),
  );
}

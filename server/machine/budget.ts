import { sql } from "kysely";
import type { Db } from "../ports.ts";
import { MachineError } from "./error.ts";
import type { MachineSettings } from "./settings.ts";

export type Tokens = { in: number; out: number };
/** `none`: it surely cost nothing. null: nobody knows, so that the most stays put down. */
export type Settle = (used: Tokens | "none" | null) => Promise<void>;

/** Days and months are of UTC, as bills are. */
const today = sql`(now() at time zone 'utc')::date`;
const thisMonth = sql`date_trunc('month', now() at time zone 'utc')::date`;

/** Millionths of a dollar, up to the next whole one. */
const costOf = (
  { priceIn, priceOut }: Pick<MachineSettings, "priceIn" | "priceOut">,
  { in: read, out: said }: Tokens,
) => Math.ceil((read * priceIn + said * priceOut) / 1_000_000);

/**
 * Sets aside one call and what it may cost at most, before it is made, exact among processes; what it did not cost is given back after it. A
 * process that dies between the two has spent too much on paper, never too little. Throws MachineError where the day's calls or the month's money
 * are used up; `anyway`: an admin tries it out, which counts and is not refused.
 */
export async function setAside(
  db: Db,
  workspaceId: string,
  most: Tokens,
  { anyway = false }: { anyway?: boolean } = {},
): Promise<Settle> {
  const { day, cost, prices } = await db.transaction().execute(async (trx) => {
    const limits = await trx
      .selectFrom("machine_setting")
      .select(["calls_per_day as callsPerDay", "per_month as perMonth", "price_in as priceIn", "price_out as priceOut"])
      .where("workspace_id", "=", workspaceId)
      // Of several that ask at once each sees what the one before put down.
      .forUpdate()
      .executeTakeFirst();
    if (limits === undefined) throw new MachineError("off");
    const { rows } = await sql<{ day: string; calls: number; spent: number }>`
      select ${today}::text as day, coalesce(sum(calls) filter (where day = ${today}), 0)::int as calls, coalesce(sum(spent), 0)::bigint as spent
      from machine_day where workspace_id = ${workspaceId} and day >= ${thisMonth}`.execute(trx);
    const { day, calls, spent } = rows[0]!;
    const cost = costOf(limits, most);
    if (!anyway && calls >= limits.callsPerDay) throw new MachineError("calls_spent", String(limits.callsPerDay));
    if (!anyway && limits.perMonth !== null && spent + cost > limits.perMonth)
      throw new MachineError("money_spent", (limits.perMonth / 1_000_000).toFixed(2));
    await sql`insert into machine_day as d (workspace_id, day, calls, spent) values (${workspaceId}, ${day}::date, 1, ${cost}::bigint)
      on conflict (workspace_id, day) do update set calls = d.calls + 1, spent = d.spent + excluded.spent`.execute(trx);
    return { day, cost, prices: limits };
  });
  return async (used) => {
    if (used === null) return;
    const tokens = used === "none" ? { in: 0, out: 0 } : used;
    await sql`update machine_day set tokens_in = tokens_in + ${tokens.in}::bigint, tokens_out = tokens_out + ${tokens.out}::bigint,
        spent = greatest(0, spent + ${costOf(prices, tokens) - cost}::bigint)
      where workspace_id = ${workspaceId} and day = ${day}::date`.execute(db);
  };
}

/** What was asked today, and what it cost this month. */
export async function machineUse(
  db: Db,
  workspaceId: string,
): Promise<{ calls: number; spent: number; tokensIn: number; tokensOut: number }> {
  const { rows } = await sql<{ calls: number; spent: number; tokensIn: number; tokensOut: number }>`
    select coalesce(sum(calls) filter (where day = ${today}), 0)::int as calls, coalesce(sum(spent), 0)::bigint as spent,
      coalesce(sum(tokens_in), 0)::bigint as "tokensIn", coalesce(sum(tokens_out), 0)::bigint as "tokensOut"
    from machine_day where workspace_id = ${workspaceId} and day >= ${thisMonth}`.execute(db);
  return rows[0]!;
}

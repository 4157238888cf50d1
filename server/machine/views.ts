import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { machineUse } from "./budget.ts";
import { MachineError } from "./error.ts";

/** Money stands in the database in millionths. */
export const million = 1_000_000;

/** Where the machine is, what was asked of it, and what stopped it last. */
export async function readMachine(db: Db, workspaceId: string): Promise<Reply<"readMachine">> {
  const row = await db
    .selectFrom("machine_setting")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  const use = await machineUse(db, workspaceId);
  const settings =
    row === undefined
      ? null
      : {
          address: row.address,
          model: row.model,
          secret: row.secret,
          callsPerDay: row.calls_per_day,
          perMonth: row.per_month === null ? null : row.per_month / million,
          priceIn: row.price_in / million,
          priceOut: row.price_out / million,
        };
  // A limit that was reached is one that day, or that month; no call has to fail for it to be seen.
  const spent =
    row === undefined
      ? null
      : use.calls >= row.calls_per_day
        ? new MachineError("calls_spent", String(row.calls_per_day)).text
        : row.per_month !== null && row.per_month > 0 && use.spent >= row.per_month
          ? new MachineError("money_spent", (row.per_month / million).toFixed(2)).text
          : null;
  return {
    settings,
    use: { calls: use.calls, spent: use.spent / million, tokensIn: use.tokensIn, tokensOut: use.tokensOut },
    spent,
    trouble:
      row === undefined || row.trouble === null || row.trouble_at === null
        ? null
        : { at: row.trouble_at, why: row.trouble as { en: string; fr: string } },
    goodAt: row?.good_at ?? null,
  };
}

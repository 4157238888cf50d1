import { type RawBuilder, sql } from "kysely";

/**
 * How a delivery that has not been sent, or not all of it, ends when it is taken back: as `state` for this reason; but what is partly out
 * stays published, and the reason says that the rest was not sent. Columns to set, of a row that waits.
 */
export const endsAs = (state: "cancelled" | "expired", code: string | RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`state = case when part = 0 then ${state} else 'published' end,
    reason_code = case when part = 0 then '' else 'rest_' end || ${code}, reason = null`;

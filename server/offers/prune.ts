import { type RawBuilder, sql } from "kysely";

/** Days that an offer stays whose time is over: whoever has it open is told that it ended, and not that it never was. */
const keptDays = 30;

/** Offers that ended long ago; what belongs to them goes with them. */
export const oldOffers = (limit: number): RawBuilder<unknown> => sql`
  delete from offer where (workspace_id, id) in (
    select workspace_id, id from offer where expires_at < now() - make_interval(days => ${keptDays}::int) order by expires_at limit ${limit})`;

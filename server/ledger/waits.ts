import { sql } from "kysely";

/** What waits for its owner: for a yes, or for other words because a rule forbids these. Of a delivery; `alias` with its dot. */
export const waitsForOwner = (alias: "" | "d." = "") =>
  sql<boolean>`${sql.raw(alias)}state = 'held' and ${sql.raw(alias)}reason_code in ('consent','rule')`;

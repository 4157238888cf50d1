import { type RawBuilder, sql } from "kysely";

/** Whether a delivery (by its alias) that was published has been deleted since, by its owner's tap or hand: nobody is led to it, and nothing passes it on. */
export const takenBack = (delivery = "d"): RawBuilder<boolean> =>
  sql<boolean>`coalesce(${sql.ref(`${delivery}.removal`)} in ('gone','hand'), false)`;

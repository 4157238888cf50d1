import type { DB } from "../database/db.gen.ts";

/** What a column holds of a person: themselves, their sign-in, their mail address, an account of theirs, a post of such an account. */
export type Holds = "member" | "user" | "address" | "account" | "delivery";

/**
 * What leaving does to the rows: they go (`delete`); the column is emptied (`forget`); it names the opaque id from then on (`rename`); the row stays as
 * a number, and `set` takes everything from it that tells of somebody (`strip`); or nothing in it tells of anybody (`keep`, and why).
 */
export type Trace = {
  table: keyof DB;
  column: string;
  holds: Holds;
  /** The rows are the person's own: they get them with everything that is stored about them. */
  own?: true;
  /** Whose deed a row is, in SQL; null: nobody's. Of an account that was handed over, what its former owner chose and answered is theirs, and no heir's. */
  by?: string;
} & (
  | { leaving: "delete" | "forget" | "rename" }
  | { leaving: "strip"; set: string }
  | { leaving: "keep"; why: string }
);

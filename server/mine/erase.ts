import { type RawBuilder, sql } from "kysely";
import type { Trx } from "../ports.ts";
import type { Person } from "./person.ts";
import { scrub } from "./scrub.ts";
import type { Trace } from "./trace.ts";
import { traces } from "./traces.ts";

/** Tables that belong to no workspace: rows are found by what they hold alone. */
const shared = new Set<string>(["backup", "auth_user", "auth_session", "auth_credential", "auth_verification"]);

/**
 * Takes every trace of somebody out of a workspace: words about them first, while the rows that are theirs still say which; then the list, in its order.
 * `opaque` stands in deeds and receipts from then on, and nothing that is left leads from it to them. May be done again.
 */
export async function erase(trx: Trx, person: Person, opaque: string): Promise<void> {
  await scrub(trx, person);
  for (const trace of traces) if (!isElsewhere(trace, person)) await eraseOne(trx, trace, person, opaque);
}

/** Answers to calls that were under way when somebody left came in since: they go the same way. */
export async function eraseLate(trx: Trx, workspaceId: string, accounts: readonly string[]): Promise<void> {
  const nobody = {
    workspaceId,
    memberId: "",
    userId: "",
    email: "",
    accounts: [...accounts],
    elsewhere: true,
    words: [],
  };
  for (const trace of traces)
    if (trace.holds === "delivery" || (trace.holds === "account" && trace.table !== "consent"))
      await eraseOne(trx, trace, nobody, "");
}

/** Who is in another workspace too signs in there as before. */
const isElsewhere = ({ holds, table }: Trace, person: Person): boolean =>
  person.elsewhere && shared.has(table) && holds !== "member";

async function eraseOne(trx: Trx, trace: Trace, person: Person, opaque: string): Promise<void> {
  const { table, column } = trace;
  if (trace.leaving === "keep") return;
  const change = changeOf(trace, opaque);
  const of = shared.has(table)
    ? sql`true`
    : sql`${sql.ref(table === "workspace" ? "id" : "workspace_id")} = ${person.workspaceId}`;
  const where = sql`where ${of} and ${holds(trace, person)}`;
  await (
    change === null
      ? sql`delete from ${sql.table(table)} ${where}`
      : sql`update ${sql.table(table)} set ${change(sql.ref(column))} ${where}`
  ).execute(trx);
}

/** What an update sets; null: the rows go. */
function changeOf(trace: Trace, opaque: string): ((column: RawBuilder<unknown>) => RawBuilder<unknown>) | null {
  switch (trace.leaving) {
    case "forget":
      return (column) => sql`${column} = null`;
    case "rename":
      return (column) => sql`${column} = ${opaque}::uuid`;
    case "strip":
      return () => sql.raw(trace.set);
    default:
      return null;
  }
}

/** Which rows of a table a trace means. */
export function holds(
  { table, column, holds: what }: Pick<Trace, "table" | "column" | "holds">,
  person: Person,
): RawBuilder<unknown> {
  const at = sql.ref(column);
  switch (what) {
    case "member":
      return sql`${at} = ${person.memberId}::uuid`;
    case "user":
      return sql`${at} = ${person.userId}`;
    case "account":
      return sql`${at} = any(${person.accounts}::uuid[])`;
    case "delivery":
      return sql`${at} in (select id from delivery where workspace_id = ${person.workspaceId} and account_id = any(${person.accounts}::uuid[]))`;
    case "address":
      // JSON that has the address among others.
      return table === "auth_verification"
        ? sql`position(lower(${JSON.stringify(person.email)}) in lower(${at})) > 0`
        : sql`lower(${at}) = ${person.email}`;
  }
}

import { type RawBuilder, sql } from "kysely";
import { conversionColumns, type ConversionKind, conversionKinds } from "#engine/conversion.ts";
import type { Services } from "../ports.ts";
import { addConversions } from "../results/count.ts";

/** `told`: what it counts once by; `code`: of the short link that it came by, where that is known; `at` milliseconds since the epoch. */
export type Told = { told: string; kind: ConversionKind; code: string | null; at: number };
/** `counted` now, `known` before (a repetition), `linked` of the counted to a post. */
export type Counted = { counted: number; known: number; linked: number };

/** Counts conversions, each once, on the day on which it happened, with the post that it came of where that can be told. */
export async function countConversions(
  { db }: Pick<Services, "db">,
  { workspaceId, keyId }: { workspaceId: string; keyId: string | null },
  told: readonly Told[],
): Promise<Counted> {
  // In one order, so that two that tell the same never wait for each other in a circle.
  const rows = [...new Map(told.map((one) => [one.told, one])).values()].toSorted((a, b) => (a.told < b.told ? -1 : 1));
  const { rows: done } = await sql<{ n: number; linked: number }>`
    with c as (
      select c.*, s.delivery_id, (c.at at time zone w.zone)::date as day
      from unnest(${rows.map((row) => row.told)}::text[], ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ code }) => code)}::text[],
        ${rows.map(({ at }) => new Date(at).toISOString())}::timestamptz[]) as c(told, kind, code, at)
      join workspace w on w.id = ${workspaceId}
      left join short_link s on s.workspace_id = ${workspaceId} and s.code = c.code order by c.told),
    fresh as (
      insert into conversion (workspace_id, told, kind, delivery_id, day)
      select ${workspaceId}::uuid, told, kind, delivery_id, day from c
      on conflict do nothing returning delivery_id, day, kind),
    used as (
      update conversion_key set used_at = now() where workspace_id = ${workspaceId} and id = ${keyId}::uuid),
    found as (select delivery_id, day, ${sumOf} from fresh where delivery_id is not null group by 1, 2),
    ${addConversions(sql`found`, workspaceId)}
    select count(*)::int as n, count(delivery_id)::int as linked from fresh`.execute(db);
  const { n, linked } = done[0]!;
  return { counted: n, known: rows.length - n, linked };
}

const sumOf: RawBuilder<unknown> = sql.join(
  conversionKinds.map(
    (kind) => sql`(count(*) filter (where kind = ${sql.lit(kind)}))::int as ${sql.ref(conversionColumns[kind])}`,
  ),
);

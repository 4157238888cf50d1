import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Trace } from "#server/mine/trace.ts";
import { traces } from "#server/mine/traces.ts";
import { told } from "#server/mine/scrub.ts";
import type { Db } from "#server/ports.ts";
import type { TestMember } from "#test/support/session.ts";
import type { Things } from "#test/api/things.ts";

/** Somebody called by words that stand nowhere else. */
export const words = {
  name: "Zélindra Quatrefages-Okonkwo",
  email: "zelindra.quatrefages@lumen.example",
  handle: "zelindra_q77",
  remoteId: "rz77120934",
} as const;
const spoken = `by ${words.name} (${words.email}, @${words.handle}, ${words.remoteId})`;

/** The company's own words, or numbers and names of states: nothing of a person comes to stand there. */
const companys = new Set(
  `delivery.item_key delivery.item_title delivery.topic topic_day.topic facet_day.facet sum_day.kind sum_day.key sum_account.kind sum_account.key delivery.node_id delivery.network delivery.occasion delivery.reason_code delivery.ruled delivery.key
  drop.item_key drop.title drop.node_id drop.code attempt.outcome part.code consent.topic audit.action account.network account.ref
  approval.item_key evergreen.of_key approval.node_id run.cause run.state version.note map.name short_link.code repost.share
  sign_off.hash sign_off.state backup.file backup.host workspace.name workspace.stop_reason lane.frozen_reason
  run.edges run.targets backup.contents backup.failure network_grant.sealed_token network_grant.sealed_refresh network_grant.sealed_fields
  charter.content charter.hashes charter.note charter_draft.content charter_receipt.hash
  scenario.draft scenario_version.document campaign.name campaign.about campaign.hashtags campaign.utm own_lesson.draft own_lesson_version.content survey.sums crisis.words crisis.about outcome.words outcome.facts conversion.told
  cue.story cue.network cue.node_id cue.topics cue.teams
  offer_link.code offer_link.story offer_link.target
  network_grant.network network_grant.connection network_grant.server network_grant.client_id network_grant.scopes`.split(
    /\s+/,
  ),
);

/** Which item it is about is the company's in every table. */
const isCompanys = (place: string): boolean => companys.has(place) || place.endsWith(".item_key");

/** `check`: a word that the column's rule allows; "" where its rule names none. */
type Column = { name: string; type: string; given: boolean; needed: boolean; check: string | null };

async function columnsOf(db: Db, table: string): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select a.attname as name, t.typname as type, (a.attidentity <> '' or a.attgenerated <> '') as given,
      a.attnotnull and not a.atthasdef as needed, coalesce((
        select coalesce(substring(pg_get_constraintdef(k.oid) from $$'([^']+)'::text$$), substring(pg_get_constraintdef(k.oid) from '>= ([0-9]+)'), '') from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey) limit 1), case when t.typtype = 'd' then 'published' end) as check
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
    where c.relname = ${table} and c.relnamespace = current_schema()::regnamespace order by a.attnum`.execute(db);
  return rows;
}

/** Columns that name things, by their names: which thing of the person's it is. */
const named = (things: Things, person: TestMember): Record<string, unknown> => ({
  workspace_id: person.workspaceId,
  workspaceId: person.workspaceId,
  map_id: things.map,
  run_id: things.run,
  source_id: things.source,
  medium_id: things.medium,
  campaign_id: things.campaign,
  topic_id: things.topic,
  team_id: things.team,
  account_id: things.account,
  delivery_id: things.delivery,
});

const held = (trace: Trace, things: Things, person: TestMember): unknown =>
  ({
    member: person.id,
    user: person.userId,
    account: things.account,
    delivery: things.delivery,
    address: trace.table === "auth_verification" ? JSON.stringify({ email: person.email }) : person.email,
  })[trace.holds];

/**
 * A row for each trace that has none yet, made from the schema: every text, JSON and byte of it says who it is of, as a feature might that is not
 * there today. What has rules of its own (checks) keeps its default.
 */
export async function fillTraces(db: Db, things: Things, person: TestMember): Promise<string[]> {
  const filled: string[] = [];
  for (const trace of traces) {
    const { table, column } = trace;
    const { rows: there } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where ${sql.ref(column)}::text = ${String(held(trace, things, person))}`.execute(
      db,
    );
    if (there[0]!.n > 0) continue;
    if (table === "workspace") {
      await sql`update workspace set ${sql.ref(column)} = ${held(trace, things, person)} where id = ${person.workspaceId}`.execute(
        db,
      );
      continue;
    }
    const values: [string, unknown][] = [];
    for (const { name, type, given, needed, check } of await columnsOf(db, table)) {
      if (given) continue;
      // Each in its own row where one would hide the other: a grant of theirs goes, one that they gave for the company stays.
      const other =
        (table === "network_grant" || table === "mentoring") && name !== column
          ? undefined
          : traces.find((each) => each.table === table && each.column === name);
      const value =
        // A pair is of two people.
        table === "mentoring" && name !== column && name.endsWith("_id") && name !== "workspace_id"
          ? randomUUID()
          : other !== undefined
            ? held(other, things, person)
            : name === "member_id"
              ? undefined
              : // What may refer to no brief refers to one that is there: the row is written anew while it is scrubbed.
                table === "talk" && name === "brief_id"
                ? things.brief
                : (named(things, person)[name] ??
                  (check === null ? invented(`${table}.${name}`, type) : needed ? allowed(check, type) : undefined));
      if (value !== undefined) values.push([name, value]);
    }
    await db.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`insert into ${sql.table(table)} (${sql.join(values.map(([name]) => sql.ref(name)))}) values (${sql.join(values.map(([, value]) => value))})`.execute(
        trx,
      );
    });
    filled.push(`${table}.${column}`);
  }
  return filled;
}

/** What a rule allows: the first word that it names, or the least number, else one. */
function allowed(check: string, type: string): unknown {
  const least = /^\d+$/u.test(check);
  if (type.startsWith("int")) return least ? Number(check) : 1;
  return check !== "" && !least ? check : type === "date" ? "2026-01-01" : undefined;
}

let count = 1_000;
function invented(place: string, type: string): unknown {
  count += 1;
  switch (type) {
    case "uuid":
      return crypto.randomUUID();
    case "text":
      return isCompanys(place) ? `x${count}` : `${spoken} ${count}`;
    case "_text":
      return isCompanys(place) ? [] : [spoken];
    case "jsonb":
      return isCompanys(place)
        ? "{}"
        : JSON.stringify({ by: words.name, text: spoken, handle: words.handle, number: count });
    case "bytea":
      return Buffer.from(isCompanys(place) ? `x${count}` : `${spoken} ${count}`);
    case "bool":
      return false;
    case "float8":
    case "numeric":
    case "int4":
    case "int8":
    case "int2":
      return count;
    case "timestamptz":
    case "date":
      return new Date().toISOString();
    default:
      return undefined;
  }
}

/** What others' rows say of them, in each column in which they may be told of. */
export async function tellOf(db: Db, things: Things, person: TestMember): Promise<void> {
  for (const { table, columns, json, list, among } of told) {
    if (among !== undefined) continue;
    const key = table === "workspace" ? "id" : "workspace_id";
    for (const column of columns)
      await db.transaction().execute(async (trx) => {
        await sql`set local session_replication_role = replica`.execute(trx);
        const value = json
          ? JSON.stringify({
              by: words.name,
              member: person.id,
              account: `x:${words.handle}#${words.remoteId}`,
              people: [person.id],
              text: `« ${words.name} », ${words.email}.`,
              n: 42,
            })
          : table === "network_grant" || column === "by"
            ? words.name
            : `${spoken} ${column}`;
        const one = sql`ctid = (select ctid from ${sql.table(table)} where ${sql.ref(key)} = ${person.workspaceId} limit 1)`;
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${list === true ? sql`array[${value}]` : sql`${value}${json ? sql`::jsonb` : sql``}`} where ${one}`.execute(
          trx,
        );
      });
  }
}

/** Every place of the whole database in which one of these stands: in any text, JSON, byte or number of any table, the queue's too. */
export async function searchAll(db: Db, needles: readonly string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ schema: string; table: string; column: string; type: string }>`
    select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$' order by 1, 2, 3`.execute(db);
  const found: string[] = [];
  for (const { schema, table, column, type } of columns) {
    const at = sql.ref(column);
    const text = type === "bytea" ? sql`encode(${at}, 'escape')` : sql`${at}::text`;
    const meant = type === "bytea" ? needles.map((needle) => escaped(needle)) : needles;
    const { rows } = await sql<{ n: number; one: string | null }>`
      select count(*)::int as n, min(left(${text}, 300)) as one from ${sql.raw(`"${schema}"."${table}"`)}
      where ${sql.join(
        meant.map((needle) => sql`position(lower(${needle}) in lower(${text})) > 0`),
        sql` or `,
      )}`.execute(db);
    if (rows[0]!.n > 0) found.push(`${schema === "public" ? "" : `${schema}.`}${table}.${column}: ${rows[0]!.one}`);
  }
  return found;
}

/** As PostgreSQL writes bytes: what is not ASCII by its number. */
const escaped = (text: string): string =>
  [...Buffer.from(text)].map((byte) => (byte < 128 ? String.fromCharCode(byte) : `\\${byte.toString(8)}`)).join("");

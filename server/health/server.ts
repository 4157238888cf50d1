import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** What a database server says of itself, as far as this user may know. */
export type ServerFacts = {
  version: number;
  name: string;
  size: string;
  /** Of its clock, milliseconds since the epoch; and what ours said when it was asked. */
  now: number;
  asked: number;
  standby: boolean;
  encoding: string;
  dateStyle: string;
  jit: boolean;
  /** What it promises of a commit that it acknowledged: `on`, `remote_apply`, `remote_write`, `local` or `off`. */
  commit: string;
  synced: boolean;
  pagesWhole: boolean;
  /** Machines that copy from it, and those for which a commit waits. */
  standbys: number;
  synchronous: string;
  /** The collation's version changed under the indexes that were made with it. */
  collationMoved: boolean;
  freeConnections: number;
  mayCreateSchema: boolean;
  mayCreateTable: boolean;
  /** Bytes; null where its disk is not ours to see. */
  freeDisk: number | null;
};

/** Connections that one process holds at most. */
const needed = 20;

/**
 * What is wrong with a server, the worst first, in sentences that say what to do. `bad`: Relaymap does not run there, or its promises do
 * not hold.
 */
export function judgeServer(facts: ServerFacts): { state: "bad" | "warning"; sentence: string }[] {
  const { version, name, freeDisk } = facts;
  const apart = Math.round(Math.abs(facts.now - facts.asked) / 1000);
  const disk = freeDisk === null ? Infinity : freeDisk / 1e9;
  const bad = (wrong: boolean, sentence: string) => (wrong ? [{ state: "bad" as const, sentence }] : []);
  const warning = (odd: boolean, sentence: string) => (odd ? [{ state: "warning" as const, sentence }] : []);
  return [
    ...bad(version < 150_000, `PostgreSQL ${name} is too old: use 15 or newer.`),
    ...bad(facts.standby, "it is a standby, which takes no writes: name the primary in DATABASE_URL."),
    ...bad(
      facts.encoding !== "UTF8",
      `its encoding is ${facts.encoding}: make the database anew with encoding 'UTF8'.`,
    ),
    ...bad(
      !facts.dateStyle.startsWith("ISO"),
      `its DateStyle is ${facts.dateStyle}: run alter database … set datestyle to 'ISO, MDY'.`,
    ),
    ...bad(
      facts.commit === "off" || !facts.synced || !facts.pagesWhole,
      `it may forget what it acknowledged (synchronous_commit ${facts.commit}, fsync ${spell(facts.synced)}, full_page_writes ${spell(facts.pagesWhole)}), and what it forgot is posted again: set all three to on.`,
    ),
    ...bad(
      !facts.mayCreateSchema || !facts.mayCreateTable,
      `its user may not ${[facts.mayCreateSchema ? "" : "make schemas in the database", facts.mayCreateTable ? "" : "make tables in its schema"].filter(Boolean).join(" or ")}: grant create on both, or make it their owner.`,
    ),
    ...bad(disk < 0.2, `its disk has ${disk.toFixed(1)} GB left: make room now, PostgreSQL stops without.`),
    ...warning(
      facts.standbys > 0 && (facts.synchronous === "" || facts.commit === "local"),
      "its standby follows asynchronously: after a failover what it had not yet heard of would be posted again. Set synchronous_standby_names (and synchronous_commit to on).",
    ),
    ...warning(apart > 5, `its clock and this machine's are ${apart} s apart: set both by NTP.`),
    ...warning(
      facts.freeConnections < needed,
      `it has ${facts.freeConnections} connections left, and each process of ours takes up to ${needed}: raise max_connections or the user's limit, or put a pooler in between.`,
    ),
    ...warning(
      facts.collationMoved,
      "the system's collation changed since its indexes were made: run reindex database, then alter database … refresh collation version.",
    ),
    ...warning(disk >= 0.2 && disk < 2, `its disk has ${disk.toFixed(1)} GB left: make room soon.`),
    ...warning(
      facts.jit,
      "JIT is on; the ledger does without it, but reports may be compiled for longer than they run: alter database … set jit to off.",
    ),
  ];
}

const spell = (on: boolean): string => (on ? "on" : "off");

/** Asks the server. `local`: its disk is this machine's. */
export async function readServer(db: Db, local: boolean): Promise<ServerFacts> {
  const before = Date.now();
  const { rows } = await sql<Omit<ServerFacts, "asked" | "freeDisk"> & { folder: string | null }>`
    select current_setting('server_version_num')::int as version, split_part(version(), ' ', 2) as name,
      pg_size_pretty(pg_database_size(current_database())) as size, (extract(epoch from clock_timestamp()) * 1000)::bigint as now,
      pg_is_in_recovery() as standby, pg_encoding_to_char(d.encoding)::text as encoding, current_setting('datestyle') as "dateStyle",
      current_setting('jit')::boolean as jit, current_setting('synchronous_commit') as commit, current_setting('fsync')::boolean as synced,
      current_setting('full_page_writes')::boolean as "pagesWhole",
      (select count(*) from pg_stat_replication) as standbys, current_setting('synchronous_standby_names') as synchronous,
      coalesce(to_jsonb(d)->>'datcollversion' <> case when current_setting('server_version_num')::int >= 150000 then pg_database_collation_actual_version(d.oid) end, false) as "collationMoved",
      least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - (select count(*) from pg_stat_activity where backend_type = 'client backend'),
        case when d.datconnlimit >= 0 then d.datconnlimit - (select count(*) from pg_stat_activity where datname = d.datname) end,
        case when r.rolconnlimit >= 0 then r.rolconnlimit - (select count(*) from pg_stat_activity where usename = r.rolname) end) as "freeConnections",
      case when to_regnamespace('queue') is null then has_database_privilege(d.oid, 'create') else has_schema_privilege('queue', 'create') end as "mayCreateSchema",
      has_schema_privilege(current_schema(), 'create') as "mayCreateTable",
      case when r.rolsuper or pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory', true) end as folder
    from pg_database d, pg_roles r
    where d.datname = current_database() and r.rolname = current_user`.execute(db);
  const { folder, ...facts } = rows[0]!;
  const disk = local && folder !== null ? await statfs(folder).catch(() => null) : null;
  return {
    ...facts,
    asked: (before + Date.now()) / 2,
    freeDisk: disk === null ? null : disk.bavail * disk.bsize,
  };
}

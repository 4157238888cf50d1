import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { deliveriesOf, makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { migrate, pendingMigrations } from "../database/migrate.ts";
import { openPool } from "../database/pool.ts";
import { faultsOfWall } from "../database/wall.ts";
import { keepMarks, markFile, markOf } from "../mine/marks.ts";
import { unbalancedRuns } from "../ledger/balance.ts";
import { readSetback } from "../ledger/setback.ts";
import type { Db } from "../ports.ts";
import { createDatabase } from "../postgres/probe.ts";
import { askBackup, claimBackup, claimByHand, noteDone } from "./list.ts";
import { makeBackup } from "./make.ts";
import { placeFile } from "./place.ts";
import { choosePlan } from "./plan.ts";
import { inspect } from "./read.ts";
import { restoreBackup } from "./restore.ts";
import { backupHealth, listBackups } from "./views.ts";
import { writeBackup } from "./write.ts";

const masterKey = Buffer.alloc(32, 7);
let database: TestDatabase;
let world: World;
let folder: string;
/** Of the database as it is below, with media, in all states. */
let file: string;
const picture = randomBytes(300_000);

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "relaymap-backup-"));
  const { db } = database;
  world = await makeWorld(db, ["readable", "blind"]);
  await scheduleSome(db, world, 3);
  const [first] = await deliveriesOf(db, world);
  await putInto(db, world, "published", sql``, [first!.id]);
  await sql`insert into blob (workspace_id, hash, bytes) values (${world.workspaceId}, '\\x01', ${picture.length})`.execute(
    db,
  );
  await sql`insert into blob_chunk (workspace_id, hash, number, bytes) values (${world.workspaceId}, '\\x01', 0, ${picture})`.execute(
    db,
  );
  await sql`insert into audit (workspace_id, action, subject, detail) values (${world.workspaceId}, 'é.test', 'a\\b', ${JSON.stringify({ odd: "tab\t, line\n, \\N, «é», 😀" })}::jsonb)`.execute(
    db,
  );
  // What browsers subscribed with: other keys would end every subscription.
  await sql`insert into push_key (workspace_id, public_key, sealed) values (${world.workspaceId}, 'BPublic', '\\x0203')`.execute(
    db,
  );
  file = (await make()).file;
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const settings = (dir = folder) => ({ masterKey, backupDir: dir, databaseUrl: "postgresql://x" });
async function make(options: { dir?: string; file?: string } = {}) {
  return await makeBackup(
    { db: database.db, url: database.direct, settings: settings(options.dir) },
    { claim: null, ...options },
  );
}

/** A database in which nothing is, and what becomes of it; `owner`: of an ordinary user, who owns no more than it. */
async function empty<T>(use: (at: { db: Db; url: string }) => Promise<T>, owner = "relaymap"): Promise<T> {
  const { admin } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await createDatabase(admin, name);
  const base = admin.replace("/postgres?", `/${name}?`);
  if (owner !== "relaymap")
    await sql.raw(`create role ${owner} login; alter database ${name} owner to ${owner}`).execute(database.db);
  const url = base.replace("relaymap@", `${owner}@`);
  const db = openPool({ url: base, max: 2, name: "test" });
  try {
    return await use({ db, url });
  } finally {
    await db.destroy();
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(`drop database ${name} with (force)`);
    if (owner !== "relaymap") await client.query(`drop role ${owner}`);
    await client.end();
  }
}
const restore = (url: string, from = file, key = masterKey) =>
  restoreBackup(from, { url, place: "It", masterKey: key });
const tablesThere = async (db: Db) => {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from pg_tables where schemaname = 'public'`.execute(db);
  return rows[0]!.n;
};

test("what is in a backup comes back as it was, and stands still until somebody lets it go on", async () => {
  // An ordinary user meets the walls of their own tables.
  const owner = `owner_${randomBytes(4).toString("hex")}`;
  await empty(async ({ db, url }) => {
    const { header } = await restore(url);
    expect(await pendingMigrations(db)).toEqual([]);
    const of = async (each: Db) =>
      (await sql`select id, account_id, item_key, state, post, key from delivery order by id`.execute(each)).rows;
    const keysOf = async (each: Db) => (await sql`select * from push_key`.execute(each)).rows;
    expect(await keysOf(db)).toEqual(await keysOf(database.db));
    expect(await keysOf(db)).toHaveLength(1);
    expect(await of(db)).toEqual(await of(database.db));
    const again = await makeBackup({ db, url, settings: settings() }, { claim: null, file: join(folder, "again") });
    const [before, after] = [await inspect(file), await inspect(again.file)];
    // All is the same to the byte, but for what a restore says of itself.
    const told = ["audit", "delivery", "setback", "workspace"];
    const same = (tables: typeof before.manifest.tables) => tables.filter(({ name }) => !told.includes(name));
    expect(same(after.manifest.tables)).toEqual(same(before.manifest.tables));
    expect(same(before.manifest.tables).filter(({ rows }) => rows > 0).length).toBeGreaterThan(5);
    const { rows: odd } = await sql<{ detail: unknown }>`select detail from audit where action = 'é.test'`.execute(db);
    expect(odd[0]!.detail).toEqual({ odd: "tab\t, line\n, \\N, «é», 😀" });
    expect(await unbalancedRuns(db, null, 30)).toEqual([]);

    const { rows } = await sql<{ reason: string; marked: number; next: number; last: number }>`
      select (select stop_reason from workspace) as reason, (select count(*)::int from delivery where lost_until is not null) as marked,
        (select nextval(pg_get_serial_sequence('delivery', 'id'))) as next, (select max(id) from delivery) as last`.execute(
      db,
    );
    // The published one is known to be out.
    expect(rows[0]).toMatchObject({ reason: "setback", marked: 5 });
    expect(rows[0]!.next).toBeGreaterThan(rows[0]!.last + 1_000_000);
    const setback = await readSetback(db, world.workspaceId);
    expect(setback!.why).toBe("backup");
    expect(Date.parse(header.takenAt) - Date.parse(setback!.since)).toBe(60_000);
    // What holds of a new row holds again: keys and moves.
    await expect(sql`update delivery set state = 'ready' where state = 'published'`.execute(db)).rejects.toThrow(
      /may not go/,
    );
    await expect(
      sql`insert into account (workspace_id, network, remote_id, handle, name) values (gen_random_uuid(), 'x', '1', 'h', 'n')`.execute(
        db,
      ),
    ).rejects.toThrow(/foreign key/);
    expect(await faultsOfWall(db)).toEqual([]);
  }, owner);
});

test("a backup is as of one moment, and holds up nobody", async () => {
  const audit = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from audit`.execute(database.db)).rows[0]!.n;
  const before = await audit();
  const client = new pg.Client({ connectionString: database.direct });
  await client.connect();
  const writes: Promise<unknown>[] = [];
  const { PassThrough } = await import("node:stream");
  const sink = new PassThrough().resume();
  // The first table's rows are read; whoever works meanwhile is not waited for.
  const write = () =>
    sql`insert into audit (workspace_id, action, subject) values (${world.workspaceId}, 'late', 's')`.execute(
      database.db,
    );
  const { manifest } = await writeBackup(
    client,
    { masterKey, version: "t", tell: () => void (writes.length === 0 && writes.push(write())) },
    sink,
  ).finally(() => client.end());
  await Promise.all(writes);
  expect(await audit()).toBe(before + 1);
  expect(manifest.tables.find(({ name }) => name === "audit")!.rows).toBe(before);
});

test("neither secrets nor what must not come back to life is in it", async () => {
  const { manifest, header } = await inspect(file);
  const names = manifest.tables.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["account", "auth_credential", "auth_user", "blob_chunk", "delivery", "keyring"]),
  );
  for (const name of ["auth_session", "auth_verification", "connect_flow", "keeper", "lineage", "backup"])
    expect(names).not.toContain(name);
  const bytes = await readFile(file);
  expect(bytes.includes(masterKey)).toBe(false);
  expect(JSON.stringify(header)).not.toContain(masterKey.toString("base64url").slice(0, 20));
});

test("what is damaged, or no backup, is refused with a sentence, and nothing of it is there", async () => {
  const path = join(folder, "spoiled");
  const bytes = await readFile(file);
  const cases: [() => Promise<unknown>, RegExp][] = [
    [() => truncate(path, bytes.length - 200), /damaged or not whole/],
    [() => flip(path, 0.5), /damaged or not whole/],
    [() => flip(path, 0.999), /damaged or not whole/],
    [() => writeFile(path, bytes.subarray(0, 100)), /damaged or not whole/],
    [() => writeFile(path, "hello"), /is no backup of Relaymap/],
    [() => writeFile(path, ""), /is no backup of Relaymap/],
    [() => rm(path), /cannot be read \(ENOENT\)/],
  ];
  await empty(async ({ db, url }) => {
    for (const [spoil, sentence] of cases) {
      await writeFile(path, bytes);
      await spoil();
      await expect(restore(url, path)).rejects.toThrow(sentence);
    }
    expect(await tablesThere(db)).toBe(0);
  });
});
/** Some bytes, for one bit may be of those that say nothing: what is read is then whole, and taken. */
async function flip(path: string, where: number): Promise<void> {
  const bytes = await readFile(path);
  const from = Math.floor(bytes.length * where);
  for (let at = from; at < Math.min(from + 16, bytes.length); at += 1) bytes[at]! ^= 0xff;
  await writeFile(path, bytes);
}

test("another secret, a database with something in it and what a newer Relaymap made are refused, each in a sentence", async () => {
  await empty(async ({ db, url }) => {
    await expect(restore(url, file, Buffer.alloc(32, 8))).rejects.toThrow(/another secret/);
    await sql`create table mine as select 1 as n`.execute(db);
    await expect(restore(url)).rejects.toThrow(/It is not empty/);
    await sql`drop table mine`.execute(db);
    for (const odd of [
      sql`insert into kysely_migration values ('9999-later', '')`,
      sql`update ledger_set set number = number + 1`,
    ]) {
      await odd.execute(database.db);
      await expect(make({ file: join(folder, "refused") })).rejects.toThrow(
        /A newer Relaymap has brought this database/,
      );
      const later = join(folder, "later");
      await rm(later, { force: true });
      const client = new pg.Client({ connectionString: database.direct });
      await client.connect();
      await placeFile(later, 0, (sink) => writeBackup(client, { masterKey, version: "2" }, sink));
      await client.end();
      await expect(restore(url, later)).rejects.toThrow(/A newer Relaymap \(2\) made this backup/);
      await sql`delete from kysely_migration where name = '9999-later'`.execute(database.db);
    }
    await sql`update ledger_set set number = number - 1`.execute(database.db);
    expect(await tablesThere(db)).toBe(0);
  });
});

test("a backup of an older Relaymap is brought up to date", async () => {
  const old = join(folder, "old");
  await empty(async ({ db, url }) => {
    await migrate(db, "0031-setback");
    const { rows } = await sql<{ id: string }>`insert into workspace (name) values ('old') returning id`.execute(db);
    await sql`insert into source (workspace_id, type, key, config) values (${rows[0]!.id}, 'rss', 'k', '{}')`.execute(
      db,
    );
    await makeBackup({ db, url, settings: settings() }, { claim: null, file: old });
  });
  await empty(async ({ db, url }) => {
    await restore(url, old);
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await db.selectFrom("source").select("key").execute()).toEqual([{ key: "k" }]);
  });
});

test("a backup that cannot be written leaves no half of a file, and says why", async () => {
  const dir = join(folder, "full");
  await expect(make({ dir: join(file, "below") })).rejects.toThrow(
    /could not be written to .*: a part of its path is a file/,
  );
  const stop = new AbortController();
  stop.abort(new Error("enough"));
  const tools = { db: database.db, url: database.direct, settings: settings(dir) };
  await expect(makeBackup(tools, { claim: null, signal: stop.signal })).rejects.toThrow("enough");
  expect(await readdir(dir)).toEqual([]);
  const taken = join(folder, "taken");
  await writeFile(taken, "mine");
  await expect(makeBackup(tools, { claim: null, file: taken })).rejects.toThrow(/there is a file of that name/);
  expect(await readFile(taken, "utf8")).toBe("mine");
});

test("of those that a plan makes the newest stay, and an old one goes only when a new one is whole", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const dir = join(folder, "kept");
  try {
    const { db } = database;
    const tools = { db, url: database.direct, settings: settings(dir) };
    const plan = async (n: number, signal?: AbortSignal) => {
      vi.setSystemTime(new Date(2026, 10, n));
      await sql`insert into backup (state, cause, began_at, seen_at) values ('running', 'plan', now(), now())`.execute(
        db,
      );
      const { rows } = await sql<{ id: number }>`select id from backup where state = 'running'`.execute(db);
      const claim = { id: rows[0]!.id, cause: "plan" as const, keep: 2 };
      return await makeBackup(tools, { claim, ...(signal === undefined ? {} : { signal }) });
    };
    await plan(1);
    await plan(2);
    const own = await make({ dir });
    await writeFile(join(dir, "something else"), "");
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await expect(plan(3, stop.signal)).rejects.toThrow();
    const files = async () => (await readdir(dir)).filter((name) => name.endsWith("plan.tar.zst")).length;
    expect(await files()).toBe(2);
    const { gone } = await plan(4);
    expect(gone).toEqual([expect.stringContaining("-20261101-")]);
    expect(await files()).toBe(2);
    expect(await readdir(dir)).toEqual(expect.arrayContaining(["something else", own.file.slice(dir.length + 1)]));
  } finally {
    vi.useRealTimers();
  }
});

test("one backup is made at a time, the one that is asked for or due; what a dead process began has failed", async () => {
  const { db } = database;
  await sql`delete from backup`.execute(db);
  const { workspaceId } = world;
  const { id: memberId, name } = await createMember(db, workspaceId, { role: "admin" });
  const one = settings();
  expect(await claimBackup(db, one)).toBeNull();
  await askBackup(db, { workspaceId, memberId });
  await expect(askBackup(db, { workspaceId, memberId })).rejects.toThrow(/being made already/);
  const claims = await Promise.all([1, 2, 3].map(() => claimBackup(db, one)));
  expect(claims.filter((claim) => claim !== null)).toMatchObject([{ cause: "person", keep: 14 }]);
  await expect(claimByHand(db)).rejects.toThrow(/being made already/);
  await sql`update backup set seen_at = now() - interval '4 minutes'`.execute(db);
  const mine = await claimByHand(db);
  expect(mine).toMatchObject({ cause: "command" });
  const contents = {
    takenAt: new Date().toISOString(),
    version: "1",
    rows: 1,
    people: 1,
    accounts: 1,
    items: 1,
    deliveries: 1,
    media: 1,
  };
  await noteDone(db, mine!.id, { file, bytes: 5, contents, gone: [] });

  const services = { db, settings: { ...one, role: "all" } as never };
  const { rows, plan } = await listBackups(services, workspaceId, { limit: 10 });
  expect(rows).toMatchObject([
    { state: "done", cause: "command", there: true, contents, bytes: 5 },
    { state: "failed", cause: "person", by: name, failure: { en: expect.stringContaining("ended before") as string } },
  ]);
  expect(plan).toMatchObject({ hours: null, keep: 14, chosen: false, next: null });
  // On the embedded database the usual is one a day, counted from when it was made.
  const embedded = { ...one, databaseUrl: null };
  expect(await claimBackup(db, embedded)).toBeNull();
  await sql`update backup_plan set since = now() - interval '25 hours'`.execute(db);
  expect(await claimBackup(db, one)).toBeNull();
  expect(await claimBackup(db, embedded)).toMatchObject({ cause: "plan" });
  // After one that failed it is tried again an hour later; until it is whole, that is seen.
  await sql`update backup set state = 'failed' where state = 'running'`.execute(db);
  expect((await backupHealth(db, embedded as never)).state).toBe("failed");
  expect(await claimBackup(db, embedded)).toBeNull();
  await sql`update backup set began_at = now() - interval '61 minutes' where cause = 'plan'`.execute(db);
  const next = await claimBackup(db, embedded);
  expect(next).toMatchObject({ cause: "plan" });
  await noteDone(db, next!.id, { file, bytes: 5, contents, gone: [] });
  expect((await backupHealth(db, embedded as never)).state).toBe("good");
  expect(await claimBackup(db, embedded)).toBeNull();

  await choosePlan(db, { workspaceId, memberId }, { hours: null, keep: 3 });
  await sql`update backup set began_at = now() - interval '9 days'`.execute(db);
  expect(await claimBackup(db, embedded)).toBeNull();
  await choosePlan(db, null, { hours: 12, keep: 3 });
  expect(await claimBackup(db, one)).toMatchObject({ keep: 3 });
  const { rows: deeds } = await sql<{
    action: string;
  }>`select action from audit where action like 'backup.%' order by id`.execute(db);
  expect(deeds.map(({ action }) => action)).toEqual(["backup.ask", "backup.command", "backup.plan", "backup.plan"]);
});

test("Who left for good after a backup leaves again when it is put back: the file beside it knows them, and nobody else", async () => {
  const of = { workspaceId: world.workspaceId };
  const person = await createMember(database.db, world.workspaceId, { role: "ambassador", name: "Zoé Quilleboeuf" });
  const stays = await createMember(database.db, world.workspaceId, { role: "ambassador", name: "Marc Aubin" });
  const apart = await mkdtemp(join(tmpdir(), "relaymap-left-"));
  const { file: before } = await make({ file: join(apart, "before.tar.zst") });
  await keepMarks(apart, [
    markOf(masterKey, { ...of, memberId: person.id }),
    markOf(Buffer.alloc(32, 8), { ...of, memberId: stays.id }),
  ]);
  expect(await readFile(join(apart, markFile), "utf8")).not.toContain(person.id);
  await empty(async ({ db, url }) => {
    await restoreBackup(before, { url, place: "the test", masterKey });
    const people = await sql<{
      name: string;
    }>`select name from member where id = any(${[person.id, stays.id]}::uuid[])`.execute(db);
    expect(people.rows).toEqual([{ name: "Marc Aubin" }]);
    const { rows } = await sql<{ done: boolean }>`select ended_at is not null as done from leaving`.execute(db);
    expect(rows).toEqual([{ done: true }]);
  });
  await rm(apart, { recursive: true, force: true });
});

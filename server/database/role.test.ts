import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ensureAdmin } from "../members/first-admin.ts";
import { createQueue } from "../queue/boss.ts";
import { type Database, openDatabase } from "./open.ts";
import { openPool } from "./pool.ts";
import { findRole, proveWall } from "./role.ts";
import { across, inWorkspace } from "./scope.ts";
import { ledgerRole, serviceRole } from "./wall.ts";

/** A login as clouds give it: it owns its database, may make no roles, and is no superuser. */
const login = `poor_${randomBytes(4).toString("hex")}`;
const log = pino({ level: "silent" });
let url: string;

async function asAdmin(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgres").admin });
  await client.connect();
  try {
    for (const each of statements) await client.query(each);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await asAdmin(`create role ${login} login nosuperuser nocreaterole`, `create database ${login} owner ${login}`);
  url = inject("postgres").admin.replace("relaymap@", `${login}@`).replace("/postgres?", `/${login}?`);
});
afterAll(() => asAdmin(`drop database ${login} with (force)`, `drop owned by ${login}`, `drop role ${login}`));

const open = (): Promise<Database> =>
  openDatabase({ dataDir: "unused", databaseUrl: url }, { log, progress: () => undefined, claim: null, max: 2 });

test("a login that owns the tables and may make no roles is behind the wall, too, and the doctor says what is missing", async () => {
  const database = await open();
  const { db, standing } = database;
  try {
    expect(standing).toMatchObject({ role: null, ledger: null, trouble: null });
    expect(standing.note).toMatch(
      new RegExp(
        `user ${login} owns the tables and could take the walls away: run .*grant ${serviceRole}.* to "${login}"`,
      ),
    );
    await across("start", () => ensureAdmin(db, "en"));
    const all = () => db.selectFrom("workspace").select("id").execute();
    const [mine] = await across("command line", all);
    const forgetful = () => sql`update member set name = 'x' returning id`.execute(db);
    expect((await inWorkspace(mine!.id, forgetful)).rows).toHaveLength(1);
    expect((await inWorkspace("00000000-0000-4000-8000-000000000000", forgetful)).rows).toHaveLength(0);
    await expect(all()).rejects.toMatchObject({ code: "42501" });
    // What it has in hand for its queue goes on as before.
    const queue = await createQueue({ url, log, role: "web" });
    const job = { workspaceId: mine!.id, runId: mine!.id };
    await inWorkspace(mine!.id, () =>
      db.transaction().execute((trx) => queue.send("run-map", job, { singletonKey: "1" }, trx)),
    );
    await queue.stop();
  } finally {
    await database.close();
  }
});

test("once it was given the roles it works as them, and what it migrates later is theirs, too", async () => {
  await asAdmin(`grant ${serviceRole}, ${ledgerRole} to ${login}`);
  const database = await open();
  const { db, standing } = database;
  try {
    expect(standing).toEqual({ role: serviceRole, ledger: ledgerRole, trouble: null, note: null });
    const who = () => sql<{ who: string }>`select current_user as who`.execute(db);
    expect((await across("health", who)).rows).toEqual([{ who: serviceRole }]);
    const queue = await createQueue({ url, log, role: "web" });
    const [mine] = await across("command line", () => db.selectFrom("workspace").select("id").execute());
    await inWorkspace(mine!.id, () =>
      db.transaction().execute((trx) => queue.send("run-map", { runId: "2" }, { singletonKey: "2" }, trx)),
    );
    await queue.stop();
    await expect(
      inWorkspace(mine!.id, () => sql`alter table member disable row level security`.execute(db)),
    ).rejects.toMatchObject({ code: "42501" });
  } finally {
    await database.close();
    await asAdmin(`revoke ${serviceRole}, ${ledgerRole} from ${login}`);
  }
});

test("a login that passes every policy, and may take no role, is told that there is one wall and not two", async () => {
  await asAdmin(`alter role ${login} bypassrls`);
  const plain = openPool({ url, max: 1 });
  try {
    const { role, trouble } = await findRole(plain);
    expect(role).toBeNull();
    expect(trouble).toMatch(/passes every row-level security.*would be stopped by nothing: run grant/);
    const unwalled = openPool({ url, max: 1, wall: { role: null, ledger: null, outside: "refused" } });
    expect(await proveWall(unwalled).finally(() => unwalled.destroy())).toEqual(
      expect.arrayContaining([
        "the rows of workspace can be seen from any workspace",
        "another workspace can be written to",
      ]),
    );
  } finally {
    await plain.destroy();
    await asAdmin(`alter role ${login} nobypassrls`);
  }
});

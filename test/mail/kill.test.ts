import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailMany } from "#server/mail/once.ts";
import { template as post } from "#server/mail/templates/post.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { type MailServer, openMailServer } from "./server.ts";

let database: TestDatabase;
let server: MailServer;
let workspaceId = "";
const key = randomBytes(32).toString("hex");

beforeAll(async () => {
  database = await testDatabase();
  server = await openMailServer();
  const { db } = database;
  ({ id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: "Atelier Lumen" })
    .returning("id")
    .executeTakeFirstOrThrow());
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

function work(): { child: ChildProcess; kill: () => Promise<void> } {
  const order = JSON.stringify({ url: database.url, port: server.port, key });
  const child = spawn(process.execPath, [join(import.meta.dirname, "worker.ts"), order], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    child,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
const states = async () =>
  (await database.db.selectFrom("mail").select("state").where("workspace_id", "=", workspaceId).execute()).map(
    ({ state }) => state,
  );
/** As if the time of a dead process's lease were over. */
const forget = () =>
  database.db
    .updateTable("mail")
    .set({ lease_until: new Date(Date.now() - 1000).toISOString() })
    .where("state", "=", "sending")
    .execute();

test("killed while mails are being sent, again and again: each reason is in a mailbox once, or known as not known", async () => {
  const people = Array.from({ length: 8 }, (_, index) => `reader${index}@example.org`);
  await mailMany(
    database.db,
    people.map((address) => ({
      ...{ workspaceId, reason: `list/1/${address}`, to: { address }, template: post },
      ...{ data: post.sample("en"), language: "en" as const },
    })),
  );
  // The server takes a mail and never says so: the process is killed while it waits.
  for (let kills = 0; kills < 2; kills += 1) {
    server.manners.push({}, { hang: true });
    const before = server.mails.length;
    const { kill } = work();
    await expect.poll(() => server.mails.length, { timeout: 30_000 }).toBe(before + 2);
    await kill();
    await forget();
  }
  const { kill } = work();
  await expect
    .poll(async () => (await states()).filter((state) => state === "queued" || state === "sending"), {
      timeout: 30_000,
    })
    .toEqual([]);
  await kill();
  const counts = new Map<string, number>();
  for (const { to } of server.mails) counts.set(to, (counts.get(to) ?? 0) + 1);
  expect([...counts.values()].filter((times) => times > 1)).toEqual([]);
  expect(counts.size).toBe(people.length);
  const ended = await states();
  expect(ended.filter((state) => state === "unknown")).toHaveLength(2);
  expect(ended.filter((state) => state === "sent")).toHaveLength(people.length - 2);
}, 120_000);

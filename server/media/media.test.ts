import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createOutbound } from "#server/outbound/client.ts";
import type { Media } from "#server/ports.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { jpeg, movie, noise, photograph, png } from "#test/support/pictures.ts";
import { createMedia } from "./media.ts";
import { pruneMedia } from "./prune.ts";
import { findMedia, readMedium } from "./store.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let database: TestDatabase;
let server: Server;
let base: string;
let workspace: string;
/** Two stores on one database: as two processes have it. */
let stores: [Media, Media];
let closers: (() => Promise<void>)[];
let folder: string;
const conversions = (): number => (existsSync(join(folder, "jobs")) ? statSync(join(folder, "jobs")).size : 0);
const answers = new Map<string, Answer>();
const asked: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = answers.get(request.url ?? "");
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  const outbound = createOutbound({ allowHosts: [`127.0.0.1:${port}`] });
  const settings = { masterKey: Buffer.alloc(32, 7) } as Parameters<typeof createMedia>[0]["settings"];
  // The real conversions, counted.
  folder = await mkdtemp(join(tmpdir(), "relaymap-media-"));
  const script = join(folder, "counting.mjs");
  await writeFile(
    script,
    `import { appendFileSync } from "node:fs";
    process.on("message", () => appendFileSync(${JSON.stringify(join(folder, "jobs"))}, "x"));
    await import(${JSON.stringify(new URL("./convert.ts", import.meta.url).href)});`,
  );
  const open = (): Media => createMedia({ db: database.db, outbound, settings }, { script: pathToFileURL(script) });
  stores = [open(), open()];
  closers = [() => stores[0].close(), () => stores[1].close(), () => outbound.close()];
});
afterAll(async () => {
  for (const close of closers) await close();
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  asked.length = 0;
  const row = await database.db.insertInto("workspace").values({ name: "W" }).returning("id").executeTakeFirstOrThrow();
  workspace = row.id;
});

const serve = (path: string, body: Buffer | string, headers: Record<string, string> = {}, status = 200): string => {
  answers.set(path, (_, response) => void response.writeHead(status, headers).end(body));
  return `${base}${path}`;
};
const count = async (table: "medium" | "blob" | "rendition" | "blob_chunk" | "medium_address"): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from ${sql.table(table)} where workspace_id = ${workspace}`.execute(database.db);
  return rows[0]!.n;
};

test("a picture is stored once, however often and by whomever it comes, in chunks", async () => {
  const bytes = await noise(1400);
  const [first, second] = await Promise.all(
    stores.map((store) => store.keep(workspace, bytes, { alt: "Du bruit", address: "https://a.example/1" })),
  );
  expect(first).toEqual(second);
  expect(first).toMatchObject({
    kind: "picture",
    type: "image/jpeg",
    width: 1400,
    height: 1400,
    alt: "Du bruit",
    frames: 1,
  });
  expect(await count("medium")).toBe(1);
  expect(await count("blob")).toBe(1);
  expect(await count("blob_chunk")).toBe(Math.ceil(first!.bytes / (256 * 1024)));
  const kept = await readMedium(database.db, workspace, first!.id);
  expect(kept?.bytes.length).toBe(first!.bytes);
  const again = await stores[0].keep(workspace, bytes, { alt: "Autre chose" });
  expect(again).toEqual(first);
});

test("two files of one picture share its bytes: what they tell besides is gone", async () => {
  await stores[0].keep(workspace, await photograph(1));
  await stores[0].keep(workspace, Buffer.concat([await photograph(1), Buffer.from("trailing secrets")]));
  expect(await count("medium")).toBe(2);
  expect(await count("blob")).toBe(1);
});

test("twenty who ask for one rendition in two processes get it from one conversion", async () => {
  const medium = await stores[0].keep(workspace, await noise(900));
  const limits = { bytes: 100_000, types: ["image/jpeg"], side: 600 };
  const before = conversions();
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) => stores[index % 2]!.fitted(workspace, medium.id, limits)),
  );
  expect(new Set(all.map(({ bytes }) => Buffer.from(bytes).toString("base64"))).size).toBe(1);
  expect(all[0]!.bytes.byteLength).toBeLessThanOrEqual(100_000);
  expect(await count("rendition")).toBe(1);
  expect(conversions() - before).toBe(1);
  const { rows } = await sql<{
    lease_until: string | null;
  }>`select lease_until from rendition where workspace_id = ${workspace}`.execute(database.db);
  expect(rows).toEqual([{ lease_until: null }]);
});

test("a rendition that its maker left unfinished is made by the next one", async () => {
  const medium = await stores[0].keep(workspace, await jpeg());
  const limits = { bytes: 50_000, types: ["image/png"] };
  await sql`insert into rendition (workspace_id, medium_id, limits, lease_until) values (${workspace}, ${medium.id}, '50000 image/png  ', now() - interval '1 second')`.execute(
    database.db,
  );
  expect(await stores[0].fitted(workspace, medium.id, limits)).toMatchObject({ type: "image/png" });
  expect(await count("rendition")).toBe(1);
});

test("what cannot be made to fit is known for good; a medium that is gone is told as such", async () => {
  const medium = await stores[0].keep(workspace, await noise(400));
  const limits = { bytes: 200, types: ["image/jpeg"] };
  await expect(stores[0].fitted(workspace, medium.id, limits)).rejects.toMatchObject({
    code: "does_not_fit",
    retry: false,
  });
  await expect(stores[1].fitted(workspace, medium.id, limits)).rejects.toMatchObject({ code: "does_not_fit" });
  await expect(stores[0].fitted(workspace, "00000000-0000-4000-8000-000000000000", limits)).rejects.toMatchObject({
    code: "not_kept",
  });
});

test("a short video is kept as it is, and refused with a sentence where it does not fit", async () => {
  const medium = await stores[0].keep(workspace, movie({ seconds: 90 }));
  expect(medium).toMatchObject({ kind: "video", type: "video/mp4", width: 640, height: 360, seconds: 90 });
  const limits = { bytes: 1_000_000, types: ["video/mp4"], seconds: 140 };
  expect((await stores[0].fitted(workspace, medium.id, limits)).bytes.byteLength).toBe(medium.bytes);
  await expect(stores[0].fitted(workspace, medium.id, { ...limits, seconds: 60 })).rejects.toMatchObject({
    code: "video_length",
  });
  await expect(stores[0].fitted(workspace, medium.id, { ...limits, bytes: 100 })).rejects.toMatchObject({
    code: "video_size",
  });
  await expect(stores[0].fitted(workspace, medium.id, { ...limits, types: ["video/webm"] })).rejects.toMatchObject({
    code: "video_type",
  });
  // Our own pages are given it as it is; whoever holds it shares it with the next.
  const seen = await stores[0].shown(workspace, medium.id, 480);
  expect(seen).toMatchObject({ type: "video/mp4", width: 640 });
  expect(await stores[0].shown(workspace, medium.id, 96)).toBe(seen);
});

test("the type is that of the bytes, whatever the address and the header say", async () => {
  const address = serve("/photo.jpg", await png(), { "content-type": "text/html" });
  expect(await stores[0].fetch(workspace, address)).toMatchObject({ kind: "picture", type: "image/png", address });
  const page = serve("/page.png", "<!doctype html><html>Sign in first</html>", { "content-type": "image/png" });
  await expect(stores[0].fetch(workspace, page)).rejects.toMatchObject({ code: "not_media" });
  const drawing = serve("/drawing.png", '<svg xmlns="http://www.w3.org/2000/svg"/>', { "content-type": "image/png" });
  await expect(stores[0].fetch(workspace, drawing)).rejects.toMatchObject({ code: "svg" });
});

test("an address is asked once, and again only when that is worth it", async () => {
  const address = serve("/once.png", await png({ colour: "#123456" }));
  const [first, second] = await Promise.all([stores[0].fetch(workspace, address), stores[0].fetch(workspace, address)]);
  expect(second.id).toBe(first.id);
  expect((await stores[1].fetch(workspace, address)).id).toBe(first.id);
  expect(asked.filter((path) => path === "/once.png")).toHaveLength(1);
  const gone = `${base}/gone.png`;
  for (let turn = 0; turn < 3; turn += 1)
    await expect(stores[0].fetch(workspace, gone)).rejects.toMatchObject({ code: "gone", retry: false });
  expect(asked.filter((path) => path === "/gone.png")).toHaveLength(1);
  await sql`update medium_address set again_at = now() where workspace_id = ${workspace} and code = 'gone'`.execute(
    database.db,
  );
  serve("/gone.png", await png({ colour: "#654321" }));
  expect(await stores[0].fetch(workspace, gone)).toMatchObject({ type: "image/png" });
});

test("what a site does wrong has a code: too much, moved for ever, forbidden, broken, or inside the network", async () => {
  answers.set("/big.png", (_, response) => void response.writeHead(200, { "content-length": "30000000" }).end());
  answers.set("/loop.png", (_, response) => void response.writeHead(302, { location: "/loop.png?" }).end());
  answers.set("/loop.png?", (_, response) => void response.writeHead(302, { location: "/loop.png" }).end());
  answers.set(
    "/inside.png",
    (_, response) => void response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end(),
  );
  const cases: [string, string][] = [
    [`${base}/big.png`, "too_big"],
    [`${base}/loop.png`, "refused"],
    [`${base}/inside.png`, "refused"],
    [serve("/forbidden.png", "", {}, 403), "refused"],
    [serve("/wrong.png", "", {}, 503), "unreachable"],
    ["http://10.0.0.1/a.png", "refused"],
    ["file:///etc/passwd", "refused"],
  ];
  for (const [address, code] of cases)
    await expect(stores[0].fetch(workspace, address), address).rejects.toMatchObject({ code });
  expect(asked.filter((path) => path === "/wrong.png")).toHaveLength(2);
});

test("only addresses that we marked ourselves, for this workspace, are ours", () => {
  const mark = stores[0].mark(workspace, "https://a.example/1.jpg");
  expect(stores[1].marked(workspace, "https://a.example/1.jpg", mark)).toBe(true);
  expect(stores[1].marked(workspace, "https://a.example/2.jpg", mark)).toBe(false);
  expect(stores[1].marked("00000000-0000-4000-8000-000000000000", "https://a.example/1.jpg", mark)).toBe(false);
  expect(stores[1].marked(workspace, "https://a.example/1.jpg", "")).toBe(false);
});

test("what nobody used for long goes, with its renditions and bytes; what a delivery waits for never does", async () => {
  const { db } = database;
  const [old, needed, fresh] = [
    await stores[0].keep(workspace, await noise(300)),
    await stores[0].keep(workspace, await noise(310)),
    await stores[0].keep(workspace, await noise(320)),
  ];
  await stores[0].fitted(workspace, old!.id, { bytes: 20_000, types: ["image/jpeg"] });
  await waitingDelivery(needed!.id);
  await sql`update medium set used_at = now() - interval '100 days' where workspace_id = ${workspace} and id <> ${fresh!.id}`.execute(
    db,
  );
  await sql`update blob set kept_at = now() - interval '100 days' where workspace_id = ${workspace}`.execute(db);
  expect(await pruneMedia(db)).toBe(1);
  expect([...(await findMedia(db, workspace, [old!.id, needed!.id, fresh!.id])).keys()].toSorted()).toEqual(
    [needed!.id, fresh!.id].toSorted(),
  );
  expect(await count("rendition")).toBe(0);
  expect(await count("blob")).toBe(2);
  expect(await readMedium(db, workspace, needed!.id)).not.toBeNull();
  await sql`update delivery set state = 'published' where workspace_id = ${workspace}`.execute(db);
  expect(await pruneMedia(db)).toBe(1);
  expect(await count("blob")).toBe(1);
});

test("a medium that is being scheduled while it would be pruned stays", async () => {
  const { db } = database;
  const medium = await stores[0].keep(workspace, await noise(330));
  await sql`update medium set used_at = now() - interval '100 days' where workspace_id = ${workspace}`.execute(db);
  let pruning: Promise<number> | undefined;
  await db.transaction().execute(async (trx) => {
    await findMedia(trx, workspace, [medium.id], true);
    pruning = pruneMedia(db);
    // The pruning waits for us: it has met our lock once the database says so.
    await expect
      .poll(
        async () =>
          (
            await sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%delete from medium%'`.execute(
              db,
            )
          ).rows.length,
      )
      .toBe(1);
  });
  expect(await pruning).toBe(0);
  expect((await findMedia(db, workspace, [medium.id])).size).toBe(1);
});

/** A held delivery that shows the medium. */
async function waitingDelivery(medium: string): Promise<void> {
  const { db } = database;
  const account = await db
    .insertInto("account")
    .values({ workspace_id: workspace, network: "plain", remote_id: "1", handle: "h", name: "N" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ id: number }>`
    insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, text, item_title, due_at, expires_at)
    values (${workspace}, ${account.id}, 'k', gen_random_uuid(), 1, gen_random_uuid(), 'n', 'plain', 'held', 't', 't', now(), now() + interval '1 day')
    returning id`.execute(db);
  await db
    .insertInto("medium_use")
    .values({ workspace_id: workspace, delivery_id: rows[0]!.id, medium_id: medium })
    .execute();
}

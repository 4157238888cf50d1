import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { across } from "../database/scope.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { runMap } from "../run/run-map.ts";
import { readColleagues } from "./read.ts";
import { mostAccounts } from "./type.ts";

let server: TestApp;
let site: Server;
let base: string;
let workspaceId: string;
let lea: TestMember;
let author: Session;
let manager: Session;
let admin: Session;
/** What the blog lists now, and what is called while it is read. */
const entries: { title: string; at: Date | null }[] = [];
let meanwhile: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  site = createServer((request, response) => {
    void meanwhile().then(() => {
      if (request.url?.startsWith("/blog.xml") !== true) return response.writeHead(404).end();
      const items = entries.map(
        ({ title, at }) => `<item><title>${title}</title><link>${base}/${encodeURIComponent(title)}</link>
          ${at === null ? "" : `<pubDate>${at.toUTCString()}</pubDate>`}<description>Mots de ${title}</description></item>`,
      );
      return response
        .writeHead(200, { "content-type": "application/rss+xml" })
        .end(`<rss version="2.0"><channel><title>Carnet</title>${items.join("")}</channel></rss>`);
    });
  });
  await new Promise<void>((done) => void site.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  base = `http://${host}`;
  server = await testApp({ settings: { allowHosts: [host] } });
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  lea = await createMember(services.db, workspaceId, { role: "ambassador", name: "Léa Martin" });
  author = await signIn(app, services, lea);
  manager = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  admin = await signIn(app, services, await createMember(services.db, workspaceId, { role: "admin" }));
});
afterAll(async () => {
  await server.close();
  site.close();
});

const agree = (session: Session, path: string) =>
  session.call("agreeFollowed", { body: { address: `${base}${path}`, agreed: true } });
const read = async () => {
  await sql`update colleague_account set due_at = now() where workspace_id = ${workspaceId} and ended_at is null`.execute(
    server.services.db,
  );
  return across("schedule", () => readColleagues(server.services));
};
const items = async () => {
  const { rows } = await sql<{ title: string; author: string | null; gone: boolean }>`
    select i.data->>'title' as title, i.data->>'author' as author, i.gone_at is not null as gone from item i join source s on s.workspace_id = i.workspace_id and s.id = i.source_id
    where i.workspace_id = ${workspaceId} and s.key = 'colleagues:all' order by i.seq`.execute(server.services.db);
  return rows;
};
const tell = (title: string, at: Date | null = new Date(Date.now() + 1000)) => entries.unshift({ title, at });
const troubles = async () =>
  (
    await sql`select error from colleague_account where workspace_id = ${workspaceId} and error is not null`.execute(
      server.services.db,
    )
  ).rows;
const mine = async () => (await author.call("myFollowed")).body.rows;

test("Only what comes after the yes is read, once and with its author; a map proposes it, and a consent taken back drops what waits and forgets the words", async () => {
  tell("Avant", new Date(Date.now() - 86_400_000));
  tell("Sans date", null);
  const { id } = (await agree(author, "/blog.xml")).body;
  expect(await read()).toBe(1);
  expect(await troubles()).toEqual([]);
  expect(await items()).toEqual([]);
  tell("Après");
  tell("Sans date non plus", null);
  await read();
  await read();
  expect(await items()).toMatchObject([
    { title: "Sans date non plus", author: "Léa Martin", gone: false },
    { title: "Après", author: "Léa Martin", gone: false },
  ]);
  expect((await agree(author, "/blog.xml")).body).toMatchObject({ code: "followed" });

  const document = {
    ...{ schema: 1, name: "Merci", description: "", first: { kind: "all" as const } },
    nodes: [
      { id: "in", type: "colleagues", config: {}, position: { x: 0, y: 0 } },
      {
        id: "out",
        type: "ambassadors",
        version: 2,
        config: { pictures: "with", several: "posts" },
        position: { x: 300, y: 0 },
      },
    ],
    edges: [{ id: "w", from: { node: "in", port: "out" }, to: { node: "out", port: "in" } }],
  };
  const { db } = server.services;
  const noah = await createMember(db, workspaceId, { role: "ambassador", name: "Noah" });
  await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id)
    values (${workspaceId}, 'x', 'r1', 'noah', 'Noah', ${noah.id})`.execute(db);
  const { id: map, revision } = (await manager.call("createMap", { body: { name: "Merci", document } })).body;
  expect((await manager.call("publishMap", { params: { id: map }, body: { revision } })).status).toBe(200);
  await runMap(server.services, {
    workspaceId,
    runId: (await manager.call("runMap", { params: { id: map } })).body.id,
  });
  const states = async () =>
    (
      await sql<{ state: string; code: string }>`select state, reason_code as code from delivery
        where workspace_id = ${workspaceId} and map_id = ${map} order by id`.execute(db)
    ).rows;
  expect(await states()).toEqual([
    { state: "held", code: "consent" },
    { state: "held", code: "consent" },
  ]);
  expect((await mine())[0]).toMatchObject({ title: "Carnet", error: null, items: [{ waits: true }, { waits: true }] });
  expect((await author.call("myFollowed")).body.maps).toEqual(["Merci"]);
  expect((await manager.call("listFollowed")).body).toMatchObject({
    rows: [{ id, name: "Léa Martin", title: "Carnet" }],
    maps: [{ id: map, live: true }],
  });

  expect((await author.call("stopFollowed", { params: { id } })).status).toBe(200);
  expect(await states()).toEqual([
    { state: "cancelled", code: "source_gone" },
    { state: "cancelled", code: "source_gone" },
  ]);
  expect(await items()).toMatchObject([
    { title: "—", author: null, gone: true },
    { title: "—", author: null, gone: true },
  ]);
  tell("Plus tard");
  expect(await read()).toBe(0);
  expect((await mine())[0]).toMatchObject({ endedBy: "person", items: [] });
  expect((await manager.call("listFollowed")).body.rows).toEqual([]);
});

test("Who takes it back while it is being read is not read, and who leaves is read no more", async () => {
  entries.length = 0;
  const { id } = (await agree(author, "/blog.xml?2")).body;
  await read();
  const before = (await items()).length;
  tell("Pendant");
  meanwhile = async () => {
    meanwhile = () => Promise.resolve();
    await author.call("stopFollowed", { params: { id } });
  };
  await read();
  expect(await items()).toHaveLength(before);

  entries.length = 0;
  const other = await createMember(server.services.db, workspaceId, { role: "ambassador", name: "Ines" });
  const session = await signIn(server.app, server.services, other);
  const agreed = await agree(session, "/blog.xml?3");
  expect(agreed.status, agreed.text).toBe(200);
  await read();
  tell("Avant de partir");
  await read();
  expect(await items()).toHaveLength(before + 1);
  await admin.call("changeMember", { params: { id: other.id }, body: { disabled: true } });
  expect((await items()).at(-1)).toMatchObject({ title: "—", gone: true });
  expect(await read()).toBe(0);
});

test("An account is named by its own person alone: nobody ends another's, no other workspace's id is known, and there is an end to them", async () => {
  const { db } = server.services;
  const named = await agree(author, "/blog.xml?4");
  expect(named.status, named.text).toBe(200);
  const { id } = named.body;
  const foreign = (await createWorkspace(db)).id;
  const stranger = await signIn(server.app, server.services, await createMember(db, foreign, { role: "admin" }));
  for (const name of ["stopFollowed", "dropFollowed"] as const)
    expect((await stranger.call(name, { params: { id } })).status).toBe(404);
  expect((await manager.call("stopFollowed", { params: { id } })).status).toBe(404);
  expect((await author.call("dropFollowed", { params: { id } })).status).toBe(403);
  expect((await manager.call("dropFollowed", { params: { id } })).status).toBe(200);
  expect((await mine()).find((row) => row.id === id)).toMatchObject({ endedBy: "company" });

  await sql`insert into account (workspace_id, network, remote_id, handle, name) values (${workspaceId}, 'mastodon', 'r9', 'lumen@social.example', 'Lumen')`.execute(
    db,
  );
  const refused = await author.call("agreeFollowed", { body: { address: "https://x.com/lea_martin", agreed: true } });
  expect(refused.body).toMatchObject({ code: "cannot_follow", message: { en: expect.stringContaining("charges") } });
  expect((await agree(author, "/nothing")).status).toBe(422);
  for (let number = 10; number < 10 + mostAccounts; number += 1)
    expect((await agree(author, `/blog.xml?${number}`)).status).toBe(200);
  expect((await agree(author, "/blog.xml?99")).body).toMatchObject({ code: "too_many_followed" });
  await sql`update colleague_account set ended_at = now(), ended_by = 'person' where workspace_id = ${workspaceId} and ended_at is null`.execute(
    db,
  );
});

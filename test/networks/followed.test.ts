import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Login } from "#engine/network.ts";
import { across, inWorkspace } from "#server/database/scope.ts";
import { askDue } from "#server/cues/ask.ts";
import { readColleagues } from "#server/colleagues/read.ts";
import { startLedger } from "#server/ledger/jobs.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import { runMap } from "#server/run/run-map.ts";
import { wakeKept } from "#server/run/wake.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { sendingOf } from "#test/support/network.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { answerPage, openTown, type Town } from "./world.ts";

/** Colleagues on the simulated Mastodon and Bluesky, followed from their own yes to the company's repost, through the whole server. */
let town: Town;
let server: TestApp;
let workspaceId: string;
const members = new Map<string, TestMember>();
const sessions = new Map<string, Session>();
const networks = ["mastodon", "bluesky"] as const;
type Name = (typeof networks)[number];
let marks = 0;

beforeAll(async () => {
  town = await openTown();
  const { simulators } = town;
  server = await testApp({ settings: { networks: simulators.networks, allowHosts: [`127.0.0.1:${simulators.port}`] } });
  const { db } = server.services;
  workspaceId = (await createWorkspace(db, { name: "Atelier Lumen" })).id;
  for (const [handle, role, name] of [
    ["admin", "admin", "Claire"],
    ["manager", "manager", "Camille"],
    // What she is called here is not what she is called there: nothing is known by a name.
    ["lea_martin", "ambassador", "L. M."],
    ["hugo_bernard", "ambassador", "Hugo"],
  ] as const) {
    const member = await createMember(db, workspaceId, { role, name });
    members.set(handle, member);
    sessions.set(handle, await signIn(server.app, server.services, member));
  }
  for (const network of networks) {
    await connect(network, "atelier_lumen", "admin", true);
    await connect(network, "hugo_bernard", "hugo_bernard", false);
  }
  // One right after the other.
  await sql`update account set spacing_s = 0 where workspace_id = ${workspaceId}`.execute(db);
});
afterAll(async () => {
  await server.close();
  await town.close();
});

async function connect(network: Name, handle: string, owner: string, forWorkspace: boolean): Promise<void> {
  const { services } = server;
  const who = { workspaceId, memberId: members.get(owner)!.id, sessionId: owner };
  const entered =
    network === "bluesky"
      ? { fields: town.simulators.credentials(network, handle) }
      : { server: town.simulators.networks[network]!.server! };
  const begun = await beginConnect(services, { ...who, network, forWorkspace, ...entered });
  if (begun.kind !== "page") return;
  const back = await answerPage(begun.url, handle);
  await finishConnect(services, { ...who, params: back.searchParams });
}

/** Somebody posts there by hand. */
async function says(name: Name, handle: string, more: { warning?: string } = {}) {
  marks += 1;
  const text = `Sous la coupole ${marks} ${name}`;
  const sending = sendingOf(
    { text, ...more },
    { key: `00000000-0000-4000-8000-${String(marks).padStart(12, "0")}`, madeAt: town.clock.now() + 5 },
  );
  const result = await town.network(name).publish(town.context(name), town.login(name, handle), sending);
  if (result.kind !== "published") throw new Error(JSON.stringify(result));
  return { ...result, text };
}
const login = (name: Name, handle: string): Login => town.login(name, handle);
const addressOf = (name: Name, handle: string): string => {
  const { handle: there } = town.simulators.identity(name, handle);
  return `@${there}`;
};
const session = (who: string) => sessions.get(who)!;
const read = async () => {
  await sql`update colleague_account set due_at = now() where workspace_id = ${workspaceId} and ended_at is null`.execute(
    server.services.db,
  );
  await across("schedule", () => readColleagues(server.services));
  const { rows } =
    await sql`select error from colleague_account where workspace_id = ${workspaceId} and error is not null`.execute(
      server.services.db,
    );
  expect(rows).toEqual([]);
};
const titles = async () =>
  (
    await sql<{ title: string; gone: boolean }>`
      select i.data->>'title' as title, i.gone_at is not null as gone from item i join source s on s.workspace_id = i.workspace_id and s.id = i.source_id
      where i.workspace_id = ${workspaceId} and s.key = 'colleagues:all' order by i.seq`.execute(server.services.db)
  ).rows;
const run = async (map: string) =>
  runMap(server.services, {
    workspaceId,
    runId: (await session("manager").call("runMap", { params: { id: map } })).body.id,
  });
/** What a manager lets pass goes on, as if the seconds were over in which they may take it back. */
async function answers(yes: boolean): Promise<number> {
  const { services } = server;
  const waiting = (await session("manager").call("listApprovals")).body.rows;
  const asks = waiting.map(({ id, mark }) => ({ id, mark }));
  const told =
    asks.length === 0 ? [] : (await session("manager").call("answerApprovals", { body: { asks, yes } })).body.rows;
  await sql`update kept set due_at = now() where workspace_id = ${workspaceId} and answer is not null`.execute(
    services.db,
  );
  await sql`update map set kept_at = (select min(due_at) from kept where kept.map_id = map.id) where workspace_id = ${workspaceId}`.execute(
    services.db,
  );
  await across("schedule", () => wakeKept(services));
  const { rows } = await sql<{
    id: string;
  }>`select id from run where workspace_id = ${workspaceId} and state = 'waiting'`.execute(services.db);
  for (const { id } of rows) await runMap(services, { workspaceId, runId: id });
  return told.filter(({ result }) => result !== "gone").length;
}
type Sent = { state: string; code: string | null; network: string; kind: string; url: string | null };
const deliveries = async (title: string): Promise<Sent[]> =>
  (
    await sql<Sent>`select d.state, d.reason_code as code, a.network, coalesce(d.post->'parts'->0->>'kind', 'post') as kind, d.remote_url as url
      from delivery d join account a on a.id = d.account_id where d.workspace_id = ${workspaceId} and d.item_title = ${title} order by a.network`.execute(
      server.services.db,
    )
  ).rows;
const reposts = (name: Name, remoteId: string) =>
  town.simulators
    .posts(name)
    .filter(({ of }) => of === remoteId)
    .map(({ handle }) => handle);

test("a colleague names an account as people write it; what they post is reposted once by the company after a yes, and put before others to comment on", async () => {
  const { services } = server;
  const { db } = services;
  const agree = (who: string, address: string) =>
    session(who).call("agreeFollowed", { body: { address, agreed: true } });
  const old = await Promise.all(networks.map((name) => says(name, "lea_martin")));
  const ids: string[] = [];
  for (const name of networks) {
    const agreed = await agree("lea_martin", addressOf(name, "lea_martin"));
    expect(agreed.status, agreed.text).toBe(200);
    ids.push(agreed.body.id);
    // The same account under its other name is the same account; and nobody names a colleague's or the company's own.
    const { url } = town.simulators.identity(name, "lea_martin");
    expect((await agree("hugo_bernard", url!)).body).toMatchObject({ code: "followed" });
    for (const handle of ["hugo_bernard", "atelier_lumen"]) {
      const page = town.simulators.identity(name, handle).url!;
      for (const address of [addressOf(name, handle), page])
        expect((await agree("lea_martin", address)).body, address).toMatchObject({ code: "not_yours" });
    }
  }
  await read();
  expect(await titles()).toEqual([]);

  const accounts = (
    await sql<{
      ref: string;
    }>`select ref from account where workspace_id = ${workspaceId} and member_id is null order by network`.execute(db)
  ).rows.map(({ ref }) => ref);
  const document = (
    await session("manager").call("drawTemplate", {
      params: { name: "colleagues-reposted" },
      body: { answers: { accounts, banned: ["faillite"], channels: [] } },
    })
  ).body.document;
  const made = (await session("manager").call("createMap", { body: { name: "Merci", document } })).body;
  const published = await session("manager").call("publishMap", {
    params: { id: made.id },
    body: { revision: made.revision },
  });
  expect(published.status, published.text).toBe(200);
  await run(made.id);

  const fresh = new Map<Name, Awaited<ReturnType<typeof says>>>();
  for (const name of networks) fresh.set(name, await says(name, "lea_martin"));
  const covered = await says("mastodon", "lea_martin", { warning: "Fin dévoilée" });
  const takenBack = await says("bluesky", "lea_martin");
  await read();
  await read();
  const wanted = [...networks.map((name) => fresh.get(name)!.text), takenBack.text];
  expect((await titles()).map(({ title }) => title).toSorted()).toEqual(wanted.toSorted());
  await run(made.id);
  expect((await session("manager").call("listApprovals")).body.rows).toHaveLength(3);
  expect(
    (await session("lea_martin").call("myFollowed")).body.rows.flatMap(({ items }) => items.map(({ waits }) => waits)),
  ).toEqual([true, true, true]);
  // Its author deletes one: nobody is asked about it any more.
  const deleted = await town.network("bluesky").remove!(town.context("bluesky"), login("bluesky", "lea_martin"), {
    remoteId: takenBack.remoteId,
  });
  expect(deleted.kind).toBe("published");
  await read();
  expect((await titles()).filter(({ gone }) => gone)).toEqual([{ title: takenBack.text, gone: true }]);
  expect(await answers(true)).toBe(3);
  expect(await deliveries(takenBack.text)).toEqual([]);

  const ledger = await startLedger(services, { pace: 0.05 });
  const isOver = async () => {
    // Spread over time as they are, each is due now.
    await sql`update delivery set due_at = now() where workspace_id = ${workspaceId} and state = 'ready' and due_at > now()`.execute(
      db,
    );
    await sql`update lane set next_at = now() where workspace_id = ${workspaceId} and next_at > now()`.execute(db);
    const sent = await Promise.all(networks.map((name) => deliveries(fresh.get(name)!.text)));
    return sent.flat().map(({ state }) => state);
  };
  await expect.poll(isOver, { timeout: 20_000 }).toEqual(Array.from({ length: 4 }, () => "published"));
  for (const name of networks) {
    const { text, remoteId, url } = fresh.get(name)!;
    const sent = await deliveries(text);
    // There it is reposted; the other network's account thanks its author, and leads to the post.
    expect(sent.map(({ network, kind }) => [network, kind])).toEqual(
      [...networks].toSorted().map((each) => [each, each === name ? "repost" : "post"]),
    );
    expect(reposts(name, remoteId)).toEqual(["atelier_lumen"]);
    expect(sent.find(({ kind }) => kind === "repost")!.url).toBe(url);
    const other = networks.find((each) => each !== name)!;
    const thanks = town.simulators
      .posts(other)
      .filter((post) => post.handle === "atelier_lumen" && post.text.includes(text));
    expect(thanks).toHaveLength(1);
    expect(thanks[0]!.text).toContain(url!.slice(0, 30));
  }
  // Once: whatever runs again, nothing more goes out.
  await read();
  await run(made.id);
  expect(await answers(true)).toBe(0);
  for (const [at, { remoteId }] of [...old, covered].entries())
    expect(reposts(at === 1 ? "bluesky" : "mastodon", remoteId)).toEqual([]);
  for (const name of networks) expect(reposts(name, fresh.get(name)!.remoteId)).toEqual(["atelier_lumen"]);
  await ledger.stop();
  const items = (await session("lea_martin").call("myFollowed")).body.rows.flatMap((row) => row.items);
  expect(items.map(({ posts }) => posts.length).toSorted()).toEqual([2, 2]);

  // The same posts to comment on: by whoever is there, but not by who wrote it, whom no connected account gives away.
  const asking = {
    ...{ schema: 1, name: "À commenter", description: "", first: { kind: "all" as const } },
    nodes: [
      { id: "in", type: "colleagues", config: {}, position: { x: 0, y: 0 } },
      {
        id: "out",
        type: "comment",
        config: { ideas: [], topics: [], teams: [], most: 3, days: 3 },
        position: { x: 300, y: 0 },
      },
    ],
    edges: [{ id: "w", from: { node: "in", port: "out" }, to: { node: "out", port: "in" } }],
  };
  for (const network of ["x", "linkedin"])
    await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id)
      values (${workspaceId}, ${network}, 'lea', 'l_m', 'L', ${members.get("lea_martin")!.id})`.execute(db);
  await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id, server)
    values (${workspaceId}, 'bluesky', 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', 'another.sky.example', 'L', ${members.get("lea_martin")!.id}, ''),
      (${workspaceId}, 'mastodon', '77', 'another@social.example', 'L', ${members.get("lea_martin")!.id}, 'https://social.example')`.execute(
    db,
  );
  const cards = (await session("manager").call("createMap", { body: { name: "À commenter", document: asking } })).body;
  expect(
    (await session("manager").call("publishMap", { params: { id: cards.id }, body: { revision: cards.revision } }))
      .status,
  ).toBe(200);
  await run(cards.id);
  await inWorkspace(workspaceId, () => askDue(services));
  // One a day: the other post waits for another day, and never goes to its author.
  await sql`update cue_ask set asked_at = asked_at - interval '2 days' where workspace_id = ${workspaceId}`.execute(db);
  await sql`update cue set look_at = now() where workspace_id = ${workspaceId}`.execute(db);
  await inWorkspace(workspaceId, () => askDue(services));
  expect((await session("lea_martin").call("listMyCues")).body.rows).toEqual([]);
  const hugos = (await session("hugo_bernard").call("listMyCues")).body.rows;
  expect(hugos.map(({ url }) => url).toSorted()).toEqual(networks.map((name) => fresh.get(name)!.url).toSorted());
  for (const { url, title } of hugos) {
    const page = await fetch(url!);
    expect([page.status, (await page.text()).includes(title)]).toEqual([200, true]);
  }

  // What Relaymap itself published for her is not read back, whatever name it has there; what she says beside it is.
  const posted = await Promise.all(networks.map((name) => says(name, "lea_martin")));
  for (const [at, name] of networks.entries())
    await sql`insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, text, item_title, due_at, expires_at, published_at, settled_at, remote_id, remote_url)
      select workspace_id, id, 'by us', gen_random_uuid(), 1, gen_random_uuid(), 'n', network, 'published', 't', 't', now(), now(), now(), now(), ${posted[at]!.remoteId}, ${posted[at]!.url}
      from account where workspace_id = ${workspaceId} and network = ${name} and member_id = ${members.get("lea_martin")!.id}`.execute(
      db,
    );
  const beside = await says("mastodon", "lea_martin");
  await read();
  const known = (await titles()).map(({ title }) => title);
  expect([known.includes(beside.text), ...posted.map(({ text }) => known.includes(text))]).toEqual([
    true,
    false,
    false,
  ]);

  // A consent that is taken back takes the cards along, and nothing of what comes later is read.
  for (const id of ids) expect((await session("lea_martin").call("stopFollowed", { params: { id } })).status).toBe(200);
  const left = (await session("hugo_bernard").call("listMyCues", { query: { of: "all" } })).body.rows;
  expect(left.map(({ state, url, text }) => [state, url, text])).toEqual([
    ["withdrawn", null, ""],
    ["withdrawn", null, ""],
  ]);
  // Nor is what they said kept anywhere.
  const { rows: kept } = await sql`select title, text, url from cue where workspace_id = ${workspaceId}`.execute(db);
  expect(kept).toEqual([0, 1].map(() => ({ title: "—", text: "", url: "" })));
  await says("mastodon", "lea_martin");
  await read();
  expect((await titles()).every(({ title }) => title === "—")).toBe(true);
});

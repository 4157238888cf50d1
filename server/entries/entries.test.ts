import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drain, type LanePorts } from "#engine/lane.ts";
import { entryKey } from "#engine/written.ts";
import type { Body, Reply } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { photograph } from "#test/support/pictures.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { openLedger } from "../ledger/rounds.ts";
import { publishProposal } from "../ledger/proposals.ts";
import { runMap } from "../run/run-map.ts";
import { requestRun } from "../run/ticks.ts";
import { enterDue } from "./enter.ts";
import { calendarMap } from "./house.ts";

let server: TestApp;
let workspaceId: string;
let claire: TestMember;
let lea: TestMember;
let manager: Session;
let author: Session;
const refs: Record<string, string> = {};
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  claire = await createMember(services.db, workspaceId, { role: "manager", name: "Claire" });
  lea = await createMember(services.db, workspaceId, { role: "ambassador", name: "Léa" });
  manager = await signIn(app, services, claire);
  author = await signIn(app, services, lea);
  await account("page", "mastodon", null, "auto");
  await account("tweets", "x", null, "auto");
  await account("lea", "mastodon", lea.id, "ask");
});
afterAll(() => server.close());

async function account(name: string, network: string, member: string | null, mode: "ask" | "auto") {
  const { db } = server.services;
  const { rows } = await sql<{
    id: string;
    ref: string;
  }>`insert into account (workspace_id, network, remote_id, handle, name, member_id)
    values (${workspaceId}, ${network}, ${`r-${name}`}, ${name}, ${name}, ${member}) returning id, ref`.execute(db);
  [refs[name], ids[name]] = [rows[0]!.ref, rows[0]!.id];
  if (mode === "auto")
    await sql`insert into consent (workspace_id, account_id, topic, mode) values (${workspaceId}, ${rows[0]!.id}, '', 'auto')`.execute(
      db,
    );
}

/** Milliseconds that end in no zero: the database writes none at the end of a second. */
const inHours = (hours: number): string =>
  new Date(Math.floor(Date.now() / 1000 + hours * 3600) * 1000 + 123).toISOString();
type Saving = Omit<Body<"saveEntry">, "revision">;
const body = (
  text: string,
  to: string[],
  more: Partial<Saving> = {},
  written: Partial<Saving["written"]> = {},
): Saving => ({
  written: { version: 1, words: [{ text }], accounts: to.map((name) => refs[name]!), ...written },
  ...more,
});
async function write(session: Session, given: Saving, { id = randomUUID() as string, revision = 0 } = {}) {
  const answer = await session.call("saveEntry", { params: { id }, body: { revision, ...given } });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}
type Entry = Reply<"getEntry">["entry"];
async function plan(session: Session, { id, revision }: Entry, when: Body<"planEntry">["when"]) {
  const answer = await session.call("planEntry", { params: { id }, body: { revision, when } });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.entry;
}
const now = async (id: string) => (await manager.call("getEntry", { params: { id } })).body.entry;
/** Its time to enter has come. */
const come = ({ id }: Pick<Entry, "id">) =>
  sql`update entry set enter_at = now() where workspace_id = ${workspaceId} and id = ${id}`.execute(server.services.db);
const enter = () => across("entries", () => enterDue(server.services));
async function run() {
  const mapId = (await calendarMap(server.services.db, workspaceId))!;
  const { id: runId } = await requestRun(server.services, { workspaceId, mapId, memberId: null });
  await inWorkspace(workspaceId, () => runMap(server.services, { workspaceId, runId }));
}
type Out = {
  account: string;
  state: string;
  code: string | null;
  text: string;
  due: string;
  ends: string;
  yes: string | null;
  id: number;
  parts: number;
};
async function out({ id }: Pick<Entry, "id">, round = 1): Promise<Out[]> {
  const { rows } =
    await sql<Out>`select a.name as account, d.state, d.reason_code as code, d.post#>>'{parts,0,text}' as text, d.due_at as due, d.expires_at as ends,
      d.approved_by as yes, d.id, jsonb_array_length(d.post->'parts') as parts from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.item_key = ${entryKey(id, round)} order by a.name`.execute(
      server.services.db,
    );
  return rows;
}
async function dropsOf({ id }: Pick<Entry, "id">, round = 1) {
  const { rows } = await sql<{
    code: string;
  }>`select code from drop where workspace_id = ${workspaceId} and item_key = ${entryKey(id, round)}`.execute(
    server.services.db,
  );
  return rows.map(({ code }) => code);
}
/** What the network of an account was sent by one look of its lane. */
async function send(name: string): Promise<string[]> {
  const { db, nodes } = server.services;
  const sent: string[] = [];
  const ports: LanePorts = {
    ledger: openLedger({ db, worker: "t", networks: nodes.networks }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending.part.text);
        return { kind: "published", remoteId: sending.key, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    judge: async () => undefined,
  };
  await drain({ workspaceId, accountId: ids[name]! }, ports, () => false);
  return sent;
}

test("a draft is kept whatever stands in its way, says it, is there once however often it is sent, and is planned only when it can go", async () => {
  const id = randomUUID();
  const { entry, findings } = await write(manager, body("", []), { id });
  expect(entry).toMatchObject({ id, revision: 1, state: "draft", own: false, author: { name: "Claire" } });
  expect(findings.map(({ place, code, severity }) => [place, code, severity])).toEqual([
    ["words.0", "no-words", "error"],
    ["accounts", "nobody", "error"],
  ]);
  const refused = await manager.call("planEntry", {
    params: { id },
    body: { revision: 1, when: { kind: "at", at: inHours(2) } },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: "entry_problems", details: [{ place: "words.0" }, {}] } });
  const said = body("Portes ouvertes", ["page"], { at: inHours(3) });
  const second = await write(manager, said, { id, revision: 1 });
  // The answer was lost: the same again is the same.
  expect((await write(manager, said, { id, revision: 1 })).entry).toEqual(second.entry);
  const other = await manager.call("saveEntry", {
    params: { id },
    body: { revision: 1, ...body("Autre chose", ["page"]) },
  });
  expect(other).toMatchObject({
    status: 409,
    body: { code: "entry_changed", details: { revision: 2, title: "Portes ouvertes" } },
  });
  expect((await manager.call("listEntries", { query: { of: "drafts" } })).body.rows.map((row) => row.id)).toEqual([id]);
  // Nobody else's: not an ambassador's to see, nor to guess.
  expect((await author.call("getEntry", { params: { id } })).status).toBe(404);
  expect((await author.call("saveEntry", { params: { id }, body: { revision: 2, ...said } })).status).toBe(404);
  expect((await manager.call("deleteEntry", { params: { id }, query: { revision: 2 } })).status).toBe(200);
  expect((await manager.call("getEntry", { params: { id } })).status).toBe(404);
});

test("what a network makes of it is said with its place: words that are cut, threads and comments that it has not, the same words twice", async () => {
  const long = "mot ".repeat(100).trim();
  const words = [{ text: long }, { text: long, for: "x" }];
  const { body: checked } = await manager.call("checkEntry", {
    body: body(long, ["page", "tweets"], {}, { words, thread: ["La suite"], comment: "Le lien est ici" }),
  });
  const told = checked.findings.map(({ place, network, code, severity }) => `${place} ${network} ${code} ${severity}`);
  expect(told).toContain("words.1 x too-long error");
  expect(told).toContain("thread.0 x no-thread warning");
  expect(told).toContain("comment x no-comment warning");
  expect(told).not.toContain("words.0 mastodon too-long warning");
  expect(checked.posts.map(({ network, limit }) => [network, limit])).toEqual([
    ["mastodon", 500],
    ["x", 280],
  ]);
});

test("an entry enters at its time, once, and each network says its own words; a second story of the same link is none of the doubles", async () => {
  const link = "https://lumen.example/portes";
  const answer = await server.app.inject({
    method: "POST",
    url: "/api/entries/pictures",
    headers: { "sec-fetch-site": "same-origin", cookie: manager.cookie, "content-type": "image/jpeg" },
    payload: await photograph(6),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  const picture = answer.json<{ id: string }>();
  expect((await manager.call("listEntryPictures")).body.rows.map((row) => row.id)).toEqual([picture.id]);
  expect((await author.call("listEntryPictures")).body.rows).toEqual([]);
  const sly = {
    params: { id: randomUUID() },
    body: { revision: 0, ...body("Vu", ["lea"], {}, { media: [{ id: picture.id }] }) },
  };
  expect(await author.call("saveEntry", sly)).toMatchObject({ status: 422, body: { code: "not_your_picture" } });
  const words = [{ text: "Portes ouvertes samedi" }, { text: "Portes ouvertes !", for: "x" }];
  const shown = { words, link, short: false, media: [{ id: picture.id, alt: "La porte" }] };
  const { entry } = await write(manager, body("", ["page", "tweets"], {}, shown));
  const planned = await plan(manager, entry, { kind: "at", at: inHours(1) });
  expect(planned).toMatchObject({ state: "planned", revision: 2, media: [{ kind: "picture", alt: "La porte" }] });
  expect(await enter()).toBe(0);
  await come(planned);
  expect(await Promise.all([enter(), enter()])).toEqual(expect.arrayContaining([1]));
  expect(await enter()).toBe(0);
  await run();
  const deliveries = await out(planned);
  expect(deliveries).toMatchObject([
    { account: "page", state: "ready", text: `Portes ouvertes samedi ${link}`, due: planned.at, yes: null },
    { account: "tweets", state: "ready", text: `Portes ouvertes ! ${link}`, due: planned.at },
  ]);
  expect(await now(planned.id)).toMatchObject({ state: "entered", out: { total: 2, waiting: 2 } });
  expect(await send("page")).toEqual([]);
  // The reminder leads to the same page, with the same first line.
  const { entry: reminder } = await write(manager, body("", ["page"], {}, { ...shown, media: [] }));
  await plan(manager, reminder, { kind: "now" });
  await enter();
  await run();
  expect(await out(reminder)).toMatchObject([{ account: "page", state: "ready" }]);
  expect(await send("page")).toEqual([`Portes ouvertes samedi ${link}`]);
  expect(await now(reminder.id)).toMatchObject({ out: { published: 1 } });
  // What is out never moves.
  const { revision } = await now(reminder.id);
  const late = await manager.call("moveEntry", { params: { id: reminder.id }, body: { revision, at: inHours(5) } });
  expect(late).toMatchObject({ status: 409, body: { code: "entry_out" } });
});

test("what has entered moves with its end while it waits; taken back it is a draft, and planned anew nobody has it twice", async () => {
  const { entry } = await write(manager, body("Recrutement", ["page", "tweets"]));
  const planned = await plan(manager, entry, { kind: "at", at: inHours(1) });
  await come(planned);
  await enter();
  // Before any run has read it, too.
  const first = inHours(2);
  const moved = await manager.call("moveEntry", {
    params: { id: entry.id },
    body: { revision: planned.revision, at: first },
  });
  expect(moved.status, moved.text).toBe(200);
  await run();
  expect((await out(entry)).map(({ due }) => due)).toEqual([first, first]);
  const second = inHours(4);
  const again = await manager.call("moveEntry", {
    params: { id: entry.id },
    body: { revision: moved.body.entry.revision, at: second },
  });
  expect((await out(entry)).map(({ due, ends }) => [Date.parse(due), Date.parse(ends) - Date.parse(due)])).toEqual(
    Array(2).fill([Date.parse(second), 86_400_000]),
  );
  // Two managers dragged it: the second hears what is there.
  const crossed = await manager.call("moveEntry", {
    params: { id: entry.id },
    body: { revision: moved.body.entry.revision, at: first },
  });
  expect(crossed).toMatchObject({ status: 409, body: { code: "entry_changed", details: { at: second } } });
  // One of them is out when it is taken back.
  await sql`update delivery set due_at = now() where workspace_id = ${workspaceId} and item_key = ${entryKey(entry.id, 1)} and account_id = ${ids["page"]}`.execute(
    server.services.db,
  );
  expect(await send("page")).toEqual(["Recrutement"]);
  const { revision } = again.body.entry;
  const back = await manager.call("withdrawEntry", { params: { id: entry.id }, body: { revision } });
  expect(back.body).toMatchObject({ entry: { state: "draft" }, cancelled: 1 });
  expect(await out(entry)).toMatchObject([{ state: "published" }, { state: "cancelled", code: "taken_back" }]);
  const changed = await write(manager, body("Recrutement ouvert", ["page", "tweets"]), {
    id: entry.id,
    revision: back.body.entry.revision,
  });
  await plan(manager, changed.entry, { kind: "now" });
  await enter();
  await run();
  expect(await out(entry, 2)).toMatchObject([{ account: "tweets", state: "ready", text: "Recrutement ouvert" }]);
  expect(await dropsOf(entry, 2)).toEqual(["had-it"]);
});

test("taken back before a run has read it, or while somebody is asked to approve it, nothing of it goes", async () => {
  const { entry } = await write(manager, body("Trop tôt", ["page"]));
  const planned = await plan(manager, entry, { kind: "at", at: inHours(1) });
  await come(planned);
  await enter();
  await manager.call("withdrawEntry", { params: { id: entry.id }, body: { revision: planned.revision } });
  await run();
  expect(await out(entry)).toEqual([]);
  const asked = await write(manager, body("À valider", ["page"], { approval: true }));
  const waits = await plan(manager, asked.entry, { kind: "at", at: inHours(1) });
  await enter();
  await run();
  const approvals = (await manager.call("listApprovals")).body.rows;
  expect(approvals).toHaveLength(1);
  expect(await out(asked.entry)).toEqual([]);
  // It may move while it waits, and keeps its time once somebody said yes.
  const at = inHours(3);
  const moved = await manager.call("moveEntry", { params: { id: waits.id }, body: { revision: waits.revision, at } });
  expect(moved.status, moved.text).toBe(200);
  const [ask] = (await manager.call("listApprovals")).body.rows;
  await manager.call("answerApprovals", { body: { asks: [{ id: ask!.id, mark: ask!.mark }], yes: true } });
  await sql`update kept set due_at = now() where workspace_id = ${workspaceId}`.execute(server.services.db);
  await run();
  expect(await out(asked.entry)).toMatchObject([{ state: "ready", due: moved.body.entry.at }]);
});

test("where the workspace wishes a second yes, nothing of the company's goes without one, and who planned it cannot give it", async () => {
  const { app, services } = server;
  const asks = (entries: boolean) =>
    sql`update workspace set entry_second = ${entries} where id = ${workspaceId}`.execute(services.db);
  await asks(true);
  // As long as there is nobody else, nobody is waited for.
  const { entry: lone } = await write(manager, body("Seule ici", ["page"]));
  expect(lone.approval).toBe(false);
  const hugo = await createMember(services.db, workspaceId, { role: "manager", name: "Hugo" });
  const other = await signIn(app, services, hugo);
  const { entry } = await write(manager, body("À deux", ["page"], { approval: false }));
  expect(entry.approval).toBe(true);
  await plan(manager, entry, { kind: "at", at: inHours(1) });
  // What somebody writes for accounts of their own is theirs alone.
  expect((await write(author, body("À moi", ["lea"]))).entry.approval).toBe(false);
  // What a scenario planned, or was planned before, asks as well.
  const { entry: before } = await write(manager, body("D’avant", ["page"]));
  const was = await plan(manager, before, { kind: "at", at: inHours(1) });
  await sql`update entry set approval = false where workspace_id = ${workspaceId} and id = ${before.id}`.execute(
    services.db,
  );
  await come(was);
  await enter();
  await run();
  const asked = async (session: Session) =>
    (await session.call("listApprovals")).body.rows.map(({ item, mine }) => [item.key, mine]);
  const keys = [entryKey(entry.id, 1), entryKey(before.id, 1)].toSorted();
  expect((await asked(manager)).toSorted()).toEqual(keys.map((key) => [key, false]));
  expect((await asked(other)).toSorted()).toEqual(keys.map((key) => [key, true]));
  const rows = (await other.call("listApprovals")).body.rows;
  const answer = (session: Session) =>
    session.call("answerApprovals", { body: { asks: rows.map(({ id, mark }) => ({ id, mark })), yes: true } });
  expect((await answer(manager)).body.rows.map(({ result }) => result)).toEqual(["forbidden", "forbidden"]);
  expect((await answer(other)).body.rows.map(({ result }) => result)).toEqual(["taken", "taken"]);
  await sql`update kept set due_at = now() where workspace_id = ${workspaceId}`.execute(services.db);
  await run();
  expect(await out(entry)).toMatchObject([{ account: "page", state: "ready" }]);
  expect(await out(before)).toMatchObject([{ account: "page", state: "ready" }]);
  await asks(false);
  await services.db.deleteFrom("member").where("id", "=", hugo.id).execute();
});

test("a draft without a time stands apart until it is given one, and loses it again; what is planned keeps a time", async () => {
  const loose = async () =>
    (await manager.call("listEntries", { query: { of: "loose" } })).body.rows.map(({ id }) => id);
  const { entry } = await write(manager, body("Pas encore", ["page"]));
  expect(await loose()).toContain(entry.id);
  const move = (revision: number, at: string | null) =>
    manager.call("moveEntry", { params: { id: entry.id }, body: { revision, at } });
  const placed = await move(entry.revision, inHours(5));
  expect(placed.status, placed.text).toBe(200);
  expect(placed.body.entry.state).toBe("draft");
  expect(await loose()).not.toContain(entry.id);
  const back = await move(placed.body.entry.revision, null);
  expect(back.body).toMatchObject({ entry: { at: null, state: "draft" }, fits: [] });
  expect(await loose()).toContain(entry.id);
  const planned = await plan(manager, back.body.entry, { kind: "at", at: inHours(5) });
  expect((await move(planned.revision, null)).status).toBe(400);
});

test("what is planned is not moved to where none of its accounts would leave: it stays, and why is said", async () => {
  const { db } = server.services;
  const quiet = (from: number | null, to: number | null) =>
    sql`update account set quiet_from = ${from}, quiet_to = ${to}, zone = 'UTC' where workspace_id = ${workspaceId} and id = ${ids["page"]!}`.execute(
      db,
    );
  const { entry } = await write(manager, body("Les heures calmes", ["page"]));
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const planned = await plan(manager, entry, { kind: "at", at: `${day}T10:00:00.000Z` });
  const move = (at: string, more: { revision?: number; back?: true } = {}) =>
    manager.call("moveEntry", { params: { id: entry.id }, body: { revision: planned.revision, at, ...more } });
  await quiet(20 * 60, 7 * 60);
  expect(await move(`${day}T22:00:00.000Z`)).toMatchObject({
    status: 422,
    body: { code: "no_room", details: { why: ["quiet"] } },
  });
  const kept = (await manager.call("getEntry", { params: { id: entry.id } })).body.entry;
  expect([Date.parse(kept.at!), kept.revision]).toEqual([Date.parse(`${day}T10:00:00Z`), planned.revision]);
  await quiet(null, null);
  const moved = await move(`${day}T22:00:00.000Z`);
  expect(moved.status).toBe(200);
  // Taken back to where it stood, which nobody could move it to any more.
  await quiet(9 * 60, 12 * 60);
  const revision = moved.body.entry.revision;
  expect((await move(`${day}T10:00:00.000Z`, { revision })).status).toBe(422);
  expect((await move(`${day}T10:00:00.000Z`, { revision, back: true })).status).toBe(200);
});

test("people are asked ahead of its time by their own mode, and a yes that comes early waits for it", async () => {
  const { entry } = await write(manager, body("Pour vous", [], {}, { people: { ahead: 48 } }));
  const planned = await plan(manager, entry, { kind: "at", at: inHours(30) });
  // Its time to ask has come already.
  expect(await enter()).toBe(1);
  await run();
  const [proposal] = await out(planned);
  expect(proposal).toMatchObject({ account: "lea", state: "held", code: "consent", due: planned.at });
  await publishProposal(server.services, { workspaceId, memberId: lea.id, deliveryId: proposal!.id });
  expect(await out(planned)).toMatchObject([{ state: "ready", due: planned.at }]);
  const early = { params: { id: proposal!.id }, body: { at: inHours(3) } };
  expect(await author.call("retimePost", early)).toMatchObject({ status: 422, body: { code: "too_early" } });
  expect((await author.call("retimePost", { ...early, body: { at: inHours(40) } })).status).toBe(200);
});

test("an ambassador writes for accounts of their own: asking is their yes, and what names others, or people, cannot be planned", async () => {
  const { entry } = await write(author, body("De moi", ["lea"]));
  expect(entry.own).toBe(true);
  expect((await manager.call("getEntry", { params: { id: entry.id } })).status).toBe(404);
  await plan(author, entry, { kind: "now" });
  await enter();
  await run();
  expect(await out(entry)).toMatchObject([{ account: "lea", state: "ready", yes: lea.id }]);
  expect(await send("lea")).toEqual(["De moi"]);
  const foreign = await write(author, body("Pas à moi", ["page"], {}, { people: {} }));
  expect(foreign.findings.map(({ place, code }) => `${place} ${code}`)).toEqual([
    "people not-yours",
    "accounts.0 no-account",
  ]);
  // Whatever was written to the row by force goes to their own account alone.
  const sly = await write(author, body("Forcé", ["lea"]));
  await sql`update entry set written = jsonb_set(written, '{accounts}', ${JSON.stringify([refs["page"]])}::jsonb), state = 'planned', at = now(), enter_at = now()
    where workspace_id = ${workspaceId} and id = ${sly.entry.id}`.execute(server.services.db);
  await enter();
  await run();
  expect(await out(sly.entry)).toEqual([]);
  expect(await dropsOf(sly.entry)).toEqual(["no-account"]);

  // What is a post is seen as every post is, and may be asked about; what came to nothing is its writer's, and no item for others to draw with.
  const found = async (search: string) =>
    (await manager.call("searchWhy", { query: { search } })).body.rows.map(({ key }) => key);
  expect(await found("De moi")).toEqual([entryKey(entry.id, 1)]);
  expect(await found("Forcé")).toEqual([]);
  const why = (key: string) => manager.call("why", { query: { key } });
  expect((await why(entryKey(entry.id, 1))).status).toBe(200);
  expect((await why(entryKey(sly.entry.id, 1))).status).toBe(404);
  const shared = await write(manager, body("De la maison", ["page"]));
  await plan(manager, shared.entry, { kind: "now" });
  await enter();
  const { document } = (
    await manager.call("getMap", { params: { id: (await calendarMap(server.services.db, workspaceId))! } })
  ).body;
  for (const draft of [{ document }, { document: { ...document, first: { kind: "newest" as const, count: 50 } } }]) {
    const preview = await manager.call("preview", { body: draft });
    expect(preview.status, preview.text).toBe(200);
    expect(preview.text).toContain("De la maison");
    expect(preview.text).not.toMatch(/De moi|Forcé/);
  }
  await run();
  expect(await send("page")).toEqual(["De la maison"]);
});

test("what comes too late for its own time is let go with the reason, and what waits is over at its end", async () => {
  const { entry } = await write(manager, body("Hier", ["page"]));
  await plan(manager, entry, { kind: "at", at: inHours(1) });
  await sql`update entry set at = now() - interval '2 days', enter_at = now() - interval '2 days' where workspace_id = ${workspaceId} and id = ${entry.id}`.execute(
    server.services.db,
  );
  await enter();
  await run();
  expect(await out(entry)).toEqual([]);
  expect(await dropsOf(entry)).toEqual(["over"]);
});

test("a process that dies between taking an entry and marking it leaves neither", async () => {
  const { entry } = await write(manager, body("Coupé", ["page"]));
  await plan(manager, entry, { kind: "now" });
  const { db } = server.services;
  await sql`create function cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_off before update of entered_at on entry for each row execute function cut_off()`.execute(
    db,
  );
  expect(await enter()).toBe(0);
  await sql`drop trigger cut_off on entry`.execute(db);
  const items = () =>
    sql`select from item where workspace_id = ${workspaceId} and key like ${`entry:${entry.id}:%`}`
      .execute(db)
      .then(({ rows }) => rows.length);
  expect([await items(), (await now(entry.id)).state]).toEqual([0, "planned"]);
  await come(entry);
  expect(await enter()).toBe(1);
  expect(await items()).toBe(1);
  await run();
  expect(await send("page")).toEqual(["Coupé"]);
});

test("a page whose access is gone keeps what was planned for it, and says so while it is written", async () => {
  const { entry } = await write(manager, body("Plus tard", ["tweets"]));
  await sql`update account set state = 'reconnect' where workspace_id = ${workspaceId} and id = ${ids["tweets"]}`.execute(
    server.services.db,
  );
  const planned = await plan(manager, entry, { kind: "now" });
  expect((await manager.call("getEntry", { params: { id: entry.id } })).body.findings).toMatchObject([
    { place: "accounts.0", code: "reconnect", severity: "warning" },
  ]);
  await enter();
  await run();
  expect(await out(planned)).toMatchObject([{ state: "held", code: "reconnect" }]);
  await sql`update account set state = 'connected' where workspace_id = ${workspaceId} and id = ${ids["tweets"]}`.execute(
    server.services.db,
  );
});

test("the next free slot is the first at which no entry of the account stands and the account is awake, and it is said who would not leave", async () => {
  const { db } = server.services;
  const zone = "Europe/Paris";
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    for (const minute of [180, 600])
      expect(
        (
          await manager.call("saveSlot", {
            params: { id: randomUUID() },
            body: { account: null, weekday, minute, zone },
          })
        ).status,
      ).toBe(200);
  expect(
    (
      await author.call("saveSlot", {
        params: { id: randomUUID() },
        body: { account: null, weekday: 1, minute: 1, zone },
      })
    ).status,
  ).toBe(403);
  await sql`update account set zone = ${zone}, quiet_from = 60, quiet_to = 420 where workspace_id = ${workspaceId} and id = ${ids["page"]}`.execute(
    db,
  );
  const { entry: one } = await write(manager, body("Un", ["page"]));
  const { entry: two } = await write(manager, body("Deux", ["page"]));
  const [first, second] = [await plan(manager, one, { kind: "next" }), await plan(manager, two, { kind: "next" })];
  const minutes = [first, second].map(({ at }) =>
    new Intl.DateTimeFormat("fr-FR", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at!)),
  );
  expect(minutes).toEqual(["10:00", "10:00"]);
  expect(Date.parse(second.at!) - Date.parse(first.at!)).toBe(86_400_000);
  const { rows } = (await manager.call("slotTimes", { query: { from: inHours(0), to: inHours(72) } })).body;
  expect(rows.filter(({ taken }) => taken).map(({ at }) => at)).toEqual(
    [first.at, second.at].map((at) => new Date(at!).toISOString()),
  );
  const night = new Date(Date.parse(first.at!) - 7 * 3_600_000 + 86_400_000).toISOString();
  const { fits } = (await manager.call("entryFits", { params: { id: one.id }, query: { at: night } })).body;
  expect(fits).toMatchObject([{ account: ids["page"], why: ["quiet"] }]);
  const best = await manager.call("bestTimes", { query: { account: ids["page"]! } });
  expect(best.body).toMatchObject({ needs: 10, best: null });
  await sql`update account set quiet_from = null, quiet_to = null where workspace_id = ${workspaceId} and id = ${ids["page"]}`.execute(
    db,
  );
});

test("who leaves takes what they wrote along, also out of what has entered, and of the company's nobody's name stays", async () => {
  const { app, services } = server;
  const noah = await createMember(services.db, workspaceId, { role: "ambassador", name: "Noah" });
  await account("noah", "mastodon", noah.id, "ask");
  const session = await signIn(app, services, noah);
  const { entry } = await write(session, body("Rien qu’à moi", ["noah"]));
  await plan(session, entry, { kind: "now" });
  await enter();
  await sql`delete from account where workspace_id = ${workspaceId} and id = ${ids["noah"]}`.execute(services.db);
  await sql`delete from member where workspace_id = ${workspaceId} and id = ${noah.id}`.execute(services.db);
  const { rows } = await sql<{ data: object; gone: boolean }>`select data, gone_at is not null as gone from item
    where workspace_id = ${workspaceId} and key = ${entryKey(entry.id, 1)}`.execute(services.db);
  expect(rows).toMatchObject([{ gone: true }]);
  expect(JSON.stringify(rows)).not.toContain("Rien qu’à moi");
  await run();
  expect(await out(entry)).toEqual([]);
});

test("what a hold keeps says so while it is written, and in the calendar before it enters; another post does not", async () => {
  const held = await write(manager, body("Un mot du rappel de lots", ["page"]));
  const other = await write(manager, body("Rien à voir", ["page"]));
  const at = inHours(30);
  for (const { entry } of [held, other]) await plan(manager, entry, { kind: "at", at });
  const { body: hold } = await manager.call("beginHold", { body: { words: ["rappels de lots"] } });
  const seen = await manager.call("getEntry", { params: { id: held.entry.id } });
  expect(seen.body.findings).toMatchObject([{ place: "words.0", code: "crisis", severity: "warning" }]);
  const day = at.slice(0, 10);
  const to = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const shown = async () => {
    const { body: found } = await manager.call("readCalendar", { query: { from: day, to, zone: "UTC" } });
    const of = (id: string) => found.posts.find(({ entry }) => entry === id);
    return [held, other].map(({ entry }) => [of(entry.id)?.state, of(entry.id)?.reason]);
  };
  expect(await shown()).toEqual([
    ["waits", "crisis"],
    ["planned", null],
  ]);
  await manager.call("liftHold", { params: { number: hold.number } });
  expect(await shown()).toEqual([
    ["planned", null],
    ["planned", null],
  ]);
});

import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { formsOf, mentions, saidBy } from "#engine/crisis.ts";
import { drain, type LanePorts } from "#engine/lane.ts";
import { postOf } from "#engine/post.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { postsOf } from "../calendar/posts.ts";
import { beginHold, liftHold } from "../crisis/hold.ts";
import { countPublished, listPublished, listRecall } from "../crisis/recall.ts";
import { previewHold, readCrisis } from "../crisis/views.ts";
import { linksOf } from "../mine/posts.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { listProposals } from "./asked.ts";
import { holdWaiting, releaseHeld, sweepCrises } from "./crisis.ts";
import { tellHeld } from "../notices/held.ts";
import { lanesOf } from "./forecast.ts";
import { judgePost } from "./judge.ts";
import { publishProposal } from "./proposals.ts";
import { removePost } from "./removal.ts";
import { openLedger } from "./rounds.ts";
import { expire } from "./sweeps.ts";

let database: TestDatabase;
let world: World;
let memberId: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  world = await makeWorld(database.db, ["readable", "readable"]);
  ({ id: memberId } = await createMember(database.db, world.workspaceId, { role: "manager" }));
});

const networks = new Map([...networksAt("http://127.0.0.1:1", 100)].filter(([name]) => name === "readable"));
const services = () => testServices(database.db, networks);
const who = () => ({ workspaceId: world.workspaceId, memberId });
/** Posts of the first account, or of both, with these words. */
async function says(...texts: string[]) {
  for (const text of texts) {
    await scheduleSome(database.db, { ...world, accounts: world.accounts.slice(0, 1) }, 1);
    await sql`update delivery set post = ${JSON.stringify(postOf({ text }))}::jsonb where id = (select max(id) from delivery where workspace_id = ${world.workspaceId})`.execute(
      database.db,
    );
  }
}
const states = async () =>
  (
    await sql<{
      id: number;
      text: string;
      state: string;
      code: string | null;
      due: string;
      reason: { fr: string } | null;
    }>`
      select id, post#>>'{parts,0,text}' as text, state, reason_code as code, due_at as due, reason from delivery where workspace_id = ${world.workspaceId} order by id`.execute(
      database.db,
    )
  ).rows;
const brief = async () =>
  (await states()).map(({ text, state, code }) => [text, state, code].filter(Boolean).join(" | "));

function worker({ before = async () => {} }: { before?: () => Promise<void> } = {}) {
  const sent: string[] = [];
  const ledger = openLedger({ db: database.db, worker: "t", networks: services().nodes.networks });
  const ports: LanePorts = {
    ledger: {
      round: async (request) => {
        await before();
        return ledger.round(request);
      },
    },
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending.part.text);
        return { kind: "published", remoteId: sending.key, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    judge: (lane, id) => judgePost(services(), lane, id),
  };
  const lane = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  return { sent, run: () => drain(lane, ports, () => false) };
}
const begin = (...words: string[]) =>
  inWorkspace(world.workspaceId, () => beginHold(services(), who(), { words, about: "" }));

test("words are found in the singular and plural, with and without accents, as whole words, in all that a post says", () => {
  const says = (word: string, text: string) => mentions([word])(saidBy(postOf({ text }), ""));
  for (const [word, text] of [
    ["rappel", "Deux RAPPELS cette semaine"],
    ["Rappels", "un rappel"],
    ["incendié", "L’incendie est éteint"],
    ["journal", "Nos journaux"],
    ["travaux", "le travail"],
    ["eau polluée", "des eaux polluées"],
    ["rappel-produit", "Le rappel produit"],
    ["company", "two companies"],
    ["recrut*", "On recrute"],
    ["Lumen", "#Lumen et ses équipes"],
  ] as const)
    expect([word, text, says(word, text)]).toEqual([word, text, word]);
  for (const [word, text] of [
    ["rappel", "On se rappellera"],
    ["art", "Partager, c’est l’artisanat"],
    ["“rappel”", "des rappels"],
  ] as const)
    expect([word, text, says(word, text)]).toEqual([word, text, null]);
  expect(formsOf("plan de sauvegarde de l’emploi")).toEqual(["plan de sauvegarde de l’emploi"]);
  const card = { url: "https://a.example", title: "Le rappel" };
  const medium = { id: crypto.randomUUID(), kind: "picture" as const, type: "image/png", alt: "Une usine en feu" };
  const post = {
    parts: [
      ...postOf({ text: "Bonjour", card, media: [medium] }).parts,
      { kind: "reply" as const, text: "La suite : grève" },
    ],
  };
  for (const word of ["rappel", "usine", "grèves", "titre"])
    expect(mentions([word])(saidBy(post, "Un titre"))).toBe(word);
});

test("what waits is held with its sentence, what comes in meanwhile too, and others go; lifted, it goes out once and in order", async () => {
  await says("Un rappel", "Bonjour", "Encore des rappels");
  expect(await begin("Rappel")).toEqual({ number: 1, held: 2 });
  // Pressed twice, it is one hold.
  expect(await begin("Rappel")).toEqual({ number: 1, held: 0 });
  await says("Nouveau rappel");
  const { run, sent } = worker();
  await run();
  expect(sent).toEqual(["Bonjour"]);
  expect(await brief()).toEqual([
    "Un rappel | held | crisis",
    "Bonjour | published",
    "Encore des rappels | held | crisis",
    "Nouveau rappel | held | crisis",
  ]);
  expect((await states())[0]?.reason?.fr).toContain("« Rappel »");
  // Nothing goes on by itself while it stands.
  expect(await across("ledger", () => releaseHeld(database.db))).toBe(0);
  const lifted = await inWorkspace(world.workspaceId, () => liftHold(services(), who(), 1));
  expect(lifted).toEqual({ freed: 3 });
  expect(await inWorkspace(world.workspaceId, () => liftHold(services(), who(), 1))).toEqual({ freed: 0 });
  const due = (await states()).filter(({ text }) => text.includes("appel")).map(({ due: at }) => Date.parse(at));
  expect(due[1]! - due[0]!).toBeGreaterThanOrEqual(600_000);
  expect(due[2]! - due[1]!).toBeGreaterThanOrEqual(600_000);
  await sql`update delivery set due_at = due_at - interval '2 hours' where workspace_id = ${world.workspaceId} and state = 'ready'`.execute(
    database.db,
  );
  const after = worker();
  await after.run();
  await after.run();
  expect(after.sent).toEqual(["Un rappel", "Encore des rappels", "Nouveau rappel"]);
});

test("a hold that begins while a call is being claimed is not overtaken: it waits for the gate in flight, and nothing passes after it", async () => {
  await says("Un rappel");
  const { db } = database;
  const lane = world.accounts[0]!.id;
  // A gate has the lane, and is on its way.
  let begun = false;
  const holding = await db.transaction().execute(async (trx) => {
    await sql`select from lane where workspace_id = ${world.workspaceId} and account_id = ${lane} for update`.execute(
      trx,
    );
    const started = begin("rappel").then((made) => {
      begun = true;
      return made;
    });
    // Until it waits for that lane: asked on another connection, since a transaction sees one picture of who waits.
    for (let n = 0; n < 2000; n += 1) {
      const { rows } =
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update workspace set crisis%'`.execute(
          db,
        );
      if (rows.length > 0) break;
    }
    expect(begun).toBe(false);
    return { started };
  });
  expect(await holding.started).toEqual({ number: 1, held: 1 });
  const { run, sent } = worker();
  await run();
  expect(sent).toEqual([]);
});

test("the process that begins a hold dies before it has looked: the gate lets nothing pass, and the round holds what is left", async () => {
  await says("Un rappel", "Bonjour", "Deux rappels");
  await sql`insert into crisis (workspace_id, number, words) values (${world.workspaceId}, 1, '{rappel}')`.execute(
    database.db,
  );
  await sql`update workspace set crisis = 1 where id = ${world.workspaceId}`.execute(database.db);
  const { run, sent } = worker();
  await run();
  expect(sent).toEqual(["Bonjour"]);
  await says("Trois rappels");
  await sweepCrises(database.db);
  expect(await brief()).toEqual([
    "Un rappel | held | crisis",
    "Bonjour | published",
    "Deux rappels | held | crisis",
    "Trois rappels | held | crisis",
  ]);
});

test("a hold begun between two of an account's posts holds the second one", async () => {
  await says("Rappel un", "Rappel deux");
  let rounds = 0;
  const { run, sent } = worker({
    before: async () => {
      rounds += 1;
      // The first call was made and its result is told: the next gate is in that very round.
      if (rounds === 2) await begin("rappel");
    },
  });
  await run();
  expect(sent).toEqual(["Rappel un"]);
  expect(await brief()).toEqual(["Rappel un | published", "Rappel deux | held | crisis"]);
});

test("a proposal that says it cannot be answered with yes, and can again when it is lifted", async () => {
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(database.db);
  await says("Un rappel");
  await sql`update delivery set state = 'held', reason_code = 'consent' where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  expect(await begin("rappel")).toEqual({ number: 1, held: 0 });
  const [{ id } = { id: 0 }] = await states();
  // What waits for a yes is no post that somebody believes on its way; what they said yes to is, and they are told once.
  expect(await tellHeld(database.db)).toBe(0);
  await says("Rappel approuvé");
  await holdWaiting(database.db, world.workspaceId);
  expect([await tellHeld(database.db), await tellHeld(database.db)]).toEqual([1, 0]);
  await expect(publishProposal(services(), { ...who(), deliveryId: id })).rejects.toMatchObject({
    status: 409,
    code: "crisis",
  });
  // On the calendar it is held, and waits for no yes.
  const { workspaceId } = world;
  const why = async () => {
    const now = Date.now();
    const span = { workspaceId, now, from: now - 3_600_000, to: now + 86_400_000 };
    const posts = await postsOf(database.db, span, [world.accounts[0]!.id]);
    return posts.find((post) => post.delivery === id)?.reason;
  };
  expect(await why()).toBe("crisis");
  const { rows } = await listProposals(database.db, networks, { ...who(), limit: 5 });
  expect(rows[0]?.posts[0]?.rulings).toMatchObject([{ code: "crisis", severity: "error" }]);
  const look = async () =>
    (await inWorkspace(world.workspaceId, () => readCrisis(database.db, world.workspaceId))).standing;
  expect(await look()).toMatchObject([{ number: 1, words: ["rappel"], kept: { posts: 1, people: 1, proposals: 1 } }]);
  const figures = (shown: boolean) =>
    sql`update workspace set person_figures = ${shown} where id = ${world.workspaceId}`.execute(database.db);
  await figures(false);
  expect(await look()).toMatchObject([{ kept: { posts: 0, people: null, proposals: 0 } }]);
  expect((await previewHold(database.db, world.workspaceId, ["rappel"])).kept).toMatchObject({ proposals: 0 });
  await figures(true);
  await liftHold(services(), who(), 1);
  expect(await why()).toBe("consent");
  await publishProposal(services(), { ...who(), deliveryId: id });
  expect(await brief()).toEqual(["Un rappel | ready", "Rappel approuvé | ready"]);
});

test("what a hold keeps takes nobody's turn: neither a place in line, nor a share of the day, nor a proposal's yes", async () => {
  const { db } = database;
  const [{ id: account } = { id: "" }] = world.accounts;
  await sql`update account set member_id = ${memberId}, daily_cap = 1, spacing_s = 3600 where workspace_id = ${world.workspaceId}`.execute(
    db,
  );
  await says("Un rappel promis", "Un rappel proposé", "Bonjour");
  await sql`update delivery set state = 'held', reason_code = 'consent' where workspace_id = ${world.workspaceId}
    and post#>>'{parts,0,text}' <> 'Un rappel promis'`.execute(db);
  expect(await begin("rappel")).toEqual({ number: 1, held: 1 });
  const line = async () => (await lanesOf(db, world.workspaceId, [account], Date.now())).get(account);
  expect(await line()).toMatchObject({ queued: [] });
  const id = (await states()).find(({ text }) => text === "Bonjour")!.id;
  await publishProposal(services(), { ...who(), deliveryId: id });
  expect((await line())?.queued).toHaveLength(1);
  const { run, sent } = worker();
  await run();
  expect(sent).toEqual(["Bonjour"]);
  expect(await brief()).toEqual([
    "Un rappel promis | held | crisis",
    "Un rappel proposé | held | consent",
    "Bonjour | published",
  ]);
});

test("of two holds the one that stands keeps what both hold, and what is over before its turn ends and says so", async () => {
  await says("Le rappel après l’incendie", "Un incendie", "Rappel tardif");
  await begin("rappel");
  await begin("incendie");
  await sql`update delivery set expires_at = now() + interval '1 minute' where workspace_id = ${world.workspaceId} and post#>>'{parts,0,text}' = 'Rappel tardif'`.execute(
    database.db,
  );
  await liftHold(services(), who(), 1);
  await sql`update delivery set due_at = now() where workspace_id = ${world.workspaceId} and state = 'ready'`.execute(
    database.db,
  );
  const { run, sent } = worker();
  await run();
  expect(sent).toEqual([]);
  expect(await brief()).toEqual([
    "Le rappel après l’incendie | held | crisis",
    "Un incendie | held | crisis",
    "Rappel tardif | expired | crisis_late",
  ]);
  await sql`update delivery set expires_at = now() where workspace_id = ${world.workspaceId} and state = 'held'`.execute(
    database.db,
  );
  await across("ledger", () => expire(database.db));
  expect((await states()).map(({ code }) => code)).toEqual(["crisis_late", "crisis_late", "crisis_late"]);
});

test("a preview counts what would be held and holds nothing; of fewer than five people it tells no number", async () => {
  await says("Un rappel", "Bonjour");
  const look = () => previewHold(database.db, world.workspaceId, ["rappels"]);
  expect(await look()).toMatchObject({ kept: { posts: 1, people: 0, proposals: 0 }, forms: ["rappel"], more: false });
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(database.db);
  await sql`update workspace set person_figures = true where id = ${world.workspaceId}`.execute(database.db);
  expect((await look()).kept).toMatchObject({ posts: 1, people: 1 });
  await sql`update workspace set person_figures = false where id = ${world.workspaceId}`.execute(database.db);
  expect((await look()).kept).toMatchObject({ posts: 0, people: null });
  expect(await holdWaiting(database.db, world.workspaceId)).toEqual({ held: 0, accounts: [] });
  expect(await brief()).toEqual(["Un rappel | ready", "Bonjour | ready"]);
});

/** A network that deletes what it is asked for, but what it is told to refuse. */
function deleting(refused: readonly string[] = []) {
  const gone: string[] = [];
  const [[name, plain] = ["readable", undefined]] = [...networks];
  const person = plain!.card.kinds.person!;
  const card = { ...plain!.card, kinds: { person: { ...person, can: [...person.can, "remove" as const] } } };
  const network = {
    ...plain!,
    card,
    remove: async (_context: unknown, _login: unknown, { remoteId }: { remoteId: string }) => {
      if (refused.includes(remoteId))
        return { kind: "rejected" as const, status: 403, raw: "", reason: { en: "No.", fr: "Non." } };
      gone.push(remoteId);
      return { kind: "published" as const, status: 200, raw: "", remoteId, url: null };
    },
  };
  const made = testServices(database.db, new Map([[name, network]]));
  const settings = { networks: {}, networkVersions: {} };
  return { gone, services: { ...made, vault: { open: async () => "t" }, settings } as unknown as typeof made };
}

test("a person finds what they published of it, and deletes it by their own tap: the last part first, once; what is refused says so", async () => {
  const { db } = database;
  await sql`update account set member_id = ${memberId}, sealed_token = '\\x00' where workspace_id = ${world.workspaceId}`.execute(
    db,
  );
  await says("Un rappel", "Bonjour", "Ancien rappel");
  await sql`update delivery set state = 'published', published_at = now(), remote_id = 'r' || id, remote_url = 'https://n.example/' || id where workspace_id = ${world.workspaceId}`.execute(
    db,
  );
  await sql`update delivery set published_at = now() - interval '40 days' where workspace_id = ${world.workspaceId} and post#>>'{parts,0,text}' = 'Ancien rappel'`.execute(
    db,
  );
  const [{ id } = { id: 0 }, , { id: old } = { id: 0 }] = await states();
  await sql`insert into part (workspace_id, delivery_id, number, remote_id, attempts, published_at)
    values (${world.workspaceId}, ${id}, 0, 'head', 1, now()), (${world.workspaceId}, ${id}, 1, 'tail', 2, now())`.execute(
    db,
  );
  const { services: at, gone } = deleting(["r" + old]);
  const mine = () => listRecall(at, { ...who(), role: "manager" });
  expect((await mine()).rows).toEqual([]);
  await begin("rappels");
  const said = async () => (await mine()).rows.map(({ text, deletes, removal }) => [text, deletes, removal]);
  expect(await said()).toEqual([
    ["Un rappel", true, null],
    ["Ancien rappel", true, null],
  ]);
  const sums = (days: number) => countPublished(db, world.workspaceId, 1, days);
  const list = async (days: number) =>
    (await listPublished(db, world.workspaceId, 1, { days })).rows.map((row) => row.url);
  await sql`update workspace set person_figures = true where id = ${world.workspaceId}`.execute(db);
  expect([await sums(30), await sums(90)]).toMatchObject([
    { posts: 1, people: 1, gone: 0 },
    { posts: 2, gone: 0 },
  ]);
  expect(await list(30)).toEqual([`https://n.example/${id}`]);
  const remove = (deliveryId: number, by: "network" | "hand" | "undo" = "network") =>
    removePost(at, { ...who(), deliveryId }, by);
  expect(await remove(id)).toEqual({ state: "gone", reason: null });
  expect(await remove(id)).toEqual({ state: "gone", reason: null });
  expect(gone).toEqual(["tail", "head"]);
  expect(await remove(old)).toEqual({ state: "failed", reason: { en: "No.", fr: "Non." } });
  expect(await said()).toEqual([
    ["Un rappel", true, "gone"],
    ["Ancien rappel", true, "failed"],
  ]);
  // A process that died in the middle: it is asked for again after its time, and not before.
  await sql`update delivery set removal = 'asked', removal_at = now() where id = ${old}`.execute(db);
  await expect(remove(old)).rejects.toMatchObject({ status: 409, code: "being_removed" });
  await sql`update delivery set removal_at = now() - interval '3 minutes' where id = ${old}`.execute(db);
  expect(await remove(old)).toMatchObject({ state: "failed" });
  expect(await remove(old, "hand")).toMatchObject({ state: "hand" });
  expect(await sums(90)).toMatchObject({ posts: 2, people: 1, gone: 2 });
  // Nobody is led to what is gone; and who only thought so takes that back. What Relaymap deleted stays deleted.
  const led = async (to: number) =>
    (await linksOf(db, world.workspaceId, memberId)).some(({ url }) => url === `https://n.example/${to}`);
  expect([await led(old), await led(id)]).toEqual([false, false]);
  expect([await remove(old, "undo"), await remove(id, "undo")]).toMatchObject([{ state: null }, { state: "gone" }]);
  expect([await led(old), await led(id)]).toEqual([true, false]);
  expect(await remove(old, "hand")).toMatchObject({ state: "hand" });
  // Under the works council's setting nobody is told of one person, not even by the list.
  await sql`update workspace set person_figures = false where id = ${world.workspaceId}`.execute(db);
  expect([await sums(90), await list(90)]).toMatchObject([{ posts: 0, people: null, gone: 0 }, []]);
});

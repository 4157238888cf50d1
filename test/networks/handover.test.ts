import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { drain } from "#engine/lane.ts";
import { writeMode } from "#server/accounts/consent.ts";
import { acceptAccount } from "#server/accounts/handover/accept.ts";
import { askHeir } from "#server/accounts/handover/note.ts";
import { endOffer, offerAccount } from "#server/accounts/handover/offer.ts";
import { listHandovers } from "#server/accounts/handover/views.ts";
import { getAccount } from "#server/accounts/views.ts";
import { readStored, whoIs } from "#server/mine/stored.ts";
import { publishProposal } from "#server/ledger/proposals.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { release } from "#server/ledger/sweeps.ts";
import { beginConnect, beginReconnect } from "#server/networks/connect/begin.ts";
import { makeChoice } from "#server/networks/connect/choice.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import type { Services } from "#server/ports.ts";
import { setSignOffRule } from "#server/signoff/rule.ts";
import { scheduleSome } from "#test/faults/world.ts";
import { refusal, toPage } from "./door.ts";
import { makeToys, type Toys } from "./toy.ts";
import { openWorld, type World } from "./world.ts";

/** A page changes hands with posts that wait, on a network where two people manage it, each with a sign-in of their own. */
let world: World;
let toys: Toys;
let people: Record<"admin" | "manager" | "lea" | "paul", string>;
let mapId: string;
beforeAll(async () => {
  const server = makeToys();
  world = await openWorld({ extra: server.handlers });
  toys = server.open(world);
  people = {
    admin: await world.addMember("admin", "Claire Fontaine"),
    manager: await world.addMember("manager", "Camille Roux"),
    lea: await world.addMember("ambassador", "Léa Martin"),
    paul: await world.addMember("ambassador", "Paul Leroy"),
  };
  const map = { workspace_id: world.workspaceId, name: "m", draft: "{}", state: "live", live_version: 1 };
  const { db } = world.database;
  mapId = (await db.insertInto("map").values(map).returning("id").executeTakeFirstOrThrow()).id;
});
beforeEach(async () => {
  toys.texts.length = 0;
  await world.database.db.deleteFrom("account").execute();
  await world.database.db.deleteFrom("network_grant").execute();
});
afterAll(() => world.close());

type Name = keyof typeof people;
const roles = { admin: "admin", manager: "manager", lea: "ambassador", paul: "ambassador" } as const;
const viewer = (name: Name) => ({ workspaceId: world.workspaceId, memberId: people[name], role: roles[name] });
const who = (name: Name) => ({ workspaceId: world.workspaceId, memberId: people[name], sessionId: `of ${name}` });
const accept = (name: Name, id: string) => acceptAccount(toys.services, viewer(name), id);
const account = (id: string) =>
  world.database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

/** Somebody signs in as a person of the network and connects the page "west", as their own or the company's. */
async function connect(name: Name, person: string, forWorkspace: boolean): Promise<string> {
  const begun = await beginConnect(toys.services, { ...who(name), network: "pages", forWorkspace });
  const back = toys.allow(toPage(begun).url, person, ["west"]);
  const arrived = await finishConnect(toys.services, { ...who(name), params: back.searchParams });
  if (arrived.kind === "connected") return arrived.accounts[0]!.accountId;
  const made = await makeChoice(toys.services, { ...who(name), choiceId: arrived.choiceId, accounts: ["id-west"] });
  return made.accounts[0]!.accountId;
}
async function reconnect(name: Name, person: string, id: string): Promise<void> {
  const begun = await beginReconnect(toys.services, { ...who(name), accountId: id });
  const back = toys.allow(toPage(begun).url, person);
  await finishConnect(toys.services, { ...who(name), params: back.searchParams });
}
const queue = (id: string, count: number, batch: string) =>
  scheduleSome(
    world.database.db,
    { workspaceId: world.workspaceId, mapId, accounts: [{ id, network: "pages" }] },
    count,
    {},
    0,
    batch,
  );
/** As the sweeps and the lanes do, some rounds of them. */
async function go(id: string): Promise<void> {
  const { db } = world.database;
  const ledger = openLedger({ db, worker: "t", networks: toys.services.nodes.networks });
  const ports = lanePorts(toys.services as unknown as Services, ledger);
  for (let turn = 0; turn < 4; turn += 1) {
    await release(db);
    await sql`update lane set next_at = now(), frozen_until = null where account_id = ${id}`.execute(db);
    await drain({ workspaceId: world.workspaceId, accountId: id }, ports, () => false);
  }
}
const states = async (id: string) =>
  (
    await world.database.db
      .selectFrom("delivery")
      .select(["state", "reason_code", "approved_by"])
      .where("account_id", "=", id)
      .orderBy("id")
      .execute()
  ).map(({ state, reason_code: code, approved_by: by }) =>
    [state, code, by === null ? null : "yes"].filter(Boolean).join(" "),
  );
const said = () => toys.texts.map(({ text }) => text).toSorted();

test("a page of the company passes to a manager who opens it themself: what waits is held, then leaves once each and in order, and nothing twice", async () => {
  const id = await connect("admin", "ada", true);
  await queue(id, 3, "one");
  await offerAccount(toys.services, viewer("admin"), id, { to: people.manager, company: false });
  expect(await account(id)).toMatchObject({ state: "connected" });
  const notices = await world.database.db
    .selectFrom("notice")
    .selectAll()
    .where("member_id", "=", people.manager)
    .execute();
  expect(notices).toMatchObject([{ kind: "account", data: { path: `/accounts/${id}/take` } }]);
  expect(await listHandovers(world.database.db, viewer("manager"))).toMatchObject([
    { id, by: "Claire Fontaine", company: true, wasCompany: true, accepted: false, waits: 3 },
  ]);
  // Not before the yes; and nobody's but that of who was asked.
  expect((await refusal(beginReconnect(toys.services, { ...who("manager"), accountId: id }))).status).toBe(403);
  expect((await refusal(accept("lea", id))).status).toBe(404);
  await accept("manager", id);
  expect((await refusal(accept("manager", id))).status).toBe(404);
  expect(await account(id)).toMatchObject({ state: "reconnect", grant_id: null, member_id: null });
  expect(await world.database.db.selectFrom("network_grant").select("state").execute()).toEqual([{ state: "ended" }]);
  expect(toys.asked).toContain("POST /revoke");
  await queue(id, 1, "two");
  await go(id);
  expect(said()).toEqual([]);
  expect(await states(id)).toEqual(Array.from({ length: 4 }, () => "held reconnect"));
  // Whoever does not manage the page at the network gets nowhere with it.
  const begun = await beginReconnect(toys.services, { ...who("manager"), accountId: id });
  const back = toys.allow(toPage(begun).url, "eve");
  const lost = await finishConnect(toys.services, { ...who("manager"), params: back.searchParams }).catch(
    (error: unknown) => error,
  );
  expect(lost).toMatchObject({ code: "connect_other" });
  await reconnect("manager", "bob", id);
  expect(await account(id)).toMatchObject({ state: "connected", member_id: null });
  await Promise.all([go(id), go(id)]);
  await go(id);
  const texts = [..."012"].map((n) => `post one number ${n}`);
  expect(toys.texts.map(({ text }) => text)).toEqual([...texts, "post two number 0"]);
  // The ledger's memory is the account's: the same items come no second time.
  expect(await queue(id, 3, "one")).toBe(0);
  await go(id);
  expect(toys.texts).toHaveLength(4);
  // They renew it themself from now on, and no other manager does.
  expect((await getAccount(world.database.db, viewer("manager"), id)).connects).toBe(true);
  expect(await listHandovers(world.database.db, viewer("manager"))).toEqual([]);
  await reconnect("manager", "bob", id);
});

test("a person's page becomes a colleague's: their yes counts no more, their settings stay behind, and the new owner is asked for each post", async () => {
  const { db } = world.database;
  const id = await connect("lea", "ada", false);
  await writeMode(db as never, { workspaceId: world.workspaceId, memberId: people.lea }, id, { mode: "auto" }, {});
  await db
    .updateTable("account")
    .set({ weekly_cap: 2, topics: ["jobs"] })
    .where("id", "=", id)
    .execute();
  await queue(id, 2, "auto");
  const yes = { approved_at: new Date().toISOString(), approved_by: people.lea };
  await db.updateTable("delivery").set(yes).where("account_id", "=", id).execute();
  const email = await db.selectFrom("member").select("email").where("id", "=", people.paul).executeTakeFirstOrThrow();
  expect(
    (await refusal(offerAccount(toys.services, viewer("admin"), id, { to: people.paul, company: false }))).status,
  ).toBe(403);
  await offerAccount(toys.services, viewer("lea"), id, { email: email.email.toUpperCase(), company: false });
  // Until then everything goes on as before.
  await sql`update delivery set due_at = now() + interval '1 hour' where account_id = ${id} and item_key like '%-1'`.execute(
    db,
  );
  await go(id);
  expect(said()).toEqual(["post auto number 0"]);
  await accept("paul", id);
  expect(await account(id)).toMatchObject({ member_id: people.paul, weekly_cap: null, topics: [], state: "reconnect" });
  expect(await states(id)).toEqual(["published yes", "held reconnect"]);
  expect((await refusal(beginReconnect(toys.services, { ...who("lea"), accountId: id }))).status).toBe(404);
  await reconnect("paul", "bob", id);
  await sql`update delivery set due_at = now() where account_id = ${id} and state = 'held'`.execute(db);
  await go(id);
  expect(await states(id)).toEqual(["published yes", "held consent"]);
  const [waits] = await db
    .selectFrom("delivery")
    .select("id")
    .where("account_id", "=", id)
    .where("state", "=", "held")
    .execute();
  await publishProposal(toys.services, {
    workspaceId: world.workspaceId,
    memberId: people.paul,
    deliveryId: waits!.id,
  });
  await Promise.all([go(id), go(id)]);
  expect(said()).toEqual(["post auto number 0", "post auto number 1"]);
  expect(await queue(id, 2, "auto")).toBe(0);
  // What its former owner agreed to and answered is told to them, and not to the heir.
  const stored = async (name: "lea" | "paul", table: string) => {
    const me = { ...who(name), userId: "", email: "nobody@example.org" };
    const { rows } = await readStored(db, await whoIs(db, me), { table, after: 0 });
    return rows.map(({ granted_by: by, member_id: member }) => by ?? member);
  };
  expect(new Set(await stored("lea", "consent"))).toEqual(new Set([people.lea]));
  expect(await stored("paul", "consent")).not.toContain(people.lea);
  expect(new Set(await stored("paul", "answer"))).toEqual(new Set([people.paul]));
});

test("a person's page becomes the company's through an administrator: what waited for that person leaves without anybody's yes by no means", async () => {
  const id = await connect("lea", "ada", false);
  await queue(id, 2, "mine");
  expect(await states(id)).toEqual(["held consent", "held consent"]);
  const toManager = offerAccount(toys.services, viewer("lea"), id, { to: people.manager, company: true });
  expect((await refusal(toManager)).code).toBe("no_heir");
  await offerAccount(toys.services, viewer("lea"), id, { to: people.admin, company: true });
  await accept("admin", id);
  await reconnect("admin", "bob", id);
  await go(id);
  expect(await account(id)).toMatchObject({ member_id: null, state: "connected" });
  expect(await states(id)).toEqual(["held consent", "held consent"]);
  expect(said()).toEqual([]);
  // What comes from now on leaves as for any account of the company.
  await queue(id, 1, "ours");
  await go(id);
  expect(said()).toEqual(["post ours number 0"]);
});

test("an offer is taken back or declined, ends after two weeks, falls with whoever made it, and wants an administrator where agreements do", async () => {
  const { db } = world.database;
  const id = await connect("admin", "ada", true);
  const offer = (by: Name, to: Name) => offerAccount(toys.services, viewer(by), id, { to: people[to], company: false });
  await offer("admin", "manager");
  expect((await refusal(endOffer(toys.services, viewer("lea"), id))).status).toBe(404);
  await endOffer(toys.services, viewer("manager"), id);
  const told = await db.selectFrom("notice").select("reason").where("member_id", "=", people.admin).execute();
  expect(told.some(({ reason }) => reason.includes("/no/"))).toBe(true);
  expect((await refusal(accept("manager", id))).status).toBe(404);
  await offer("admin", "manager");
  await sql`update handover set asked_at = now() - interval '15 days'`.execute(db);
  expect(await listHandovers(db, viewer("manager"))).toEqual([]);
  expect((await refusal(accept("manager", id))).status).toBe(404);
  expect((await refusal(offer("admin", "lea"))).code).toBe("no_heir");
  expect((await refusal(offer("admin", "admin"))).code).toBe("no_heir");
  // A manager hands over what is the company's, unless an administrator agrees to what speaks for it.
  const other = await world.addMember("manager", "Noor Haddad");
  const given = () => offerAccount(toys.services, viewer("manager"), id, { to: other, company: false });
  const admin = { workspaceId: world.workspaceId, memberId: people.admin };
  await setSignOffRule(db, admin, { by: "admins", own: false, entries: false });
  expect((await refusal(given())).status).toBe(403);
  await setSignOffRule(db, admin, { by: "editors", own: false, entries: false });
  await given();
  await db.updateTable("member").set({ role: "ambassador" }).where("id", "=", people.manager).execute();
  const heir = { workspaceId: world.workspaceId, memberId: other, role: "manager" };
  expect((await refusal(acceptAccount(toys.services, heir, id))).code).toBe("offer_over");
  expect(await account(id)).toMatchObject({ state: "connected" });
  await db.updateTable("member").set({ role: "manager" }).where("id", "=", people.manager).execute();
  // Whoever left has nobody's yes to wait for: the page is without a sign-in already.
  await db.updateTable("account").set({ state: "reconnect", grant_id: null }).where("id", "=", id).execute();
  await db.transaction().execute((trx) => askHeir(trx, admin, { accountId: id, to: people.manager, company: true }));
  await sql`update handover set asked_by = null`.execute(db);
  await sql`update consent set withdrawn_at = now() where account_id = ${id}`.execute(db);
  await accept("manager", id);
  await reconnect("manager", "bob", id);
  // That it posts by itself again is an administrator's word.
  expect((await getAccount(db, viewer("admin"), id)).mode).toBe("ask");
});

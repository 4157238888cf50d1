import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chooseAgain } from "#server/networks/connect/again.ts";
import { beginConnect, beginReconnect } from "#server/networks/connect/begin.ts";
import { endStaleChoices, makeChoice, readChoice } from "#server/networks/connect/choice.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import { disconnect } from "#server/networks/grants/disconnect.ts";
import { renewEnding } from "#server/networks/grants/jobs.ts";
import { refresh } from "#server/networks/grants/refresh.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import { drain } from "#engine/lane.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import type { Services } from "#server/ports.ts";
import { scheduleSome } from "#test/faults/world.ts";
import { sendingOf } from "#test/support/network.ts";
import { refusal, toPage } from "./door.ts";
import { makeToys, type Toys } from "./toy.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let toys: Toys;
let admin = "";
let other = "";
beforeAll(async () => {
  const server = makeToys();
  world = await openWorld({ extra: server.handlers });
  toys = server.open(world);
  admin = await world.addMember("admin", "Claire Fontaine");
  other = await world.addMember("admin", "Camille Roux");
});
beforeEach(async () => {
  toys.fault = null;
  await world.database.db.deleteFrom("account").execute();
  await world.database.db.deleteFrom("network_grant").execute();
  await world.database.db.deleteFrom("connect_choice").execute();
  await world.database.db.deleteFrom("audit").execute();
  toys.asked.length = 0;
});
afterAll(() => world.close());

const who = (memberId = admin, sessionId = "session-1") => ({ workspaceId: world.workspaceId, memberId, sessionId });

/** A person signs in on the network's page and comes back. */
async function signIn(person: string, options: { member?: string; pages?: string[] } = {}) {
  const begun = await beginConnect(toys.services, { ...who(options.member), network: "pages", forWorkspace: true });
  const back = toys.allow(toPage(begun).url, person, options.pages);
  return finishConnect(toys.services, { ...who(options.member), params: back.searchParams });
}
async function offer(person: string, member = admin): Promise<string> {
  const arrived = await signIn(person, { member });
  if (arrived.kind !== "choice") throw new Error(`it came to ${arrived.kind}`);
  return arrived.choiceId;
}
/** Signs in and connects these pages; answers the accounts' ids by page. */
async function connect(person: string, pages: string[], member = admin): Promise<Record<string, string>> {
  const choiceId = await offer(person, member);
  const accounts = pages.map((page) => `id-${page}`);
  const made = await makeChoice(toys.services, { ...who(member), choiceId, accounts });
  return Object.fromEntries(made.accounts.map(({ accountId, handle }) => [handle, accountId]));
}
const rows = () =>
  world.database.db
    .selectFrom("account")
    .select(["handle", "state", "kind", "token_epoch", "grant_id", "lost"])
    .orderBy("handle")
    .execute();
const grants = () =>
  world.database.db
    .selectFrom("network_grant")
    .select(["subject", "subject_name", "state", "epoch", "sealed_token"])
    .orderBy("created_at")
    .execute();
const audit = async () =>
  (await world.database.db.selectFrom("audit").select("action").orderBy("id").execute()).map(({ action }) => action);
async function publish(accountId: string): Promise<string> {
  const result = await loginFor(toys.services, world.workspaceId, accountId);
  if (result.kind !== "login") return result.kind;
  const { networkContext } = await import("#server/networks/bases.ts");
  const context = networkContext(toys.services, toys.pages, null);
  return (await toys.pages.publish(context, result.login, sendingOf({ text: "Bonjour" }))).kind;
}
const revokes = () => toys.asked.filter((each) => each.endsWith("/revoke")).length;

test("one sign-in opens several pages: the person chooses, and each posts with its own token under one grant", async () => {
  const choiceId = await offer("ada");
  expect(await rows()).toEqual([]);
  const choice = await readChoice(toys.services, { ...who(), choiceId });
  expect(choice).toMatchObject({ network: "pages", forWorkspace: true, by: "ada", again: false });
  expect(choice.accounts.map(({ handle, kind, state }) => [handle, kind, state])).toEqual([
    ["north", "page", "new"],
    ["south", "page", "new"],
    ["west", "page", "new"],
  ]);
  expect(JSON.stringify(choice)).not.toMatch(/page-north-/u);
  await makeChoice(toys.services, { ...who(), choiceId, accounts: ["id-north", "id-west"] });
  expect((await rows()).map(({ handle, kind, state }) => [handle, kind, state])).toEqual([
    ["north", "page", "connected"],
    ["west", "page", "connected"],
  ]);
  expect(await grants()).toMatchObject([{ subject: "id-ada", subject_name: "ada", state: "live" }]);
  const ids = await world.database.db.selectFrom("account").select(["id", "handle"]).orderBy("handle").execute();
  for (const { id, handle } of ids) {
    expect(await publish(id)).toBe("published");
    expect(toys.texts.at(-1)?.account).toBe(handle);
  }
});

test("a choice is made once, in its own session, by its own person, and in time", async () => {
  const choiceId = await offer("ada");
  const accounts = ["id-north"];
  for (const stranger of [who(admin, "session-2"), who(other), { ...who(), workspaceId: crypto.randomUUID() }]) {
    expect((await refusal(readChoice(toys.services, { ...stranger, choiceId }))).status).toBe(404);
    expect((await refusal(makeChoice(toys.services, { ...stranger, choiceId, accounts }))).status).toBe(404);
  }
  await makeChoice(toys.services, { ...who(), choiceId, accounts });
  expect((await refusal(makeChoice(toys.services, { ...who(), choiceId, accounts }))).code).toBe("connect_expired");

  const late = await offer("ada");
  await sql`update connect_choice set expires_at = now() - interval '1 second'`.execute(world.database.db);
  expect((await refusal(makeChoice(toys.services, { ...who(), choiceId: late, accounts }))).code).toBe(
    "connect_expired",
  );
});

test("nothing chosen connects nothing and gives the access back; nobody choosing at all does so later", async () => {
  const choiceId = await offer("ada");
  expect(await makeChoice(toys.services, { ...who(), choiceId, accounts: [] })).toEqual({ accounts: [], left: 0 });
  expect([await rows(), await grants(), revokes()]).toEqual([[], [], 1]);

  await offer("ada");
  expect(await endStaleChoices(toys.services)).toBe(0);
  await sql`update connect_choice set expires_at = now() - interval '1 second'`.execute(world.database.db);
  expect(await endStaleChoices(toys.services)).toBe(1);
  expect([await rows(), await grants(), revokes()]).toEqual([[], [], 2]);
});

test("what was not offered cannot be chosen, and then nothing is connected", async () => {
  const choiceId = await offer("ada");
  const error = await refusal(makeChoice(toys.services, { ...who(), choiceId, accounts: ["id-north", "id-moon"] }));
  expect([error.status, await rows(), revokes()]).toEqual([400, [], 1]);
});

test("a sign-in that opens no page connects nothing, says so, and gives the access back", async () => {
  const error = await refusal(signIn("eve"));
  expect([error.code, error.status, revokes()]).toEqual(["connect_nothing", 422, 1]);
  toys.fault = { path: "/me", status: 502 };
  expect((await refusal(signIn("ada"))).code).toBe("connect_failed");
  // Nobody said whose it is: revoking could end another grant of that person.
  expect([await rows(), await grants(), revokes()]).toEqual([[], [], 1]);
});

test("choosing again adds and takes away pages without a new sign-in; the last one gives the grant back", async () => {
  const ids = await connect("ada", ["north", "south"]);
  const signedIn = toys.asked.filter((each) => each.endsWith("/token")).length;
  const again = await chooseAgain(toys.services, { ...who(), accountId: ids["north"]! });
  const choice = await readChoice(toys.services, { ...who(), choiceId: again });
  expect(choice.again).toBe(true);
  expect(choice.accounts.map(({ handle, state }) => [handle, state])).toEqual([
    ["north", "here"],
    ["south", "here"],
    ["west", "new"],
  ]);
  const made = await makeChoice(toys.services, { ...who(), choiceId: again, accounts: ["id-north", "id-west"] });
  expect(made.left).toBe(1);
  expect((await rows()).map(({ handle, state }) => `${handle} ${state}`)).toEqual([
    "north connected",
    "south disconnected",
    "west connected",
  ]);
  expect(toys.asked.filter((each) => each.endsWith("/token")).length).toBe(signedIn);
  expect(await grants()).toMatchObject([{ state: "live" }]);
  for (const id of (await connectedIds()).slice(0, 2)) expect(await publish(id)).toBe("published");
  expect(revokes()).toBe(0);

  const last = await chooseAgain(toys.services, { ...who(), accountId: ids["north"]! });
  await makeChoice(toys.services, { ...who(), choiceId: last, accounts: [] });
  expect((await rows()).every(({ state }) => state === "disconnected")).toBe(true);
  expect(await grants()).toMatchObject([{ state: "ended", sealed_token: null }]);
  expect(revokes()).toBe(1);
});

test("choosing again asks to reconnect where the sign-in is over, and only then", async () => {
  const ids = await connect("ada", ["north", "south"]);
  toys.fault = { path: "/me", status: 502 };
  expect((await refusal(chooseAgain(toys.services, { ...who(), accountId: ids["north"]! }))).code).toBe(
    "connect_failed",
  );
  expect((await rows()).map(({ state }) => state)).toEqual(["connected", "connected"]);
  toys.fault = null;
  toys.endPerson("ada");
  expect((await refusal(chooseAgain(toys.services, { ...who(), accountId: ids["north"]! }))).code).toBe(
    "connect_again",
  );
  const stranger = await world.addMember("ambassador", "Noah Petit");
  expect((await refusal(chooseAgain(toys.services, { ...who(stranger), accountId: ids["north"]! }))).status).toBe(403);
});

test("leaving with one page leaves the others; leaving with the last gives the grant back", async () => {
  const ids = await connect("ada", ["north", "south", "west"]);
  const leave = (page: string) =>
    disconnect(toys.services, { workspaceId: world.workspaceId, accountId: ids[page]!, memberId: admin });
  expect((await leave("north")).revoked).toBe(false);
  expect([await publish(ids["south"]!), await publish(ids["west"]!), revokes()]).toEqual(["published", "published", 0]);
  // Two who leave at once with the last two see each other: the grant ends once.
  const [one, two] = await Promise.all([leave("south"), leave("west")]);
  expect([one.revoked, two.revoked].toSorted()).toEqual([false, true]);
  expect(await grants()).toMatchObject([{ state: "ended", sealed_token: null }]);
  expect(revokes()).toBe(1);
});

test("a refused page token parks that page alone, with one line in the log; the others go on", async () => {
  const ids = await connect("ada", ["north", "south", "west"]);
  const restore = toys.takePage("ada", "north");
  toys.endPage("north");
  expect(await publish(ids["north"]!)).toBe("unauthorised");
  const { token_epoch: epoch } = (await rows())[0]!;
  const results = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(() => refresh(toys.services, world.workspaceId, ids["north"]!, epoch)),
  );
  expect(results.map(({ kind }) => kind)).toEqual(Array(6).fill("reconnect"));
  expect((await rows()).map(({ state }) => state)).toEqual(["reconnect", "connected", "connected"]);
  const notOpened = { en: expect.stringContaining("no longer opens it"), fr: expect.any(String) };
  expect((await rows()).map(({ lost }) => lost)).toEqual([notOpened, null, null]);
  expect((await audit()).filter((action) => action.endsWith(".lost"))).toEqual(["account.lost"]);
  expect(await publish(ids["south"]!)).toBe("published");
  restore();
});

test("a page token that ended is asked for anew with the person's access, and nobody has to do anything", async () => {
  const ids = await connect("ada", ["south", "west"]);
  toys.endPage("south");
  expect(await publish(ids["south"]!)).toBe("unauthorised");
  const before = await rows();
  expect((await refresh(toys.services, world.workspaceId, ids["south"]!, before[0]!.token_epoch)).kind).toBe("login");
  expect(await publish(ids["south"]!)).toBe("published");
  // Every account of the grant has a new login, in the same transaction.
  expect((await rows()).map(({ token_epoch }) => token_epoch)).toEqual(
    before.map(({ token_epoch }) => token_epoch + 1),
  );
});

test("a dead grant parks all its pages with one line in the log; a 502 parks none", async () => {
  const ids = await connect("ada", ["south", "west"]);
  const epochs = (await rows()).map(({ token_epoch }) => token_epoch);
  for (const path of ["/longer", "/me"]) {
    toys.fault = { path, status: 502 };
    const result = await refresh(toys.services, world.workspaceId, ids["south"]!, (await rows())[0]!.token_epoch);
    expect([path, result.kind]).toEqual([path, "later"]);
    expect((await rows()).map(({ state }) => state)).toEqual(["connected", "connected"]);
  }
  toys.fault = null;
  toys.endPerson("ada");
  const epoch = (await rows())[0]!.token_epoch;
  expect(epoch).toBeGreaterThanOrEqual(epochs[0]!);
  const all = await Promise.all(
    ["south", "west", "south", "west"].map((page) => refresh(toys.services, world.workspaceId, ids[page]!, epoch)),
  );
  expect(all.map(({ kind }) => kind)).toEqual(Array(4).fill("reconnect"));
  expect((await rows()).map(({ state }) => state)).toEqual(["reconnect", "reconnect"]);
  expect((await audit()).filter((action) => action.endsWith(".lost"))).toEqual(["grant.lost"]);
});

test("reconnecting one page renews the whole sign-in; a page left out this time stays as it was", async () => {
  const ids = await connect("ada", ["south", "west"]);
  toys.endPerson("ada");
  await refresh(toys.services, world.workspaceId, ids["south"]!, (await rows())[0]!.token_epoch);
  const begun = await beginReconnect(toys.services, { ...who(), accountId: ids["south"]! });
  const back = toys.allow(toPage(begun).url, "ada", ["south"]);
  const arrived = await finishConnect(toys.services, { ...who(), params: back.searchParams });
  expect(arrived).toMatchObject({ kind: "connected", accounts: [{ handle: "south" }] });
  expect((await rows()).map(({ handle, state }) => `${handle} ${state}`)).toEqual([
    "south connected",
    "west reconnect",
  ]);
  expect((await grants()).map(({ state }) => state)).toEqual(["live"]);
  const rest = await beginReconnect(toys.services, { ...who(), accountId: ids["west"]! });
  await finishConnect(toys.services, { ...who(), params: toys.allow(toPage(rest).url, "ada").searchParams });
  expect((await rows()).map(({ state }) => state)).toEqual(["connected", "connected"]);
  expect(await publish(ids["west"]!)).toBe("published");
});

test("whoever reconnects as somebody else is told so, and nothing is moved", async () => {
  const ids = await connect("ada", ["west"]);
  const before = [await rows(), await grants()];
  // Bob manages the same page; Eve none.
  for (const person of ["bob", "eve"]) {
    const begun = await beginReconnect(toys.services, { ...who(), accountId: ids["west"]! });
    const back = toys.allow(toPage(begun).url, person);
    const error = await refusal(finishConnect(toys.services, { ...who(), params: back.searchParams }));
    expect(error).toMatchObject({ code: "connect_other", status: 409, details: { wanted: "west", got: person } });
    expect(error.text.fr).toContain(person);
  }
  expect([await rows(), await grants()]).toEqual(before);
  expect(await publish(ids["west"]!)).toBe("published");
  expect(revokes()).toBe(2);
});

test("a page that another sign-in of the company opens moves only where somebody chooses it", async () => {
  const ids = await connect("ada", ["west"]);
  const choiceId = await offer("bob", other);
  const choice = await readChoice(toys.services, { ...who(other), choiceId });
  expect(choice.accounts).toMatchObject([{ handle: "west", state: "elsewhere" }]);
  await makeChoice(toys.services, { ...who(other), choiceId, accounts: [] });
  expect((await grants()).map(({ subject, state }) => [subject, state])).toEqual([["id-ada", "live"]]);

  const second = await offer("bob", other);
  await makeChoice(toys.services, { ...who(other), choiceId: second, accounts: ["id-west"] });
  expect((await grants()).map(({ subject, state }) => [subject, state])).toEqual([
    ["id-ada", "ended"],
    ["id-bob", "live"],
  ]);
  expect((await rows()).length).toBe(1);
  expect(await publish(ids["west"]!)).toBe("published");
});

test("a page of the company is not taken by a person who signs in for themselves", async () => {
  await connect("ada", ["west"]);
  const lea = await world.addMember("ambassador", "Léa Martin");
  const begun = await beginConnect(toys.services, { ...who(lea), network: "pages", forWorkspace: false });
  const back = toys.allow(toPage(begun).url, "bob");
  const error = await refusal(finishConnect(toys.services, { ...who(lea), params: back.searchParams }));
  expect([error.code, error.status]).toEqual(["account_taken", 409]);
  expect((await grants()).map(({ subject }) => subject)).toEqual(["id-ada"]);
});

test("what ends everything for a person is not asked for while another of their grants lives", async () => {
  const ids = await connect("ada", ["north"]);
  const elsewhere = await world.database.db
    .insertInto("workspace")
    .values({ name: "Elsewhere" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    insert into network_grant (workspace_id, network, connection, subject, client_id, sealed_token)
    select ${elsewhere.id}, network, connection, subject, client_id, sealed_token from network_grant where subject = 'id-ada'`.execute(
    world.database.db,
  );
  const leave = { workspaceId: world.workspaceId, accountId: ids["north"]!, memberId: admin };
  expect(await disconnect(toys.services, leave)).toMatchObject({ revoked: false });
  expect(revokes()).toBe(0);
  expect(await grants()).toMatchObject([{ state: "ended", sealed_token: null }, { state: "live" }]);
});

test("an access that lives for weeks is renewed before it ends, once, and one of hours is left alone", async () => {
  const ids = await connect("ada", ["south"]);
  const longest = () => toys.asked.filter((each) => each.endsWith("/longer")).length;
  const before = longest();
  expect(await renewEnding(toys.services)).toBe(0);
  world.clock.skip(55 * 86_400_000);
  const rounds = await Promise.all([renewEnding(toys.services), renewEnding(toys.services)]);
  expect(rounds.reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(longest()).toBe(before + 1);
  expect(await publish(ids["south"]!)).toBe("published");
});

test("no page's token and no person's access stands readable in a row or a log", async () => {
  await connect("ada", ["south", "west"]);
  await offer("ada");
  const { rows: dumped } = await sql<{ dump: string }>`
    select query_to_xml('select * from account', true, false, '')::text || query_to_xml('select * from network_grant', true, false, '')::text
      || query_to_xml('select * from connect_choice', true, false, '')::text || query_to_xml('select * from audit', true, false, '')::text as dump`.execute(
    world.database.db,
  );
  const kept = (dumped[0]?.dump ?? "") + world.logged();
  expect(kept).toContain("south");
  expect(toys.tokens.length).toBeGreaterThan(10);
  for (const token of toys.tokens)
    for (const form of [token, Buffer.from(token).toString("base64"), Buffer.from(token).toString("hex")])
      expect(kept.includes(form)).toBe(false);
});

const connectedIds = async () =>
  (await world.database.db.selectFrom("account").select("id").where("state", "=", "connected").execute()).map(
    ({ id }) => id,
  );

test("a lane whose page is refused again and again parks that page, told once; the page beside it posts on", async () => {
  const ids = await connect("ada", ["south", "west"]);
  const { db } = world.database;
  const map = { workspace_id: world.workspaceId, name: "m", draft: "{}", state: "live", live_version: 1 };
  const { id: mapId } = await db.insertInto("map").values(map).returning("id").executeTakeFirstOrThrow();
  const accounts = ["south", "west"].map((page) => ({ id: ids[page]!, network: "pages" }));
  await scheduleSome(db, { workspaceId: world.workspaceId, mapId, accounts }, 2);
  const ledger = openLedger({ db, worker: "t", networks: toys.services.nodes.networks });
  const drainLane = (accountId: string) =>
    drain({ workspaceId: world.workspaceId, accountId }, lanePorts(toys.services as Services, ledger), () => false);
  toys.fault = { path: "/posts", status: 401 };
  await drainLane(ids["south"]!);
  toys.fault = null;
  await drainLane(ids["west"]!);
  await drainLane(ids["south"]!);
  const states = async (page: string) =>
    (
      await db.selectFrom("delivery").select(["state", "reason_code"]).where("account_id", "=", ids[page]!).execute()
    ).map(({ state, reason_code }) => `${state} ${reason_code ?? ""}`.trim());
  expect(await states("south")).toEqual(["held reconnect", "held reconnect"]);
  expect(await states("west")).toEqual(["published", "published"]);
  expect((await rows()).map(({ handle, state }) => `${handle} ${state}`)).toEqual([
    "south reconnect",
    "west connected",
  ]);
  // In the network's words, and only as long as it is so.
  const lost = async () => (await rows()).map((row) => row.lost);
  expect(await lost()).toMatchObject([
    { en: expect.stringContaining("no longer accepts"), fr: expect.any(String) },
    null,
  ]);
  await connect("ada", ["south"]);
  expect(await lost()).toEqual([null, null]);
  expect((await audit()).filter((action) => action.endsWith(".lost"))).toEqual(["account.lost"]);
});

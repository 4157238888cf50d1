import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AppError } from "#server/errors.ts";
import { beginConnect } from "#server/connect/begin.ts";
import { disconnect } from "#server/connect/disconnect.ts";
import { finishConnect } from "#server/connect/finish.ts";
import { loginFor } from "#server/connect/login.ts";
import { readServer } from "#server/connect/server.ts";
import type { Fault } from "#server/simulators.ts";
import { answerPage, openWorld, type World } from "./world.ts";

let world: World;
let fault: ((path: string) => Fault | undefined) | undefined;
let lea = "";
let admin = "";
beforeAll(async () => {
  world = await openWorld({ faults: (_network, { path }) => fault?.(path) });
  lea = await world.addMember("ambassador");
  admin = await world.addMember("admin", "Camille Roux");
});
afterAll(() => world.close());

type Who = { memberId?: string; sessionId?: string; network?: string; server?: string; forWorkspace?: boolean };

function begin({
  memberId = lea,
  sessionId = "session-1",
  network = "x",
  server = "social.example",
  forWorkspace = false,
}: Who = {}) {
  return beginConnect(world.services, {
    workspaceId: world.workspaceId,
    memberId,
    sessionId,
    network,
    server,
    forWorkspace,
  });
}
function finish(back: URL, { memberId = lea, sessionId = "session-1" }: Who = {}) {
  return finishConnect(world.services, {
    workspaceId: world.workspaceId,
    memberId,
    sessionId,
    params: back.searchParams,
  });
}
async function connect(person: string, who: Who = {}) {
  return finish(await answerPage((await begin(who)).url, person), who);
}
async function refusal(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: AppError) => error,
  );
}
const account = (id: string) =>
  world.database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

test.each(["x", "mastodon"])("a person connects %s on its own page, and the account can publish", async (network) => {
  const { accountId, handle } = await connect("lea_martin", { network });
  expect(handle).toBe(network === "x" ? "lea_martin" : "lea_martin@social.example");
  const row = await account(accountId);
  expect(row).toMatchObject({
    state: "connected",
    member_id: lea,
    zone: "Europe/Paris",
    server: network === "x" ? "" : "https://social.example",
    token_epoch: 1,
  });
  const result = await loginFor(world.services, world.workspaceId, accountId);
  if (result.kind !== "login") throw new Error(result.kind);
  const published = await world
    .network(network)
    .publish(world.context(network), result.login, { text: `Bonjour ${network}`, link: null, key: randomUUID() });
  expect(published.kind).toBe("published");
  const consent = await world.database.db
    .selectFrom("consent")
    .selectAll()
    .where("account_id", "=", accountId)
    .execute();
  expect(consent).toHaveLength(1);
  expect(consent[0]).toMatchObject({
    mode: "ask",
    granted_by: lea,
    withdrawn_at: null,
    receipt: { language: "fr", name: "Léa Martin" },
  });
  const lane = await world.database.db.selectFrom("lane").selectAll().where("account_id", "=", accountId).execute();
  expect(lane).toHaveLength(1);
});

test("connecting again renews the same account and asks for no new consent", async () => {
  const first = await connect("noah_petit");
  const again = await connect("noah_petit");
  expect(again.accountId).toBe(first.accountId);
  expect((await account(first.accountId)).token_epoch).toBe(2);
  expect(
    await world.database.db.selectFrom("consent").selectAll().where("account_id", "=", first.accountId).execute(),
  ).toHaveLength(1);
});

test("an account of the company begins with the admin's consent to post automatically", async () => {
  const { accountId, forWorkspace } = await connect("atelier_lumen", { memberId: admin, forWorkspace: true });
  expect(forWorkspace).toBe(true);
  expect(await account(accountId)).toMatchObject({ member_id: null });
  const consent = await world.database.db
    .selectFrom("consent")
    .selectAll()
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  expect(consent).toMatchObject({ mode: "auto", granted_by: admin });
  expect((await refusal(begin({ forWorkspace: true }))).code).toBe("forbidden");
});

test("an account that somebody else connected is not taken over, and the new token is ended", async () => {
  const rival = await world.addMember("ambassador", "Hugo Bernard");
  await connect("hugo_bernard");
  let revoked = 0;
  fault = (path) => {
    if (path.endsWith("/revoke")) revoked += 1;
    return undefined;
  };
  const error = await refusal(connect("hugo_bernard", { memberId: rival }));
  fault = undefined;
  expect(error).toMatchObject({ code: "account_taken", status: 409 });
  expect(error.text.fr).toContain("autre personne");
  expect(revoked).toBe(1);
  expect(await world.database.db.selectFrom("account").select("id").where("member_id", "=", rival).execute()).toEqual(
    [],
  );
});

test("a state works once, for its own session, member and workspace, and for ten minutes", async () => {
  const back = await answerPage((await begin()).url, "ines_moreau");
  expect((await refusal(finish(back, { sessionId: "session-2" }))).code).toBe("connect_expired");
  expect((await refusal(finish(back, { memberId: admin }))).code).toBe("connect_expired");
  await finish(back);
  expect((await refusal(finish(back))).code).toBe("connect_expired");

  const late = await answerPage((await begin()).url, "ines_moreau");
  await sql`update connect_flow set expires_at = now() - interval '1 second' where state = ${late.searchParams.get("state")}`.execute(
    world.database.db,
  );
  expect((await refusal(finish(late))).code).toBe("connect_expired");
});

test("a person may have ten connections open, the oldest gives way", async () => {
  for (let index = 0; index < 13; index += 1) await begin({ sessionId: `many-${index}` });
  const open = await world.database.db
    .selectFrom("connect_flow")
    .select("session_id")
    .where("member_id", "=", lea)
    .execute();
  expect(open.length).toBe(10);
});

test("saying no on the network's page connects nothing and says so", async () => {
  const back = await answerPage((await begin()).url, "ines_moreau", "deny");
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect((await refusal(finish(back))).code).toBe("connect_denied");
});

test("a code of X is dead after 30 seconds, and one of a rival's verifier from the start", async () => {
  const late = await answerPage((await begin()).url, "ines_moreau");
  world.clock.skip(31_000);
  expect(await refusal(finish(late))).toMatchObject({ code: "connect_failed", details: { reason: "invalid_request" } });
  // The code of one flow under the state of another: PKCE refuses it.
  const [one, other] = [
    await answerPage((await begin()).url, "ines_moreau"),
    await answerPage((await begin()).url, "ines_moreau"),
  ];
  other.searchParams.set("code", one.searchParams.get("code") ?? "");
  expect((await refusal(finish(other))).code).toBe("connect_failed");
});

test("the page refuses a changed redirect address, a missing challenge and an unknown scope", async () => {
  const { url } = await begin({ network: "mastodon" });
  for (const [name, value] of [
    ["redirect_uri", "https://evil.example/"],
    ["code_challenge", ""],
    ["code_challenge_method", "plain"],
    ["scope", "everything"],
    ["client_id", "other"],
  ] as const) {
    const changed = new URL(url);
    changed.searchParams.set(name, value);
    const shown = await fetch(changed);
    expect([name, shown.status]).toEqual([name, 400]);
    expect(await shown.text()).not.toContain("<form");
  }
});

test("leaving deletes the tokens, withdraws the consent, cancels the queue and ends the token at the network", async () => {
  for (const network of ["x", "mastodon"]) {
    const { accountId } = await connect("ines_moreau", { network });
    const result = await loginFor(world.services, world.workspaceId, accountId);
    if (result.kind !== "login") throw new Error(result.kind);
    const states = ["held", "ready", "retry_wait", "sending", "unknown", "published"];
    for (const state of states) await addDelivery(accountId, state, network);
    const left = await disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea });
    expect(left).toEqual({ revoked: true, cancelled: 3 });
    expect(await account(accountId)).toMatchObject({ state: "disconnected", sealed_token: null, sealed_refresh: null });
    const live = await world.database.db
      .selectFrom("consent")
      .select("id")
      .where("account_id", "=", accountId)
      .where("withdrawn_at", "is", null)
      .execute();
    expect(live).toEqual([]);
    const deliveries = await world.database.db
      .selectFrom("delivery")
      .select(["state", "reason_code"])
      .where("account_id", "=", accountId)
      .orderBy("id")
      .execute();
    expect(deliveries.map(({ state }) => state)).toEqual([
      "cancelled",
      "cancelled",
      "cancelled",
      "sending",
      "unknown",
      "published",
    ]);
    expect(
      (
        await world
          .network(network)
          .publish(world.context(network), result.login, { text: "trop tard", link: null, key: randomUUID() })
      ).kind,
    ).toBe("unauthorised");
    expect((await loginFor(world.services, world.workspaceId, accountId)).kind).toBe("reconnect");
    expect(
      (await refusal(disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea }))).status,
    ).toBe(404);
    // Coming back begins with `ask` again.
    expect((await connect("ines_moreau", { network })).accountId).toBe(accountId);
    const consents = await world.database.db
      .selectFrom("consent")
      .select("withdrawn_at")
      .where("account_id", "=", accountId)
      .execute();
    expect(consents.map(({ withdrawn_at }) => withdrawn_at === null)).toEqual([false, true]);
  }
});

test("leaving works while the network is down", async () => {
  const { accountId } = await connect("noah_petit");
  fault = () => ({ kind: "cut", when: "request" });
  const left = await disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea });
  fault = undefined;
  expect(left.revoked).toBe(false);
  expect((await account(accountId)).sealed_token).toBeNull();
});

test("a server's name is read as people write it, and nothing but a public name is taken", () => {
  const mastodon = world.network("mastodon");
  for (const name of ["social.example", " https://Social.Example/@lea ", "@lea@social.example", "lea@social.example"])
    expect(readServer(mastodon, name)).toBe("https://social.example");
  for (const name of [
    "",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "0x7f.1",
    "social.example:8080",
    "http://",
    "a b.example",
    "2130706433",
  ])
    expect(() => readServer(mastodon, name), name).toThrow();
});

test("no token, code, verifier or client secret stands readable in a row, a log or the simulators' files", async () => {
  const canaries: string[] = [];
  const { outbound } = world.services;
  const spy = {
    ...outbound,
    fetch: async (...[url, init]: Parameters<typeof outbound.fetch>) => {
      const response = await outbound.fetch(url, init);
      const text = await response.text();
      for (const [, value = ""] of text.matchAll(/"(?:access_token|refresh_token|client_secret)":"([^"]+)"/gu))
        canaries.push(value);
      for (const part of ["code", "code_verifier"])
        canaries.push(new URLSearchParams(typeof init.body === "string" ? init.body : "").get(part) ?? "");
      return new Response(text, { status: response.status, headers: response.headers });
    },
  };
  const services = { ...world.services, outbound: spy };
  for (const [network, person] of [
    ["x", "lea_martin"],
    ["mastodon", "lea_martin"],
  ] as const) {
    const who = { workspaceId: world.workspaceId, memberId: lea, sessionId: "s" };
    await world.database.db.deleteFrom("network_app").execute();
    const { url } = await beginConnect(services, { ...who, network, server: "social.example", forWorkspace: false });
    await finishConnect(services, { ...who, params: (await answerPage(url, person)).searchParams });
  }
  const found = canaries.filter((value) => value.length > 10);
  expect(found.length).toBeGreaterThanOrEqual(8);
  const { rows } = await sql<{
    dump: string;
  }>`select query_to_xml('select * from account', true, false, '')::text || query_to_xml('select * from network_app', true, false, '')::text
    || query_to_xml('select * from audit', true, false, '')::text || query_to_xml('select * from consent', true, false, '')::text || query_to_xml('select * from connect_flow', true, false, '')::text as dump`.execute(
    world.database.db,
  );
  const folder = join(world.dataDir, "simulators");
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".jsonl"));
  const written = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const kept = (rows[0]?.dump ?? "") + world.logged() + written.join("");
  expect(kept).toContain("lea_martin");
  for (const value of found)
    for (const form of [value, Buffer.from(value).toString("base64"), Buffer.from(value).toString("hex")])
      expect(kept.includes(form)).toBe(false);
});

async function addDelivery(accountId: string, state: string, network: string): Promise<void> {
  const common = {
    workspace_id: world.workspaceId,
    account_id: accountId,
    map_id: randomUUID(),
    version: 1,
    run_id: randomUUID(),
    node_id: "n",
    network,
  };
  const times = { due_at: new Date().toISOString(), expires_at: new Date(Date.now() + 3_600_000).toISOString() };
  await world.database.db
    .insertInto("delivery")
    .values({ ...common, ...times, item_key: randomUUID(), state, text: "t", item_title: "t" })
    .execute();
}

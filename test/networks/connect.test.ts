import { writeRef } from "#engine/ref.ts";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import { readServer } from "#server/networks/connect/server.ts";
import type { Fault } from "#server/simulators/start.ts";
import { openDoor, refusal } from "./door.ts";
import { sendingOf } from "#test/support/network.ts";
import { answerPage, openWorld, type World } from "./world.ts";

let world: World;
let door: ReturnType<typeof openDoor>;
let fault: ((path: string) => Fault | undefined) | undefined;
let lea = "";
let admin = "";
beforeAll(async () => {
  world = await openWorld({ faults: (_network, { path }) => fault?.(path) });
  lea = await world.addMember("ambassador");
  admin = await world.addMember("admin", "Camille Roux");
  door = openDoor(world, lea);
});
afterAll(() => world.close());

test.each(["x", "mastodon"])("a person connects %s on its own page, and the account can publish", async (network) => {
  const { accountId, handle } = await door.connect("lea_martin", { network });
  expect(handle).toBe(network === "x" ? "lea_martin" : "lea_martin@social.example");
  const row = await door.account(accountId);
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
    .publish(world.context(network), result.login, sendingOf({ text: `Bonjour ${network}` }, { key: randomUUID() }));
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
  const first = await door.connect("noah_petit");
  const again = await door.connect("noah_petit");
  expect(again.accountId).toBe(first.accountId);
  expect((await door.account(first.accountId)).token_epoch).toBe(2);
  expect(
    await world.database.db.selectFrom("consent").selectAll().where("account_id", "=", first.accountId).execute(),
  ).toHaveLength(1);
});

test("people who are the first to come to a server at the same moment come in by one app", async () => {
  const people = ["lea_martin", "noah_petit", "ines_moreau"];
  const members = await Promise.all(people.map((name) => world.addMember("ambassador", name)));
  await sql`delete from network_app where workspace_id = ${world.workspaceId}`.execute(world.database.db);
  const who = members.map((memberId) => ({ memberId, network: "mastodon", server: "first.example" }));
  const pages = await Promise.all(who.map((one) => door.begin(one)));
  expect(new Set(pages.map(({ url }) => new URL(url).searchParams.get("client_id"))).size).toBe(1);
  for (const [n, { url }] of pages.entries())
    expect(await door.finish(await answerPage(url, people[n]!), who[n]!)).toMatchObject({ forWorkspace: false });
});

test("an account of the company begins with the admin's consent to post automatically", async () => {
  const { accountId, forWorkspace } = await door.connect("atelier_lumen", { memberId: admin, forWorkspace: true });
  expect(forWorkspace).toBe(true);
  expect(await door.account(accountId)).toMatchObject({ member_id: null });
  const consent = await world.database.db
    .selectFrom("consent")
    .selectAll()
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  expect(consent).toMatchObject({ mode: "auto", granted_by: admin });
  expect((await refusal(door.begin({ forWorkspace: true }))).code).toBe("forbidden");
});

test("an account that somebody else connected is not taken over, and the new token is ended", async () => {
  const rival = await world.addMember("ambassador", "Hugo Bernard");
  await door.connect("hugo_bernard");
  let revoked = 0;
  fault = (path) => {
    if (path.endsWith("/revoke")) revoked += 1;
    return undefined;
  };
  const error = await refusal(door.connect("hugo_bernard", { memberId: rival }));
  fault = undefined;
  expect(error).toMatchObject({ code: "account_taken", status: 409 });
  expect(error.text.fr).toContain("autre personne");
  // The refresh token and the access token.
  expect(revoked).toBe(2);
  expect(await world.database.db.selectFrom("account").select("id").where("member_id", "=", rival).execute()).toEqual(
    [],
  );
});

test("a state works once, for its own session, member and workspace, and for ten minutes", async () => {
  const back = await answerPage((await door.begin()).url, "ines_moreau");
  expect((await refusal(door.finish(back, { sessionId: "session-2" }))).code).toBe("connect_expired");
  expect((await refusal(door.finish(back, { memberId: admin }))).code).toBe("connect_expired");
  await door.finish(back);
  expect((await refusal(door.finish(back))).code).toBe("connect_expired");

  const late = await answerPage((await door.begin()).url, "ines_moreau");
  await sql`update connect_flow set expires_at = now() - interval '1 second' where state = ${late.searchParams.get("state")}`.execute(
    world.database.db,
  );
  expect((await refusal(door.finish(late))).code).toBe("connect_expired");
});

test("a person may have ten connections open, the oldest gives way", async () => {
  for (let index = 0; index < 13; index += 1) await door.begin({ sessionId: `many-${index}` });
  const open = await world.database.db
    .selectFrom("connect_flow")
    .select("session_id")
    .where("member_id", "=", lea)
    .execute();
  expect(open.length).toBe(10);
});

test("saying no on the network's page connects nothing and says so", async () => {
  const back = await answerPage((await door.begin()).url, "ines_moreau", "deny");
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect((await refusal(door.finish(back))).code).toBe("connect_denied");
});

test("a code of X is dead after 30 seconds, and one of a rival's verifier from the start", async () => {
  const late = await answerPage((await door.begin()).url, "ines_moreau");
  world.clock.skip(31_000);
  expect(await refusal(door.finish(late))).toMatchObject({
    code: "connect_failed",
    details: { reason: "invalid_request" },
  });
  // The code of one flow under the state of another: PKCE refuses it.
  const [one, other] = [
    await answerPage((await door.begin()).url, "ines_moreau"),
    await answerPage((await door.begin()).url, "ines_moreau"),
  ];
  other.searchParams.set("code", one.searchParams.get("code") ?? "");
  expect((await refusal(door.finish(other))).code).toBe("connect_failed");
});

test("the page refuses a changed redirect address, a missing challenge and an unknown scope", async () => {
  const { url } = await door.begin({ network: "mastodon" });
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

test("what pictures need is asked for once a map wants them, and an older app is registered again for it", async () => {
  const { services, workspaceId, database } = world;
  const begin = async (network: "x" | "mastodon"): Promise<URLSearchParams> => {
    const asked = { workspaceId, memberId: lea, sessionId: "s", network, forWorkspace: false };
    const server = network === "mastodon" ? { server: "pictures.example" } : {};
    const begun = await beginConnect(services, { ...asked, ...server });
    return new URL(begun.kind === "page" ? begun.url : "").searchParams;
  };
  const before = await begin("mastodon");
  expect(before.get("scope")).toBe("profile write:statuses read:statuses read:search");
  expect((await begin("x")).get("scope")).not.toContain("media");
  // As it was kept before there were pictures.
  const place = "network_app/mastodon/https://pictures.example";
  const app = await database.db
    .selectFrom("network_app")
    .select("sealed_secret")
    .where("server", "=", "https://pictures.example")
    .executeTakeFirstOrThrow();
  const { scopes: _, ...older } = JSON.parse(await services.vault.open(workspaceId, place, app.sealed_secret!));
  const sealed = await services.vault.seal(workspaceId, place, JSON.stringify(older));
  await database.db
    .updateTable("network_app")
    .set({ sealed_secret: sealed })
    .where("server", "=", "https://pictures.example")
    .execute();
  expect((await begin("mastodon")).get("client_id")).toBe(before.get("client_id"));
  const node = { id: "z", type: "account", config: { account: "x:lea", pictures: "with" } };
  await database.db
    .insertInto("map")
    .values({ workspace_id: workspaceId, name: "M", draft: JSON.stringify({ nodes: [node] }) })
    .execute();
  const after = await begin("mastodon");
  expect(after.get("scope")).toBe("profile write:statuses read:statuses read:search write:media");
  expect(after.get("client_id")).not.toBe(before.get("client_id"));
  expect((await begin("mastodon")).get("client_id")).toBe(after.get("client_id"));
  expect((await begin("x")).get("scope")).toContain("media.write");
  await database.db.deleteFrom("map").where("workspace_id", "=", workspaceId).execute();
});

test("an account's reference in the database is the one that the engine writes", async () => {
  await door.connect("lea_martin", { network: "mastodon" });
  const rows = await world.database.db
    .selectFrom("account")
    .select(["ref", "network", "handle", "remote_id", "server"])
    .execute();
  for (const { ref, remote_id, ...named } of rows) expect(ref).toBe(writeRef({ ...named, remoteId: remote_id }));
  expect(rows.some(({ ref }) => /^mastodon:lea_martin@social\.example#\w+@social\.example$/u.test(ref))).toBe(true);
});

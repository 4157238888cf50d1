import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { linkOf, linkToken, revokeLinks } from "#server/notices/link.ts";
import { createThings, type Things } from "#test/api/things.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { ask, createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";

let it: TestApp;
let workspaceId: string;
let lea: TestMember;
let things: Things;
let sessions: { own: Session; colleague: Session; admin: Session; stranger: Session };
beforeAll(async () => {
  it = await testApp();
  const { db } = it.services;
  ({ id: workspaceId } = await createWorkspace(db, { name: "Atelier Lumen" }));
  const enter = (member: TestMember) => signIn(it.app, it.services, member);
  const elsewhere = await createWorkspace(db, { name: "Ailleurs" });
  lea = await createMember(db, workspaceId, { role: "ambassador", name: "Léa Martin" });
  sessions = {
    own: await enter(lea),
    colleague: await enter(await createMember(db, workspaceId, { role: "ambassador", name: "Hugo" })),
    admin: await enter(await createMember(db, workspaceId, { role: "admin", name: "Camille" })),
    stranger: await enter(await createMember(db, elsewhere.id, { role: "admin", name: "Sam" })),
  };
});
afterAll(() => it.close());
beforeEach(async () => {
  things = await createThings(it.services, workspaceId, lea.id);
});

const open = (token = things.link, cookie?: string) =>
  ask(it.app, "GET", `/p/${token}`, cookie === undefined ? {} : { cookie });
const ticketIn = (page: string): string => /name="ticket" value="([^"]+)"/u.exec(page)?.[1] ?? "";
const answer = async (
  act: string,
  { token = things.link, own = "", ticket, cookie, site = "same-origin" }: Record<string, string | undefined> = {},
) =>
  ask(it.app, "POST", `/p/${token}/${act}`, {
    body: new URLSearchParams({ own: own!, ticket: ticket ?? ticketIn((await open(token)).text) }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": site! },
    ...(cookie === undefined ? {} : { cookie }),
  });
const delivery = () =>
  it.services.db.selectFrom("delivery").selectAll().where("id", "=", things.delivery).executeTakeFirstOrThrow();
const set = (values: Record<string, unknown>) =>
  it.services.db.updateTable("delivery").set(values).where("id", "=", things.delivery).execute();

test("a link opens its proposal ready to publish, without a session; the yes is its person's, and can be taken back for ten seconds", async () => {
  const page = await open();
  expect(page).toMatchObject({ status: 200, headers: { "cache-control": "no-store" } });
  expect(page.headers["set-cookie"]).toBeUndefined();
  expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'.*form-action 'self'/u);
  expect(page.text).toContain("Bonjour");
  expect(page.text).not.toMatch(/<script/iu);
  const yes = await answer("publish", { own: "Fière de l’équipe." });
  expect(yes.text).toMatch(/Leaves in (10|9) seconds/u);
  expect(yes.headers["refresh"]).toMatch(new RegExp(`^\\d+; url=/p/${things.link}$`, "u"));
  expect(await delivery()).toMatchObject({ state: "ready", approved_by: lea.id });
  expect(JSON.stringify((await delivery()).post)).toContain("Fière de l’équipe.\\n\\nBonjour");
  const undone = await answer("undo", { ticket: ticketIn(yes.text) });
  expect(undone.text).toContain("Publish");
  expect(await delivery()).toMatchObject({ state: "held", reason_code: "consent", approved_by: null });
});

test("a scanner that follows every address, with whatever it finds on the page, answers nothing", async () => {
  const page = await open();
  const found = [...page.text.matchAll(/(?:href|src|action|formaction)="([^"#]+)"/gu)].map(([, address]) => address!);
  const addresses = [...new Set([`/p/${things.link}`, `/p/${things.link}?answer=no`, ...found])];
  expect(addresses.some((address) => address.endsWith("/publish"))).toBe(true);
  for (const address of addresses)
    for (const method of ["GET", "HEAD", "OPTIONS"])
      await ask(it.app, method, address, { headers: { "sec-fetch-site": "none" } });
  expect((await delivery()).state).toBe("held");
});

test("an answer needs what the page of this very link gave, and comes from our own page: all else posts nothing", async () => {
  const other = await createThings(it.services, workspaceId, lea.id);
  const theirs = ticketIn((await open(other.link)).text);
  for (const ticket of ["", "x", "zzzzzz.AAAA", theirs, `${ticketIn((await open()).text)}x`])
    expect(await answer("publish", { ticket })).toMatchObject({ status: 409 });
  expect((await answer("publish", { site: "cross-site" })).status).toBe(403);
  expect((await answer("publish", { own: "\0" })).status).toBe(409);
  expect((await answer("remove")).status).toBe(400);
  expect((await delivery()).state).toBe("held");
});

test("used twice, it says what was answered and answers nothing again", async () => {
  const ticket = ticketIn((await open()).text);
  expect((await answer("publish", { ticket })).status).toBe(200);
  const again = await answer("publish", { ticket });
  expect(again.status).toBe(409);
  expect(again.text).toMatch(/no longer waits/u);
  await set({ state: "published", published_at: new Date().toISOString(), remote_url: "https://x.example/1" });
  expect((await open()).text).toMatch(/Published\..*https:\/\/x\.example\/1/su);
  expect((await answer("no", { ticket })).status).toBe(409);
  expect((await delivery()).state).toBe("published");
});

test("forwarded to somebody who is signed in, it shows them nothing of it and takes no answer", async () => {
  const ticket = ticketIn((await open()).text);
  for (const who of ["colleague", "admin", "stranger"] as const) {
    const { cookie } = sessions[who];
    const page = await open(things.link, cookie);
    expect(page.status).toBe(403);
    expect(page.text).toMatch(/somebody else’s/u);
    expect(page.text).not.toContain("Bonjour");
    expect((await answer("publish", { ticket, cookie })).status).toBe(403);
    expect((await ask(it.app, "GET", `/p/${things.link}/pictures/${things.medium}`, { cookie })).status).toBe(404);
  }
  expect((await delivery()).state).toBe("held");
  expect((await answer("publish", { ticket, cookie: sessions.own.cookie })).status).toBe(200);
});

test("expired, answered elsewhere, paused, disconnected: a sentence each, and nothing is posted", async () => {
  let ticket = ticketIn((await open()).text);
  const past = new Date(Date.now() - 60_000).toISOString();
  const refused = async (said: RegExp) => {
    expect((await open()).text).toMatch(said);
    expect((await answer("publish", { ticket })).status).toBe(409);
  };
  const link = (expires_at: string) =>
    it.services.db
      .updateTable("proposal_link")
      .set({ expires_at })
      .where("delivery_id", "=", things.delivery)
      .execute();
  await link(past);
  await refused(/This link has ended/u);
  await link(new Date(Date.now() + 60_000).toISOString());
  await set({ state: "cancelled", reason_code: "declined" });
  await refused(/Noted: not for you/u);
  const anew = async (state: "held" | "unknown") => {
    things = await createThings(it.services, workspaceId, lea.id, { state });
    ticket = ticketIn((await open()).text);
  };
  await anew("unknown");
  await refused(/did not answer/u);
  await anew("held");
  await set({ state: "cancelled", reason_code: "gone" });
  await refused(/no longer waits/u);
  await anew("held");
  await set({ expires_at: past });
  await refused(/Its time is over/u);
  await anew("held");
  const pause = { workspace_id: workspaceId, account_id: things.account, mode: "paused" };
  await it.services.db.insertInto("consent").values(pause).execute();
  await refused(/are paused/u);
  await it.services.db.deleteFrom("consent").where("account_id", "=", things.account).execute();
  await it.services.db.updateTable("account").set({ state: "reconnect" }).where("id", "=", things.account).execute();
  await refused(/is not connected/u);
  expect((await delivery()).approved_by).toBeNull();
});

test("whoever is switched off takes their links along for good; an account that is another's now opens nothing", async () => {
  const eve = await createMember(it.services.db, workspaceId, { role: "ambassador", name: "Eve" });
  things = await createThings(it.services, workspaceId, eve.id);
  const ticket = ticketIn((await open()).text);
  const change = (disabled: boolean) =>
    sessions.admin.call("changeMember", { params: { id: eve.id }, body: { disabled } });
  expect((await change(true)).status).toBe(200);
  expect((await open()).status).toBe(404);
  expect((await answer("publish", { ticket })).status).toBe(404);
  expect((await change(false)).status).toBe(200);
  expect((await open()).status).toBe(404);

  things = await createThings(it.services, workspaceId, lea.id);
  await it.services.db.updateTable("account").set({ member_id: eve.id }).where("id", "=", things.account).execute();
  expect((await open()).status).toBe(404);
});

test("a token that was cut, changed, or is of another kind opens nothing; a link is single, and no session", async () => {
  for (const token of ["x", things.link.slice(0, -1), `${things.link.slice(0, -1)}_x`, things.choice, things.address])
    expect((await open(token)).status).toBe(404);
  const mark = { workspaceId, memberId: lea.id, deliveryId: things.delivery, expiresAt: new Date().toISOString() };
  expect(linkToken(it.services.settings, await linkOf(it.services.db, mark))).toBe(things.link);
  expect((await ask(it.app, "GET", "/api/me", { headers: { authorization: things.link } })).status).toBe(401);
  await it.services.db.transaction().execute((trx) => revokeLinks(trx, { workspaceId, memberId: lea.id }));
  expect((await open()).status).toBe(404);
});

test("pages and answers are counted by address", async () => {
  const few = await testApp({ limits: { proposal: 3 } });
  try {
    const statuses: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) statuses.push((await ask(few.app, "GET", "/p/none")).status);
    expect(statuses).toEqual([404, 404, 404, 429]);
  } finally {
    await few.close();
  }
});

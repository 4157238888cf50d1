import { afterAll, beforeAll, expect, test } from "vitest";
import { api, type ApiName } from "#server/api.ts";
import { mailSettings } from "#test/api/settings.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import {
  call,
  cookieOf,
  createMember,
  createWorkspace,
  sessionOf,
  signIn,
  type Session,
} from "#test/support/session.ts";
import { joiningFills } from "./mails.ts";
import { factsFor, whatOthersSee } from "./seen.ts";
import { joinToken, readJoinToken } from "./token.ts";

let server: TestApp;
let workspaceId: string;
let admin: Session;
beforeAll(async () => {
  server = await testApp();
  ({ id: workspaceId } = await createWorkspace(server.services.db, { name: "Atelier Lumen" }));
  const member = await createMember(server.services.db, workspaceId, { role: "admin", name: "Claire" });
  admin = await signIn(server.app, server.services, member);
});
afterAll(() => server.close());

const tokenOf = (link: string): string => new URL(link).pathname.replace("/join/", "");
let people = 0;
async function invite(words?: string) {
  people += 1;
  const body = { name: "Léa", email: `lea-${people}@lumen.example`, role: "ambassador", language: "fr", words };
  const { body: invited } = await admin.call("inviteMember", { body });
  return { ...invited, token: tokenOf(invited.link) };
}
const open = (token: string, cookie?: string) =>
  call(server.app, "openInvitation", { body: { token }, ...(cookie === undefined ? {} : { cookie }) });
const accept = (token: string) => call(server.app, "acceptInvitation", { body: { token } });

test("a link may be opened as often as a mail scanner likes: it says who invites and in which words, and signs nobody in", async () => {
  const { token } = await invite("Regarde, et dis non sans souci.");
  for (let n = 0; n < 3; n += 1) {
    const page = await open(token);
    expect(page.body).toMatchObject({
      state: "open",
      company: "Atelier Lumen",
      name: "Léa",
      inviter: { name: "Claire" },
      words: "Regarde, et dis non sans souci.",
    });
    expect(page.headers["set-cookie"]).toBeUndefined();
  }
});

test("its button lets the person in once; after that it says so to others, and to the person that they are here", async () => {
  const { token } = await invite();
  const answers = await Promise.all([accept(token), accept(token)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const cookie = cookieOf(answers.find(({ status }) => status === 200)!);
  const me = await sessionOf(server.app, cookie).call("me");
  expect(me.body.member).toMatchObject({ name: "Léa", welcome: "charter" });
  expect((await open(token)).body.state).toBe("used");
  expect((await open(token, cookie)).body.state).toBe("joined");
  await sessionOf(server.app, cookie).call("setWelcome", { body: { step: "accounts" } });
  expect((await sessionOf(server.app, cookie).call("me")).body.member.welcome).toBe("accounts");
});

test("one that is over, or of a person who was switched off, lets nobody in; one with another signature does not exist", async () => {
  const { db } = server.services;
  const late = await invite();
  await db
    .updateTable("invitation")
    .set({ expires_at: new Date(0).toISOString() })
    .where("member_id", "=", late.member.id)
    .execute();
  expect((await open(late.token)).body).toMatchObject({ state: "expired", inviter: { email: expect.any(String) } });
  expect((await accept(late.token)).status).toBe(409);
  const gone = await invite();
  await admin.call("changeMember", { params: { id: gone.member.id }, body: { disabled: true } });
  expect((await open(gone.token)).body.state).toBe("left");
  expect((await accept(gone.token)).status).toBe(409);
  const forged = joinToken({ masterKey: Buffer.alloc(32) }, { workspaceId, memberId: late.member.id });
  expect((await open(forged)).status).toBe(404);
  expect((await open("x".repeat(40))).status).toBe(404);
});

test("a link names a person or a request, and stands in no mail before it goes", async () => {
  const { settings } = server.services;
  const marks = [
    { workspaceId, memberId: crypto.randomUUID() },
    { workspaceId, requestId: 281_474_976_710 },
  ];
  for (const mark of marks) expect(readJoinToken(settings, joinToken(settings, mark))).toEqual(mark);
  const fill = joiningFills(server.services).get("invitation")!;
  const asked = { workspaceId, address: "lea@lumen.example", language: "fr" as const };
  const filled = await fill({ ...asked, data: { member: marks[0]!.memberId, name: "Léa" } });
  expect(filled?.data).toMatchObject({ name: "Léa", link: expect.stringContaining("/join/") });
});

test("the door lets addresses of its domains in, with its team and language; closed it says so and the same poster works again, renewed it does not", async () => {
  const { services } = server;
  const knocked = (code: string, email = "eva@lumen.example") =>
    call(server.app, "knock", { body: { code, name: "Eva", email, language: "en" } });
  const codeOf = (link: string | null) => new URL(link ?? "").pathname.replace("/door/", "");
  const read = (code: string) => call(server.app, "readDoor", { body: { code } });
  const open = { open: true, domains: ["@Lumen.example"] };
  expect(await admin.call("setDoor", { body: open })).toMatchObject({ status: 422, body: { code: "no_mail" } });
  expect((await admin.call("saveMail", { body: mailSettings })).status).toBe(200);
  expect(await admin.call("setDoor", { body: { open: true, domains: [] } })).toMatchObject({
    body: { code: "no_domain" },
  });
  const { id: team } = (await admin.call("createTeam", { body: { name: "Chantier" } })).body;
  const nowhere = { ...open, team: crypto.randomUUID() };
  expect((await admin.call("setDoor", { body: nowhere })).status).toBe(400);
  const door = (await admin.call("setDoor", { body: { ...open, team, language: "fr" } })).body;
  expect(door).toMatchObject({ open: true, domains: ["lumen.example"], team, language: "fr" });
  const code = codeOf(door.link);
  expect((await read(code)).body).toMatchObject({ company: "Atelier Lumen", domains: ["lumen.example"] });
  expect(await knocked(code, "eva@elsewhere.example")).toMatchObject({ body: { code: "other_domain" } });

  expect((await knocked(code)).status).toBe(200);
  const { id } = await services.db
    .selectFrom("join_request")
    .select("id")
    .where("email", "=", "eva@lumen.example")
    .executeTakeFirstOrThrow();
  const came = await accept(joinToken(services.settings, { workspaceId, requestId: Number(id) }));
  expect(came.status).toBe(200);
  const eva = sessionOf(server.app, cookieOf(came));
  expect((await eva.call("me")).body.member).toMatchObject({ role: "ambassador", language: "fr", welcome: "charter" });
  expect((await eva.call("myTopics")).body.teams).toMatchObject([{ name: "Chantier", member: true }]);

  const closed = (await admin.call("setDoor", { body: { ...open, open: false } })).body;
  expect(closed).toMatchObject({ open: false, link: door.link, domains: ["lumen.example"] });
  expect((await read(code)).status).toBe(404);
  expect((await knocked(code, "tom@lumen.example")).status).toBe(404);
  expect((await admin.call("setDoor", { body: open })).body.link).toBe(door.link);
  expect((await read(code)).status).toBe(200);
  const renewed = (await admin.call("setDoor", { body: { ...open, renew: true } })).body;
  expect((await read(code)).status).toBe(404);
  expect((await read(codeOf(renewed.link))).status).toBe(200);
});

test("an invitation that a colleague opens who is signed in says that they are, and changes nothing for either", async () => {
  const { token } = await invite();
  const page = await open(token, admin.cookie);
  expect(page.body).toMatchObject({ state: "open", signedIn: "Claire" });
  expect(page.headers["set-cookie"]).toBeUndefined();
  expect((await open(token)).body.signedIn).toBeNull();
  const cookie = cookieOf(await accept(token));
  expect((await open(token, cookie)).body).toMatchObject({ state: "joined", signedIn: null });
});

test("what managers see is said as the routes have it: what the sentence names they get, and what it does not they do not", async () => {
  expect(factsFor("manager")).toEqual(["accounts", "choice", "posts", "words", "answers", "topics"]);
  expect(factsFor("admin")).toEqual([...factsFor("manager"), "address", "deeds"]);
  expect(factsFor("ambassador")).not.toContain("address");
  // A route less, a fact less.
  const without = Object.fromEntries(Object.entries(api).filter(([name]) => name !== "listAudit"));
  expect(factsFor("admin", without)).not.toContain("deeds");
  const { managers, admins } = whatOthersSee(true);
  expect(managers.fr).toContain("si chacun vous demande, publie seul ou est en pause");
  expect(admins.en).toBe("Administrators also see your e-mail address and the log of what you did here.");
  const manager = await createMember(server.services.db, workspaceId, { role: "manager" });
  const session = await signIn(server.app, server.services, manager);
  const closed: ApiName[] = ["listMembers", "listAudit"];
  for (const name of closed) expect((await session.call(name)).status, name).toBe(403);
  expect((await session.call("listAccounts")).status).toBe(200);
  expect((await session.call("listDeliveries")).status).toBe(200);
});

test("who is invited again comes in by the link that they have; who came in by another way is invited no more", async () => {
  const { db } = server.services;
  const { member, token } = await invite("À bientôt.");
  const params = { id: member.id };
  await db
    .updateTable("invitation")
    .set({ expires_at: new Date(0).toISOString() })
    .where("member_id", "=", member.id)
    .execute();
  const shown = async () => (await admin.call("listMembers")).body.rows.find(({ id }) => id === member.id)?.invited;
  expect(await shown()).toBe("over");
  const again = await admin.call("inviteAgain", { params });
  expect(again).toMatchObject({ status: 200, body: { mailed: true, member: { invited: "waits" } } });
  const mails = db
    .selectFrom("mail")
    .select("reason")
    .where("address", "=", member.email)
    .where("template", "=", "invitation");
  expect(await mails.execute()).toHaveLength(2);
  expect(tokenOf(again.body.link)).toBe(token);
  expect((await open(token)).body).toMatchObject({ state: "open", words: "À bientôt." });
  const { link } = (await admin.call("memberLink", { params })).body;
  const byLink = { token: new URL(link).searchParams.get("token") ?? "" };
  expect((await call(server.app, "signInByLink", { body: byLink })).status).toBe(200);
  expect(await shown()).toBeNull();
  expect((await open(token)).body.state).toBe("used");
  expect(await admin.call("inviteAgain", { params })).toMatchObject({ status: 409, body: { code: "invitation_used" } });
});

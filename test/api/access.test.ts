import { noHouseRules } from "#engine/house.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import Fastify from "fastify";
import { api, type ApiName, type Role, roles } from "#server/api.ts";
import { answerFailures } from "#server/http/failure.ts";
import { refuseUndeclared, register } from "#server/http/register.ts";
import { placeOf } from "#server/feeds/place.ts";
import { handlers } from "#server/http/routes/table.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import {
  call,
  createMember,
  createWorkspace,
  type Input,
  type Session,
  signIn,
  type TestMember,
} from "#test/support/session.ts";
import { png } from "#test/support/pictures.ts";
import { createThings, sampleMap, type Things } from "./things.ts";

/**
 * A sound request to each route. The compiler asks for a line per route of the table; `also` are other answers that are
 * right for the person and the state of the things (never 401, never 404).
 */
const mailSettings = {
  host: "mail.nowhere.invalid",
  port: 587,
  tls: "starttls",
  auth: "none",
  username: "",
  secret: null,
  tokenUrl: null,
  clientId: null,
  scope: null,
  refreshSecret: null,
  fromName: "Atelier Lumen",
  fromAddress: "news@example.org",
  replyTo: null,
  perMinute: 60,
  perRecipient: 10,
};
type Sample = { input: (things: Things, member: TestMember) => Input; also?: number[] };
const map = (things: Things) => ({ id: things.map });
const samples: Record<ApiName, Sample> = {
  signIn: { input: () => ({ body: { email: "nobody@example.org", password: "x" } }), also: [401, 429] },
  signInByLink: { input: () => ({ body: { token: "none" } }), also: [401] },
  signInWays: { input: () => ({}) },
  mailSignInLink: { input: () => ({ body: { email: "nobody@example.org" } }), also: [429] },
  signOut: { input: () => ({ headers: { cookie: "" } }) },
  me: { input: () => ({}) },
  changeMe: { input: () => ({ body: { language: "fr" } }) },
  setPassword: { input: () => ({ body: { password: "long enough it is" } }) },
  listMaps: { input: () => ({}) },
  createMap: { input: () => ({ body: { name: "New" } }) },
  getMap: { input: (things) => ({ params: map(things) }) },
  getKept: { input: (things) => ({ params: map(things) }) },
  listKept: { input: (things) => ({ params: map(things), query: { node: "a", limit: 5 } }) },
  takeOutKept: { input: (things) => ({ params: map(things), body: { node: "a", place: 1 } }), also: [409] },
  getLooks: { input: (things) => ({ params: map(things) }) },
  saveDraft: { input: (things) => ({ params: map(things), body: { revision: 1, document: sampleMap() } }) },
  publishMap: { input: (things) => ({ params: map(things), body: { revision: 1 } }), also: [422] },
  pauseMap: { input: (things) => ({ params: map(things) }) },
  resumeMap: { input: (things) => ({ params: map(things) }), also: [409] },
  deleteMap: { input: (things) => ({ params: map(things) }) },
  listVersions: { input: (things) => ({ params: map(things) }) },
  restoreVersion: { input: (things) => ({ params: map(things), body: { number: 1 } }) },
  runMap: { input: (things) => ({ params: map(things) }) },
  reviewMap: { input: (things) => ({ params: map(things), body: { answer: "release" } }) },
  preview: { input: () => ({ body: { document: { ...sampleMap(), nodes: [], edges: [] } } }) },
  mapCosts: { input: ({ map }) => ({ params: { id: map } }) },
  mapResults: { input: ({ map }) => ({ params: { id: map } }) },
  nextTimes: { input: () => ({ body: { schedule: { kind: "interval", minutes: 5 } } }) },
  templates: { input: () => ({}) },
  mapSchema: { input: () => ({}) },
  openapi: { input: () => ({}) },
  listRuns: { input: () => ({}) },
  getRun: { input: (things) => ({ params: { id: things.run } }) },
  listDrops: { input: (things) => ({ params: { id: things.run } }) },
  sendDrop: { input: (things) => ({ params: { id: things.drop } }), also: [409] },
  listDeliveries: { input: () => ({}) },
  getDelivery: { input: (things) => ({ params: { id: things.delivery } }) },
  answerDelivery: { input: (things) => ({ params: { id: things.delivery }, body: { answer: "there" } }), also: [409] },
  sendAgain: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  answerPicture: {
    input: (things) => ({ params: { id: things.delivery }, body: { answer: "without" } }),
    also: [409],
  },
  cancelDelivery: { input: (things) => ({ params: { id: things.delivery } }) },
  // Whoever knows the address; another one is nobody's.
  readFeed: { input: () => ({ params: { place: "none", secret: "none" } }), also: [404] },
  readFeedPicture: { input: () => ({ params: { place: "none", mark: "none" } }), also: [404] },
  // The things hold no feed: to an account of another kind there is none.
  feedAddress: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  renewFeed: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  retractDelivery: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  listProposals: { input: () => ({}) },
  publishProposal: { input: (things) => ({ params: { id: things.delivery }, body: {} }) },
  declineProposal: { input: (things) => ({ params: { id: things.delivery } }) },
  reconsiderProposal: { input: (things) => ({ params: { id: things.delivery } }), also: [409] },
  showMedium: { input: (things) => ({ params: { id: things.medium } }) },
  showPicture: { input: (things) => ({ query: things.picture }) },
  listSources: { input: () => ({}) },
  checkSource: { input: () => ({ body: { type: "rss", config: {} } }) },
  pollSource: { input: (things) => ({ params: { id: things.source } }) },
  sourceAddress: {
    input: () => ({ body: { type: "webhook-in", config: { name: "own", proof: "address", secret: null } } }),
  },
  renewAddress: { input: (things) => ({ params: { id: things.hook } }) },
  receive: { input: (things) => ({ params: { address: things.address }, body: { title: "Bonjour" } }) },
  listNetworks: { input: () => ({}) },
  saveNetworkApp: {
    input: () => ({
      params: { name: "x", connection: "account" },
      body: { clientId: "c", clientSecret: "canary-client" },
    }),
  },
  savePaidSources: { input: () => ({ params: { name: "x" }, body: { on: true, price: 5000, cap: 1_000_000 } }) },
  savePaidReadings: { input: () => ({ params: { name: "x" }, body: { on: true } }) },
  saveAttestation: { input: () => ({ params: { name: "linkedin" }, body: { on: true } }) },
  connect: { input: () => ({ body: { network: "x" } }), also: [409, 422] },
  connectCallback: { input: () => ({ query: { state: "none", code: "none" } }), also: [303] },
  // A choice belongs to the session that signed in: to any other it is not there.
  getChoice: { input: (things) => ({ params: { id: things.account } }), also: [404] },
  makeChoice: { input: (things) => ({ params: { id: things.account }, body: { accounts: [] } }), also: [404] },
  listAccounts: { input: () => ({}) },
  getAccount: { input: (things) => ({ params: { id: things.account } }) },
  accountAudience: { input: (things) => ({ params: { id: things.account } }), also: [403] },
  accountResults: { input: (things) => ({ params: { id: things.account } }), also: [403] },
  changeAccount: { input: (things) => ({ params: { id: things.account }, body: { dailyCap: 3 } }) },
  setMode: { input: (things) => ({ params: { id: things.account }, body: { mode: "auto" } }) },
  reconnectAccount: { input: (things) => ({ params: { id: things.account }, body: {} }), also: [422] },
  chooseAgain: { input: (things) => ({ params: { id: things.account } }), also: [409, 422] },
  disconnectAccount: { input: (things) => ({ params: { id: things.account } }) },
  listMembers: { input: () => ({}) },
  inviteMember: {
    input: () => ({ body: { name: "Eva", email: `eva-${crypto.randomUUID()}@example.org`, role: "ambassador" } }),
  },
  memberLink: { input: (_things, member) => ({ params: { id: member.id } }) },
  changeMember: { input: (_things, member) => ({ params: { id: member.id }, body: {} }) },
  stopAll: { input: () => ({ body: { on: false } }) },
  listSecrets: { input: () => ({}) },
  saveSecret: { input: () => ({ params: { name: "own:1" }, body: { value: "canary-saved" } }) },
  deleteSecret: { input: (things) => ({ params: { name: things.secret } }) },
  readLinkRule: { input: () => ({}) },
  saveLinkRule: { input: () => ({ body: { short: false, marks: true } }) },
  readStoryRule: { input: () => ({}) },
  readHouseRules: { input: () => ({}) },
  saveHouseRules: { input: () => ({ body: noHouseRules }) },
  saveStoryRule: { input: () => ({ body: { by: "both", days: 30 } }) },
  listAudit: { input: () => ({}) },
  readMail: { input: () => ({}) },
  saveMail: { input: () => ({ body: mailSettings }) },
  forgetMail: { input: () => ({}) },
  // Nothing is set up, so that nothing leaves the test; or the sample's server, which is not there.
  tryMail: { input: () => ({}), also: [422] },
  listMails: { input: () => ({}) },
  mailAgain: { input: (things) => ({ params: { id: things.mail } }) },
  listParked: { input: () => ({}) },
  parkAddress: { input: () => ({ body: { address: "back@example.org" } }) },
  freeAddress: { input: () => ({ body: { address: "gone@example.org" } }) },
  listMailTemplates: { input: () => ({}) },
  showMailTemplate: { input: () => ({ params: { name: "invitation" } }) },
  readMailChoice: { input: (things) => ({ params: { token: things.choice } }) },
  makeMailChoice: { input: (things) => ({ params: { token: things.choice }, body: { stop: false } }) },
  unsubscribe: { input: (things) => ({ params: { token: things.choice } }) },
  health: { input: () => ({}) },
  listBackups: { input: () => ({}) },
  askBackup: { input: () => ({}), also: [409] },
  saveBackupPlan: { input: () => ({ body: { hours: 24, keep: 14 } }) },
};
/** Routes whose name in `params` means another thing in each workspace. */
const common = new Set<ApiName>([
  "showMailTemplate",
  "saveSecret",
  "saveNetworkApp",
  "savePaidReadings",
  "savePaidSources",
  "saveAttestation",
]);
/** Routes whose `params` name a thing of a workspace, so that another workspace's must be 404. */
const named = (Object.keys(api) as ApiName[]).filter(
  (name) => "params" in api[name] && !common.has(name) && api[name].access !== "address",
);

let server: TestApp;
let workspace: { id: string };
let people: Record<Role, TestMember>;
let sessions: Record<Role | "disabled" | "expired" | "stranger", Session>;
let elsewhere: { things: Things; member: TestMember };

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspace = await createWorkspace(db);
  const enter = (person: TestMember) => signIn(server.app, server.services, person);
  const join = (role: Role) => createMember(db, workspace.id, { role });
  people = { admin: await join("admin"), manager: await join("manager"), ambassador: await join("ambassador") };
  const disabled = await join("admin");
  const expired = await join("admin");
  const other = await createWorkspace(db, { name: "Elsewhere" });
  const stranger = await createMember(db, other.id, { role: "admin" });
  elsewhere = { things: await createThings(server.services, other.id, stranger.id), member: stranger };
  sessions = {
    admin: await enter(people.admin),
    manager: await enter(people.manager),
    ambassador: await enter(people.ambassador),
    disabled: await enter(disabled),
    expired: await enter(expired),
    stranger: await enter(stranger),
  };
  const now = new Date(Date.now() - 1000).toISOString();
  await db.updateTable("member").set({ disabled_at: now }).where("id", "=", disabled.id).execute();
  await db.updateTable("auth_session").set({ expiresAt: now }).where("userId", "=", expired.userId).execute();
});
afterAll(() => server.close());

const names = Object.keys(api) as ApiName[];
const allows = (name: ApiName, role: Role) => {
  const { access } = api[name];
  return typeof access === "string" || access.some((each) => each === role);
};
const fits = (name: ApiName, status: number) => status === 200 || (samples[name].also ?? []).includes(status);

test("Nobody comes in without a live session of a person who is let in: 401 and 403", async () => {
  const wrong: string[] = [];
  const things = await createThings(server.services, workspace.id, people.ambassador.id);
  for (const name of names) {
    if (typeof api[name].access === "string") continue;
    const input = samples[name].input(things, people.ambassador);
    const redirects = "redirects" in api[name];
    const expected = {
      anonymous: redirects ? 303 : 401,
      expired: redirects ? 303 : 401,
      disabled: redirects ? 303 : 403,
    };
    const got = {
      anonymous: (await call(server.app, name, input)).status,
      expired: (await sessions.expired.call(name, input)).status,
      disabled: (await sessions.disabled.call(name, input)).status,
    };
    for (const who of ["anonymous", "expired", "disabled"] as const)
      if (got[who] !== expected[who]) wrong.push(`${name} ${who}: ${got[who]}, not ${expected[who]}`);
  }
  expect(wrong).toEqual([]);
});

test("An address lets in whoever knows it, whoever they are; nobody else, whoever they are", async () => {
  const things = await createThings(server.services, workspace.id, people.ambassador.id);
  const wrong: string[] = [];
  const picture = ({ medium }: Things, workspaceId: string) => ({
    place: placeOf(workspaceId, medium),
    mark: server.services.media.mark(workspaceId, `public ${medium}`),
  });
  const own = picture(things, workspace.id);
  /** What opens each, and what does not. */
  const keys: Record<string, [params: Record<string, string>, status: number][]> = {
    receive: [
      [{ address: things.address }, 200],
      [{ address: elsewhere.things.address }, 200],
      [{ address: `${things.address}x` }, 404],
      [{ address: things.hook }, 404],
      [{ address: things.source }, 404],
    ],
    ...Object.fromEntries(
      ["readMailChoice", "makeMailChoice", "unsubscribe"].map((name) => [
        name,
        [
          [{ token: things.choice }, 200],
          [{ token: elsewhere.things.choice }, 200],
          [{ token: `${things.choice}x` }, 404],
          [{ token: things.hook }, 404],
          [{ token: things.source }, 404],
        ],
      ]),
    ),
    // What opens a feed is tried where there is one (feeds.test.ts).
    readFeed: [
      [{ place: placeOf(workspace.id, things.account), secret: "canary-token" }, 404],
      [{ place: things.account, secret: "x" }, 404],
    ],
    readFeedPicture: [
      [own, 200],
      [{ ...own, mark: `${own.mark}x` }, 404],
      [{ ...own, place: picture(elsewhere.things, workspace.id).place }, 404],
      [{ ...own, mark: server.services.media.mark(workspace.id, things.medium) }, 404],
    ],
  };
  expect(names.filter((name) => api[name].access === "address").toSorted()).toEqual(Object.keys(keys).toSorted());
  for (const name of Object.keys(keys) as ApiName[]) {
    const input = samples[name].input(things, people.ambassador);
    const callers = { ...sessions, anonymous: { call: (n: ApiName, i?: Input) => call(server.app, n, i) } };
    for (const [who, caller] of Object.entries(callers))
      for (const [params, expected] of keys[name]!) {
        const { status } = await caller.call(name, { ...input, params });
        if (status !== expected) wrong.push(`${name} ${who} ${JSON.stringify(params)}: ${status}, not ${expected}`);
      }
  }
  expect(wrong).toEqual([]);
});

test("Each role may do what the table declares on its own things, and nothing else", async () => {
  const wrong: string[] = [];
  let cells = 0;
  for (const name of names)
    for (const role of roles) {
      cells += 1;
      const member = people[role];
      // Fresh things for each: some routes take them away.
      const things = await createThings(server.services, workspace.id, member.id);
      const someone = await createMember(server.services.db, workspace.id, { role: "ambassador" });
      const session =
        name === "setPassword" || name === "signOut"
          ? await signIn(server.app, server.services, member)
          : sessions[role];
      const answer = await session.call(name, samples[name].input(things, someone));
      const right = allows(name, role) ? fits(name, answer.status) : answer.status === 403;
      if (!right) wrong.push(`${name} ${role}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (name === "setPassword") sessions[role] = session;
    }
  expect(wrong).toEqual([]);
  expect(cells).toBe(names.length * roles.length);
}, 60_000);

test("Another workspace's things are 404 for everybody, whatever their role", async () => {
  const wrong: string[] = [];
  const before = await snapshot();
  for (const name of named)
    for (const role of roles) {
      if (!allows(name, role)) continue;
      const answer = await sessions[role].call(name, samples[name].input(elsewhere.things, elsewhere.member));
      if (answer.status !== 404) wrong.push(`${name} ${role}: ${answer.status}`);
    }
  expect(wrong).toEqual([]);
  expect(await snapshot()).toEqual(before);
});

test("An admin of another workspace finds none of ours", async () => {
  const wrong: string[] = [];
  const things = await createThings(server.services, workspace.id, people.ambassador.id);
  for (const name of named) {
    const answer = await sessions.stranger.call(name, samples[name].input(things, people.ambassador));
    if (answer.status !== 404) wrong.push(`${name}: ${answer.status}`);
  }
  expect(wrong).toEqual([]);
  const lists = names.filter(
    (name) => api[name].method === "GET" && !("params" in api[name]) && typeof api[name].access !== "string",
  );
  for (const name of lists) {
    const { text } = await sessions.stranger.call(name, samples[name].input(things, people.ambassador));
    for (const id of [
      things.map,
      things.run,
      things.account,
      things.source,
      things.hook,
      things.address,
      things.secret,
      people.admin.id,
    ])
      if (text.includes(id)) wrong.push(`${name} shows ${id}`);
  }
  expect(wrong).toEqual([]);
});

test("Filters that name another workspace's things find nothing", async () => {
  const { things } = elsewhere;
  for (const query of [{ run: things.run }, { map: things.map }, { account: things.account }])
    expect((await sessions.admin.call("listDeliveries", { query })).body.rows).toEqual([]);
  expect((await sessions.admin.call("listRuns", { query: { map: things.map } })).body.rows).toEqual([]);
});

test("An ambassador sees and touches only what is theirs in their own workspace", async () => {
  const colleague = await createMember(server.services.db, workspace.id, { role: "ambassador" });
  const theirs = await createThings(server.services, workspace.id, colleague.id);
  const id = { params: { id: theirs.delivery } };
  const answers = [
    await sessions.ambassador.call("getDelivery", id),
    await sessions.ambassador.call("cancelDelivery", id),
    await sessions.ambassador.call("answerDelivery", { ...id, body: { answer: "there" } }),
    await sessions.ambassador.call("publishProposal", { ...id, body: {} }),
    await sessions.ambassador.call("declineProposal", id),
    await sessions.ambassador.call("setMode", { params: { id: theirs.account }, body: { mode: "auto" } }),
    await sessions.ambassador.call("changeAccount", { params: { id: theirs.account }, body: { dailyCap: 1 } }),
    await sessions.ambassador.call("disconnectAccount", { params: { id: theirs.account } }),
    await sessions.ambassador.call("showMedium", { params: { id: await onlyOf(theirs) } }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 404));
  for (const name of ["listDeliveries", "listAccounts", "listProposals"] as const)
    expect((await sessions.ambassador.call(name)).text).not.toContain(theirs.account);
});

test("Nobody's yes counts for somebody else's account, not a manager's and not an admin's", async () => {
  const theirs = await createThings(server.services, workspace.id, people.ambassador.id);
  for (const role of ["manager", "admin"] as const)
    for (const answer of [
      await sessions[role].call("publishProposal", { params: { id: theirs.delivery }, body: {} }),
      await sessions[role].call("declineProposal", { params: { id: theirs.delivery } }),
      await sessions[role].call("answerDelivery", { params: { id: theirs.delivery }, body: { answer: "absent" } }),
      await sessions[role].call("setMode", { params: { id: theirs.account }, body: { mode: "auto" } }),
      await sessions[role].call("changeAccount", { params: { id: theirs.account }, body: { topics: ["news"] } }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  const { consents } = await server.services.db
    .selectFrom("consent")
    .select((eb) => eb.fn.countAll<number>().as("consents"))
    .where("account_id", "=", theirs.account)
    .executeTakeFirstOrThrow();
  expect(consents).toBe(0);
});

test("A route that does not declare who may come in fails the boot", async () => {
  const app = Fastify();
  refuseUndeclared(app);
  expect(() => app.get("/quiet", () => "hello")).toThrow(/does not declare its access/);
  expect(() => app.get("/api/secret", { config: { access: "anonymous" } }, () => "hello")).toThrow(
    /not in server\/api.ts/,
  );
  await app.close();
});

test("A handler too many or too few fails the boot", async () => {
  const context = { services: server.services } as Parameters<typeof register>[1];
  const { me: _, ...fewer } = handlers;
  const register2 = (list: object) => () => register(Fastify(), context, list as typeof handlers);
  expect(register2(fewer)).toThrow("Routes without a handler: me");
  expect(register2({ ...handlers, extra: () => null })).toThrow("Handlers without a route: extra");
});

test("A reply that does not fit its schema leaves as a 500 without a word of it", async () => {
  const app = Fastify();
  answerFailures(app);
  const leaking = { ...handlers, signOut: () => Promise.resolve({ ok: true, token: "canary" }) } as typeof handlers;
  const context = { services: server.services } as Parameters<typeof register>[1];
  register(app, context, leaking);
  const answer = await call(app, "signOut");
  expect(answer).toMatchObject({ status: 500, body: { code: "internal" } });
  expect(answer.text).not.toContain("canary");
  await app.close();
});

/** A picture of its own: the things of a workspace share theirs. */
async function onlyOf({ delivery }: Things): Promise<string> {
  const { db, media } = server.services;
  const { id } = await media.keep(workspace.id, await png({ colour: "#123456" }));
  await db
    .insertInto("medium_use")
    .values({ workspace_id: workspace.id, delivery_id: delivery, medium_id: id })
    .execute();
  return id;
}

/** The other workspace's state, to see that nobody changed it. */
async function snapshot(): Promise<unknown> {
  const { db } = server.services;
  const { things, member } = elsewhere;
  return Promise.all([
    db.selectFrom("map").selectAll().where("id", "=", things.map).execute(),
    db.selectFrom("delivery").selectAll().where("id", "=", things.delivery).execute(),
    db.selectFrom("account").selectAll().where("id", "=", things.account).execute(),
    db.selectFrom("member").selectAll().where("id", "=", member.id).execute(),
    db.selectFrom("secret").selectAll().where("name", "=", things.secret).execute(),
    db.selectFrom("audit").selectAll().where("workspace_id", "=", member.workspaceId).execute(),
  ]);
}

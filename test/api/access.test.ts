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
import { otherPerson, whoseHeader } from "#engine/whose.ts";
import { png } from "#test/support/pictures.ts";
import { allows, fits, named, names, samples } from "./samples.ts";
import { createThings, type Things } from "./things.ts";

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

test("Nothing is written in the name of whoever signed in meanwhile: a page that is another person's is refused every write, and may still read and sign out", async () => {
  const wrong: string[] = [];
  const things = await createThings(server.services, workspace.id, people.ambassador.id);
  const whose = { [whoseHeader]: people.manager.id };
  for (const name of names) {
    if (typeof api[name].access === "string" || name === "signOut") continue;
    const input = samples[name].input(things, people.ambassador);
    const answer = await sessions.admin.call(name, { ...input, headers: { ...input.headers, ...whose } });
    const refused = answer.status === 409 && (answer.body as { code?: string }).code === otherPerson;
    if (refused !== (api[name].method !== "GET") && !("redirects" in api[name]))
      wrong.push(`${name}: ${answer.status}`);
  }
  expect(wrong).toEqual([]);
  const own = { headers: { [whoseHeader]: people.admin.id }, body: { name: "Mine" } };
  expect((await sessions.admin.call("createMap", own)).status).toBe(200);
  const left = await signIn(server.app, server.services, people.admin);
  expect((await left.call("signOut", { headers: whose })).status).toBe(200);
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
    tellConversions: [
      [{ id: things.conversionKey }, 200],
      [{ id: elsewhere.things.conversionKey }, 200],
      [{ id: things.map }, 404],
    ],
    tellClick: [
      [{ token: things.click }, 200],
      [{ token: elsewhere.things.click }, 200],
      [{ token: `${things.click}x` }, 404],
      [{ token: things.source }, 404],
    ],
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
  const make = async (memberId: string) => ({
    things: await createThings(server.services, workspace.id, memberId),
    someone: await createMember(server.services.db, workspace.id, { role: "ambassador" }),
  });
  /** Things that nothing was done to yet, by whose they are. */
  const kept = new Map<Role, Awaited<ReturnType<typeof make>>>();
  for (const name of names)
    for (const role of roles) {
      cells += 1;
      if (cells % 150 === 0) {
        await tidy();
        kept.clear();
      }
      const member = people[role];
      const { things, someone } = kept.get(role) ?? (await make(member.id));
      kept.set(role, { things, someone });
      // What is let in may take them away, or change them: whoever comes next finds fresh ones.
      if (api[name].method !== "GET" && allows(name, role)) kept.delete(role);
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
}, 240_000);

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

/** A workspace holds a few hundred of these at most, and each cell makes some. */
async function tidy(): Promise<void> {
  for (const table of ["suggestion", "topic", "team", "secret"] as const)
    await server.services.db.deleteFrom(table).where("workspace_id", "=", workspace.id).execute();
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

import { afterAll, beforeAll, expect, test } from "vitest";
import { beginConnect, beginReconnect } from "#server/networks/connect/begin.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import { fresh, send } from "./bluesky.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let lea = "";
const asked: string[] = [];
beforeAll(async () => {
  world = await openWorld({ faults: (_network, { path }) => (asked.push(path), undefined) });
  lea = await world.addMember("ambassador");
});
afterAll(() => world.close());

const count = (method: string): number => asked.filter((path) => path.endsWith(method)).length;
const entered = () => ({ ...world.simulators.credentials("bluesky", "lea_martin") });
const who = () => ({ workspaceId: world.workspaceId, memberId: lea, sessionId: "session-1" });
const rowOf = (id: string) =>
  world.database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

test("an account connected by its app password publishes, renews its session once for eight at a time, and is lost only with the password", async () => {
  const { services, workspaceId } = world;
  const begun = await beginConnect(services, { ...who(), network: "bluesky", fields: entered(), forWorkspace: false });
  if (begun.kind !== "connected") throw new Error(begun.kind);
  const { accountId, handle } = begun.accounts[0]!;
  expect(handle).toBe("lea-martin.sky.example");
  expect(await rowOf(accountId)).toMatchObject({ state: "connected", network: "bluesky", server: "" });

  world.clock.skip(7_200_001);
  const context = world.context("bluesky");
  const published = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const opened = await loginFor(services, workspaceId, accountId);
      if (opened.kind !== "login") throw new Error(opened.kind);
      return send(context, opened.login, fresh({ text: `Message ${index}` }, { madeAt: world.clock.now() }));
    }),
  );
  expect(published.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => "published"));
  expect([count("refreshSession"), count("createSession")]).toEqual([1, 1]);

  const { password = "" } = entered();
  world.simulators.revoke("bluesky", "lea_martin");
  world.clock.skip(7_200_001);
  expect(await loginFor(services, workspaceId, accountId)).toMatchObject({ kind: "reconnect" });
  expect((await rowOf(accountId)).state).toBe("reconnect");
  expect(count("createSession")).toBe(2);

  const again = await beginReconnect(services, { ...who(), accountId, fields: entered() });
  expect(again).toMatchObject({ kind: "connected", accounts: [{ accountId }] });
  expect(await loginFor(services, workspaceId, accountId)).toMatchObject({ kind: "login" });
  for (const secret of [password, entered()["password"] ?? ""]) expect(world.logged()).not.toContain(secret);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LookupPorts, reconcile } from "#engine/reconcile.ts";
import { readLimits as readStored } from "#server/networks/access.ts";
import { renewEnding } from "#server/networks/grants/jobs.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import { sendingOf } from "#test/support/network.ts";
import { openDoor, refusal } from "./door.ts";
import { openWorld, type World } from "./world.ts";

class SendAgain extends Error {}

/** Servers of other ages, and relatives: what people can be asked for there, and what becomes of a lost answer. */
describe.each(["racing", "failing", "older", "relative"])("a Mastodon server of the kind: %s", (age) => {
  let world: World;
  let door: ReturnType<typeof openDoor>;
  beforeAll(async () => {
    world = await openWorld({ ages: { mastodon: age } });
    door = openDoor(world, await world.addMember("ambassador"));
  });
  afterAll(() => world.close());

  test("a person connects with what the server knows; an app that it forgot, or that may ask for too little, is made anew", async () => {
    const where = { network: "mastodon" };
    const { accountId } = await door.connect("lea_martin", where);
    const { limits } = await door.account(accountId);
    expect(readStored(limits)?.keyless ?? false).toBe(age === "relative");
    const { scopes } = await world.database.db.selectFrom("network_grant").select("scopes").executeTakeFirstOrThrow();
    expect(scopes.includes("profile")).toBe(age === "racing" || age === "failing");
    const app = () => world.database.db.selectFrom("network_app").select("client_id").executeTakeFirstOrThrow();
    const before = await app();
    await door.connect("lea_martin", where);
    expect(await app()).toEqual(before);
    await world.database.db.updateTable("network_app").set({ client_id: "forgotten" }).execute();
    await door.connect("lea_martin", where);
    expect((await app()).client_id).not.toBe("forgotten");
  });

  test("an answer that is lost costs no second post, and one that never arrived is sent once or asked for", async () => {
    const mastodon = world.network("mastodon");
    const login = world.login("mastodon", "lea_martin");
    const context = () => world.context("mastodon");
    const outcome = async (arrives: boolean, words: string) => {
      const sending = sendingOf({ text: words }, { key: words });
      const gate = world.clock.now();
      if (arrives) await mastodon.publish(context(), login, sending);
      let again = false;
      let state: "lost" | "there" | "asked" = "lost";
      let [absent, lookedAt] = [0, null as number | null];
      const ports: LookupPorts = {
        claim: () =>
          Promise.resolve([
            {
              workspaceId: "w",
              accountId: "a",
              deliveryId: 1,
              epoch: 1,
              network: "mastodon",
              now: world.clock.now(),
              keyless: age === "relative",
              lost: {
                text: words,
                link: null,
                gates: [gate],
                lostAt: gate,
                lookedAt,
                absent,
                expiresAt: gate + 86_400_000,
              },
            },
          ]),
        note: (_claimed, look) => {
          if (look.looked) lookedAt = world.clock.now();
          if (look.absent) absent += 1;
          return Promise.resolve();
        },
        adopt: () => Promise.resolve(void (state = "there")),
        giveUp: () => Promise.resolve(void (state = "asked")),
        taken: () => Promise.resolve({ ids: new Set<string>(), rivals: [] }),
        wake: () => Promise.resolve(),
        network: () => ({ manner: mastodon.manner, readable: true }),
        recent: (_claimed, since) => mastodon.recent!(context(), login, since),
        // The lane's own way of sending again is tested elsewhere: here the same call is made below.
        lane: () => {
          throw new SendAgain();
        },
        failed: (error) => {
          if (!(error instanceof SendAgain)) throw error;
          again = true;
        },
      };
      for (let look = 0; look < 20 && state === "lost"; look += 1) {
        world.clock.skip(3 * 60_000);
        again = false;
        await reconcile(ports, () => false);
        if (again && (await mastodon.publish(context(), login, sending)).kind === "published") state = "there";
      }
      const posts = world.simulators.posts("mastodon").filter(({ text }) => text === words).length;
      return { state, posts };
    };
    expect(await outcome(true, `arrived ${age}`)).toEqual({ state: "there", posts: 1 });
    const lost = age === "relative" ? { state: "asked", posts: 0 } : { state: "there", posts: 1 };
    expect(await outcome(false, `never arrived ${age}`)).toEqual(lost);
  });
});

describe("a server that is no Mastodon", () => {
  test.each([
    ["misskey", "connect_refused", /runs Misskey 2025\.4\.1, which has an API of its own/u],
    ["silent", "server_unreachable", /did not answer as a Mastodon server does/u],
  ])("%s: the person is told, and no app is kept", async (age, code, words) => {
    const world = await openWorld({ ages: { mastodon: age } });
    const refused = await refusal(openDoor(world, await world.addMember("ambassador")).begin({ network: "mastodon" }));
    expect([refused.code, refused.text.en]).toEqual([code, expect.stringMatching(words)]);
    expect(await world.database.db.selectFrom("network_app").select("client_id").execute()).toEqual([]);
    await world.close();
  });
});

test("an access of a relative of Mastodon that lasts a week is renewed in its second half, once, and nobody has to come back", async () => {
  const world = await openWorld({ ages: { mastodon: "passing" } });
  const { accountId } = await openDoor(world, await world.addMember("ambassador")).connect("lea_martin", {
    network: "mastodon",
  });
  expect(await renewEnding(world.services)).toBe(0);
  world.clock.skip(4 * 86_400_000);
  expect([await renewEnding(world.services), await renewEnding(world.services)]).toEqual([1, 0]);
  world.clock.skip(6 * 86_400_000);
  const opened = await loginFor(world.services, world.workspaceId, accountId);
  if (opened.kind !== "login") throw new Error(opened.kind);
  const sent = await world
    .network("mastodon")
    .publish(world.context("mastodon"), opened.login, sendingOf({ text: "a" }));
  expect(sent.kind).toBe("published");
  await world.close();
});

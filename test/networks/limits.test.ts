import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { refreshLimits } from "#server/networks/limits.ts";
import { listPublishers } from "#server/run/publishers.ts";
import type { Fault } from "#server/simulators/start.ts";
import { openDoor } from "./door.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let door: ReturnType<typeof openDoor>;
/** What the instance says of itself; null: as it comes. */
let says: Fault | null = null;
let asked = 0;
beforeAll(async () => {
  world = await openWorld({
    faults: (_network, { path }) => {
      if (!path.endsWith("/instance")) return undefined;
      asked += 1;
      return says ?? undefined;
    },
  });
  door = openDoor(world, await world.addMember("ambassador"));
});
afterAll(() => world.close());
beforeEach(async () => {
  says = null;
  await sql`delete from account`.execute(world.database.db);
  asked = 0;
});

const allows = (text: number): Fault => ({
  kind: "answer",
  accept: false,
  status: 200,
  body: JSON.stringify({ configuration: { statuses: { max_characters: text } } }),
});
const down: Fault = { kind: "answer", accept: false, status: 503, body: "{}" };
const day = 24 * 3_600_000;
const taken = async () =>
  (await listPublishers(world.database.db, world.workspaceId)).map(({ terms }) => [terms?.limits?.text, terms?.epoch]);

test("What a server allows is known from connecting on, and connecting does not fail where it does not say.", async () => {
  says = allows(5000);
  await door.connect("lea_martin", { network: "mastodon" });
  expect(await taken()).toEqual([[5000, 1]]);
  // Connecting again while the server is in trouble forgets nothing.
  says = down;
  await door.connect("lea_martin", { network: "mastodon" });
  expect(await taken()).toEqual([[5000, 1]]);
  says = allows(300);
  await door.connect("lea_martin", { network: "mastodon" });
  expect(await taken()).toEqual([[300, 2]]);
});

test("Every day a server is asked once for all its accounts, and what changed are new terms for each.", async () => {
  for (const person of ["lea_martin", "noah_petit"]) await door.connect(person, { network: "mastodon" });
  expect(await taken()).toEqual([
    [500, 1],
    [500, 1],
  ]);
  asked = 0;
  says = allows(300);
  expect(await refreshLimits(world.services)).toBe(0);
  world.clock.skip(day + 60_000);
  expect(await Promise.all([refreshLimits(world.services), refreshLimits(world.services)])).toContain(1);
  expect(asked).toBe(1);
  expect(await taken()).toEqual([
    [300, 2],
    [300, 2],
  ]);
  expect(await refreshLimits(world.services)).toBe(0);
  // The same again is no change.
  world.clock.skip(day + 60_000);
  expect(await refreshLimits(world.services)).toBe(1);
  expect((await taken())[0]).toEqual([300, 2]);
});

test("A server that does not answer keeps what is known of it, and is asked again in an hour.", async () => {
  says = allows(5000);
  await door.connect("lea_martin", { network: "mastodon" });
  says = down;
  world.clock.skip(day + 60_000);
  expect(await refreshLimits(world.services)).toBe(1);
  expect(await refreshLimits(world.services)).toBe(0);
  expect(await taken()).toEqual([[5000, 1]]);
  says = allows(300);
  world.clock.skip(day / 24 + 60_000);
  expect(await refreshLimits(world.services)).toBe(1);
  expect(await taken()).toEqual([[300, 2]]);
});

test("Accounts of networks without servers of their own are never asked for.", async () => {
  await door.connect("lea_martin", { network: "x" });
  world.clock.skip(day + 60_000);
  expect(await refreshLimits(world.services)).toBe(0);
  expect(asked).toBe(0);
});

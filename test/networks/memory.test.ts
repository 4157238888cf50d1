import { createServer } from "node:net";
import { expect, test } from "vitest";
import type { Sending } from "#engine/network.ts";
import { sendingOf } from "#test/support/network.ts";
import { openTown } from "./world.ts";

/** What simulators remember, and for how long; what every network keeps to is in test/contract. */
const post: Sending = sendingOf({ text: "Bonjour" }, { key: "key-1" });

test("Mastodon returns the original for the same key within the hour, and another status after it", async () => {
  const town = await openTown();
  const [network, context, login] = [
    town.network("mastodon"),
    town.context("mastodon"),
    town.login("mastodon", "lea_martin"),
  ];
  const publish = () => network.publish(context, login, post);
  await publish();
  town.clock.skip(59 * 60_000);
  await publish();
  expect(town.simulators.posts("mastodon")).toHaveLength(1);
  town.clock.skip(2 * 60_000);
  await publish();
  expect(town.simulators.posts("mastodon")).toHaveLength(2);
  await town.close();
});

test("what was accepted before a simulator stopped is there after it started again, on the same port", async () => {
  const first = await openTown();
  const login = first.login("mastodon", "lea_martin");
  const before = await first.network("mastodon").publish(first.context("mastodon"), login, post);
  await first.simulators.close();
  const second = await openTown({ dataDir: first.dataDir });
  expect(second.simulators.port).toBe(first.simulators.port);
  const after = await second.network("mastodon").publish(second.context("mastodon"), login, post);
  expect(after).toMatchObject({ kind: "published", remoteId: before.kind === "published" ? before.remoteId : "" });
  expect(second.simulators.posts("mastodon")).toHaveLength(1);
  await second.simulators.close();
  await second.services.outbound.close();
  const squatter = createServer().listen(first.simulators.port, "127.0.0.1");
  await new Promise((resolve) => squatter.once("listening", resolve));
  await expect(openTown({ dataDir: first.dataDir })).rejects.toThrow("SIMULATOR_PORT");
  squatter.close();
  await first.close().catch(() => undefined);
});

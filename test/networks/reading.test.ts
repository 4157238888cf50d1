import { expect, test } from "vitest";
import { receives } from "#engine/node.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { inWorkspace } from "#server/database/scope.ts";
import { sourceContext } from "#server/inbox/context.ts";
import { noHouseRules } from "#engine/house.ts";
import { listNetworks } from "#server/networks/views.ts";
import type { Services } from "#server/ports.ts";
import { saveHouseRules } from "#server/rules/house.ts";
import { allowances, saveAllowance, spender } from "#server/inbox/spending.ts";
import { sendingOf } from "#test/support/network.ts";
import { everybody } from "../../nodes/x/reads.ts";
import { openTown, openWorld } from "./world.ts";

/** What the simulators show on their pages is read there by the real sources, through the real way out. */
test("what stands on the simulated Mastodon, Bluesky and YouTube is read by the sources", async () => {
  const town = await openTown();
  const feeds = createFeedReader({ outbound: town.services.outbound, log: town.services.log });
  const read = async (type: string, config: object, cursor: Record<string, unknown> = {}) => {
    const source = town.services.nodes.source(type);
    if (receives(source)) throw new Error(`${type} is read`);
    const manifest = town.services.nodes.manifests.get(type)!;
    const account = async (ref: string) => ({
      ...town.login(ref.split(":")[0]!, "lea_martin"),
      network: ref.split(":")[0]!,
    });
    const polling = { sourceId: "s", cursor, signal: AbortSignal.timeout(10_000), secret: async () => null, account };
    return source.poll(manifest.config.parse(config), sourceContext({ ...town.services, feeds }, polling));
  };
  const publish = async (name: string, text: string, key: string) => {
    const sending = sendingOf({ text }, { key, madeAt: town.clock.now() });
    const network = town.network(name);
    const login = town.login(name, "atelier_lumen");
    const prepared = network.prepares?.(sending.part)
      ? await network.prepare!(town.context(name), login, sending, undefined)
      : null;
    const data = prepared?.kind === "prepared" ? { prepared: prepared.data } : {};
    const result = await network.publish(town.context(name), login, { ...sending, ...data });
    if (result.kind !== "published") throw new Error(JSON.stringify(result));
    return result;
  };
  const key = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;

  const toot = await publish("mastodon", "Nous recrutons https://lumen.example/emploi #Emploi", key(1));
  const account = { address: "@atelier_lumen@social.example" };
  const first = await read("mastodon", account);
  expect(first.items[0]).toMatchObject({ link: "https://lumen.example/emploi", origin: { url: toot.url } });
  expect((await read("mastodon", account, first.cursor)).unchanged).toBe(true);
  expect((await read("mastodon", { address: "#emploi@social.example" })).items).toHaveLength(1);
  await expect(read("mastodon", { address: "@nobody@social.example" })).rejects.toMatchObject({ code: "not_there" });

  const skeet = await publish("bluesky", "Bonjour https://lumen.example/un-article-au-titre-bien-long #été", key(2));
  const { handle } = town.simulators.identity("bluesky", "atelier_lumen");
  const sky = await read("bluesky", { author: `@${handle}` });
  expect(sky.items[0]).toMatchObject({
    tags: ["été"],
    origin: { remoteId: skeet.remoteId, account: town.simulators.identity("bluesky", "atelier_lumen").remoteId },
  });
  const found = { read: "search", query: "bonjour", account: "bluesky:lea" };
  expect((await read("bluesky", found)).items.map(({ key: name }) => name)).toEqual([`bluesky:${skeet.remoteId}`]);

  const channel = `${town.simulators.base}/youtube/@atelier_lumen`;
  const films = await read("youtube", { address: channel });
  expect(films.items.length).toBeGreaterThanOrEqual(3);
  const page = await fetch(films.items[0]!.link!);
  expect(await page.text()).toContain(films.items[0]!.title);
  const byVideo = await read("youtube", { address: films.items[0]!.link! });
  expect(byVideo.items.map(({ key: name }) => name)).toEqual(films.items.map(({ key: name }) => name));
  expect((await fetch(films.items[0]!.media[0]!.url)).headers.get("content-type")).toBe("image/png");
  expect((await read("youtube", { address: channel }, films.cursor)).unchanged).toBe(true);
  await feeds.close();
  await town.close();
});

test("X is read only where that is switched on, what is read is paid for once, and nothing beyond the month's allowance", async () => {
  const world = await openWorld();
  const { services, workspaceId, simulators } = world;
  const feeds = createFeedReader({ outbound: services.outbound, log: services.log });
  const source = services.nodes.source("x");
  if (receives(source)) throw new Error("X is read");
  const manifest = services.nodes.manifests.get("x")!;
  let reader = "lea_martin";
  const account = async () => ({ ...world.login("x", reader), network: "x" });
  const read = (config: object, cursor: Record<string, unknown> = {}) =>
    inWorkspace(workspaceId, () =>
      source.poll(
        manifest.config.parse({ account: "x:lea_martin", ...config }),
        sourceContext(
          { ...services, feeds },
          {
            sourceId: "s",
            cursor,
            signal: AbortSignal.timeout(10_000),
            secret: async () => null,
            account,
            spend: spender(services, workspaceId),
          },
        ),
      ),
    );
  const bill = () =>
    inWorkspace(workspaceId, async () => (await allowances(services.db, workspaceId, new Map([["x", 5000]]))).get("x"));
  const publish = async (text: string) => {
    const login = world.login("x", "atelier_lumen");
    const result = await world.network("x").publish(world.context("x"), login, sendingOf({ text }));
    if (result.kind !== "published") throw new Error(JSON.stringify(result));
    return result.remoteId;
  };
  const allow = async (wanted: { on: boolean; price: number; cap: number }) => {
    const memberId = await world.addMember("admin");
    await inWorkspace(workspaceId, () => saveAllowance(services, { workspaceId, memberId }, "x", wanted));
  };
  const first = await publish("Tom & Léa <3 https://www.example.org/emploi #Emploi");
  await publish("Deuxième publication");

  await expect(read({ address: "@atelier_lumen" })).rejects.toMatchObject({ code: "reading_off", retry: false });
  expect(await bill()).toEqual({ on: false, price: 5000, cap: 0, spent: 0, reads: 0 });
  await allow({ on: true, price: 5000, cap: 1_000_000 });
  const one = await read({ address: "https://twitter.com/Atelier_Lumen/status/1" });
  expect(one.items.at(-1)).toMatchObject({
    key: `x:${first}`,
    title: "Tom & Léa <3 https://www.example.org/emploi #Emploi",
    link: "https://www.example.org/emploi",
    tags: ["Emploi"],
    language: "fr",
    origin: { network: "x", remoteId: first, account: "atelier_lumen" },
  });
  // A person and two posts; nothing new costs nothing, and the person is looked up once.
  expect(await bill()).toMatchObject({ spent: 15_000, reads: 3 });
  expect((await read({ address: "@atelier_lumen" }, one.cursor)).unchanged).toBe(true);
  expect(await bill()).toMatchObject({ spent: 15_000, reads: 3 });
  await publish("Troisième");
  await allow({ on: true, price: 1000, cap: 1_000_000 });
  const two = await read({ address: "@atelier_lumen" }, one.cursor);
  expect(two.items.map(({ title }) => title)).toEqual(["Troisième"]);
  expect(await bill()).toMatchObject({ spent: 16_000, reads: 4 });
  expect((await read({ address: `https://x.com/i/lists/${everybody}` })).items).toHaveLength(3);
  expect((await read({ read: "search", query: "publication" })).items).toHaveLength(1);
  const spent = (await bill())?.spent;
  await allow({ on: true, price: 1000, cap: spent! + 9_000 });
  await expect(read({ address: `https://x.com/i/lists/${everybody}` })).rejects.toMatchObject({ code: "reading_cap" });
  await expect(read({ address: "@nobody_there" })).rejects.toMatchObject({ code: "not_there" });
  expect((await bill())?.spent).toBe(spent);
  expect(simulators.posts("x")).toHaveLength(3);

  // Its own posts cost an account less, as the card says or the operator, and it need not be looked up.
  reader = "atelier_lumen";
  const cost = async (of: Promise<unknown>, before = spent!) => (await of, ((await bill())?.spent ?? 0) - before);
  await allow({ on: true, price: 5000, cap: 1_000_000 });
  expect(await cost(read({ address: "@Atelier_Lumen" }))).toBe(3 * 1000);
  const costs = { x: { price: { post: 0.01, linked: 0.1, own: 0.002 }, monthly: null } };
  const actor = { workspaceId, memberId: await world.addMember("admin") };
  await inWorkspace(workspaceId, () => saveHouseRules(services.db, actor, { ...noHouseRules, costs }));
  expect(await cost(read({ address: "@atelier_lumen" }), spent! + 3000)).toBe(3 * 2000);
  const rows = await inWorkspace(workspaceId, () => listNetworks(services as Services, workspaceId));
  const shown = new Map(rows.map(({ name, ownReading }) => [name, ownReading]));
  expect([shown.get("x"), shown.get("mastodon")]).toEqual([{ each: 2000, post: 6 * 2000 }, null]);
  // Others' posts cost what they did.
  expect(await cost(read({ read: "search", query: "publication" }), spent! + 9000)).toBe(5000);
  await feeds.close();
  await world.close();
});

import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MapDocument } from "#engine/map.ts";
import { unheard } from "#server/database/bell.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { getDelivery } from "#server/ledger/views.ts";
import { createMedia } from "#server/media/media.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { createPages } from "#server/pages/pages.ts";
import type { Services } from "#server/ports.ts";
import { createQueue } from "#server/queue/boss.ts";
import { publishEffects } from "#server/run/effects.ts";
import { preview } from "#server/run/preview.ts";
import { runMap } from "#server/run/run-map.ts";
import { requestRun } from "#server/run/ticks.ts";
import { photograph } from "#test/support/pictures.ts";
import { drawing } from "#test/support/toys.ts";
import { openDoor } from "./door.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let services: Services;
let site: Server;
let base: string;
let lea: string;
const pagesAsked: string[] = [];
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const picture = await photograph(1, { width: 640, height: 400 });
  site = createServer(({ url = "" }, response) => {
    if (url === "/photo.jpg") return void response.writeHead(200).end(picture);
    if (url.startsWith("/pages/")) {
      pagesAsked.push(url);
      if (url === "/pages/absent") return void response.writeHead(404).end();
      const head =
        url === "/pages/plain"
          ? ""
          : `<link rel="canonical" href="/pages/here"><meta property="og:image" content="/photo.jpg">${
              url === "/pages/mute" ? "" : '<meta property="og:image:alt" content="De la page">'
            }`;
      response.writeHead(200, { "content-type": "text/html" });
      return void response.end(`<html><head>${head}</head></html>`);
    }
    const entry = (name: string) =>
      `<item><title>Sans image ${name}</title><link>${base}/pages/${name}?utm_source=rss</link></item>`;
    response.writeHead(200, { "content-type": "application/rss+xml" });
    const names = url === "/told.xml" ? ["mute", "told"] : ["moved", "plain", "absent"];
    response.end(`<rss version="2.0"><channel><title>P</title>${names.map(entry).join("")}</channel></rss>`);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const { port } = site.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  world = await openWorld();
  lea = await world.addMember("admin");
  const { db, url } = world.database;
  const { log, settings } = world.services;
  const outbound = createOutbound({ allowHosts: [`127.0.0.1:${port}`, `127.0.0.1:${world.simulators.port}`] });
  const feeds = createFeedReader({ outbound, log });
  const media = createMedia({ db, outbound, settings });
  const pages = createPages({ db, outbound }, { atOnce: 6, pause: 0, waiting: 100 });
  const queue = await createQueue({ url, log, role: "all" });
  services = { ...world.services, outbound, feeds, media, pages, queue, bell: unheard };
  closers.push(
    () => queue.stop(),
    () => feeds.close(),
    () => media.close(),
    () => outbound.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
  site.closeAllConnections();
  site.close();
  await world.close();
});

/** Publishes a map and runs it. */
async function publish(document: MapDocument): Promise<void> {
  const { workspaceId } = world;
  const mapId = randomUUID();
  await services.db.transaction().execute(async (trx) => {
    const json = JSON.stringify(document);
    const key = { workspace_id: workspaceId, map_id: mapId };
    await trx.insertInto("map").values({ workspace_id: workspaceId, id: mapId, name: "M", draft: json }).execute();
    await trx
      .insertInto("version")
      .values({ ...key, number: 1, document: json })
      .execute();
    await trx.updateTable("map").set({ state: "live", live_version: 1 }).where("id", "=", mapId).execute();
    await publishEffects(trx, services, { workspaceId, mapId, number: 1, document });
  });
  const { id } = await requestRun(services, { workspaceId, mapId, memberId: null });
  await runMap(services, { workspaceId, runId: id });
}

test("a step takes from the page what the item lacks: a preview shows what a run posts, and both say which pages could not be read", async () => {
  const { workspaceId } = world;
  const { db, nodes } = services;
  // What pictures need is asked for because a map wants them.
  const wanting = JSON.stringify({ nodes: [{ config: { pictures: "page" } }] });
  await db.insertInto("map").values({ workspace_id: workspaceId, name: "W", draft: wanting }).execute();
  const { handle } = await openDoor(world, lea).connect("lea_martin", { network: "mastodon", forWorkspace: true });
  const document = {
    ...drawing(
      {
        s: ["rss", { url: `${base}/enriched.xml` }],
        e: ["enrich", {}],
        p: ["has-picture", {}],
        a: ["account", { account: `mastodon:${handle}`, pictures: "with" }],
      },
      ["s>e", "e>p", "p>a"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const { posts, steps } = await preview(services, workspaceId, document);
  const shown = posts.map(({ item, text, link, media }) => [item, text, link, media[0]?.alt]);
  expect(shown).toEqual([["Sans image moved", expect.any(String), `${base}/pages/here`, "De la page"]]);
  expect(steps.map(({ node, note }) => [node, note?.fr ?? null])).toEqual([
    ["s", null],
    ["e", "1 page de lien n’a pas pu être lue : ce qui devait en venir manque."],
    ["p", null],
    ["a", null],
  ]);
  await publish(document);
  expect(pagesAsked.toSorted()).toEqual(["/pages/absent", "/pages/moved", "/pages/plain"]);
  const rows = await db
    .selectFrom("delivery")
    .innerJoin("run", (join) =>
      join.onRef("run.workspace_id", "=", "delivery.workspace_id").onRef("run.id", "=", "delivery.run_id"),
    )
    .select(["delivery.id", "delivery.item_title as title", "run.warnings", "run.items"])
    .where("delivery.workspace_id", "=", workspaceId)
    .where("delivery.item_title", "=", "Sans image moved")
    .execute();
  const { post } = (await getDelivery(db, nodes.networks, workspaceId, rows[0]!.id))!.detail;
  const [part] = post.parts;
  expect(rows.map(({ title }) => [title, part!.text, part!.link, part!.media?.[0]?.alt])).toEqual(shown);
  expect(rows[0]).toMatchObject({ items: 3, warnings: [{ code: "pages", node: "e" }] });
}, 60_000);

test("where an alternative text is required, a page's picture that comes without one waits for its owner, and one with it goes", async () => {
  const { workspaceId } = world;
  const { db, nodes } = services;
  const { ref } = await db.selectFrom("account").select("ref").executeTakeFirstOrThrow();
  const required = { account: ref, pictures: "page", alt: "required" };
  const document = {
    ...drawing({ s: ["rss", { url: `${base}/told.xml` }], a: ["account", required] }, ["s>a"]),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const { posts } = await preview(services, workspaceId, document);
  const seen = posts.map(({ item, media, problems }) => [
    item,
    media[0]?.alt ?? null,
    problems.map(({ code }) => code),
  ]);
  expect(seen.toSorted()).toEqual([
    ["Sans image mute", null, ["alt-required"]],
    ["Sans image told", "De la page", []],
  ]);
  await publish(document);
  const rows = await db
    .selectFrom("delivery")
    .select(["id", "item_title as title", "state", "reason_code as code"])
    .where("item_title", "in", ["Sans image mute", "Sans image told"])
    .orderBy("item_title")
    .execute();
  expect(rows.map(({ title, state, code }) => [title, state, code])).toEqual([
    ["Sans image mute", "held", "rule"],
    ["Sans image told", "ready", null],
  ]);
  const { detail } = (await getDelivery(db, nodes.networks, workspaceId, rows[0]!.id))!;
  expect(detail.post.parts[0]).toMatchObject({ describe: true, media: [{ kind: "picture" }] });
}, 60_000);

import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MapDocument } from "#engine/map.ts";
import { saveAttestation } from "#server/accounts/attest.ts";
import { unheard } from "#server/database/bell.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { startLedger } from "#server/ledger/jobs.ts";
import { createMedia } from "#server/media/media.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { readPicture } from "#server/feeds/picture.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { createPages } from "#server/pages/pages.ts";
import type { Services } from "#server/ports.ts";
import { createQueue } from "#server/queue/boss.ts";
import { preview } from "#server/run/preview.ts";
import { publishEffects } from "#server/run/effects.ts";
import { getDelivery } from "#server/ledger/views.ts";
import { sendDrop } from "#server/run/again.ts";
import { answerPicture, seekPictures } from "#server/run/missing.ts";
import { runMap } from "#server/run/run-map.ts";
import { requestRun } from "#server/run/ticks.ts";
import { movie, photograph, png } from "#test/support/pictures.ts";
import { drawing } from "#test/support/toys.ts";
import { openChromium } from "../browser/chromium.ts";
import { openDoor } from "./door.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let services: Services;
let site: Server;
let base: string;
let lea: string;
let browser: Browser;
/** What was asked of the site's pages, and whether one of them is there. */
const pagesAsked: string[] = [];
let opened = false;
/** Which of the albums' pictures were asked for. */
const paintsAsked: string[] = [];
/** Whether the one that was lost is back. */
let found = false;
/** Whether the pictures that come after their text are there. */
let late = false;
const closers: (() => Promise<unknown>)[] = [];

const networks = ["x", "mastodon", "facebook"];

beforeAll(async () => {
  const picture = await photograph(6, { width: 640, height: 400 });
  site = createServer((request, response) => {
    if (request.url === "/photo.jpg")
      return void response.writeHead(200, { "content-type": "text/plain" }).end(picture);
    if (request.url?.startsWith("/late.jpg") === true && late) return void response.writeHead(200).end(picture);
    const [, seconds] = /^\/film-(\d+)\.mp4$/u.exec(request.url ?? "") ?? [];
    if (seconds !== undefined) return void response.writeHead(200).end(movie({ seconds: Number(seconds) }));
    if (request.url === "/films.xml") {
      const film = (n: number, path: string, picture: boolean): string =>
        `<item><title>Film ${n}</title><link>https://site.example/films/${n}</link>
        ${picture ? `<media:content url="${base}/photo.jpg" medium="image"/>` : ""}<enclosure url="${base}${path}" type="video/mp4" length="2000"/></item>`;
      const films = [film(1, "/film-12.mp4", true), film(2, "/film-7205.mp4", true), film(3, "/gone.mp4", false)];
      response.writeHead(200, { "content-type": "application/rss+xml" });
      return void response.end(
        `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Films</title>${films.join("")}</channel></rss>`,
      );
    }
    const [, colour] = /^\/(?:copy|fifth)?(a00|0a0|00a)\.png/u.exec(request.url ?? "") ?? [];
    if (colour !== undefined) {
      paintsAsked.push(request.url!);
      return void png({ colour: `#${colour}` }).then((bytes) => response.writeHead(200).end(bytes));
    }
    if (request.url === "/lost.png" && found)
      return void png({ colour: "#333" }).then((bytes) => response.writeHead(200).end(bytes));
    if (request.url === "/several.xml" || request.url === "/pair.xml") {
      const shown = (name: string) =>
        `<media:content url="${base}/${name}" medium="image"><media:description>Album, ${name.slice(0, -4)}</media:description></media:content>`;
      const album = (n: number, names: string[]) =>
        `<item><title>Album ${n}</title><link>https://site.example/albums/${n}</link>${names.map(shown).join("")}</item>`;
      const albums =
        request.url === "/pair.xml"
          ? [album(3, ["00a.png", "lost.png"])]
          : [
              album(1, ["a00.png", "0a0.png", "00a.png"]),
              album(2, ["copya00.png", "lost.png", "a00.png", "0a0.png", "fifth00a.png"]),
            ];
      response.writeHead(200, { "content-type": "application/rss+xml" });
      return void response.end(
        `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>S</title>${albums.join("")}</channel></rss>`,
      );
    }
    if (request.url === "/card.xml") {
      response.writeHead(200, { "content-type": "application/rss+xml" });
      return void response.end(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>C</title>
        <item><title>Un chantier (fini) #2</title><link>https://site.example/card</link><description>Trois mois de travaux.</description>
        <media:content url="${base}/photo.jpg" medium="image"/></item></channel></rss>`);
    }
    const [, named] = /^\/pages\/(\w+)/u.exec(request.url ?? "") ?? [];
    if (named !== undefined) {
      pagesAsked.push(request.url!);
      if (named === "down" && !opened) return void response.writeHead(503).end();
      const head = named === "plain" ? "" : `<meta property="og:image" content="/photo.jpg?${named}">`;
      response.writeHead(200, { "content-type": "text/html" });
      return void response.end(`<html><head>${head}<meta property="og:image:alt" content="De la page"></head></html>`);
    }
    if (request.url?.startsWith("/photo.jpg?") === true) return void response.writeHead(200).end(picture);
    if (request.url === "/pages.xml") {
      const pageItem = (name: string) =>
        `<item><title>Sans image ${name}</title><link>${base}/pages/${name}?utm_source=rss</link></item>`;
      response.writeHead(200, { "content-type": "application/rss+xml" });
      return void response.end(
        `<rss version="2.0"><channel><title>P</title>${["good", "plain", "down"].map(pageItem).join("")}</channel></rss>`,
      );
    }
    if (!["/feed.xml", "/late.xml", "/again.xml"].includes(request.url ?? ""))
      return void response.writeHead(404).end();
    const item = (n: number, path: string, alt: string, guid = ""): string =>
      `<item><title>Nouvelle ${n}</title><link>https://site.example/${n}</link><guid>https://site.example/${n}${guid}</guid>
      <media:content url="${base}${path}" medium="image"><media:description>${alt}</media:description></media:content></item>`;
    response.writeHead(200, { "content-type": "application/rss+xml" });
    const items =
      request.url === "/late.xml"
        ? [3, 4, 5].map((n) => item(n, `/late.jpg?${n}`, "Arrivée après coup")).join("")
        : request.url === "/again.xml"
          ? item(1, "/photo.jpg", "Un carré bleu sur fond rouge", "-again")
          : `${item(1, "/photo.jpg", "Un carré bleu sur fond rouge")}${item(2, "/gone.jpg", "Perdue")}`;
    response.end(
      `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Le blog</title>${items}</channel></rss>`,
    );
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const { port } = site.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  world = await openWorld();
  browser = await openChromium();
  closers.push(() => browser.close());
  lea = await world.addMember("admin");
  const { db, url } = world.database;
  const outbound = createOutbound({ allowHosts: [`127.0.0.1:${port}`, `127.0.0.1:${world.simulators.port}`] });
  const { log } = world.services;
  const feeds = createFeedReader({ outbound, log });
  const media = createMedia({ db, outbound, settings: world.services.settings });
  const queue = await createQueue({ url, log, role: "all" });
  const pages = createPages({ db, outbound }, { atOnce: 6, pause: 0, waiting: 100 });
  services = { ...world.services, outbound, feeds, media, pages, queue, bell: unheard };
  const ledger = await startLedger(services, { pace: 0.1 });
  closers.push(
    () => ledger.stop(),
    () => queue.stop(),
    () => feeds.close(),
    () => media.close(),
    () => outbound.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
  await new Promise((resolve) => site.close(resolve));
  await world.close();
});

/** Publishes a map that posts the feed to these accounts, and runs it. */
async function publish(document: MapDocument): Promise<void> {
  const { workspaceId } = world;
  const mapId = randomUUID();
  await services.db.transaction().execute(async (trx) => {
    const json = JSON.stringify(document);
    await trx.insertInto("map").values({ workspace_id: workspaceId, id: mapId, name: "M", draft: json }).execute();
    await trx
      .insertInto("version")
      .values({ workspace_id: workspaceId, map_id: mapId, number: 1, document: json })
      .execute();
    await trx.updateTable("map").set({ state: "live", live_version: 1 }).where("id", "=", mapId).execute();
    await publishEffects(trx, services, { workspaceId, mapId, number: 1, document });
  });
  const { id } = await requestRun(services, { workspaceId, mapId, memberId: null });
  await runMap(services, { workspaceId, runId: id });
}

test("a feed's picture reaches X, Mastodon and a Facebook page with its words; one that is gone is left out", async () => {
  const { workspaceId, simulators } = world;
  const door = openDoor(world, lea);
  // What pictures need is asked for because a map wants them.
  await services.db
    .insertInto("map")
    .values({
      workspace_id: workspaceId,
      name: "W",
      draft: JSON.stringify({ nodes: [{ config: { pictures: "with" } }] }),
    })
    .execute();
  const refs: string[] = [];
  for (const network of networks) {
    const { handle } = await door.connect("lea_martin", { network, forWorkspace: true });
    refs.push(`${network}:${handle}`);
  }
  const document = {
    ...drawing(
      {
        s: ["rss", { url: `${base}/feed.xml` }],
        a: ["account", { account: refs[0], pictures: "with" }],
        b: ["account", { account: refs[1], pictures: "with" }],
        c: ["account", { account: refs[2], pictures: "with" }],
      },
      ["s>a", "s>b", "s>c"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  await publish(document);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from medium_use where workspace_id = ${workspaceId}`.execute(services.db);
  expect(rows[0]!.n).toBe(3);
  for (const network of networks) {
    await expect.poll(() => simulators.posts(network).length, { timeout: 60_000 }).toBe(2);
    // Facebook's own home lists the pages; a page shows its posts.
    const readers = `${simulators.base}/${network}/${network === "facebook" ? "lea.en.lumiere" : "home"}`;
    const page = await (await fetch(readers)).text();
    const pictures = [...page.matchAll(/<img [^>]*src="([^"]+)"[^>]*alt="([^"]*)"/gu)];
    expect(pictures.map(([, , alt]) => alt)).toEqual(["Un carré bleu sur fond rouge"]);
    // A reader's browser lets them in: the page's own policy, the type, the size.
    const tab = await browser.newPage({ viewport: { width: 700, height: 900 } });
    await tab.goto(readers);
    const seen = tab.getByRole("img", { name: "Un carré bleu sur fond rouge" });
    await seen.waitFor();
    expect(await seen.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([
      400, 640,
    ]);
    await tab.close();
    const file = Buffer.from(await (await fetch(pictures[0]![1]!)).arrayBuffer());
    // Upright, and nothing in it but pixels.
    expect(file.includes("SECRET")).toBe(false);
    expect(file.includes("Exif")).toBe(false);
  }
}, 120_000);

test("what is sent all the same takes its picture along", async () => {
  const { workspaceId } = world;
  const { db } = services;
  const { ref } = await db
    .selectFrom("account")
    .select("ref")
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", "x")
    .executeTakeFirstOrThrow();
  const target = { account: ref, pictures: "with" };
  const document = {
    ...drawing({ s: ["rss", { url: `${base}/again.xml` }], a: ["account", target] }, ["s>a"]),
    first: { kind: "all" as const },
  };
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  await publish(document);
  const drop = await db
    .selectFrom("drop")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("code", "=", "same_story")
    .executeTakeFirstOrThrow();
  const id = await sendDrop(services, { workspaceId, memberId: lea }, drop.id);
  const { post } = (await getDelivery(db, services.nodes.networks, workspaceId, id))!.detail;
  expect(post.parts[0]?.media).toMatchObject([{ kind: "picture", alt: "Un carré bleu sur fond rouge" }]);
  const uses = await db.selectFrom("medium_use").select("medium_id").where("delivery_id", "=", id).execute();
  expect(uses).toEqual([{ medium_id: post.parts[0]!.media![0]!.id }]);
}, 60_000);

test("a post waits for a picture that is not there yet, says so, and goes out with it, without it or not at all", async () => {
  const { workspaceId, simulators } = world;
  const { db } = services;
  const door = openDoor(world, lea);
  const { handle } = await door.connect("hugo_bernard", { network: "mastodon", forWorkspace: true });
  const target = { account: `mastodon:${handle}`, pictures: "with", missing: "drop", hours: 2 };
  const document = {
    ...drawing({ s: ["rss", { url: `${base}/late.xml` }], a: ["account", target] }, ["s>a"]),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  await publish(document);
  const seen = () =>
    db
      .selectFrom("delivery")
      .innerJoin("account", "account.id", "delivery.account_id")
      .select(["delivery.id", "item_title as title", "delivery.state", "reason_code as code"])
      .where("delivery.workspace_id", "=", workspaceId)
      .where("account.handle", "=", handle)
      .orderBy("item_title")
      .execute();
  const waiting = await seen();
  expect(waiting.map(({ title, state, code }) => [title, state, code])).toEqual([
    ["Nouvelle 3", "held", "picture"],
    ["Nouvelle 4", "held", "picture"],
    ["Nouvelle 5", "held", "picture"],
  ]);
  const [three, four, five] = waiting.map(({ id }) => id) as [number, number, number];
  const by = (deliveryId: number) => ({ workspaceId, memberId: lea, deliveryId });
  const told = async (id: number) => (await getDelivery(db, services.nodes.networks, workspaceId, id))!.detail.missing;
  expect(await told(three)).toMatchObject({
    drops: true,
    until: expect.any(String),
    reason: { fr: expect.stringContaining("n’est plus à son adresse") },
  });
  // Asked for now, and still not there: it waits on, and nothing is asked for by itself before its time.
  await answerPicture(services, by(three), "again");
  expect(await seekPictures(services)).toBe(0);
  expect((await seen())[0]).toMatchObject({ state: "held", code: "picture" });
  // Its time is over: the map lets nothing go out without.
  await db
    .updateTable("missing_picture")
    .set({ until: "2020-01-01T00:00:00Z", next_at: "2020-01-01T00:00:00Z" })
    .where("delivery_id", "=", five)
    .execute();
  expect(await seekPictures(services)).toBe(1);
  expect((await seen())[2]).toMatchObject({ state: "cancelled", code: "no_picture" });
  expect(await told(five)).toMatchObject({ until: null });
  await answerPicture(services, by(four), "without");
  await expect(answerPicture(services, by(four), "without")).rejects.toMatchObject({ status: 409, code: "no_wait" });
  late = true;
  await answerPicture(services, by(three), "again");
  const words = () => simulators.posts("mastodon").filter((post) => /Nouvelle [345]/u.test(post.text)).length;
  await expect.poll(words, { timeout: 60_000 }).toBe(2);
  const page = await (await fetch(`${simulators.base}/mastodon/home`)).text();
  expect(page.match(/alt="Arrivée après coup"/gu)).toHaveLength(1);
  expect(await told(three)).toBeNull();
}, 120_000);

test("a feed's video goes where the network takes it; one that does not fit gives its place to the picture, and the preview says why", async () => {
  const { workspaceId, simulators } = world;
  const { db, nodes } = services;
  const door = openDoor(world, lea);
  await saveAttestation(services, { workspaceId, memberId: lea }, "linkedin", true);
  const linkedin = await door.connect("hugo_bernard", { network: "linkedin", forWorkspace: true });
  const mastodon = await door.connect("atelier_lumen", { network: "mastodon", forWorkspace: true });
  const to = (network: string, handle: string) => ({
    account: `${network}:${handle}`,
    pictures: "with",
    videos: "with",
  });
  const document = {
    ...drawing(
      {
        s: ["rss", { url: `${base}/films.xml` }],
        a: ["account", to("linkedin", linkedin.handle)],
        b: ["account", to("mastodon", mastodon.handle)],
      },
      ["s>a", "s>b"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const { posts } = await preview(services, workspaceId, document);
  const said = posts
    .filter(({ network }) => network === "linkedin")
    .map(({ item, media, problems }) => [
      item,
      media[0]?.kind ?? null,
      problems.find(({ code }) => code === "video-missing")?.message.fr ?? null,
    ])
    .toSorted();
  expect(said).toEqual([
    ["Film 1", "video", null],
    [
      "Film 2",
      "picture",
      "Avec l’image à la place de la vidéo : la vidéo dure 2 h 5 s, et LinkedIn accepte au plus 30 min.",
    ],
    ["Film 3", null, "Sans la vidéo de la nouvelle : la vidéo n’est plus à son adresse."],
  ]);
  await publish(document);
  const rows = await db
    .selectFrom("delivery")
    .select(["id", "network", "item_title as title"])
    .where("workspace_id", "=", workspaceId)
    .where("item_title", "like", "Film %")
    .orderBy(["network", "item_title"])
    .execute();
  const seen = await Promise.all(
    rows.map(async ({ id, network, title }) => {
      const { post, missing } = (await getDelivery(db, nodes.networks, workspaceId, id))!.detail;
      return [network, title, post.parts[0]!.media?.[0]?.kind ?? null, missing?.video ?? null];
    }),
  );
  expect(seen).toEqual([
    ["linkedin", "Film 1", "video", null],
    ["linkedin", "Film 2", "picture", true],
    ["linkedin", "Film 3", null, true],
    ["mastodon", "Film 1", "video", null],
    ["mastodon", "Film 2", "video", null],
    ["mastodon", "Film 3", null, true],
  ]);
  await expect.poll(() => simulators.posts("linkedin").length, { timeout: 60_000 }).toBe(3);
  const page = await (await fetch(`${simulators.base}/linkedin/feed`)).text();
  expect(page.match(/<video /gu)).toHaveLength(1);
}, 120_000);

test("the card of a link is made of the item's title, summary and picture, which then stands nowhere else", async () => {
  const { workspaceId, simulators } = world;
  const { db } = services;
  const account = await db
    .selectFrom("account")
    .select(["ref", "id"])
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", "linkedin")
    .executeTakeFirstOrThrow();
  const document = {
    ...drawing(
      {
        s: ["rss", { url: `${base}/card.xml` }],
        a: ["account", { account: account.ref, pictures: "with", card: "ours" }],
      },
      ["s>a"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  await publish(document);
  const row = await db
    .selectFrom("delivery")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("item_title", "=", "Un chantier (fini) #2")
    .executeTakeFirstOrThrow();
  const { post } = (await getDelivery(db, services.nodes.networks, workspaceId, row.id))!.detail;
  const { card, media } = post.parts[0]!;
  expect(media).toBeUndefined();
  expect(card).toMatchObject({ title: "Un chantier (fini) #2", description: "Trois mois de travaux." });
  const uses = await db.selectFrom("medium_use").select("medium_id").where("delivery_id", "=", row.id).execute();
  expect(uses).toEqual([{ medium_id: card!.picture!.id }]);
  const page = async () => (await fetch(`${simulators.base}/linkedin/feed`)).text();
  await expect.poll(page, { timeout: 60_000 }).toContain("<b>Un chantier (fini) #2</b");
  expect(await page()).toMatch(/class="share"[^>]*>\s*<img/u);
}, 120_000);

test("an item without a picture takes that of its page, read once for all accounts; one whose page cannot be had waits for it", async () => {
  const { workspaceId } = world;
  const { db, nodes } = services;
  const known = await db
    .selectFrom("account")
    .select("ref")
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", "mastodon")
    .limit(2)
    .execute();
  const accounts = known.map(({ ref }) => ({ account: ref, pictures: "page", missing: "wait" }));
  const document = {
    ...drawing(
      { s: ["rss", { url: `${base}/pages.xml` }], a: ["account", accounts[0]!], b: ["account", accounts[1]!] },
      ["s>a", "s>b"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const { posts } = await preview(services, workspaceId, document);
  const seen = posts.map(({ node, item, media, problems }) => [
    node,
    item,
    media[0]?.alt ?? null,
    problems.find(({ code }) => code === "picture-missing")?.message.fr ?? null,
  ]);
  expect(seen.filter(([node]) => node === "a").toSorted()).toEqual([
    [
      "a",
      "Sans image down",
      null,
      "L’image de la nouvelle est introuvable : le message l’attend un moment, puis part sans elle. Le site du lien, dont la page désigne l’image, est injoignable.",
    ],
    ["a", "Sans image good", "De la page", null],
    ["a", "Sans image plain", null, null],
  ]);
  await publish(document);
  // Once for the preview and the run of both accounts, and without the marks that would count as a visit.
  expect(pagesAsked.toSorted()).toEqual(["/pages/down", "/pages/good", "/pages/plain"]);
  const rows = () =>
    db
      .selectFrom("delivery")
      .select(["id", "item_title as title", "reason_code as code"])
      .where("workspace_id", "=", workspaceId)
      .where("item_title", "like", "Sans image %")
      .orderBy("item_title")
      .orderBy("id")
      .execute();
  const [down] = await rows();
  expect((await rows()).map(({ title, code }) => [title, code === "picture"])).toEqual(
    ["down", "down", "good", "good", "plain", "plain"].map((name) => [`Sans image ${name}`, name === "down"]),
  );
  opened = true;
  await answerPicture(services, { workspaceId, memberId: lea, deliveryId: down!.id }, "again");
  const { post, missing } = (await getDelivery(db, nodes.networks, workspaceId, down!.id))!.detail;
  expect([post.parts[0]!.media?.[0]?.alt, missing]).toEqual(["De la page", null]);
}, 60_000);

test("a channel is told where its picture is, to be fetched as it is shown there; where nobody can fetch it, the preview says so", async () => {
  const { workspaceId, simulators } = world;
  const who = { workspaceId, memberId: lea, sessionId: "s", forWorkspace: true };
  const fields = { ...simulators.credentials("slack", "lea_martin"), name: "Actualités" };
  const begun = await beginConnect(services, { ...who, network: "slack", fields });
  if (begun.kind !== "connected") throw new Error(begun.kind);
  const document = {
    ...drawing(
      {
        s: ["rss", { url: `${base}/feed.xml` }],
        a: ["account", { account: `slack:${begun.accounts[0]!.handle}`, pictures: "with", missing: "drop" }],
      },
      ["s>a"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const inside = { ...services, settings: { ...services.settings, networks: {} } };
  const said = await Promise.all([services, inside].map((from) => preview(from, workspaceId, document)));
  expect(
    said.map(({ posts }) => {
      const post = posts.find(({ item }) => item === "Nouvelle 1")!;
      return [post.media.length, post.problems.map(({ code }) => code)];
    }),
  ).toEqual([
    [1, []],
    [0, ["picture-place"]],
  ]);
  await publish(document);
  // Beside the message that connected it; the other news has lost its picture, and waits.
  await expect.poll(() => simulators.posts("slack").length, { timeout: 60_000 }).toBe(2);
  const page = await (await fetch(`${simulators.base}/slack/home`)).text();
  const [, address, alt] = /<img src="([^"]+)" alt="([^"]*)"/u.exec(page) ?? [];
  expect(alt).toBe("Un carré bleu sur fond rouge");
  const [, place, mark] = /\/media\/([^/]+)\/([^/]+)$/u.exec(address ?? "") ?? [];
  const shown = await readPicture(services, { place: place!, mark: mark! });
  expect(shown.type).toBe("image/jpeg");
  await expect(
    readPicture(services, { place: place!, mark: mark!.replace(/^./u, (first) => (first === "_" ? "-" : "_")) }),
  ).rejects.toThrow();
}, 60_000);

test("an album goes with all its pictures and their words, as many as the network takes; one that is lost or the same leaves the others", async () => {
  const { workspaceId, simulators } = world;
  const { db, nodes } = services;
  const known = await db
    .selectFrom("account")
    .select(["network", "ref"])
    .where("workspace_id", "=", workspaceId)
    .where("network", "in", ["x", "slack", "linkedin"])
    .orderBy("handle")
    .execute();
  const refOf = (name: string): string => known.find(({ network }) => network === name)!.ref;
  const to = (account: string) => ({ account, pictures: "with", several: "all", card: "ours", missing: "wait" });
  const document = {
    ...drawing(
      {
        s: ["rss", { url: `${base}/several.xml` }],
        a: ["account", to(refOf("x"))],
        b: ["account", to(refOf("slack"))],
      },
      ["s>a", "s>b"],
    ),
    first: { kind: "all" as const },
  };
  document.limits.spread = 0;
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const { posts } = await preview(services, workspaceId, document);
  const wide = ["Album, a00", "Album, 0a0", "Album, 00a"];
  const said = posts.filter(({ network }) => network === "x");
  expect(said.map(({ item, media }) => [item, media.map(({ alt }) => alt)]).toSorted()).toEqual([
    ["Album 1", wide],
    ["Album 2", ["Album, copya00", "Album, 0a0"]],
  ]);
  expect(said.flatMap(({ problems }) => problems.map(({ message }) => message.fr))).toEqual([
    "Une image de la nouvelle est introuvable : le message l’attend un moment, puis part sans elle. L’image n’est plus à son adresse.",
  ]);
  await publish(document);
  // Of five the network takes four: nobody asks for the fifth, nor for one that is known.
  expect(paintsAsked.toSorted()).toEqual(["/00a.png", "/0a0.png", "/a00.png", "/copya00.png"]);
  const rows = await db
    .selectFrom("delivery")
    .select(["id", "network", "item_title as title"])
    .where("workspace_id", "=", workspaceId)
    .where("item_title", "like", "Album %")
    .orderBy("network")
    .orderBy("item_title")
    .execute();
  const seen = await Promise.all(
    rows.map(async ({ id, network, title }) => {
      const { post, missing } = (await getDelivery(db, nodes.networks, workspaceId, id))!.detail;
      return [network, title, post.parts[0]!.media?.length, missing === null];
    }),
  );
  expect(seen).toEqual([
    ["slack", "Album 1", 1, true],
    ["slack", "Album 2", 1, true],
    ["x", "Album 1", 3, true],
    ["x", "Album 2", 2, false],
  ]);
  const page = async () => (await fetch(`${simulators.base}/x/home`)).text();
  await expect.poll(page, { timeout: 60_000 }).toContain("Album 1");
  const toot = (await page()).split("<article").find((each) => each.includes("Album 1")) ?? "";
  expect([...toot.matchAll(/<img [^>]*alt="(Album, [^"]*)"/gu)].map(([, alt]) => alt)).toEqual(wide);
  // A card of ours holds the one that is there.
  const pair = {
    ...drawing({ s: ["rss", { url: `${base}/pair.xml` }], a: ["account", to(refOf("linkedin"))] }, ["s>a"]),
    first: { kind: "all" as const },
  };
  for (const node of pair.nodes) if (node.type === "account") node.version = 2;
  await publish(pair);
  const { id: paired } = await db
    .selectFrom("delivery")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("item_title", "=", "Album 3")
    .executeTakeFirstOrThrow();
  const partOf = async (id: number) => (await getDelivery(db, nodes.networks, workspaceId, id))!.detail.post.parts[0]!;
  expect((await partOf(paired)).card?.picture?.alt).toBe("Album, 00a");
  // One that was waited for stands beside those that were there in time.
  const waiting = rows[3]!.id;
  found = true;
  for (const deliveryId of [waiting, paired])
    await answerPicture(services, { workspaceId, memberId: lea, deliveryId }, "again");
  const shownIn = async (id: number) => (await partOf(id)).media?.map(({ alt }) => alt);
  expect(await shownIn(waiting)).toEqual(["Album, copya00", "Album, 0a0", "Album, lost"]);
  expect(await shownIn(paired)).toEqual(["Album, 00a", "Album, lost"]);
  expect(await partOf(paired)).not.toHaveProperty("card");
}, 60_000);

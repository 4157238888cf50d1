import { tmpdir } from "node:os";
import pino from "pino";
import { drain } from "#engine/lane.ts";
import { Limits, type MapDocument } from "#engine/map.ts";
import type { Network } from "#engine/network.ts";
import type { Problem } from "#engine/problem.ts";
import { readRef } from "#engine/ref.ts";
import { writeMode } from "#server/accounts/consent.ts";
import { unheard } from "#server/database/bell.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { checkDocument, knownTo } from "#server/maps/check.ts";
import { createMap } from "#server/maps/edit.ts";
import { publishMap } from "#server/maps/publish.ts";
import { draw } from "#server/maps/templates/draw.ts";
import { createMedia } from "#server/media/media.ts";
import { storeSingle } from "#server/networks/connect/store.ts";
import { loadNodes } from "#server/nodes.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { createPages } from "#server/pages/pages.ts";
import type { Db, Queue, Services, Settings } from "#server/ports.ts";
import { preview } from "#server/run/preview.ts";
import { runMap } from "#server/run/run-map.ts";
import { requestRun } from "#server/run/ticks.ts";
import { readSettings } from "#server/settings.ts";
import { createVault } from "#server/vault/vault.ts";
import { createMember, createWorkspace } from "#test/support/session.ts";
import type { Case } from "./case.ts";
import { serve } from "./serve.ts";

/** What a case came to: what the compiler said, and the posts of each poll; null where the map does not compile. */
export type Came = { problems: Problem[]; posts: string[][] | null; /** Seconds. */ nextPollAfter: number | null };
/** The product on which cases are tried: everything is the real thing, but for the networks, which take whatever they get. */
export type Stand = {
  /** What a preview of the first poll shows. */
  preview: (one: Case) => Promise<Came>;
  /** What a run after each poll sends. */
  run: (one: Case) => Promise<Came>;
  close: () => Promise<void>;
};

/** `db`: migrated, and of nobody else. */
export async function makeStand(db: Db): Promise<Stand> {
  const web = await serve();
  const log = pino({ level: "silent" });
  const settings: Settings = readSettings(
    { DATA_DIR: tmpdir(), RELAYMAP_SECRET: "the cases need a secret, any will do", RELAYMAP_ALLOW_HOSTS: web.host },
    "worker",
  );
  const outbound = createOutbound({ allowHosts: settings.allowHosts, log });
  const feeds = createFeedReader({ outbound, log });
  const media = createMedia({ db, outbound, settings });
  const nodes = await loadNodes();
  const sent: { account: string; text: string }[] = [];
  const networks = new Map([...nodes.networks].map(([name, network]) => [name, deaf(network, sent)]));
  // A run is carried out by whoever asked for it: jobs have nobody to take them.
  const queue: Queue = {
    send: async () => undefined,
    sendMany: async () => undefined,
    work: async () => undefined,
    stop: async () => undefined,
  };
  const services: Services = {
    settings,
    db,
    log,
    clock: { now: () => Date.now() },
    vault: createVault(db, settings.masterKey),
    outbound,
    feeds,
    media,
    pages: createPages({ db, outbound }),
    nodes: { ...nodes, networks },
    queue,
    bell: unheard,
  };

  async function begin(one: Case) {
    const address = web.open(one);
    const { id: workspaceId } = await createWorkspace(db, { name: one.name });
    const member = await createMember(db, workspaceId, { role: "admin" });
    const actor = { workspaceId, memberId: member.id };
    const remoteId = await addAccount(services, actor, one.account);
    const document = drawCase(one, address.url);
    const { problems } = checkDocument(services, await knownTo(db, workspaceId), document, null);
    return { address, actor, document, remoteId, problems };
  }

  return {
    preview: async (one) => {
      const { actor, document } = await begin(one);
      const shown = await preview(services, actor.workspaceId, document);
      const { problems } = shown;
      // A preview shows the newest first.
      const posts = shown.posts.flatMap(({ text, letGo }) => (letGo === null ? [text] : [])).toReversed();
      return { problems, posts: isRefused(problems) ? null : [posts], nextPollAfter: null };
    },
    run: async (one) => {
      const { address, actor, document, remoteId, problems } = await begin(one);
      if (isRefused(problems)) return { problems, posts: null, nextPollAfter: null };
      const mapId = await createMap(services, actor, { name: one.name, document });
      await publishMap(services, actor, mapId, { revision: 1, note: "" });
      const posts: string[][] = [];
      for (const poll of one.polls.keys()) {
        address.show(poll);
        await letWait(db, actor.workspaceId);
        const before = sent.length;
        const { id: runId } = await requestRun(services, { ...actor, mapId });
        await runMap(services, { workspaceId: actor.workspaceId, runId });
        await sendAll(services, actor.workspaceId);
        posts.push(sent.slice(before).flatMap(({ account, text }) => (account === remoteId ? [text] : [])));
      }
      return { problems, posts, nextPollAfter: await nextPoll(db, actor.workspaceId) };
    },
    close: async () => {
      await feeds.close();
      await media.close();
      await outbound.close();
      await web.close();
    },
  };
}

const isRefused = (problems: readonly Problem[]) => problems.some(({ severity }) => severity === "error");

/** The network as it counts and cuts, but what is published goes nowhere; there is no end of what it takes. */
function deaf(network: Network, sent: { account: string; text: string }[]): Network {
  const { prepares: _, prepare: __, ...rest } = network;
  return {
    ...rest,
    budget: { account: { calls: 1_000_000, seconds: 60 }, app: null },
    publish: async (_context, { remoteId }, { part }) => {
      sent.push({ account: remoteId, text: part.text });
      return { kind: "published", status: 200, raw: "", remoteId: `post-${sent.length}`, url: null };
    },
  };
}

/** The case as a map: one after the other, everything posted that is there, nothing held back. */
function drawCase(one: Case, url: string): MapDocument {
  const ids = ["source", ...one.steps.map((_, index) => `step-${index + 1}`), "target"];
  const document = draw({
    name: one.name,
    description: one.about,
    nodes: [
      { ...one.source, config: { ...one.source.config, url } },
      ...one.steps,
      { type: "account", config: { account: one.account } },
    ].map((node, index) => ({ ...node, id: ids[index]!, at: [index, 0] as [number, number] })),
    wires: ids.slice(1).map((id, index) => `${ids[index]}>${id}`),
    schedule: { kind: "interval", minutes: 15 },
    first: { kind: "all" },
  });
  return { ...document, limits: Limits.parse({ burst: 1000, newShare: 1, spread: 0 }) };
}

type Actor = { workspaceId: string; memberId: string };

/** A connected account that posts by itself; gives the network's own id of it. */
async function addAccount(services: Services, actor: Actor, ref: string): Promise<string> {
  const { workspaceId, memberId } = actor;
  const { network: name, handle } = readRef(ref);
  const network = services.nodes.networks.get(name);
  if (network === undefined) throw new Error(`There is no network “${name}” to post on.`);
  const remoteId = `${workspaceId}/${handle}`;
  const id = await storeSingle(services, {
    workspaceId,
    memberId,
    grantedBy: memberId,
    network,
    server: network.card.home.federated ? `https://${handle.split("@").at(-1)}` : "",
    account: { remoteId, handle, name: handle, avatar: null, url: null },
    access: { token: "token", refresh: null, expiresAt: null },
  });
  const receipt = { at: new Date(services.clock.now()).toISOString(), by: "cases", account: ref, words: "mode: auto" };
  await services.db.transaction().execute((trx) => writeMode(trx, actor, id, { mode: "auto" }, receipt));
  return remoteId;
}

/** Lets as much time pass as the source has to wait. */
async function letWait(db: Db, workspaceId: string): Promise<void> {
  await db
    .updateTable("source")
    .set(({ fn }) => ({ next_poll_at: fn<string>("now"), wait_until: null }))
    .where("workspace_id", "=", workspaceId)
    .execute();
}

async function nextPoll(db: Db, workspaceId: string): Promise<number | null> {
  const source = await db
    .selectFrom("source")
    .select(["polled_at", "next_poll_at"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  if (source?.polled_at == null || source.next_poll_at === null) return null;
  return (Date.parse(source.next_poll_at) - Date.parse(source.polled_at)) / 1000;
}

/** Sends what is due, as a lane's job does. */
async function sendAll(services: Services, workspaceId: string): Promise<void> {
  const { db } = services;
  const store = openLedger({ db, worker: "cases", networks: services.nodes.networks });
  const accounts = await db.selectFrom("account").select("id").where("workspace_id", "=", workspaceId).execute();
  for (const { id: accountId } of accounts)
    await drain({ workspaceId, accountId }, lanePorts(services, store), () => false);
  const waiting = await db
    .selectFrom("delivery")
    .select(["state", "reason_code"])
    .where("workspace_id", "=", workspaceId)
    .where("state", "<>", "published")
    .execute();
  if (waiting.length > 0) throw new Error(`Not all was sent: ${JSON.stringify(waiting)}`);
}

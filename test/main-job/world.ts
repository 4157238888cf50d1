import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pino from "pino";
import { z } from "zod";
import type { Item } from "#engine/item.ts";
import { type MapDocument } from "#engine/map.ts";
import type { Mode } from "#engine/mode.ts";
import type { Network } from "#engine/network.ts";
import { toyCard } from "#test/support/network.ts";
import type { Polled, SourceRun } from "#engine/node.ts";
import type { Queue, Registry, Services } from "#server/ports.ts";
import { publishEffects } from "#server/run/effects.ts";
import { runMap } from "#server/run/run-map.ts";
import { requestRun } from "#server/run/ticks.ts";
import { testDatabase } from "#test/support/database.ts";
import * as toys from "#test/support/toys.ts";

/** What the toy springs give, by the name in their config. A function may wait, or throw a NodeError. */
export type Springs = Map<string, () => Polled | Promise<Polled>>;

/** A workspace on a real database, with sources that a test scripts; jobs are written down instead of worked on. */
export type World = {
  services: Services;
  workspaceId: string;
  springs: Springs;
  /** How often each spring was really read. */
  reads: Map<string, number>;
  jobs: { name: string; data: Record<string, unknown> }[];
  /** Of the database. */
  direct: string;
  close: () => Promise<void>;
};

const spring = toys.manifests.get("spring");
const manifests = new Map(toys.manifests).set("spring", {
  ...spring!,
  config: z.strictObject({ name: z.string() }),
});

/** Letters are counted one by one; nothing is ever cut below 500. */
const plain = {
  card: toyCard("plain", { limits: { text: 500, pictures: 0, videos: 0, alt: 0 } }),
} as Network;

export async function makeWorld(options: { max?: number } = {}): Promise<World> {
  const database = await testDatabase(options);
  const springs: Springs = new Map();
  const reads = new Map<string, number>();
  const jobs: World["jobs"] = [];
  const source: SourceRun<unknown> = {
    identify: (config) => (config as { name: string }).name,
    poll: async (config) => {
      const { name } = config as { name: string };
      reads.set(name, (reads.get(name) ?? 0) + 1);
      return springs.get(name)?.() ?? list([]);
    },
  };
  const nodes: Registry = {
    manifests,
    process: toys.process,
    source: () => source,
    expand: toys.expand,
    rules: () => [],
    sites: new Map([["plain", plain]]),
    networks: new Map([["plain", plain]]),
  };
  const sendMany: Queue["sendMany"] = async (name, sent) => {
    for (const { data } of sent) jobs.push({ name, data });
  };
  const queue: Queue = {
    sendMany,
    send: (name, data, sent) => sendMany(name, [{ data, options: sent }]),
    work: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const services = {
    db: database.db,
    log: pino({ level: "silent" }),
    clock: { now: () => Date.now() },
    nodes,
    queue,
    settings: { networks: {} },
  } as Services;
  const { id } = await database.db
    .insertInto("workspace")
    .values({ name: "World" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { services, workspaceId: id, springs, reads, jobs, direct: database.direct, close: database.drop };
}

/** A list as a source gives it, newest first. */
export const list = (items: Item[], more: Partial<Polled> = {}): Polled => ({
  items,
  cursor: {},
  title: null,
  unchanged: false,
  ...more,
});
export const unchanged = (): Polled => list([], { unchanged: true });

/** Items `n`, `n-1`, … 1, as a feed lists them. */
export const items = (prefix: string, newest: number, oldest = 1): Item[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) =>
    toys.item(`tag:${prefix}:${newest - index}`, {
      title: `${prefix} story number ${newest - index} of ${hashWord(prefix, newest - index)}`,
    }),
  );

/** Titles that differ enough to be different stories. */
function hashWord(prefix: string, number: number): string {
  let value = number * 2_654_435_761;
  for (const letter of prefix) value = (value * 31 + letter.charCodeAt(0)) >>> 0;
  return [...value.toString(26)].map((digit) => "abcdefghijklmnopqrstuvwxyz"[Number.parseInt(digit, 26)]).join(" ");
}

export async function addAccount(world: World, handle: string, mode: Mode = "auto"): Promise<string> {
  const { db } = world.services;
  const { id } = await db
    .insertInto("account")
    .values({ workspace_id: world.workspaceId, network: "plain", remote_id: handle, handle, name: handle })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.insertInto("consent").values({ workspace_id: world.workspaceId, account_id: id, mode }).execute();
  return id;
}

/** Publishes a document as a new map, or as the next version of one. */
export async function publish(world: World, document: MapDocument, mapId: string = randomUUID()): Promise<string> {
  const { services, workspaceId } = world;
  await services.db.transaction().execute(async (trx) => {
    const values = { workspace_id: workspaceId, id: mapId, name: document.name, draft: JSON.stringify(document) };
    await trx
      .insertInto("map")
      .values(values)
      .onConflict((clash) => clash.doNothing())
      .execute();
    const { rows } = await sql<{ number: number }>`
      insert into version (workspace_id, map_id, number, document)
      select ${workspaceId}, ${mapId}, coalesce(max(number), 0) + 1, ${JSON.stringify(document)}::jsonb from version
      where workspace_id = ${workspaceId} and map_id = ${mapId} returning number`.execute(trx);
    const number = rows[0]!.number;
    await trx
      .updateTable("map")
      .set({ state: "live", live_version: number })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", mapId)
      .execute();
    await publishEffects(trx, services, { workspaceId, mapId, number, document });
  });
  return mapId;
}

/** From now on the map belongs to a campaign, which goes on or rests, and by whose hashtags and marks its posts are known. */
export async function intoCampaign(
  { services: { db }, workspaceId }: World,
  mapId: string,
  { goes = true, marked = true }: { goes?: boolean; marked?: boolean } = {},
): Promise<void> {
  const utm = marked ? { source: "relaymap", medium: "social", campaign: "salon" } : {};
  await sql`with made as (insert into campaign (workspace_id, id, name, state, first_day, last_day, hashtags, utm)
      values (${workspaceId}, gen_random_uuid(), 'Salon', ${goes ? "started" : "paused"}, current_date - 2, current_date + 9,
        ${marked ? ["Salon", "BTP"] : []}::text[], ${JSON.stringify(utm)}::jsonb) returning id)
    update map set campaign_id = made.id from made where map.workspace_id = ${workspaceId} and map.id = ${mapId}`.execute(
    db,
  );
}

/** "Run now", carried out at once. Gives the run's row. */
export async function runNow(world: World, mapId: string) {
  const { services, workspaceId } = world;
  const { id } = await requestRun(services, { workspaceId, mapId, memberId: null });
  await runMap(services, { workspaceId, runId: id });
  return services.db
    .selectFrom("run")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

/** Keys of what was scheduled for an account, in order. */
export async function scheduledFor(world: World, accountId: string): Promise<string[]> {
  const rows = await world.services.db
    .selectFrom("delivery")
    .select("item_key")
    .where("workspace_id", "=", world.workspaceId)
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
  return rows.map((row) => row.item_key);
}

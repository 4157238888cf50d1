import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sql } from "kysely";
import { type DeliveryState, transitions } from "#engine/delivery.ts";
import { Limits } from "#engine/map.ts";
import { type PostMedium, postOf } from "#engine/post.ts";
import { rulesOf, stamp } from "#server/ledger/ruled.ts";
import { scheduleDeliveries } from "#server/ledger/schedule.ts";
import type { Wanted } from "#server/ledger/wanted.ts";
import type { Db } from "#server/ports.ts";
import { toyCard } from "#test/support/network.ts";

export type World = { workspaceId: string; mapId: string; accounts: { id: string; network: string }[] };
export type StoredDelivery = {
  id: number;
  accountId: string;
  network: string;
  text: string;
  pictures: string[];
  state: string;
  code: string | null;
  epoch: number;
  resent: number;
};

/** A workspace with one `auto` account on each of the networks given. */
export async function makeWorld(db: Db, networks: readonly string[]): Promise<World> {
  const { id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: "faults" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const map = { workspace_id: workspaceId, name: "m", draft: "{}", state: "live", live_version: 1 };
  const { id: mapId } = await db.insertInto("map").values(map).returning("id").executeTakeFirstOrThrow();
  const accounts: World["accounts"] = [];
  for (const [n, network] of networks.entries()) {
    const account = {
      workspace_id: workspaceId,
      network,
      remote_id: `${n}`,
      handle: `h${n}`,
      name: `n${n}`,
      // Worlds on one database share no app.
      client_id: workspaceId,
    };
    const { id } = await db.insertInto("account").values(account).returning("id").executeTakeFirstOrThrow();
    await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode: "auto" }).execute();
    accounts.push({ id, network });
  }
  return { workspaceId, mapId, accounts };
}

/** Plans `each` deliveries for every account, all due now; each shows so many pictures of its own. The same batch again is the same items. */
export async function scheduleSome(
  db: Db,
  world: World,
  each: number,
  limits: Partial<Limits> = {},
  pictures = 0,
  batch = randomUUID().slice(0, 8),
  seqs: readonly number[] = [],
): Promise<number> {
  const wanted: Wanted[] = [];
  for (let n = 0; n < each; n += 1) {
    for (const { id, network } of world.accounts) {
      wanted.push({
        node: "t",
        accountId: id,
        network,
        itemKey: `${batch}-${n}`,
        itemSeq: seqs[n] ?? null,
        itemTitle: "t",
        post: postOf({ text: `post ${batch} number ${n}`, ...(pictures > 0 ? { media: some(pictures) } : {}) }),
        // As a run has it judged; what is no network of these tests is nobody's to judge.
        ruled: stamp(rulesOf(toyCard(network)), 1, "auto"),
        link: null,
        topic: "",
      });
    }
  }
  const plan = {
    ...world,
    version: 1,
    runId: randomUUID(),
    limits: { ...Limits.parse({ spread: 0, perRun: 1_000_000 }), ...limits },
    now: new Date().toISOString(),
    wanted,
  };
  const { created } = await db.transaction().execute((trx) => scheduleDeliveries(trx, plan));
  return created;
}

const some = (count: number): PostMedium[] =>
  Array.from({ length: count }, () => ({ id: randomUUID(), kind: "picture", type: "image/png" }));

export async function deliveriesOf(db: Db, world: World): Promise<StoredDelivery[]> {
  const { rows } =
    await sql<StoredDelivery>`select id, account_id as "accountId", network, post->'parts'->0->>'text' as text,
      array(select medium->>'id' from jsonb_array_elements(post->'parts'->0->'media') as medium) as pictures, state, reason_code as code, epoch, resent
    from delivery where workspace_id = ${world.workspaceId} order by id`.execute(db);
  return rows;
}

/** Puts a world's deliveries (or these) into a state by steps that are allowed, the shortest way; `more` is written with the last. */
export async function putInto(db: Db, world: World, state: DeliveryState, more = sql``, ids?: number[]): Promise<void> {
  const found = await deliveriesOf(db, world);
  for (const { id, state: from } of found.filter((one) => ids === undefined || ids.includes(one.id))) {
    const way = wayTo(from as DeliveryState, state);
    for (const step of way.slice(0, -1)) await sql`update delivery set state = ${step} where id = ${id}`.execute(db);
    await sql`update delivery set state = ${way.at(-1) ?? state}, reason_code = null ${more} where id = ${id}`.execute(
      db,
    );
  }
}

function wayTo(from: DeliveryState, to: DeliveryState): DeliveryState[] {
  const ways: DeliveryState[][] = [[from]];
  for (const way of ways) {
    const at = way.at(-1)!;
    if (at === to) return way.slice(1);
    for (const next of transitions[at]) if (!ways.some((other) => other.includes(next))) ways.push([...way, next]);
  }
  throw new Error(`no way leads from ${from} to ${to}`);
}

/** Asks again and again until it is so; fails after `patience` milliseconds with the last that was seen. */
export async function until<T>(look: () => Promise<T>, fits: (seen: T) => boolean, patience = 20_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (performance.now() > end) throw new Error(`it never came to that: ${JSON.stringify(seen).slice(0, 1500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type Worker = { process: ChildProcess; ready: Promise<void>; ended: Promise<NodeJS.Signals | number | null> };

/** Starts a worker as a process of its own; `program` is its file beside this one. */
export function startWorker(order: Record<string, unknown>, program = "worker.ts"): Worker {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", () => reject(new Error("the worker ended before it was ready")));
  });
  ready.catch(() => undefined);
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? code)),
  );
  return { process: child, ready, ended };
}

/** True where every test runs in its full volume (`npm run test:faults`). */
export const full = process.env["MODE"] === "full" || import.meta.env?.["MODE"] === "full";

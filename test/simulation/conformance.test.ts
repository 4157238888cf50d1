import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import type { Settlement, RoundRequest } from "#engine/lane.ts";
import { Limits } from "#engine/map.ts";
import type { CallResult } from "#engine/network.ts";
import type { Claimed } from "#engine/reconcile.ts";
import { windowAt } from "#engine/window.ts";
import { adopt, claimLost, giveUp, noteLook, takenPosts } from "#server/ledger/lost.ts";
import { scheduleDeliveries } from "#server/ledger/schedule.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { expire, recover, release } from "#server/ledger/sweeps.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { makeDesk } from "./desk.ts";
import { makeMemory, type Wish } from "./memory.ts";
import { makeRandom } from "./random.ts";

/**
 * The simulation proves things about the ledger in memory; this holds PostgreSQL to the same: random sequences of operations on
 * both, and after each one everything that is stored is compared.
 */
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const noon = Date.UTC(2026, 2, 28, 12);
const minute = 60_000;
const lease = 60_000;
const budgets = { net: { account: { calls: 12, seconds: 900 }, app: { calls: 25, seconds: 900 } } };
const networks = new Map([["net", { budget: budgets.net }]]);
const none = { status: null, raw: "", reason: { en: "x", fr: "x" } };

async function run(seed: number, commands: number): Promise<number> {
  const { db } = database;
  const random = makeRandom(seed);
  let at = noon;
  const now = (): number => at;
  const iso = (time = at): string => new Date(time).toISOString();
  const store = openLedger({ db, worker: "t", networks, lease, now });
  const { id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: `w${seed}` })
    .returning("id")
    .executeTakeFirstOrThrow();
  const memory = makeMemory({
    workspaceId,
    now,
    lease,
    budgets,
    bug: null,
    watch: { moved: () => undefined, gated: () => undefined },
  });
  const desk = makeDesk(memory, workspaceId, null);
  const document = (targets: Map<string, string>) =>
    JSON.stringify({
      nodes: [...targets].map(([id, config]) => ({ id, type: "account", config: { account: config } })),
    });

  // --- the same world twice ---------------------------------------------------------------------------------------
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const quiet = n === 3 ? { quietFrom: 22 * 60, quietTo: 6 * 60 } : { quietFrom: null, quietTo: null };
    const row = {
      network: "net",
      zone: "Europe/Paris",
      daily_cap: n === 2 ? 3 : null,
      spacing_s: n === 1 ? 30 : 0,
      quiet_from: quiet.quietFrom,
      quiet_to: quiet.quietTo,
    };
    const { id } = await db
      .insertInto("account")
      .values({ ...row, workspace_id: workspaceId, remote_id: `${n}`, handle: `h${n}`, name: "n" })
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.push(id);
    // A lane without any delivery has no row; the world begins with one each.
    await db.insertInto("lane").values({ workspace_id: workspaceId, account_id: id }).execute();
    memory.laneOf(id);
    memory.accounts.set(id, {
      id,
      person: id,
      network: "net",
      state: "connected",
      tokenEpoch: 0,
      hours: { zone: "Europe/Paris", ...quiet },
      dailyCap: row.daily_cap,
      spacing: row.spacing_s * 1000,
      mode: "ask",
    });
    if (n < 3) await setMode(id, "auto");
  }
  const mapIds: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const targets = new Map([
      ["t", "all"],
      ["u", "all"],
    ]);
    const { id } = await db
      .insertInto("map")
      .values({ workspace_id: workspaceId, name: "m", draft: "{}", state: "live", live_version: 1 })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("version")
      .values({ workspace_id: workspaceId, map_id: id, number: 1, document: document(targets) })
      .execute();
    memory.maps.set(id, { id, state: "live", live: 1, versions: new Map([[1, targets]]) });
    mapIds.push(id);
  }
  /** Row numbers in the order of planning, which is the same on both sides. */
  const numbers = async (): Promise<number[]> => {
    const { rows } = await sql<{
      id: number;
    }>`select id from delivery where workspace_id = ${workspaceId} order by id`.execute(db);
    return rows.map(({ id }) => id);
  };

  async function setMode(id: string, mode: "ask" | "auto" | "paused"): Promise<void> {
    await sql`update consent set withdrawn_at = ${iso()} where workspace_id = ${workspaceId} and account_id = ${id} and withdrawn_at is null`.execute(
      db,
    );
    if (mode !== "ask" || random.chance(0.5))
      await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode }).execute();
    memory.accounts.get(id)!.mode = mode;
  }

  // --- what is compared -------------------------------------------------------------------------------------------
  const near = (time: string | null): number | null => (time === null ? null : Date.parse(time));
  async function stored() {
    const order = await numbers();
    const { rows } = await sql<Record<string, never>>`
      select id, account_id, item_key, state, reason_code, due_at, expires_at, approved_at is not null as approved, epoch, attempts, lease_until, gated_at, settled_at,
        looked_at, looks, resent, remote_id, adopted from delivery where workspace_id = ${workspaceId} order by id`.execute(
      db,
    );
    const lanes = await sql<{
      account_id: string;
      next_at: string | null;
      frozen_until: string | null;
      last_sent_at: string | null;
    }>`
      select account_id, next_at, frozen_until, last_sent_at from lane where workspace_id = ${workspaceId} order by account_id`.execute(
      db,
    );
    const attempts = await sql<{ delivery_id: number; epoch: number; outcome: string | null }>`
      select delivery_id, epoch, outcome from attempt where workspace_id = ${workspaceId} order by delivery_id, epoch`.execute(
      db,
    );
    const spent = await sql<{ scope: string; window_start: string; used: number }>`
      select scope, window_start, used from budget where workspace_id = ${workspaceId} and used > 0
      union all select 'account/' || account_id, window_start, window_used from lane where workspace_id = ${workspaceId} and window_used > 0`.execute(
      db,
    );
    const accounts = await sql<{
      id: string;
      state: string;
    }>`select id, state from account where workspace_id = ${workspaceId} order by id`.execute(db);
    return {
      deliveries: (rows as unknown as Record<string, string | number | null>[]).map((row) => ({
        n: order.indexOf(row["id"] as number) + 1,
        account: row["account_id"],
        item: row["item_key"],
        state: row["state"],
        code: row["reason_code"],
        due: near(row["due_at"] as string),
        expires: near(row["expires_at"] as string),
        approved: row["approved"],
        epoch: row["epoch"],
        attempts: row["attempts"],
        lease: near(row["lease_until"] as string | null),
        gated: near(row["gated_at"] as string | null),
        settled: near(row["settled_at"] as string | null),
        looked: near(row["looked_at"] as string | null),
        looks: row["looks"],
        resent: row["resent"],
        remote: row["remote_id"],
        adopted: row["adopted"],
      })),
      lanes: lanes.rows.map((lane) => ({
        account: lane.account_id,
        next: near(lane.next_at),
        frozen: near(lane.frozen_until),
        last: near(lane.last_sent_at),
      })),
      attempts: attempts.rows.map((row) => ({
        n: order.indexOf(row.delivery_id) + 1,
        epoch: row.epoch,
        outcome: row.outcome,
      })),
      spent: spent.rows.map((row) => `${row.scope}@${near(row.window_start)}=${row.used}`).toSorted(),
      accounts: accounts.rows,
    };
  }
  function remembered() {
    const list = [...memory.deliveries.values()].toSorted((a, b) => a.id - b.id);
    return {
      deliveries: list.map((one) => ({
        n: one.id,
        account: one.accountId,
        item: one.itemKey,
        state: one.state,
        code: one.code,
        due: one.dueAt,
        expires: one.expiresAt,
        approved: one.approved,
        epoch: one.epoch,
        attempts: one.attempts,
        lease: one.leaseUntil,
        gated: one.gatedAt,
        settled: one.settledAt,
        looked: one.lookedAt,
        looks: one.looks,
        resent: one.resent,
        remote: one.remoteId,
        adopted: one.adopted,
      })),
      lanes: [...memory.lanes]
        .map(([account, lane]) => ({ account, next: lane.nextAt, frozen: lane.frozenUntil, last: lane.lastSentAt }))
        .toSorted((a, b) => (a.account < b.account ? -1 : 1)),
      attempts: memory.attempts
        .map(({ deliveryId, epoch, outcome }) => ({ n: deliveryId, epoch, outcome }))
        .toSorted((a, b) => a.n - b.n || a.epoch - b.epoch),
      spent: [
        ...memory.budgets,
        ...[...memory.lanes].map(([id, { window }]) => [`account/${id}@${window?.start}`, window?.used ?? 0] as const),
      ]
        .filter(([, used]) => used > 0)
        .map(([name, used]) => `${name}=${used}`)
        .toSorted(),
      accounts: [...memory.accounts.values()]
        .map(({ id, state }) => ({ id, state }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }

  // --- operations -------------------------------------------------------------------------------------------------
  const inFlight: Settlement[] = [];
  const results: (() => CallResult)[] = [
    () => ({ ...none, kind: "published", remoteId: `r${random.below(1_000_000)}`, url: null }),
    () => ({ ...none, kind: "published", remoteId: `r${random.below(1_000_000)}`, url: null }),
    () => ({ ...none, kind: "not_sent" }),
    () => ({ ...none, kind: "limited", until: at + 5 * minute }),
    () => ({ ...none, kind: "rejected" }),
    () => ({ ...none, kind: "unknown" }),
    () => ({ ...none, kind: "unauthorised" }),
    () => ({ ...none, kind: "duplicate", existing: null }),
  ];

  async function round(request: RoundRequest): Promise<void> {
    const order = await numbers();
    const real = (n: number): number => order[n - 1]!;
    const spoken: RoundRequest = {
      ...request,
      settle: request.settle === null ? null : { ...request.settle, deliveryId: real(request.settle.deliveryId) },
      ...(request.replay === undefined
        ? {}
        : { replay: { ...request.replay, deliveryId: real(request.replay.deliveryId) } }),
    };
    const [theirs, ours] = [await store.round(spoken), memory.round(request)];
    const shown = (answer: typeof ours, number: (id: number) => number) => ({
      ...answer,
      refused: answer.refused && {
        ...answer.refused,
        until: answer.refused.code === "held" || answer.refused.code === "window" ? null : answer.refused.until,
      },
      gated: answer.gated && { ...answer.gated, deliveryId: number(answer.gated.deliveryId), key: "" },
    });
    expect(shown(theirs, (id) => order.indexOf(id) + 1)).toEqual(shown(ours, (id) => id));
    if (ours.gated !== null) {
      const { accountId, deliveryId, epoch, tokenEpoch, day, attempts, suspected } = ours.gated;
      const verdict = judge(random.pick(results)(), {
        attempt: attempts,
        suspected,
        refreshed: random.chance(0.5),
        now: at,
        random: 0.5,
      });
      inFlight.push({ workspaceId, accountId, deliveryId, epoch, tokenEpoch, day, verdict });
    }
  }
  const request = (accountId: string, settle: Settlement | null): RoundRequest => ({
    lane: { workspaceId, accountId },
    settle,
    gate: random.chance(0.9),
    window: random.chance(0.7) ? windowAt(memory.accounts.get(accountId)!.hours, at) : null,
  });

  let items = 0;
  async function plan(): Promise<void> {
    const map = memory.maps.get(random.pick(mapIds))!;
    const wishes: Wish[] = [];
    for (let n = random.below(3); n >= 0; n -= 1) {
      const item = items > 0 && random.chance(0.3) ? random.below(items) : (items += 1) - 1;
      const link = random.chance(0.2) ? "https://example.com/" : `https://example.com/${item % 7}?utm_source=a`;
      for (const accountId of ids)
        if (random.chance(0.7))
          wishes.push({
            accountId,
            itemKey: `i${item}`,
            title: random.chance(0.5) ? `A long enough headline about ${item % 5} things` : "short",
            text: `t${item}`,
            link,
            node: random.pick(["t", "u"]),
            review: random.chance(0.05),
          });
    }
    const limits = {
      ...Limits.parse({}),
      perRun: random.pick([3, 500, 500]),
      hours: random.pick([1, 24]),
      spread: random.below(2),
      resend: random.chance(0.5),
    };
    const wanted = wishes.map(({ title, ...wish }) => ({
      ...wish,
      network: "net",
      itemSeq: null,
      itemTitle: title,
      topic: "",
    }));
    const theirs = await db.transaction().execute((trx) =>
      scheduleDeliveries(trx, {
        workspaceId,
        mapId: map.id,
        version: map.live,
        runId: randomUUID(),
        limits,
        now: iso(),
        wanted,
      }),
    );
    const ours = memory.plan(map.id, wishes, limits);
    expect({ created: theirs.created, held: theirs.held, drops: theirs.drops.length }).toEqual(ours);
    expect(theirs.created + theirs.drops.length).toBe(wanted.length);
  }

  async function lookUp(): Promise<void> {
    const order = await numbers();
    const theirs = (await claimLost(db, 100, { at: iso() })).toSorted((a, b) => a.deliveryId - b.deliveryId);
    const ours = desk.claim().toSorted((a, b) => a.deliveryId - b.deliveryId);
    expect(theirs.map((each) => ({ ...each, deliveryId: order.indexOf(each.deliveryId) + 1 }))).toEqual(ours);
    for (const [index, mine] of ours.entries()) {
      const real: Claimed = theirs[index]!;
      const post = { remoteId: `s${random.below(1_000_000)}`, url: null, text: "", links: [], at };
      const look = { absent: random.chance(0.5), looked: random.chance(0.8), again: at + 10 * minute };
      switch (random.below(5)) {
        case 0:
          await adopt(db, real, post);
          desk.adopt(mine, post);
          break;
        case 1:
          await giveUp(db, real);
          desk.giveUp(mine);
          break;
        case 2: {
          const known = [...memory.deliveries.values()].flatMap(({ remoteId }) => remoteId ?? []);
          expect(await takenPosts(db, real, known)).toEqual(desk.taken(mine, known));
          break;
        }
        case 3:
          await round({
            lane: { workspaceId, accountId: mine.accountId },
            settle: null,
            gate: true,
            window: null,
            replay: { deliveryId: mine.deliveryId, epoch: mine.epoch, until: at + random.below(2) * minute },
          });
          break;
        default:
          await noteLook(db, real, look);
          desk.note(mine, look);
      }
    }
  }

  async function approve(): Promise<void> {
    const order = await numbers();
    const one = [...memory.deliveries.values()].find(
      ({ state, code, expiresAt }) => state === "held" && code === "consent" && expiresAt > at,
    );
    if (one === undefined) return;
    await sql`update delivery set state = 'ready', reason_code = null, approved_at = ${iso()}, due_at = ${iso()} where workspace_id = ${workspaceId} and id = ${order[one.id - 1]}`.execute(
      db,
    );
    await sql`update lane set next_at = least(next_at, ${iso()}::timestamptz) where workspace_id = ${workspaceId} and account_id = ${one.accountId}`.execute(
      db,
    );
    desk.approve(one);
  }

  async function publish(): Promise<void> {
    const map = memory.maps.get(random.pick(mapIds))!;
    const targets = new Map([["t", random.pick(["all", "x"])]]);
    if (random.chance(0.5)) targets.set("u", "all");
    map.live += 1;
    map.versions.set(map.live, targets);
    await db
      .insertInto("version")
      .values({ workspace_id: workspaceId, map_id: map.id, number: map.live, document: document(targets) })
      .execute();
    await db
      .updateTable("map")
      .set({ live_version: map.live })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", map.id)
      .execute();
  }

  const acts: [number, () => Promise<unknown>][] = [
    [4, plan],
    [24, () => round(request(random.pick(ids), null))],
    [
      16,
      async () => {
        const settle = inFlight.length === 0 ? null : inFlight.splice(random.below(inFlight.length), 1)[0]!;
        await round(request(settle?.accountId ?? random.pick(ids), settle));
        // Late and doubled answers happen.
        if (settle !== null && random.chance(0.1)) inFlight.push(settle);
      },
    ],
    [2, async () => expect(await recover(db, { at: iso() })).toBe(memory.recover())],
    [2, async () => expect(await expire(db, { at: iso() })).toBe(memory.expire())],
    [2, async () => expect(await release(db, { at: iso() })).toBe(memory.release())],
    [3, lookUp],
    [3, approve],
    [4, async () => void (at += random.below(40) * 1000)],
    [3, async () => void (at += random.below(20) * minute)],
    [1, async () => void (at += random.below(12) * 60 * minute)],
    [2, () => setMode(random.pick(ids), random.pick(["auto", "auto", "auto", "ask", "paused"]))],
    [
      1,
      async () => {
        const account = memory.accounts.get(random.pick(ids))!;
        account.state = random.pick(["connected", "connected", "connected", "reconnect", "disconnected"]);
        await db
          .updateTable("account")
          .set({ state: account.state })
          .where("workspace_id", "=", workspaceId)
          .where("id", "=", account.id)
          .execute();
      },
    ],
    [
      1,
      async () => {
        const map = memory.maps.get(random.pick(mapIds))!;
        map.state = random.pick(["live", "live", "live", "live", "paused", "archived"]);
        await db
          .updateTable("map")
          .set({ state: map.state })
          .where("workspace_id", "=", workspaceId)
          .where("id", "=", map.id)
          .execute();
      },
    ],
    [1, publish],
    [
      1,
      async () => {
        memory.workspace.stopped = random.chance(0.2);
        await db
          .updateTable("workspace")
          .set({ stopped_at: memory.workspace.stopped ? iso() : null })
          .where("id", "=", workspaceId)
          .execute();
      },
    ],
  ];
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  for (let n = 0; n < commands; n += 1) {
    let roll = random.below(total);
    const [, act] = acts.find(([weight]) => (roll -= weight) < 0)!;
    await act();
    expect(await stored(), `seed ${seed}, command ${n}`).toEqual(remembered());
  }
  // Sweeps go over all workspaces; the next history begins in an empty database again.
  await db.deleteFrom("workspace").where("id", "=", workspaceId).execute();
  return memory.attempts.length;
}

test(
  "the ledger in PostgreSQL and the one in memory do the same, operation by operation",
  { timeout: 120_000 },
  async () => {
    let attempts = 0;
    for (let seed = 1; seed <= 10; seed += 1) attempts += await run(seed, 110);
    expect(attempts).toBeGreaterThan(50);
  },
);

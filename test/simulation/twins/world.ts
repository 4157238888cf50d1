import type { Part } from "#engine/post.ts";
import { writeMode } from "#server/accounts/consent.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import type { Db } from "#server/ports.ts";
import { createMember } from "#test/support/session.ts";
import { makeDesk } from "../desk.ts";
import { isOff, settingsOf } from "../gate.ts";
import { makeMemory, type Mode } from "../memory.ts";
import { makeRandom } from "../random.ts";

export const minute = 60_000;
export const lease = 60_000;
/** Calls so few that budgets of accounts and of the app are met all the time; an account's own in one half of the worlds, the app's in the other. */
const budgets = [
  { account: { calls: 2, seconds: 900 }, app: { calls: 9, seconds: 900 } },
  { account: { calls: 4, seconds: 900 }, app: { calls: 3, seconds: 900 } },
] as const;
const start = Date.UTC(2026, 2, 28, 12);
export const topics = ["", "", "news", "jobs"];

export type Twins = Awaited<ReturnType<typeof makeTwins>>;

/** A map's document as the ledger reads it: its target nodes and their settings. */
export const documentOf = (targets: Map<string, string>): string =>
  JSON.stringify({
    nodes: [...targets].map(([id, config]) => ({
      id,
      type: "account",
      config: { account: settingsOf(config) },
      ...(isOff(config) ? { disabled: true } : {}),
    })),
  });

/**
 * One small world twice: in PostgreSQL, changed by the product's own code, and in plain data. Four accounts (the company's at any hour; three of one person: one with
 * spacing and a week's share, one with a day's and a month's, one with quiet hours), two maps of two targets, one clock.
 */
export async function makeTwins(db: Db, seed: number) {
  const random = makeRandom(seed);
  const clock = { at: start };
  const now = (): number => clock.at;
  const iso = (time = clock.at): string => new Date(time).toISOString();
  const { id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: `w${seed}` })
    .returning("id")
    .executeTakeFirstOrThrow();
  const member = await createMember(db, workspaceId, { role: "admin" });
  const watch = { moved: () => undefined, gated: () => undefined, unprepared: () => undefined };
  const budget = budgets[seed % 2]!;
  /** In every third world posts show pictures; in every twelfth its network wants all posts prepared, as Bluesky does. */
  const pictures = seed % 3 === 0;
  const prepares = seed % 12 === 0 ? ("all" as const) : ("rich" as const);
  const networks = new Map([
    ["net", { budget, prepares: ({ media }: Part) => prepares === "all" || media !== undefined }],
  ]);
  const memory = makeMemory({ workspaceId, now, lease, budgets: { net: { ...budget, prepares } }, bug: null, watch });
  const actor = { workspaceId, memberId: member.id };

  const accounts: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const quiet = n === 3 ? { quietFrom: 14 * 60, quietTo: 6 * 60 } : { quietFrom: null, quietTo: null };
    const row = { network: "net", zone: "Europe/Paris", daily_cap: n === 2 ? 2 : null, spacing_s: n === 1 ? 30 : 0 };
    const long = { weekly_cap: n === 1 ? 9 : null, monthly_cap: n === 2 ? 7 : null };
    const { id } = await db
      .insertInto("account")
      .values({
        ...row,
        ...long,
        quiet_from: quiet.quietFrom,
        quiet_to: quiet.quietTo,
        workspace_id: workspaceId,
        member_id: n === 0 ? null : member.id,
        // Histories on one database share no app.
        client_id: workspaceId,
        remote_id: `${n}`,
        handle: `h${n}`,
        name: "n",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    // A lane without any delivery has no row; the world begins with one each.
    await db.insertInto("lane").values({ workspace_id: workspaceId, account_id: id }).execute();
    memory.laneOf(id);
    memory.accounts.set(id, {
      id,
      person: n === 0 ? id : member.id,
      ...(n === 0 ? { company: true as const } : {}),
      network: "net",
      state: "connected",
      tokenEpoch: 0,
      hours: { zone: "Europe/Paris", ...quiet, off: 0 },
      dailyCap: row.daily_cap,
      ...(long.weekly_cap === null ? {} : { weeklyCap: long.weekly_cap }),
      ...(long.monthly_cap === null ? {} : { monthlyCap: long.monthly_cap }),
      spacing: row.spacing_s * 1000,
      mode: "ask",
    });
    accounts.push(id);
    if (n < 3) await choose(id, "auto", null);
  }

  const maps: string[] = [];
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
      .values({ workspace_id: workspaceId, map_id: id, number: 1, document: documentOf(targets) })
      .execute();
    memory.maps.set(id, { id, state: "live", live: 1, versions: new Map([[1, targets]]) });
    maps.push(id);
  }

  /** The owner's choice for everything, by the product's own code: what was chosen for topics is withdrawn with it, but a pause lies over it all. */
  async function choose(id: string, mode: Mode, ends: number | null): Promise<void> {
    const until = ends === null ? undefined : iso(ends);
    await db.transaction().execute((trx) => writeMode(trx, actor, id, { mode, until }, {}));
    const account = memory.accounts.get(id)!;
    if (mode === "paused") {
      account.pauses = new Map(account.pauses).set("", ends);
      return;
    }
    account.mode = mode;
    account.topics = new Map();
    account.pauses = new Map();
    if (ends === null) delete account.modeEnds;
    else account.modeEnds = ends;
  }

  /** A choice for one topic, beside the one for everything. */
  async function chooseTopic(id: string, topic: string, mode: Mode, ends: number | null): Promise<void> {
    await db
      .updateTable("consent")
      .set({ withdrawn_at: iso() })
      .where("workspace_id", "=", workspaceId)
      .where("account_id", "=", id)
      .where("topic", "=", topic)
      .where("mode", mode === "paused" ? "=" : "<>", "paused")
      .where("withdrawn_at", "is", null)
      .execute();
    const ends_at = ends === null ? null : iso(ends);
    await db
      .insertInto("consent")
      .values({ workspace_id: workspaceId, account_id: id, topic, mode, ends_at })
      .execute();
    const account = memory.accounts.get(id)!;
    if (mode === "paused") account.pauses = new Map(account.pauses).set(topic, ends);
    else account.topics = new Map(account.topics).set(topic, { mode, ends });
  }

  return {
    db,
    random,
    clock,
    now,
    iso,
    workspaceId,
    actor,
    memory,
    desk: makeDesk(memory, workspaceId, null),
    accounts,
    maps,
    pictures,
    choose,
    chooseTopic,
    /** A ledger's client of its own: its batches hold up to five lanes from the start. */
    open: () => openLedger({ db, worker: "t", networks, lease, now }),
  };
}

import { sql } from "kysely";
import { drain } from "#engine/lane.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { pollSources } from "../inbox/poll.ts";
import type { Keeper } from "../ledger/keeper.ts";
import { lanePorts } from "../ledger/publisher.ts";
import { declineProposal, publishProposal } from "../ledger/proposals.ts";
import { openLedger } from "../ledger/rounds.ts";
import { expire, recover } from "../ledger/sweeps.ts";
import { createClicks } from "../links/clicks.ts";
import { takeAudiences } from "../measures/audience.ts";
import { noteOut } from "../measures/plan.ts";
import { takeReadings } from "../measures/take.ts";
import type { Services } from "../ports.ts";
import type { RunKey } from "../run/run-key.ts";
import { setScheduling, takeRest, underway } from "../run/underway.ts";
import { enterWritten } from "./past-entries.ts";
import { past, pastStories, toldAt } from "./past-stories.ts";
import { alertStories, blogStories } from "./stories.ts";
import { visitLinks } from "./visitors.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** What the demo's feeds and networks take for the present. */
export type Stage = { now: () => number; turnTo: (at: number | null) => void };

/** `installed`: when the demo was, milliseconds; `days` of past before that. */
type Past = {
  workspaceId: string;
  installed: number;
  stage: Stage;
  keeper: Keeper;
  progress?: (sentence: string) => void;
  days?: number;
};

/** A first start is waited for: the numbers are read less often than in the present. */
const readEvery = 18 * day;
/** The map looks every quarter of an hour. */
const quarter = hour / 4;
/** Hours after a story at which people answer, and at which what it led to leaves: what needs no answer, and in the evening the rest. */
const [answered, rounds] = [3, [0.7, 9]];

/**
 * Three months of life for a demo that was just filled: its map ran over what its feeds told, people answered, the posts left for the simulated
 * networks, and were read there. All of it by the code that does so today, at the times at which it would have been: nothing is written into the ledger
 * but by its own rounds. Call it before anything works on the queue. A history that was cut off goes on where it stopped; a demo that
 * lived without one is left alone.
 */
export async function playHistory(
  now: Services,
  { workspaceId, installed, stage, keeper, progress = () => undefined, days = 91 }: Past,
): Promise<void> {
  const times = [...pastStories, ...blogStories, ...alertStories]
    .filter(({ hours }) => hours <= past && hours >= -days * 24)
    .map((story) => toldAt(story, installed) + quarter)
    .toSorted((a, b) => a - b);
  const map = installed < stage.now() - day ? null : await mapOf(now, workspaceId);
  if (map === null || map.lived) return;
  // The process's own clock for all that is asked here: every part of it is told the time by `services`.
  const services: Services = { ...now, clock: { now: stage.now } };
  const ledger = openLedger({
    ...{ db: now.db, worker: "history", networks: now.nodes.networks, now: stage.now },
    keeper: { known: keeper.known, wentBack: () => undefined },
  });
  const clicks = createClicks(services, stage.now);
  progress("Telling the demo’s last three months (once) …");
  try {
    if (map.last === null) await dateBack(services, workspaceId, times[0]! - 5 * day);
    let read = map.last ?? times[0]!;
    let before = map.last ?? 0;
    for (const at of times.filter((time) => time > before)) {
      for (; read + readEvery < at; read += readEvery) await measure(services, stage, read + readEvery);
      stage.turnTo(at);
      await across("ledger", async () => {
        // What a process that was killed here had in its hands is asked for by the first worker of the present.
        await recover(services.db, { at: iso(at) });
        await expire(services.db, { at: iso(at) });
      });
      await run(services, { workspaceId, mapId: map.id, version: map.version, at });
      const calendar = await enterWritten(services, { workspaceId, installed, at, before });
      if (calendar !== null) await run(services, { workspaceId, mapId: calendar, version: 1, at });
      before = at;
      for (const later of rounds) {
        if (later > answered) await answer(services, workspaceId, at + answered * hour);
        stage.turnTo(at + later * hour);
        await leave(services, ledger, workspaceId, stage.now());
      }
      await visitLinks(services, clicks, workspaceId, stage.now() + hour);
    }
    stage.turnTo(null);
    await measure(services, stage, stage.now());
    // What nobody answered of the last stories is over by now.
    await across("ledger", () => expire(services.db));
  } finally {
    stage.turnTo(null);
  }
}

const iso = (at: number): string => new Date(at).toISOString();

/** The demo's live map, up to when its history is told (`last`), and whether it has `lived`: it ran in the present. */
async function mapOf({ db }: Services, workspaceId: string) {
  const { rows } = await sql<{ id: string; version: number; last: number | null; lived: boolean }>`
    select m.id, m.live_version as version,
      (select (extract(epoch from max(r.due_at)) * 1000)::float8 from run r where r.workspace_id = m.workspace_id and r.map_id = m.id and r.cause = ${cause}) as last,
      exists (select from run r where r.workspace_id = m.workspace_id and r.cause <> ${cause} and r.finished_at is not null) as lived
    from map m where m.workspace_id = ${workspaceId} and m.state = 'live' and m.live_version is not null order by m.created_at limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Runs of the history came by the map's schedule. */
const cause = "schedule";

/** The workspace, its people, their accounts and the map were there when the history begins; and so was who counts them. */
async function dateBack({ db }: Services, workspaceId: string, at: number): Promise<void> {
  const then = iso(at);
  // The company shortens its links, so that it knows who came by them.
  await sql`update workspace set created_at = ${then}, short_links = true, link_marks = true where id = ${workspaceId}`.execute(
    db,
  );
  for (const table of ["member", "account", "map"])
    await sql`update ${sql.table(table)} set created_at = ${then} where workspace_id = ${workspaceId}`.execute(db);
  await sql`update version set published_at = ${then} where workspace_id = ${workspaceId}`.execute(db);
  await sql`update reading_mark set settled_at = ${then}`.execute(db);
  await sql`insert into people_day (workspace_id, day, invited, connected)
    select ${workspaceId}::uuid, d::date, count(*), count(*) filter (where exists (select from account a where a.workspace_id = m.workspace_id and a.member_id = m.id))
    from generate_series(${then}::timestamptz, now() - interval '1 day', interval '1 day') d join member m on m.workspace_id = ${workspaceId}
    group by 1, 2 on conflict do nothing`.execute(db);
}

/** One run of the map over what its sources tell at that moment. */
async function run(
  services: Services,
  { workspaceId, mapId, version, at }: { workspaceId: string; mapId: string; version: number; at: number },
): Promise<void> {
  const { db } = services;
  const { rows } = await sql<{
    id: string;
  }>`select source_id as id from map_offset where workspace_id = ${workspaceId} and map_id = ${mapId}`.execute(db);
  const ids = rows.map(({ id }) => id);
  await pollSources(services, { workspaceId, sourceIds: ids, force: true });
  const { id } = await db
    .insertInto("run")
    .values({
      ...{ workspace_id: workspaceId, map_id: mapId, version, cause, due_at: iso(at), started_at: iso(at) },
      ...{ state: "polling", attempts: 1, sources_total: ids.length, sources_read: ids.length },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const key: RunKey = { workspaceId, mapId, id, at: iso(at) };
  await setScheduling(services, key);
  const open = () => Promise.resolve(id);
  await takeRest(services, underway({ workspaceId, mapId, id, open, asking: {} }), key, undefined);
  const moment = iso(at + 1_500);
  await sql`update run set finished_at = ${moment} where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
  await sql`update item set received_at = ${iso(at)}, seen_at = ${iso(at)} where workspace_id = ${workspaceId} and received_at > ${iso(at)}`.execute(
    db,
  );
  await sql`update poll set at = ${iso(at)} where workspace_id = ${workspaceId} and at > ${iso(at)}`.execute(db);
}

/** Of ten proposals somebody says yes to seven, no to two, and leaves one; which, nobody knows, but it is the same at every installation. */
async function answer(services: Services, workspaceId: string, now: number): Promise<void> {
  const { rows } = await sql<{ id: number; member: string; turn: number }>`
    select d.id, a.member_id as member, abs(hashtext(a.handle || d.item_key)) % 10 as turn from delivery d
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.state = 'held' and d.reason_code = 'consent' and a.member_id is not null order by d.id limit 500`.execute(
    services.db,
  );
  for (const { id, member, turn } of rows) {
    const tap = {
      workspaceId,
      memberId: member,
      deliveryId: id,
      device: "phone" as const,
      at: iso(now - (turn + 1) * 6 * 60_000),
    };
    if (turn < 7) await publishProposal(services, tap);
    else if (turn < 9) await declineProposal(services, tap);
  }
}

/** What is due leaves: as many lanes at once as there are. */
async function leave(
  services: Services,
  ledger: ReturnType<typeof openLedger>,
  workspaceId: string,
  now: number,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select account_id as id from lane where workspace_id = ${workspaceId} and next_at <= ${iso(now)} limit 500`.execute(
    services.db,
  );
  await Promise.all(
    rows.map(({ id }) =>
      inWorkspace(workspaceId, () => drain({ workspaceId, accountId: id }, lanePorts(services, ledger), () => false)),
    ),
  );
}

/** What the sweeps of the numbers would have read by then. */
async function measure(services: Services, stage: Stage, at: number): Promise<void> {
  stage.turnTo(at);
  await across("measure", async () => {
    await takeAudiences(services);
    await noteOut(services);
    await takeReadings(services);
  });
}

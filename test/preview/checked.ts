import { sql } from "kysely";
import { expect } from "vitest";
import { clean } from "#engine/clean.ts";
import { compile } from "#engine/compile.ts";
import { gistOf } from "#engine/kept.ts";
import { firstPart } from "#engine/post.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Reply } from "#server/api.ts";
import { brandOfMap } from "#server/campaigns/now.ts";
import { cap } from "#server/inbox/capped.ts";
import { nothingFetched, withFetched } from "#server/run/fetched.ts";
import { foresee, type Foreseen } from "#server/run/foresee.ts";
import { preview, readDraft, runAhead } from "#server/run/preview.ts";
import { checkCron } from "#server/time/cron.ts";
import { publish, runNow, type World } from "#test/main-job/world.ts";
import { send } from "./lanes.ts";
import { type Played, resume } from "./play.ts";

/** Milliseconds that pass between the question and the run at most. */
const meanwhile = 30_000;
type Line = { is: string; at: number | null };

/** What a run of the draft would do, one line each, times apart; of what is let go the ledger keeps as much of a title as is ever shown. */
function promised(foreseen: Foreseen, names: ReadonlyMap<string, string>): Line[] {
  const { rows, drops, kept, outcome, items } = foreseen;
  return [
    ...rows.map(({ wanted, state, code, dueAt }) => ({
      is: `delivery ${wanted.node} ${names.get(wanted.accountId)} ${wanted.itemTitle} | ${state} ${code} | ${firstPart(wanted.post).text} | ${wanted.again?.occasion ?? ""} ${wanted.wording ?? ""}`,
      at: dueAt,
    })),
    ...drops.map(({ node, title, accountId, code, reason }) => ({
      is: `drop ${node} ${names.get(accountId ?? "")} ${cap(title, 300)} | ${code} | ${reason.en} | ${reason.fr}`,
      at: null,
    })),
    ...kept.map(({ node, title, due, asked }) => ({
      is: `kept ${node} ${title} ${asked !== null}`,
      at: Date.parse(due),
    })),
    ...Object.entries(outcome.edges).map(([edge, count]) => ({ is: `edge ${edge} ${count}`, at: null })),
    ...[...outcome.steps.values()].map(({ node, itemsIn, drops: gone, back, kept: keeps, made }) => ({
      is: `step ${node} in ${itemsIn} drops ${gone} back ${back} kept ${keeps} made ${made}`,
      at: null,
    })),
    { is: `items ${items.length}`, at: null },
  ].toSorted(byWords);
}
const byWords = (a: Line, b: Line) => (a.is < b.is ? -1 : a.is > b.is ? 1 : (a.at ?? 0) - (b.at ?? 0));

/** What it did. */
async function written(
  { world: { services, workspaceId }, mapId }: Played,
  run: { id: string; items: number; edges: unknown; started_at: string | null },
) {
  const { db } = services;
  type Row = { is: string; at: string | null };
  const { rows } = await sql<Row>`
    select concat('delivery ', d.node_id, ' ', a.name, ' ', d.item_title, ' | ', d.state, ' ', coalesce(d.reason_code, 'null'), ' | ', d.post->'parts'->0->>'text', ' | ', d.occasion, ' ', d.wording) as is, d.due_at as at
      from delivery d join account a on a.id = d.account_id where d.workspace_id = ${workspaceId} and d.run_id = ${run.id}
    union all select concat('drop ', g.node_id, ' ', coalesce(a.name, 'undefined'), ' ', g.title, ' | ', g.code, ' | ', g.reason->>'en', ' | ', g.reason->>'fr'), null
      from drop g left join account a on a.id = g.account_id where g.workspace_id = ${workspaceId} and g.run_id = ${run.id}
    union all select concat('step ', node_id, ' in ', items_in, ' drops ', drops, ' back ', back, ' kept ', kept, ' made ', made), null from step
      where workspace_id = ${workspaceId} and run_id = ${run.id}
    union all select concat('kept ', node_id, ' ', title, ' ', case when asked is null then 'false' else 'true' end), due_at from kept
      where workspace_id = ${workspaceId} and map_id = ${mapId}`.execute(db);
  return [
    ...rows,
    ...Object.entries(run.edges as Record<string, number>).map(([edge, count]) => ({
      is: `edge ${edge} ${count}`,
      at: null,
    })),
    { is: `items ${run.items}`, at: null },
  ].map(({ is, at }): Line => ({ is, at: at === null ? null : Date.parse(at) }));
}

/** Asks what a run would do, lets it run, and compares. Gives what there was to compare. */
export async function check(
  played: Played,
): Promise<
  Record<
    | "deliveries"
    | "held"
    | "drops"
    | "kept"
    | "reposts"
    | "pictures"
    | "timed"
    | "putOff"
    | "late"
    | "branded"
    | "rests",
    number
  >
> {
  const { world: here, mapId, document } = played;
  const { services, workspaceId } = here;
  const { db } = services;
  const { plan, problems } = compile(document, services.nodes, {
    checkCron,
    brand: await brandOfMap(db, workspaceId, mapId),
  });
  if (plan === null) throw new Error(JSON.stringify(problems));
  const { rows: accounts } = await sql<{
    id: string;
    name: string;
  }>`select id, name from account where workspace_id = ${workspaceId}`.execute(db);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const before = await counted(here);
  const sources = await readDraft(services, workspaceId, plan.document);
  const fetched = nothingFetched();
  const foreseen = await withFetched(services, workspaceId, fetched, () =>
    foresee(services, workspaceId, { mapId, plan, sources, fetched }),
  );
  const shown = await preview(services, workspaceId, document, { map: mapId });
  // In numbers alone it is the same, and costs less.
  if (shown.now !== null) expect(await runAhead(services, workspaceId, { document, map: mapId })).toEqual(shown.now);
  // It asked, and wrote nothing.
  expect(await counted(here)).toEqual(before);
  await resume(here, mapId);
  if (foreseen.anew) await publish(here, document, mapId);
  const run = await runNow(here, mapId);
  expect(run.state).toBe(foreseen.rests ? "skipped" : "done");
  expect(shown.now?.rests ?? null).toEqual(foreseen.rests ? run.error : null);
  const did = await written(played, run);
  const promise = promised(foreseen, names);
  const expected = did.toSorted(byWords);
  expect(promise.map(({ is }) => is)).toEqual(expected.map(({ is }) => is));
  for (const [place, { at, is }] of promise.entries()) {
    const real = expected[place]!.at;
    expect([is, at === null]).toEqual([is, real === null]);
    if (at !== null && real !== null) expect(Math.abs(real - at), is).toBeLessThan(meanwhile);
  }
  for (const { code } of foreseen.rows) if (code !== null) expect(reasonText(code)).not.toBeNull();
  const posts = foreseen.rows.flatMap(({ wanted: { post } }) => post.parts);
  return {
    deliveries: foreseen.rows.length,
    held: foreseen.rows.filter(({ state }) => state === "held").length,
    drops: foreseen.drops.length,
    kept: foreseen.kept.length,
    reposts: posts.filter(({ kind }) => kind === "repost").length,
    branded: posts.filter(({ text }) => text.includes("#Salon")).length,
    rests: foreseen.rests ? 1 : 0,
    pictures: posts.filter(({ media }) => media !== undefined).length,
    // Which of several sources is read first, where nobody read them before, is known to nobody; and so whose posts stand first in a lane.
    ...(await leaves(here, run, shown, foreseen.fresh.size > 1)),
  };
}

/**
 * What the page said of single posts, held against what the run wrote of each and against when the gate lets it go, lane by lane, whatever else is
 * on its way there.
 */
async function leaves(
  here: World,
  run: { id: string; started_at: string | null },
  shown: Reply<"preview">,
  unordered: boolean,
) {
  const { services, workspaceId } = here;
  type Row = { id: number; name: string; key: string; code: string | null; state: string };
  const { rows } = await sql<Row>`
    select d.id, concat(d.node_id, ' ', a.ref) as name, d.item_key as key, d.reason_code as code, d.state from delivery d
    join account a on a.id = d.account_id where d.workspace_id = ${workspaceId} and d.run_id = ${run.id}`.execute(
    services.db,
  );
  const passed = await send(here, Infinity, Date.parse(run.started_at!));
  const sums = { timed: 0, putOff: 0, late: 0 };
  // Of a drawing that may not be published nothing is said.
  if (shown.now === null) return sums;
  expect(shown.now.messages).toBe(rows.length);
  expect(shown.now.ready).toBe(rows.filter(({ state }) => state === "ready").length);
  const own = Map.groupBy(rows, ({ name, key }) => `${name} ${gistOf(key)}`);
  const nameOf = ({ node, account, key }: (typeof shown.posts)[number]) => `${node} ${account} ${gistOf(clean(key))}`;
  const told = new Set(shown.posts.flatMap((one) => (one.now === "goes" || one.now === "held" ? [nameOf(one)] : [])));
  for (const post of shown.posts) {
    const { now, leaves: when } = post;
    const name = nameOf(post);
    // It came to the target twice, and went once.
    if (now === "letGo" && told.has(name)) continue;
    const [row, ...more] = own.get(name) ?? [];
    if (more.length > 0) continue;
    expect([name, now === "goes" || now === "held"]).toEqual([name, row !== undefined]);
    if (row === undefined) continue;
    if (now === "held") {
      expect([name, when?.code]).toEqual([name, row.code]);
      continue;
    }
    if (unordered) continue;
    const at = passed.get(row.id) ?? null;
    sums.timed += 1;
    expect([name, when?.code ?? null]).toEqual([name, at === null ? "expired" : null]);
    if (at === null) sums.late += 1;
    else {
      expect([name, Math.abs(at - Date.parse(when!.at!)) < meanwhile, new Date(at).toISOString(), when]).toEqual([
        name,
        true,
        expect.anything(),
        when,
      ]);
      if ((when?.why ?? []).length > 0) sums.putOff += 1;
    }
  }
  return sums;
}

/** Rows of all that a run writes. */
async function counted({ services: { db }, workspaceId }: World) {
  const { rows } = await sql`select (select count(*) from delivery where workspace_id = ${workspaceId}) as deliveries,
    (select count(*) from drop where workspace_id = ${workspaceId}) as drops, (select count(*) from kept where workspace_id = ${workspaceId}) as kept,
    (select count(*) from approval where workspace_id = ${workspaceId}) as questions, (select count(*) from item where workspace_id = ${workspaceId}) as items,
    (select jsonb_agg(seq order by source_id, map_id) from map_offset where workspace_id = ${workspaceId}) as offsets,
    (select jsonb_agg(node_state order by id) from map where workspace_id = ${workspaceId}) as memory`.execute(db);
  return rows[0];
}

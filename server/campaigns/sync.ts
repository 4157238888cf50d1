import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type CheckStep, type PostStep, Scenario, stepAt, type Timed, timed } from "#engine/scenario.ts";
import { titleOf, Written } from "#engine/written.ts";
import { inWorkspace } from "../database/scope.ts";
import { enterAt } from "../entries/message.ts";
import { index } from "../entries/save.ts";
import type { Db, Services, Trx } from "../ports.ts";

/** Workspaces that one round looks at; the next, some seconds later, looks at the rest. */
const atOnce = 500;
/** A post whose time is longer past than this, milliseconds, when it is drawn or answered is not sent any more. */
const late = 3_600_000;

export type Live = { scenario: Scenario; by: string | null; zone: string; answers: ReadonlyMap<string, boolean> };

/** The version of a campaign's scenario that goes on, with what its conditions found; null where none is live. */
export async function liveScenario(db: Db | Trx, workspaceId: string, campaign: string): Promise<Live | null> {
  const { rows } = await sql<{ document: unknown; by: string | null; zone: string }>`
    select v.document, v.made_by as by, w.zone from scenario s
      join scenario_version v on v.workspace_id = s.workspace_id and v.campaign_id = s.campaign_id and v.number = s.live
      join workspace w on w.id = s.workspace_id
    where s.workspace_id = ${workspaceId} and s.campaign_id = ${campaign}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const { rows: answers } = await sql<{ step: string; answer: boolean }>`select step, answer from scenario_answer
    where workspace_id = ${workspaceId} and campaign_id = ${campaign}`.execute(db);
  return {
    ...{ scenario: Scenario.parse(row.document), by: row.by, zone: row.zone },
    answers: new Map(answers.map(({ step, answer }) => [step, answer])),
  };
}

/** A step as an entry says it. A reminder is thought of when its time has come: who has published meanwhile gets none. */
export function writtenOf({ text, link, to, unless }: PostStep): Written {
  const people =
    to.kind === "company"
      ? null
      : {
          topics: to.kind === "topic" ? to.names : [],
          teams: to.kind === "team" ? to.names : [],
          ahead: unless === null ? 24 : 0,
        };
  return Written.parse({
    version: 1,
    words: [{ text, for: null }],
    link,
    accounts: to.kind === "company" ? to.accounts : [],
    people,
  });
}

const isOpen = ({ guards }: Timed, answers: ReadonlyMap<string, boolean>): boolean =>
  guards.every(({ check, wants }) => answers.get(check) === wants);

/** Asks conditions whose time has come, and writes what is to come as planned entries; `now` in milliseconds. Several processes may do this at once. */
export async function goScenarios(services: Services, now = services.clock.now()): Promise<void> {
  const { rows } = await sql<{ workspace: string; campaign: string }>`
    select s.workspace_id as workspace, s.campaign_id as campaign from scenario s
      join campaign c on c.workspace_id = s.workspace_id and c.id = s.campaign_id and c.state = 'started'
    where s.live is not null order by s.checked_at nulls first limit ${atOnce}`.execute(services.db);
  for (const { workspace, campaign } of rows)
    await inWorkspace(workspace, () =>
      services.db.transaction().execute(async (trx) => {
        const { rows: held } =
          await sql`select from scenario where workspace_id = ${workspace} and campaign_id = ${campaign} for update skip locked`.execute(
            trx,
          );
        if (held.length === 0) return;
        await sql`update scenario set checked_at = now() where workspace_id = ${workspace} and campaign_id = ${campaign}`.execute(
          trx,
        );
        await syncScenario(trx, workspace, campaign, now);
      }),
    );
}

/** One scenario, which the caller has locked: what entered stays, what is still to come is as it is drawn now. */
export async function syncScenario(trx: Trx, workspaceId: string, campaign: string, now: number): Promise<void> {
  const live = await liveScenario(trx, workspaceId, campaign);
  if (live === null) return;
  const { scenario, zone } = live;
  const all = timed(scenario).map((one) => ({ one, at: stepAt(scenario.day, zone, one) }));
  const answers = new Map(live.answers);
  for (const { one, at } of all)
    if (one.step.kind === "check" && at <= now && !answers.has(one.step.id) && isOpen(one, answers))
      answers.set(one.step.id, await ask(trx, workspaceId, campaign, one.step));
  const wanted = all.flatMap(({ one, at }) =>
    one.step.kind === "post" && isOpen(one, answers) ? [{ step: one.step, at }] : [],
  );
  const steps = wanted.map(({ step }) => step.id);
  // What somebody put their hand to is theirs: with its step gone it waits as a draft of its own, and goes out only if they say so.
  await sql`update entry set step = null, by_hand = false, state = 'draft', enter_at = null, revision = revision + 1, updated_at = clock_timestamp()
    where workspace_id = ${workspaceId} and campaign_id = ${campaign} and state in ('planned','draft') and round = 0 and by_hand
      and step <> all(${steps}::text[])`.execute(trx);
  await sql`delete from entry where workspace_id = ${workspaceId} and campaign_id = ${campaign} and state = 'planned' and round = 0
    and step <> all(${steps}::text[])`.execute(trx);
  const { rows: there } = await sql<{
    id: string;
    step: string;
    state: string;
    round: number;
    theirs: boolean;
  }>`select id, step, state, round, by_hand as theirs from entry
    where workspace_id = ${workspaceId} and campaign_id = ${campaign} and step is not null`.execute(trx);
  const known = new Map(there.map((entry) => [entry.step, entry]));
  for (const { step, at } of wanted) {
    const entry = known.get(step.id);
    if (entry === undefined && at < now - late) continue;
    // What somebody changed or took back is theirs from then on, and what entered stays as it is.
    if (entry !== undefined && (entry.state !== "planned" || entry.round > 0 || entry.theirs)) continue;
    await put(trx, workspaceId, { campaign, id: entry?.id ?? randomUUID(), step, at, by: live.by });
  }
}

/** How many people have published a step; asked once, and kept. */
async function ask(trx: Trx, workspaceId: string, campaign: string, { id, of, fewer }: CheckStep): Promise<boolean> {
  const { rows } = await sql<{ counted: number }>`
    select count(distinct a.member_id)::int as counted from entry e
      cross join lateral (select d.account_id from delivery d where d.workspace_id = ${workspaceId} and d.state = 'published'
        and d.item_key = any(array(select 'entry:' || e.id || ':' || n from generate_series(1, e.round) n))) d
      join account a on a.workspace_id = ${workspaceId} and a.id = d.account_id
    where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaign} and e.step = ${of}`.execute(trx);
  const counted = rows[0]?.counted ?? 0;
  await sql`insert into scenario_answer (workspace_id, campaign_id, step, answer, counted)
    values (${workspaceId}, ${campaign}, ${id}, ${counted < fewer}, ${counted}) on conflict do nothing`.execute(trx);
  return counted < fewer;
}

async function put(
  trx: Trx,
  workspaceId: string,
  { campaign, id, step, at, by }: { campaign: string; id: string; step: PostStep; at: number; by: string | null },
): Promise<void> {
  const written = writtenOf(step);
  const [time, enters] = [at, enterAt({ at, written, approval: false })].map((one) => new Date(one).toISOString());
  const topic = step.to.kind === "topic" ? (step.to.names[0] ?? null) : null;
  const { rows } = await sql`
    insert into entry as e (workspace_id, id, author_id, changed_by, title, written, at, enter_at, state, campaign_id, step, topic_id)
    values (${workspaceId}, ${id}, ${by}, ${by}, ${titleOf(written)}, ${JSON.stringify(written)}::jsonb, ${time}::timestamptz, ${enters}::timestamptz, 'planned',
      ${campaign}, ${step.id}, (select id from topic where workspace_id = ${workspaceId} and key = ${topic} limit 1))
    on conflict (workspace_id, id) do update set author_id = excluded.author_id, title = excluded.title, written = excluded.written, at = excluded.at,
      enter_at = excluded.enter_at, topic_id = excluded.topic_id, revision = e.revision + 1, updated_at = clock_timestamp()
    where e.state = 'planned' and not e.by_hand and (e.written, e.at) is distinct from (excluded.written, excluded.at) returning id`.execute(
    trx,
  );
  if (rows.length > 0) await index(trx, { workspaceId }, id, written);
}

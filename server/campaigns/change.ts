import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import { cancelOfCampaign } from "../ledger/campaign.ts";
import type { Db, Services, Trx } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { syncScenario } from "./sync.ts";
import { readCampaign } from "./views.ts";

type View = Reply<"getCampaign">;
type State = View["state"];
type Locked = { revision: number; state: State; name: string };

/** Nobody leads more; and a longer one is no campaign. */
const most = { campaigns: 500, days: 731 };

async function lock(trx: Trx, workspaceId: string, id: string): Promise<Locked | null> {
  const { rows } = await sql<Locked>`select revision, state, name from campaign
    where workspace_id = ${workspaceId} and id = ${id} for update`.execute(trx);
  return rows[0] ?? null;
}

/** Somebody else changed it meanwhile: what is there now goes with the refusal. */
const changed = async (db: Db | Trx, workspaceId: string, id: string) =>
  conflict(
    "campaign_changed",
    {
      en: "Somebody changed this campaign meanwhile. Look at it as it is now, and change it again.",
      fr: "Quelqu’un a modifié cette campagne entre-temps. Regardez-la telle qu’elle est, et modifiez-la de nouveau.",
    },
    await readCampaign(db, workspaceId, id),
  );

/**
 * Keeps a campaign; a new one is a draft. What somebody sends again who heard no answer is there once. Throws 404, 409 `campaign_changed`,
 * `campaign_stopped`, 422 `campaign_days`, `too_many`.
 */
export async function saveCampaign(
  { db }: Pick<Services, "db">,
  who: Manager,
  id: string,
  body: Body<"saveCampaign">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const { revision, name, about, colour, firstDay, lastDay, budget, hashtags, utm, topics } = body;
  checkDays(firstDay, lastDay);
  return db.transaction().execute(async (trx) => {
    const known = await lock(trx, workspaceId, id);
    if (known === null && revision !== 0) throw notFound();
    if (known?.state === "stopped") throw stopped();
    if (known !== null && known.revision !== revision) {
      const now = await readCampaign(trx, workspaceId, id);
      if (known.revision === revision + 1 && isSame(now, body)) return now;
      throw await changed(trx, workspaceId, id);
    }
    if (known === null) await checkRoom(trx, workspaceId);
    const marks = JSON.stringify(utm);
    const tags = [...new Set(hashtags.map((tag) => clean(tag).replace(/^#+/u, "").trim()))].filter((tag) => tag !== "");
    const objective = sql`(select id from objective where workspace_id = ${workspaceId} and id = ${body.objective})`;
    const audience = sql`(select id from audience where workspace_id = ${workspaceId} and id = ${body.audience})`;
    await sql`insert into campaign as c (workspace_id, id, name, about, colour, objective_id, audience_id, first_day, last_day, budget, hashtags, utm, changed_by)
      values (${workspaceId}, ${id}, ${clean(name)}, ${clean(about)}, ${colour}, ${objective}, ${audience}, ${firstDay}::date, ${lastDay}::date, ${budget}, ${tags}::text[], ${marks}::jsonb, ${memberId})
      on conflict (workspace_id, id) do update set revision = c.revision + 1, name = excluded.name, about = excluded.about, colour = excluded.colour,
        objective_id = excluded.objective_id, audience_id = excluded.audience_id, first_day = excluded.first_day, last_day = excluded.last_day,
        budget = excluded.budget, hashtags = excluded.hashtags, utm = excluded.utm, changed_by = excluded.changed_by, updated_at = clock_timestamp()`.execute(
      trx,
    );
    await sql`delete from campaign_topic where workspace_id = ${workspaceId} and campaign_id = ${id} and topic_id <> all(${topics}::uuid[])`.execute(
      trx,
    );
    await sql`insert into campaign_topic (workspace_id, campaign_id, topic_id) select workspace_id, ${id}::uuid, id from topic
      where workspace_id = ${workspaceId} and id = any(${topics}::uuid[]) on conflict do nothing`.execute(trx);
    const detail = { title: clean(name) };
    await record(trx, { ...who, action: "campaign.save", subject: `campaign/${id}`, detail });
    return readCampaign(trx, workspaceId, id);
  });
}

const isSame = (now: View, body: Body<"saveCampaign">): boolean =>
  JSON.stringify([now.name, now.about, now.firstDay, now.lastDay, now.budget, now.colour]) ===
  JSON.stringify([body.name, body.about, body.firstDay, body.lastDay, body.budget, body.colour]);

function checkDays(first: string, last: string): void {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  if (days < 0)
    throw unprocessable("campaign_days", {
      en: "The last day lies before the first one. Put them the other way round.",
      fr: "Le dernier jour précède le premier. Inversez-les.",
    });
  if (days > most.days)
    throw unprocessable("campaign_days", {
      en: "A campaign lasts two years at most. Choose a nearer last day.",
      fr: "Une campagne dure deux ans au plus. Choisissez un dernier jour plus proche.",
    });
}

async function checkRoom(trx: Trx, workspaceId: string): Promise<void> {
  // Two people who make one at once are counted one after the other.
  await sql`select from workspace where id = ${workspaceId} for no key update`.execute(trx);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from campaign where workspace_id = ${workspaceId}`.execute(trx);
  if ((rows[0]?.n ?? 0) >= most.campaigns)
    throw unprocessable("too_many", {
      en: `There are ${most.campaigns} campaigns already. Delete some that are over.`,
      fr: `Il y a déjà ${most.campaigns} campagnes. Supprimez-en qui sont terminées.`,
    });
}

const stopped = () =>
  conflict("campaign_stopped", {
    en: "This campaign was stopped, and stays as it is. Make a new one.",
    fr: "Cette campagne a été arrêtée et reste telle quelle. Créez-en une nouvelle.",
  });

const from: Record<"started" | "paused" | "stopped", readonly State[]> = {
  started: ["draft", "paused"],
  paused: ["started"],
  stopped: ["started", "paused"],
};

/** Starts, pauses or stops all that belongs to it at once: the gate and the runs ask this one row. Throws 404, 409. */
export async function turnCampaign(
  { db, clock }: Pick<Services, "db" | "clock">,
  who: Manager,
  id: string,
  { revision, state }: Body<"turnCampaign">,
): Promise<Reply<"turnCampaign">> {
  const { workspaceId, memberId } = who;
  return db.transaction().execute(async (trx) => {
    const known = await lock(trx, workspaceId, id);
    if (known === null) throw notFound();
    if (known.state === "stopped" && state !== "stopped") throw stopped();
    // The answer to what was asked before was lost.
    const done = known.state === state;
    if (!done && known.revision !== revision) throw await changed(trx, workspaceId, id);
    let cancelled = 0;
    if (!done) {
      if (!from[state].includes(known.state)) throw notBegun();
      await sql`update campaign set state = ${state}, revision = revision + 1, changed_by = ${memberId}, updated_at = clock_timestamp()
        where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
      if (state === "stopped") cancelled = await end(trx, workspaceId, id);
      else await syncScenario(trx, workspaceId, id, clock.now());
      const action = { started: "campaign.start", paused: "campaign.pause", stopped: "campaign.stop" }[state];
      await record(trx, { ...who, action, subject: `campaign/${id}`, detail: { title: known.name } });
    }
    return { campaign: await readCampaign(trx, workspaceId, id), cancelled };
  });
}

const notBegun = () =>
  conflict("campaign_draft", {
    en: "It has not begun yet: start it first.",
    fr: "Elle n’a pas encore commencé : démarrez-la d’abord.",
  });

/** What is planned is a draft again, and what waits ends. */
async function end(trx: Trx, workspaceId: string, id: string): Promise<number> {
  await sql`update entry set state = 'draft', enter_at = null, revision = revision + 1, updated_at = clock_timestamp()
    where workspace_id = ${workspaceId} and campaign_id = ${id} and state = 'planned'`.execute(trx);
  return cancelOfCampaign(trx, workspaceId, id);
}

/** A map or an entry of the company belongs to it from now on, or to none. Throws 404, 409. */
export async function fillCampaign(
  { db }: Pick<Services, "db">,
  who: Manager,
  id: string,
  { kind, id: thing, belongs }: Body<"fillCampaign">,
): Promise<View> {
  const { workspaceId } = who;
  return db.transaction().execute(async (trx) => {
    const known = await lock(trx, workspaceId, id);
    if (known === null) throw notFound();
    if (known.state === "stopped" && belongs) throw stopped();
    const may = kind === "map" ? sql`state <> 'archived' and house is null` : sql`owner_id is null`;
    const { numAffectedRows } = await sql`update ${sql.table(kind)} set campaign_id = ${belongs ? id : null}::uuid
      where workspace_id = ${workspaceId} and id = ${thing} and ${may} and (${belongs} or campaign_id = ${id})`.execute(
      trx,
    );
    if (belongs && numAffectedRows === 0n) throw notFound();
    const action = belongs ? "campaign.take" : "campaign.leave";
    await record(trx, { ...who, action, subject: `campaign/${id}`, detail: { title: known.name } });
    return readCampaign(trx, workspaceId, id);
  });
}

/** Deletes one of which nothing goes on. Throws 404, 409. */
export async function deleteCampaign(
  { db }: Pick<Services, "db">,
  who: Manager,
  id: string,
  revision: number,
): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const known = await lock(trx, workspaceId, id);
    if (known === null) throw notFound();
    if (known.revision !== revision) throw await changed(trx, workspaceId, id);
    if (known.state === "started" || known.state === "paused") throw goesOn();
    await sql`delete from campaign where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { ...who, action: "campaign.delete", subject: `campaign/${id}`, detail: { title: known.name } });
  });
}

const goesOn = () =>
  conflict("campaign_goes_on", {
    en: "It is under way: stop it first, then delete it.",
    fr: "Elle est en cours : arrêtez-la d’abord, puis supprimez-la.",
  });

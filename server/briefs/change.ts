import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { askPeople } from "./ask.ts";
import { lockBrief, type Standing } from "./standing.ts";
import { readBrief } from "./views.ts";

type View = Reply<"getBrief">;
type Given = Body<"saveBrief">;

/** Nobody keeps more. */
const most = 500;

/** Somebody else changed it meanwhile: what is there now goes with the refusal. */
const changed = async (db: Db | Trx, workspaceId: string, id: string) =>
  conflict(
    "brief_changed",
    {
      en: "Somebody changed this meanwhile. Look at it as it is now, and change it again.",
      fr: "Quelqu’un l’a modifié entre-temps. Regardez-le tel qu’il est, et modifiez-le de nouveau.",
    },
    await readBrief(db, workspaceId, id),
  );

/**
 * Keeps a brief; a new one is a draft. Of an open one, who comes in by its new words is asked at once, and who was asked stays so. What is sent again by
 * somebody who heard no answer is there once. Throws 404, 409 `brief_changed`, 422 `too_many`, `brief_nobody`, `brief_crowd`, `brief_past`.
 */
export async function saveBrief({ db }: Pick<Services, "db">, who: Manager, id: string, body: Given): Promise<View> {
  const { workspaceId, memberId } = who;
  const { revision, kind, lastDay } = body;
  const title = line(body.title);
  const [wanted, effort] = [clean(body.wanted).trim(), line(body.effort)];
  const { text = "", picture = "", technique = "" } = body.help;
  const help = JSON.stringify({ text: line(text), picture: line(picture), technique: line(technique) });
  return db.transaction().execute(async (trx) => {
    const known = await lockBrief(trx, workspaceId, id);
    if (known === null && revision !== 0) throw notFound();
    if (known !== null && known.revision !== revision) {
      const now = await readBrief(trx, workspaceId, id);
      if (known.revision === revision + 1 && isSame(now, { ...body, title, wanted, effort })) return now;
      throw await changed(trx, workspaceId, id);
    }
    if (known === null) await checkRoom(trx, workspaceId);
    if (known?.state === "open") await checkDay(trx, workspaceId, lastDay);
    const { rows } =
      await sql`insert into brief as b (workspace_id, id, kind, title, wanted, help, effort, last_day, campaign_id, topic_id, team_id, changed_by)
      values (${workspaceId}, ${id}, ${kind}, ${title}, ${wanted}, ${help}::jsonb, ${effort}, ${lastDay}::date,
        (select id from campaign where workspace_id = ${workspaceId} and id = ${body.campaign}), (select id from topic where workspace_id = ${workspaceId} and id = ${body.topic}),
        (select id from team where workspace_id = ${workspaceId} and id = ${body.team}), ${memberId})
      on conflict (workspace_id, id) do update set revision = b.revision + 1, kind = excluded.kind, title = excluded.title, wanted = excluded.wanted, help = excluded.help,
        effort = excluded.effort, last_day = excluded.last_day, campaign_id = excluded.campaign_id, topic_id = excluded.topic_id, team_id = excluded.team_id,
        changed_by = excluded.changed_by, updated_at = clock_timestamp() where b.revision = ${revision} returning id`.execute(
        trx,
      );
    // Another one with this id was made in the same moment.
    if (rows.length === 0) throw await changed(trx, workspaceId, id);
    await setNamed(trx, workspaceId, id, body.people);
    if (known?.state === "open") await askPeople(trx, { workspaceId, id, title, lastDay }, who);
    await record(trx, { ...who, action: "brief.save", subject: `brief/${id}`, detail: { title } });
    return readBrief(trx, workspaceId, id);
  });
}

const line = (text: string): string => clean(text).replace(/\s+/gu, " ").trim();

const isSame = (now: View, body: Given): boolean =>
  JSON.stringify([
    now.kind,
    now.title,
    now.wanted,
    now.effort,
    now.lastDay,
    now.people.map(({ id }) => id).toSorted(),
  ]) ===
  JSON.stringify([body.kind, body.title, body.wanted, body.effort, body.lastDay, [...new Set(body.people)].toSorted()]);

/** Whom it asks by name. Who was asked stays so, chosen or not: what somebody answered is kept, and nobody can tell from it what that was. */
async function setNamed(trx: Trx, workspaceId: string, id: string, people: readonly string[]): Promise<void> {
  await sql`update brief_person set named = false where workspace_id = ${workspaceId} and brief_id = ${id} and named and member_id <> all(${[...people]}::uuid[])`.execute(
    trx,
  );
  await sql`delete from brief_person where workspace_id = ${workspaceId} and brief_id = ${id} and asked_at is null and not named`.execute(
    trx,
  );
  await sql`insert into brief_person (workspace_id, brief_id, member_id, named)
    select workspace_id, ${id}::uuid, id, true from member where workspace_id = ${workspaceId} and id = any(${[...people]}::uuid[]) and disabled_at is null
    on conflict (workspace_id, brief_id, member_id) do update set named = true`.execute(trx);
}

async function checkRoom(trx: Trx, workspaceId: string): Promise<void> {
  // Two people who make one at once are counted one after the other.
  await sql`select from workspace where id = ${workspaceId} for no key update`.execute(trx);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from brief where workspace_id = ${workspaceId}`.execute(trx);
  if ((rows[0]?.n ?? 0) >= most)
    throw unprocessable("too_many", {
      en: `There are ${most} briefs already. Delete some that are closed.`,
      fr: `Il y a déjà ${most} appels. Supprimez-en qui sont clos.`,
    });
}

async function checkDay(trx: Trx, workspaceId: string, lastDay: string | null): Promise<void> {
  if (lastDay === null) return;
  const { rows } = await sql<{
    past: boolean;
  }>`select (now() at time zone zone)::date > ${lastDay}::date as past from workspace where id = ${workspaceId}`.execute(
    trx,
  );
  if (rows[0]?.past === true)
    throw unprocessable("brief_past", {
      en: "Its last day is over. Choose a later one, or none.",
      fr: "Son dernier jour est passé. Choisissez-en un plus tard, ou aucun.",
    });
}

/** Opens a brief, which asks its people, or closes it. Throws 404, 409 `brief_changed`, 422. */
export async function turnBrief(
  { db }: Pick<Services, "db">,
  who: Manager,
  id: string,
  { revision, state }: Body<"turnBrief">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  return db.transaction().execute(async (trx) => {
    const known = await lockBrief(trx, workspaceId, id);
    if (known === null) throw notFound();
    // The answer to what was asked before was lost, or a colleague asked the same.
    if (known.state === state) return readBrief(trx, workspaceId, id);
    if (known.revision !== revision) throw await changed(trx, workspaceId, id);
    if (state === "closed" && known.state === "draft") throw isDraft();
    if (state === "open") await open(trx, who, id, known);
    else
      await sql`update brief set state = 'closed', revision = revision + 1, changed_by = ${memberId}, updated_at = clock_timestamp()
        where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    const action = state === "open" ? "brief.open" : "brief.close";
    await record(trx, { ...who, action, subject: `brief/${id}`, detail: { title: known.title } });
    return readBrief(trx, workspaceId, id);
  });
}

async function open(trx: Trx, who: Manager, id: string, { title }: Standing): Promise<void> {
  const { workspaceId, memberId } = who;
  const { rows } = await sql<{ lastDay: string | null; empty: boolean }>`
    update brief set state = 'open', revision = revision + 1, asked_by = ${memberId}, changed_by = ${memberId}, opened_at = now(), updated_at = clock_timestamp()
    where workspace_id = ${workspaceId} and id = ${id} returning to_char(last_day, 'YYYY-MM-DD') as "lastDay", wanted = '' as empty`.execute(
    trx,
  );
  const { lastDay, empty } = rows[0]!;
  if (empty) throw unsaid();
  await checkDay(trx, workspaceId, lastDay);
  await askPeople(trx, { workspaceId, id, title, lastDay }, who);
}

const isDraft = () =>
  conflict("brief_draft", {
    en: "It is a draft, and nobody was asked. Open it first, or delete it.",
    fr: "C’est un brouillon, personne n’a été sollicité. Ouvrez-le d’abord, ou supprimez-le.",
  });
const unsaid = () =>
  unprocessable("brief_unsaid", {
    en: "Say what is asked first: people decide by it.",
    fr: "Dites d’abord ce qui est demandé : c’est là-dessus que chacun décide.",
  });

/** Deletes a brief in which nothing waits or goes on. Throws 404, 409. */
export async function deleteBrief(
  { db }: Pick<Services, "db">,
  who: Manager,
  id: string,
  revision: number,
): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const known = await lockBrief(trx, workspaceId, id);
    if (known === null) throw notFound();
    if (known.revision !== revision) throw await changed(trx, workspaceId, id);
    const { rows } =
      await sql`select from brief_person where workspace_id = ${workspaceId} and brief_id = ${id} and state in ('offered','agreed') limit 1`.execute(
        trx,
      );
    if (known.state === "open" || rows.length > 0) throw goesOn();
    await sql`delete from brief where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { ...who, action: "brief.delete", subject: `brief/${id}`, detail: { title: known.title } });
  });
}

const goesOn = () =>
  conflict("brief_goes_on", {
    en: "It is open, or somebody waits for an answer or is at work. Close it and answer them first, then delete it.",
    fr: "Il est ouvert, ou quelqu’un attend une réponse ou s’en occupe. Fermez-le et répondez d’abord, puis supprimez-le.",
  });

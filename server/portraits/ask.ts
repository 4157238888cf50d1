import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { beginDraft } from "../briefs/posts.ts";
import { callBack } from "../entries/call-back.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Caller } from "../http/caller.ts";
import type { Db, Services } from "../ports.ts";
import { noLink, readLink } from "../suggestions/link.ts";
import { endIt } from "./end.ts";
import { changedMeanwhile, entriesOf, keptDays, lockPortrait, type Who } from "./standing.ts";
import { tellPortrait } from "./tell.ts";
import { readPortrait } from "./views.ts";

/** Portraits of a workspace at once. */
const most = 200;

/** Asks somebody for a portrait, once; the same id sent again is there once. Throws 404, 422 `too_many_portraits`. */
export async function askPortrait(db: Db, { workspaceId, memberId }: Who, body: Body<"askPortrait">): Promise<void> {
  const { id, to, campaign = null } = body;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ name: string; by: string }>`
      select m.name, s.name as by from member m join member s on s.workspace_id = m.workspace_id and s.id = ${memberId}
      where m.workspace_id = ${workspaceId} and m.id = ${to} and m.disabled_at is null`.execute(trx);
    const [person] = rows;
    if (person === undefined) throw notFound();
    const { rows: made } = await sql`
      insert into portrait (workspace_id, id, member_id, asked_by, campaign_id, note, questions, until)
      select ${workspaceId}::uuid, ${id}::uuid, ${to}::uuid, ${memberId}::uuid, (select id from campaign where workspace_id = ${workspaceId} and id = ${campaign}),
        ${clean(body.note ?? "").trim()}, ${JSON.stringify(body.questions.map((one) => clean(one).trim()))}::jsonb, now() + make_interval(days => ${keptDays.asked}::int)
      where (select count(*) from portrait where workspace_id = ${workspaceId} and until > now()) < ${most}
      on conflict (workspace_id, id) do nothing returning id`.execute(trx);
    if (made.length === 0) {
      const { rows: there } =
        await sql`select from portrait where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
      if (there.length > 0) return;
      throw unprocessable("too_many_portraits", {
        en: `There are ${most} portraits already. Give one up that came to nothing.`,
        fr: `Il y a déjà ${most} portraits. Renoncez à un qui n’a pas abouti.`,
      });
    }
    if (to !== memberId) await tellPortrait(trx, { workspaceId, memberId: to }, id, "asked", person.by);
    await record(trx, { workspaceId, memberId, action: "portrait.ask", subject: `portrait/${id}` });
  });
}

/** Proposes the words that would go out. A yes to others is none for these. Throws 404, 409 `portrait_changed`, `portrait_unanswered`, 422 `no_link`. */
export async function proposePortrait(
  db: Db,
  { workspaceId, memberId }: Who,
  id: string,
  { revision, words, link: given = null }: Body<"proposePortrait">,
): Promise<Reply<"proposePortrait">> {
  const link = given === null || given === "" ? null : readLink(given);
  if (given !== null && given !== "" && link === null) throw noLink();
  return db.transaction().execute(async (trx) => {
    const row = await lockPortrait(trx, workspaceId, id);
    if (row.revision !== revision) throw changedMeanwhile();
    if (row.member === null || row.state === "asked" || row.state === "withdrawn") throw unanswered();
    await callBack(trx, workspaceId, await entriesOf(trx, workspaceId, id));
    await sql`update portrait set state = 'proposed', revision = revision + 1, words = ${clean(words).trim()}, link = ${link}, wish = '', receipt = null,
        asked_by = ${memberId}, until = now() + make_interval(days => ${keptDays.answered}::int)
      where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    const { rows } = await sql<{
      name: string;
    }>`select name from member where workspace_id = ${workspaceId} and id = ${memberId}`.execute(trx);
    if (row.member !== memberId)
      await tellPortrait(trx, { workspaceId, memberId: row.member }, id, "proposed", rows[0]!.name, `/${revision + 1}`);
    await record(trx, { workspaceId, memberId, action: "portrait.propose", subject: `portrait/${id}` });
    return readPortrait(trx, workspaceId, id);
  });
}

/** Begins a post of the company's: a draft with exactly what its person said yes to. Throws 404, 409 `portrait_unagreed`. */
export async function promotePortrait(
  services: Pick<Services, "db" | "nodes" | "settings">,
  who: Pick<Caller, "workspaceId" | "memberId" | "role">,
  id: string,
): Promise<Reply<"promotePortrait">> {
  const { db } = services;
  const { workspaceId, memberId } = who;
  const { rows } = await sql<{
    receipt: { words: string; link: string | null; medium: string | null; alt: string } | null;
    campaign: string | null;
  }>`select case when p.state = 'agreed' then p.receipt end as receipt, c.id as campaign from portrait p
      left join campaign c on c.workspace_id = p.workspace_id and c.id = p.campaign_id and c.state <> 'stopped'
    where p.workspace_id = ${workspaceId} and p.id = ${id} and p.until > now()`.execute(db);
  const [row] = rows;
  if (row === undefined) throw notFound();
  if (row.receipt === null) throw unagreed();
  const { rows: begun } = await sql<{ id: string; draft: boolean }>`
    select e.id, e.state = 'draft' as draft from portrait_entry x
      cross join lateral (select id, state from entry e where e.workspace_id = x.workspace_id and e.id = x.entry_id limit 1) e
    where x.workspace_id = ${workspaceId} and x.portrait_id = ${id} order by e.id`.execute(db);
  const draft = begun.find((each) => each.draft);
  if (draft !== undefined) return { id: draft.id };
  const { words, link, medium, alt } = row.receipt;
  const entry = await beginDraft(services, who, {
    parts: [workspaceId, id, "portrait", String(begun.length)],
    made: { title: words, campaign: row.campaign, topic: null, link, words, medium, alt },
    owner: null,
  });
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } =
      await sql`insert into portrait_entry (workspace_id, entry_id, portrait_id) values (${workspaceId}, ${entry}, ${id}) on conflict do nothing`.execute(
        trx,
      );
    if (numAffectedRows === 1n)
      await record(trx, { workspaceId, memberId, action: "portrait.promote", subject: `portrait/${id}` });
  });
  return { id: entry };
}

/** Who runs the programme gives it up. Throws 404. */
export async function endPortrait(db: Db, { workspaceId, memberId }: Who, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockPortrait(trx, workspaceId, id);
    if (row.state === "withdrawn") return;
    await endIt(trx, workspaceId, id);
    const { rows } = await sql<{
      name: string;
    }>`select name from member where workspace_id = ${workspaceId} and id = ${memberId}`.execute(trx);
    // Who had not answered is not bothered: the question is gone with it.
    if (row.member !== null && row.member !== memberId && row.state !== "asked")
      await tellPortrait(trx, { workspaceId, memberId: row.member }, id, "ended", rows[0]!.name);
    await record(trx, { workspaceId, memberId, action: "portrait.end", subject: `portrait/${id}` });
  });
}

const unanswered = () =>
  conflict("portrait_unanswered", {
    en: "There is nothing to write from: its person has not answered, or has taken it back.",
    fr: "Il n’y a rien d’où partir : la personne n’a pas répondu, ou l’a repris.",
  });
const unagreed = () =>
  conflict("portrait_unagreed", {
    en: "Its person reads the words first and says yes. Nothing goes out before.",
    fr: "La personne lit d’abord les mots et dit oui. Rien ne part avant.",
  });

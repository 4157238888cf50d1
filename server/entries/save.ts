import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { matchRef } from "#engine/ref.ts";
import { titleOf, type Written, Written as Schema } from "#engine/written.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { entries } from "../api/entries.ts";
import { record } from "../audit.ts";
import { campaignNow } from "../campaigns/now.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { topicsOf } from "../topics/read.ts";
import { checkEntry, type Finding, type Given } from "./check.ts";
import { enterAt } from "./message.ts";
import { mayWrite, ownerOf, type Who } from "./may.ts";
import { mayUse } from "./pictures.ts";
import { checkPortrait } from "./portrait.ts";
import { needsSecond } from "./second.ts";
import { columns, findEntry, readRow, type Row, viewsOf } from "./row.ts";

type Body = z.output<(typeof entries)["saveEntry"]["body"]>;
type Working = Pick<Services, "db" | "nodes" | "settings">;

export async function viewOf(services: Working, who: Who, row: Row, db: Services["db"] | Trx = services.db) {
  const [view] = await viewsOf(db, { workspaceId: who.workspaceId, rows: [row], networks: services.nodes.networks });
  return view!;
}

/** Somebody else changed it meanwhile: what is there now goes with the refusal. */
export const changed = async (services: Working, who: Who, row: Row) =>
  conflict(
    "entry_changed",
    {
      en: "Somebody changed this meanwhile. Look at it as it is now, and change it again.",
      fr: "Quelqu’un l’a modifié entre-temps. Regardez-le tel qu’il est, et modifiez-le de nouveau.",
    },
    await viewOf(services, who, row),
  );

/** 422 with what stands in the way of an entry. */
export const problems = (findings: readonly Finding[]) =>
  unprocessable(
    "entry_problems",
    {
      en: "It cannot go out like this. See what is marked.",
      fr: "Il ne peut pas partir ainsi. Voyez ce qui est signalé.",
    },
    findings,
  );

export const hasEntered = () =>
  conflict("entry_entered", {
    en: "It is on its way already. Take it back first, then change it.",
    fr: "Il est déjà en route. Reprenez-le d’abord, puis modifiez-le.",
  });

export const isError = ({ severity }: Finding): boolean => severity === "error";

/**
 * Keeps an entry, whatever stands in its way; one that is planned stays so, and is refused where it could not go out any more. What is sent again by
 * somebody who heard no answer is there once. Throws 404, 409 `entry_changed` and `entry_entered`, 422.
 */
export async function saveEntry(
  services: Working,
  who: Who,
  id: string,
  { revision, ...given }: Body,
): Promise<Reply<"saveEntry">> {
  const { workspaceId, memberId } = who;
  const own = ownerOf(who) !== null;
  const second = !own && (await needsSecond(services.db, workspaceId, memberId));
  const body: Given = { ...given, written: cleaned(given.written), approval: (given.approval || second) && !own };
  if (own) delete body.campaign;
  if (body.campaign != null && (await campaignNow(services.db, workspaceId, body.campaign)) === null)
    throw noCampaign();
  await mayUse(services.db, who, body.written);
  if (body.topic !== null && !(await topicsOf(services.db, workspaceId)).some(({ id: topic }) => topic === body.topic))
    throw noTopic();
  const { findings } = await checkEntry(services, who, body);
  const saved = await services.db.transaction().execute(async (trx): Promise<Row | { other: Row }> => {
    const row = await findEntry(trx, who, id, { lock: true });
    if (row === null) {
      if (revision !== 0) throw notFound();
      return insert(trx, who, id, body);
    }
    if (row.state === "entered") throw hasEntered();
    // The answer to what was sent before was lost.
    if (row.revision === revision + 1 && isSame(row, body)) return row;
    if (row.revision !== revision) return { other: row };
    if (row.state === "planned" && (body.at === null || findings.some(isError))) throw problems(findings);
    if (row.state === "planned") await checkPortrait(trx, workspaceId, id, body.written);
    const next = await update(trx, who, row, body);
    if (row.state === "planned")
      await record(trx, { workspaceId, memberId, action: "entry.change", subject: `entry/${id}` });
    return next;
  });
  if ("other" in saved) throw await changed(services, who, saved.other);
  return { entry: await viewOf(services, who, saved), findings };
}

/** Text as PostgreSQL takes it. */
const cleaned = (written: Written): Written => ({
  ...written,
  words: written.words.map((one) => ({ ...one, text: clean(one.text) })),
  thread: written.thread.map((one) => clean(one)),
  comment: clean(written.comment),
  link: written.link === null || written.link.trim() === "" ? null : clean(written.link).trim(),
  media: written.media.map((one) => ({ ...one, alt: clean(one.alt) })),
  language: clean(written.language),
  accounts: [...new Set(written.accounts.map((one) => clean(one)))],
});

const time = (at: string | null): number | null => (at === null ? null : Date.parse(at));
function isSame(row: Row, body: Given): boolean {
  const told = ({ written, at, until, evergreen, approval, topic }: Given | Row) =>
    JSON.stringify([Schema.parse(written), time(at), time(until), evergreen, approval, topic]);
  return told(row) === told(body) && (body.campaign === undefined || body.campaign === row.campaign);
}

async function insert(trx: Trx, who: Who, id: string, body: Given): Promise<Row | { other: Row }> {
  const { workspaceId, memberId } = who;
  const { written, at, until, evergreen, approval, topic, campaign = null } = body;
  const { rows } = await sql<Row>`
    insert into entry as e (workspace_id, id, owner_id, author_id, changed_by, title, written, at, until, evergreen, approval, topic_id, campaign_id)
    values (${workspaceId}, ${id}, ${ownerOf(who)}, ${memberId}, ${memberId}, ${titleOf(written)}, ${JSON.stringify(written)}::jsonb, ${at}::timestamptz,
      ${until}::timestamptz, ${evergreen}, ${approval}, ${topic}, ${campaign})
    on conflict (workspace_id, id) do nothing returning ${columns}`.execute(trx);
  if (rows[0] === undefined) {
    const other = await findEntry(trx, who, id);
    if (other === null) throw notFound();
    return { other };
  }
  await index(trx, who, id, written);
  return readRow(rows[0]);
}

async function update(trx: Trx, who: Who, row: Row, body: Given): Promise<Row> {
  const { workspaceId, memberId } = who;
  const { written, at, until, evergreen, approval, topic, campaign = row.campaign } = body;
  const enters = row.state === "planned" ? enterAt({ at: Date.parse(at!), written, approval }) : null;
  const { rows } = await sql<Row>`
    update entry e set revision = revision + 1, by_hand = step is not null, changed_by = ${memberId},
      asked_by = case when e.state = 'planned' then ${memberId}::uuid end, updated_at = clock_timestamp(), title = ${titleOf(written)},
      written = ${JSON.stringify(written)}::jsonb, at = ${at}::timestamptz, until = ${until}::timestamptz, evergreen = ${evergreen},
      approval = ${approval}, topic_id = ${topic}, campaign_id = ${campaign}, enter_at = ${enters === null ? null : new Date(enters).toISOString()}::timestamptz
    where e.workspace_id = ${workspaceId} and e.id = ${row.id} and ${mayWrite(who)} returning ${columns}`.execute(trx);
  await index(trx, who, row.id, written);
  return readRow(rows[0]!);
}

/** By which the calendar of an account, and whoever prunes pictures, finds it. */
export async function index(
  trx: Trx,
  { workspaceId }: Pick<Who, "workspaceId">,
  id: string,
  { accounts: refs, media }: Written,
): Promise<void> {
  const accounts = refs.length === 0 ? [] : await listPublishers(trx, workspaceId);
  const ids = refs.flatMap((ref) => {
    const found = matchRef(ref, accounts);
    return found.kind === "one" ? [found.account.id] : [];
  });
  await sql`delete from entry_account where workspace_id = ${workspaceId} and entry_id = ${id} and account_id <> all(${ids}::uuid[])`.execute(
    trx,
  );
  await sql`insert into entry_account (workspace_id, entry_id, account_id) select ${workspaceId}, ${id}, x from unnest(${ids}::uuid[]) x
    on conflict do nothing`.execute(trx);
  const shown = media.map(({ id: medium }) => medium);
  await sql`delete from entry_medium where workspace_id = ${workspaceId} and entry_id = ${id} and medium_id <> all(${shown}::uuid[])`.execute(
    trx,
  );
  await sql`insert into entry_medium (workspace_id, entry_id, medium_id)
    select workspace_id, ${id}, id from medium where workspace_id = ${workspaceId} and id = any(${shown}::uuid[])
    on conflict do nothing`.execute(trx);
}

const noCampaign = () =>
  conflict("no_campaign", {
    en: "This campaign does not exist any more. Choose another one, or none.",
    fr: "Cette campagne n’existe plus. Choisissez-en une autre, ou aucune.",
  });
const noTopic = () =>
  conflict("no_topic", {
    en: "This topic does not exist any more. Choose another one, or none.",
    fr: "Ce thème n’existe plus. Choisissez-en un autre, ou aucun.",
  });

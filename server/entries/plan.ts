import { type RawBuilder, sql } from "kysely";
import { entryKey } from "#engine/written.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { entries } from "../api/entries.ts";
import { record } from "../audit.ts";
import { noRoom } from "../calendar/no-room.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { cancelItem, moveItem } from "../ledger/moved.ts";
import type { Services, Trx } from "../ports.ts";
import { askAboutGone } from "../run/kept.ts";
import { checkEntry } from "./check.ts";
import { accountsOf, fitsOf } from "./fits.ts";
import { ensureCalendar } from "./house.ts";
import type { Who } from "./may.ts";
import { enterAt, untilOf } from "./message.ts";
import { nextFree } from "./next.ts";
import { checkPortrait } from "./portrait.ts";
import { needsSecond } from "./second.ts";
import { columns, findEntry, readRow, type Row } from "./row.ts";
import { changed, hasEntered, isError, problems, viewOf } from "./save.ts";

type When = z.output<(typeof entries)["planEntry"]["body"]>["when"];
type Settled = Reply<"planEntry">;

/** Milliseconds by which a page's clock may be behind. */
const slack = 60_000;

async function seen(services: Services, who: Who, id: string, revision: number): Promise<Row> {
  const row = await findEntry(services.db, who, id);
  if (row === null) throw notFound();
  if (row.revision !== revision) throw await changed(services, who, row);
  return row;
}

/** Lets an entry go out at a time. Throws 404, 409, 422 `entry_problems` and `no_slot`, 400 for a time that is past. */
export async function planEntry(
  services: Services,
  who: Who,
  id: string,
  { revision, when }: { revision: number; when: When },
): Promise<Settled> {
  const row = await seen(services, who, id, revision);
  if (row.state === "entered") throw hasEntered();
  const at =
    when.kind === "next"
      ? await nextFree(services, who, row)
      : when.kind === "now"
        ? services.clock.now()
        : Date.parse(when.at);
  if (at < services.clock.now() - slack) throw past();
  const given = { ...row, at: iso(at) };
  const { findings } = await checkEntry(services, who, given);
  if (findings.some(isError)) throw problems(findings);
  await checkPortrait(services.db, who.workspaceId, id, row.written);
  await ensureCalendar(services, who.workspaceId);
  const { written, owner } = row;
  const second = owner === null && (await needsSecond(services.db, who.workspaceId, who.memberId));
  const approval = row.approval || second;
  const next = await change(services, who, { id, revision, action: "entry.plan" }, () =>
    Promise.resolve(
      sql`state = 'planned', approval = ${approval}, asked_by = ${who.memberId}, at = ${iso(at)}::timestamptz, enter_at = ${iso(enterAt({ at, written, approval }))}::timestamptz`,
    ),
  );
  return settled(services, who, next);
}

/**
 * Another time: for what has not left yet. A draft may have none as well. Throws 422 `no_room` where none of its accounts would leave then, unless it goes
 * `back` to where it stood.
 */
export async function moveEntry(
  services: Services,
  who: Who,
  id: string,
  { revision, at: given, back = false }: { revision: number; at: string | null; back?: boolean | undefined },
): Promise<Settled> {
  const at = given === null ? null : Date.parse(given);
  const before = await seen(services, who, id, revision);
  if (at !== null && !back && before.state !== "draft") await checkLeaves(services, who, before, at);
  const next = await change(
    services,
    who,
    { id, revision, action: "entry.move", detail: { at: at === null ? null : iso(at) } },
    async (trx, row) => {
      const { written, until, approval, state } = row;
      if (at === null) {
        if (state !== "draft") throw needsTime();
        return sql`at = null`;
      }
      if (state !== "draft" && at < services.clock.now() - slack) throw past();
      if (state !== "draft" && untilOf({ at, until, written }) <= at) throw tooLate();
      if (state === "planned")
        return sql`at = ${iso(at)}::timestamptz, enter_at = ${iso(enterAt({ at, written, approval }))}::timestamptz`;
      if (state === "entered") await moveEntered(trx, who, row, at);
      return sql`at = ${iso(at)}::timestamptz`;
    },
  );
  return settled(services, who, next);
}

/** One of its accounts at least leaves at that time, or there is no use in moving it there. People have hours of their own. Throws 422 `no_room`. */
async function checkLeaves({ db }: Pick<Services, "db">, who: Who, row: Row, at: number): Promise<void> {
  const accounts = row.written.people === null ? await accountsOf(db, who, row.id) : [];
  if (accounts.length === 0) return;
  const late = await fitsOf(db, who, row, at, accounts);
  const [first] = late.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (first !== undefined && late.length === accounts.length) throw noRoom(first.at, first.why);
}

/** Takes an entry back: it is a draft again. */
export async function withdrawEntry(
  services: Services,
  who: Who,
  id: string,
  revision: number,
): Promise<Reply<"withdrawEntry">> {
  await seen(services, who, id, revision);
  let cancelled = 0;
  const next = await change(services, who, { id, revision, action: "entry.withdraw" }, async (trx, row) => {
    if (row.state === "entered") cancelled = await leave(trx, who, row);
    return sql`state = 'draft', enter_at = null`;
  });
  return { entry: await viewOf(services, who, next), cancelled };
}

/** Throws a draft away. Throws 404, 409. */
export async function deleteEntry(services: Services, who: Who, id: string, revision: number): Promise<void> {
  const { workspaceId, memberId } = who;
  await seen(services, who, id, revision);
  await services.db.transaction().execute(async (trx) => {
    const row = await findEntry(trx, who, id, { lock: true });
    if (row === null) return;
    if (row.state !== "draft") throw planned();
    if (row.step !== null && (await goesOn(trx, workspaceId, row.campaign))) throw ofScenario();
    await sql`delete from entry where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { workspaceId, memberId, action: "entry.delete", subject: `entry/${id}` });
  });
}

/** A campaign that was not stopped writes its scenario's posts. */
async function goesOn(trx: Trx, workspaceId: string, campaign: string | null): Promise<boolean> {
  const { rows } =
    await sql`select from campaign where workspace_id = ${workspaceId} and id = ${campaign} and state <> 'stopped'`.execute(
      trx,
    );
  return rows.length > 0;
}

/** Thrown away, its step would write it once more. */
const ofScenario = () =>
  conflict("entry_of_scenario", {
    en: "This is a step of a scenario. As a draft it does not go out; to be rid of it, take the step out of the scenario.",
    fr: "C’est une étape d’un scénario. En brouillon, elle ne part pas ; pour l’enlever, retirez l’étape du scénario.",
  });

/** A change of an entry that is still as somebody saw it; `work` gives what to set, and may refuse. Throws 404, 409. */
async function change(
  services: Services,
  who: Who,
  { id, revision, ...deed }: { id: string; revision: number; action: string; detail?: Record<string, unknown> },
  work: (trx: Trx, row: Row) => Promise<RawBuilder<unknown>>,
): Promise<Row> {
  const { workspaceId, memberId } = who;
  const done = await services.db.transaction().execute(async (trx): Promise<Row | { other: Row }> => {
    const row = await findEntry(trx, who, id, { lock: true });
    if (row === null) throw notFound();
    if (row.revision !== revision) return { other: row };
    const set = await work(trx, row);
    const { rows } =
      await sql<Row>`update entry e set ${set}, revision = revision + 1, by_hand = step is not null, changed_by = ${memberId}, updated_at = clock_timestamp()
      where e.workspace_id = ${workspaceId} and e.id = ${id} returning ${columns}`.execute(trx);
    await record(trx, { workspaceId, memberId, ...deed, subject: `entry/${id}` });
    return readRow(rows[0]!);
  });
  if ("other" in done) throw await changed(services, who, done.other);
  return done;
}

const settled = async (services: Services, who: Who, row: Row): Promise<Settled> => ({
  entry: await viewOf(services, who, row),
  fits: row.at === null ? [] : await fitsOf(services.db, who, row, Date.parse(row.at)),
});

/** The maps that read entries, locked as their runs lock them: none of them is half-way through one. Gives where entries come in. */
async function holdMaps(trx: Trx, { workspaceId }: Pick<Who, "workspaceId">): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from source where workspace_id = ${workspaceId} and type = 'library'`.execute(trx);
  const sources = rows.map(({ id }) => id);
  await sql`select from map where workspace_id = ${workspaceId} and id in (
    select map_id from map_offset where workspace_id = ${workspaceId} and source_id = any(${sources}::uuid[])) order by id for update`.execute(
    trx,
  );
  return sources;
}

/** What is out stays; where nothing is left to move that is said. An item that no run has read yet, or that a step keeps, is told its new time. */
async function moveEntered(trx: Trx, who: Who, row: Row, at: number): Promise<void> {
  const { workspaceId } = who;
  const sources = await holdMaps(trx, who);
  const itemKey = entryKey(row.id, row.round);
  const until = iso(untilOf({ at, until: row.until, written: row.written }));
  const { moved, there } = await moveItem(trx, { workspaceId, itemKey, by: at - Date.parse(row.at!), until });
  if (moved === 0 && there > 0) throw isOut();
  const times = JSON.stringify({ from: iso(at), until });
  const { rows } = await sql<{
    seq: number;
  }>`update item set data = jsonb_set(data, '{written}', (data->'written') || ${times}::jsonb)
    where workspace_id = ${workspaceId} and source_id = any(${sources}::uuid[]) and key = ${itemKey} returning seq`.execute(
    trx,
  );
  await sql`update kept set item = jsonb_set(item, '{written}', (item->'written') || ${times}::jsonb)
    where workspace_id = ${workspaceId} and item_seq = any(${rows.map(({ seq }) => seq)}::bigint[]) and item ? 'written'`.execute(
    trx,
  );
}

/** Nothing more of it goes out: what waits ends, what a step keeps is let go, and what no run has read is not read. Gives how many ended. */
export async function leave(trx: Trx, who: Pick<Who, "workspaceId">, row: Row): Promise<number> {
  const { workspaceId } = who;
  const sources = await holdMaps(trx, who);
  const itemKey = entryKey(row.id, row.round);
  await sql`update item set gone_at = now() where workspace_id = ${workspaceId} and source_id = any(${sources}::uuid[]) and key = ${itemKey}
    and gone_at is null`.execute(trx);
  for (const sourceId of sources) await askAboutGone(trx, { workspaceId, sourceId }, [itemKey]);
  return cancelItem(trx, { workspaceId, itemKey });
}

const iso = (at: number): string => new Date(at).toISOString();

const past = () =>
  invalid([{ place: "body.at", message: "must lie ahead" }], {
    en: "This time is past. Choose one that lies ahead.",
    fr: "Cette heure est passée. Choisissez-en une à venir.",
  });
const needsTime = () =>
  invalid([{ place: "body.at", message: "must be a time for what is planned" }], {
    en: "What is planned has a time. Take it back first: as a draft it needs none.",
    fr: "Ce qui est planifié a une heure. Reprenez-le d’abord : un brouillon peut s’en passer.",
  });
const tooLate = () =>
  invalid([{ place: "body.at", message: "must lie before the entry's end" }], {
    en: "At that time it is over already. Give it a later end first.",
    fr: "À ce moment-là, il sera périmé. Donnez-lui d’abord une fin plus tardive.",
  });
const isOut = () =>
  conflict("entry_out", {
    en: "It is out already, or on its way: nothing of it is left to move.",
    fr: "Il est déjà publié, ou en cours d’envoi : il n’y a plus rien à déplacer.",
  });
const planned = () =>
  conflict("entry_planned", {
    en: "It is planned. Take it back first, then throw it away.",
    fr: "Il est planifié. Reprenez-le d’abord, puis supprimez-le.",
  });

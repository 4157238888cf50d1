import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import { notify } from "../notices/notify.ts";
import type { Db } from "../ports.ts";

type Who = { workspaceId: string; memberId: string };

/** Of one person; the oldest go. */
const most = 200;
const reasonOf = (id: string): string => `thanks/${id}`;
const iso = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Thanks somebody. Where they do not take part nothing is written, and the answer is the same: who runs a programme must not be able to find out who
 * keeps away from it. The same id sent again is there once. It stands in no log. Throws 404 for who is not here, and for oneself.
 */
export async function writeThanks(
  db: Db,
  { workspaceId, memberId }: Who,
  { id, to, kind, thing, words }: Body<"writeThanks">,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows: there } = await sql`
      select from member where workspace_id = ${workspaceId} and id = ${to} and disabled_at is null and id <> ${memberId}`.execute(
      trx,
    );
    if (there.length === 0) throw notFound();
    const { numAffectedRows } = await sql`
      insert into thanks (workspace_id, id, member_id, by_id, kind, thing, words)
      select workspace_id, ${id}::uuid, member_id, ${memberId}::uuid, ${kind}, ${clean(thing).replace(/\s+/gu, " ").trim()}, ${clean(words).trim()}
      from recognised where workspace_id = ${workspaceId} and member_id = ${to} on conflict do nothing`.execute(trx);
    if (numAffectedRows !== 1n) return;
    await sql`delete from thanks where workspace_id = ${workspaceId} and member_id = ${to} and id in (
      select id from thanks where workspace_id = ${workspaceId} and member_id = ${to} order by at desc, id desc offset ${most})`.execute(
      trx,
    );
    const { rows } = await sql<{ name: string }>`
      select name from member where workspace_id = ${workspaceId} and id = ${memberId}`.execute(trx);
    const by = rows[0]!.name;
    // What it says is read on one's own page: a mail or a locked screen is seen by others too.
    await notify(trx, {
      ...{ workspaceId, memberId: to, kind: "thanks" as const, reason: reasonOf(id) },
      data: {
        title: { en: `${by} thanks you`, fr: `${by} vous remercie` },
        text: {
          en: "A few words for you, which nobody else sees. You decide whether colleagues may read them.",
          fr: "Quelques mots pour vous, que personne d’autre ne voit. Vous décidez si vos collègues peuvent les lire.",
        },
        button: { en: "Read them", fr: "Les lire" },
        path: "/thanks",
      },
    });
  });
}

/** Takes back what one wrote, with a notice that was not told yet. Silent where there is nothing: see `writeThanks`. */
export async function takeBackThanks(db: Db, { workspaceId, memberId }: Who, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } =
      await sql`delete from thanks where workspace_id = ${workspaceId} and id = ${id} and by_id = ${memberId}`.execute(
        trx,
      );
    if (numAffectedRows === 1n)
      await sql`delete from notice where workspace_id = ${workspaceId} and reason = ${reasonOf(id)} and state = 'waiting'`.execute(
        trx,
      );
  });
}

/** What one was thanked for: there also for who switched it off since. */
export async function myThanks(
  db: Db,
  { workspaceId, memberId }: Who,
  { before, limit }: Paging,
): Promise<Reply<"myThanks">> {
  const mark = readMark(before);
  const { rows } = await sql<Reply<"myThanks">["rows"][number] & { mark: string }>`
    select t.id, t.kind, t.thing, t.words, b.name as by, t.at, t.shown_at is not null as shown, ${iso("t.at")} as mark
    from thanks t left join member b on b.workspace_id = t.workspace_id and b.id = t.by_id
    where t.workspace_id = ${workspaceId} and t.member_id = ${memberId}
      and (${mark === null} or (t.at, t.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by t.at desc, t.id desc limit ${limit + 1}`.execute(db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  return { ...page, rows: page.rows.map(({ mark: _mark, ...row }) => row) };
}

/** Its person alone decides, and only while they take part. Throws 404. */
export async function showThanks(db: Db, { workspaceId, memberId }: Who, id: string, shown: boolean): Promise<void> {
  const { numAffectedRows } = await sql`
    update thanks set shown_at = ${shown ? sql`coalesce(shown_at, now())` : null} where workspace_id = ${workspaceId} and id = ${id} and member_id = ${memberId}
      and (${!shown} or exists (select from recognised where workspace_id = ${workspaceId} and member_id = ${memberId}))`.execute(
    db,
  );
  if (numAffectedRows !== 1n) throw notFound();
}

/** Throws 404. */
export async function deleteThanks(db: Db, { workspaceId, memberId }: Who, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } =
      await sql`delete from thanks where workspace_id = ${workspaceId} and id = ${id} and member_id = ${memberId}`.execute(
        trx,
      );
    if (numAffectedRows !== 1n) throw notFound();
    await sql`delete from notice where workspace_id = ${workspaceId} and member_id = ${memberId} and reason = ${reasonOf(id)} and state = 'waiting'`.execute(
      trx,
    );
  });
}

/** What people let their colleagues read. Not by person: nothing here can be added up for one. */
export async function listThanks(
  db: Db,
  { workspaceId, memberId }: Who,
  { before, limit }: Paging,
): Promise<Reply<"listThanks">> {
  const mark = readMark(before);
  const { rows } = await sql<Reply<"listThanks">["rows"][number] & { mark: string }>`
    select t.id, t.kind, t.thing, t.words, b.name as by, m.name as to, t.member_id = ${memberId}::uuid as own, ${iso("t.shown_at")} as mark
    from thanks t join recognised r on r.workspace_id = t.workspace_id and r.member_id = t.member_id
      join member m on m.workspace_id = t.workspace_id and m.id = t.member_id and m.disabled_at is null
      left join member b on b.workspace_id = t.workspace_id and b.id = t.by_id
    where t.workspace_id = ${workspaceId} and t.shown_at is not null
      and (${mark === null} or (t.shown_at, t.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by t.shown_at desc, t.id desc limit ${limit + 1}`.execute(db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  return { ...page, rows: page.rows.map(({ mark: _mark, ...row }) => row) };
}

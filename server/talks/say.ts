import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { type Body, type Reply } from "../api.ts";
import { talkMost } from "../api/talks.ts";
import { notFound, unprocessable } from "../errors.ts";
import { notify } from "../notices/notify.ts";
import type { Db } from "../ports.ts";
import { noLink, readLink } from "../suggestions/link.ts";
import { keptDays } from "./kept.ts";

type Who = { workspaceId: string; memberId: string };

/** Managers who are told of one; a larger programme has its page. */
const mostTold = 20;

/** What one said, and what came of it. */
export async function myTalks(db: Db, { workspaceId, memberId }: Who): Promise<Reply<"myTalks">> {
  const { rows } = await sql<Reply<"myTalks">["rows"][number]>`
    select t.id, t.address, t.words, t.said_at as at, t.expires_at as until, t.answer, t.word, m.name as by,
      case when b.id is not null then jsonb_build_object('id', b.id, 'title', b.title) end as brief
    from talk t left join member m on m.workspace_id = t.workspace_id and m.id = t.answered_by
      left join brief b on b.workspace_id = t.workspace_id and b.id = t.brief_id
    where t.workspace_id = ${workspaceId} and t.member_id = ${memberId} and t.expires_at > now() order by t.said_at desc, t.id limit ${talkMost.own}`.execute(
    db,
  );
  return { rows, full: rows.length >= talkMost.own };
}

/**
 * Says where one talks about the company. Only what is said here is kept: the address is neither opened nor looked up, by this server or by a map. The same
 * address said again has its new words, as long as nobody answered. Throws 422 `no_link`, `too_many_talks`.
 */
export async function sayTalk(db: Db, { workspaceId, memberId }: Who, body: Body<"sayTalk">): Promise<void> {
  const address = readLink(body.address);
  if (address === null) throw noLink();
  const words = clean(body.words ?? "").trim();
  await db.transaction().execute(async (trx) => {
    const { rows: self } = await sql<{ name: string }>`
      select name from member where workspace_id = ${workspaceId} and id = ${memberId} for no key update`.execute(trx);
    const { rows: own } = await sql<{ address: string }>`
      select address from talk where workspace_id = ${workspaceId} and member_id = ${memberId} and expires_at > now() limit ${talkMost.own}`.execute(
      trx,
    );
    const known = own.some((each) => each.address === address);
    if (!known && own.length >= talkMost.own) throw tooMany();
    const { rows } = await sql<{ made: boolean }>`
      insert into talk as t (workspace_id, id, member_id, address, words, expires_at)
      values (${workspaceId}, ${body.id}, ${memberId}, ${address}, ${words}, now() + make_interval(days => ${keptDays.said}::int))
      on conflict (workspace_id, member_id, address) do update set words = excluded.words, expires_at = excluded.expires_at,
        id = case when t.expires_at > now() then t.id else excluded.id end, said_at = case when t.expires_at > now() then t.said_at else now() end,
        answer = null, word = '', brief_id = null, answered_at = null, answered_by = null
      where t.answer is null or t.expires_at <= now() returning t.id = ${body.id}::uuid as made`.execute(trx);
    if (known || rows[0]?.made !== true) return;
    const { rows: editors } = await sql<{ id: string }>`
      select id from member where workspace_id = ${workspaceId} and role in ('admin', 'manager') and disabled_at is null and id <> ${memberId}
      order by id limit ${mostTold}`.execute(trx);
    const { name } = self[0]!;
    for (const { id } of editors)
      await notify(trx, {
        ...{ workspaceId, memberId: id, kind: "brought" as const, reason: `talk/${body.id}/said` },
        data: {
          title: { en: `${name} already talks about us`, fr: `${name} parle déjà de nous` },
          text: {
            en: "They say so themselves. Invite them, or thank them, in one tap.",
            fr: "C’est cette personne qui le dit. Invitez-la ou remerciez-la, d’un geste.",
          },
          button: { en: "See where", fr: "Voir où" },
          path: "/colleagues",
        },
      });
  });
}

/** Takes it back: nobody reads it any more, and what was not told yet is not told. Throws 404. */
export async function withdrawTalk(db: Db, { workspaceId, memberId }: Who, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } =
      await sql`delete from talk where workspace_id = ${workspaceId} and id = ${id} and member_id = ${memberId}`.execute(
        trx,
      );
    if (numAffectedRows !== 1n) throw notFound();
    await sql`delete from notice where workspace_id = ${workspaceId} and reason like ${`talk/${id}/%`} and state = 'waiting'`.execute(
      trx,
    );
  });
}

const tooMany = () =>
  unprocessable("too_many_talks", {
    en: `You named ${talkMost.own} places already. Take one back first.`,
    fr: `Vous avez déjà indiqué ${talkMost.own} endroits. Retirez-en un d’abord.`,
  });

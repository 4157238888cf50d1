import { sql } from "kysely";
import type { z } from "zod";
import { cameOf } from "#engine/came.ts";
import type { Body, Reply } from "../api.ts";
import type { results } from "../api/results.ts";
import { type Actor, record } from "../audit.ts";
import { notFound } from "../errors.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import { notify } from "../notices/notify.ts";
import type { Db, Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { readResults } from "./program.ts";

type Outcome = Reply<"tellOutcome">;
type Parsed = z.output<(typeof results)["tellOutcome"]["body"]>;
const columns = sql`id, to_char(since, 'YYYY-MM-DD') as since, to_char(until, 'YYYY-MM-DD') as until, words, made_at as "madeAt", facts`;

/**
 * Tells the ambassadors what came of some days: the sums as they stand now, of all together, with a manager's words. The same days with the same words
 * stand once: pressed again, their sums are those of now, and whoever heard of them hears no more.
 */
export async function tellOutcome(db: Db, manager: Actor, { since, until, words, notice }: Parsed): Promise<Outcome> {
  const { workspaceId, memberId } = manager;
  const { total, loose } = await readResults(db, workspaceId, { by: "network", since, until });
  const facts = JSON.stringify(cameOf(total, loose));
  return db.transaction().execute(async (trx) => {
    // Two who press at once come one after the other.
    await sql`select from workspace where id = ${workspaceId} for no key update`.execute(trx);
    const { rows: known } = await sql<Outcome>`
      update outcome set facts = ${facts}, made_by = ${memberId}, made_at = now()
      where workspace_id = ${workspaceId} and since = ${since} and until = ${until} and words = ${words} returning ${columns}`.execute(
      trx,
    );
    const { rows } =
      known.length > 0
        ? { rows: known }
        : await sql<Outcome>`
          insert into outcome (workspace_id, since, until, facts, words, made_by)
          values (${workspaceId}, ${since}, ${until}, ${facts}, ${words}, ${memberId}) returning ${columns}`.execute(
            trx,
          );
    if (notice) await tellOf(trx, manager, rows[0]!);
    await record(trx, { ...manager, action: "workspace.outcome", subject: `workspace/${workspaceId}` });
    return rows[0]!;
  });
}

/** Everybody who takes part and wants notices hears of it once, except who tells it, and who rests with all their accounts. */
async function tellOf(trx: Trx, { workspaceId, memberId }: Actor, { id, words }: Outcome): Promise<void> {
  const accounts = await listPublishers(trx, workspaceId);
  const members = accounts.flatMap(({ member, mode }) => (member === null || mode === "paused" ? [] : member));
  const text = {
    en: words || "What your posts and those of your colleagues brought together.",
    fr: words || "Ce que vos publications et celles de vos collègues ont apporté ensemble.",
  };
  const data = {
    title: { en: "What came of it", fr: "Ce qui en est sorti" },
    text: { en: text.en.slice(0, 490), fr: text.fr.slice(0, 490) },
    button: { en: "See it", fr: "Voir" },
    path: "/me",
  };
  for (const member of [...new Set(members)].toSorted())
    if (member !== memberId)
      await notify(trx, { workspaceId, memberId: member, reason: `outcome/${id}`, kind: "outcome", data });
}

/** What was told last; after two months it is no news. */
export async function lastOutcome(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<Reply<"lastOutcome">> {
  const { rows } = await sql<Outcome>`
    select ${columns} from outcome where workspace_id = ${workspaceId} and made_at > now() - interval '60 days' order by made_at desc limit 1`.execute(
    db,
  );
  const member = await db
    .selectFrom("member")
    .select("figures_shown")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .executeTakeFirst();
  const figures = { offered: await tellsOfPeople(db, workspaceId), shown: member?.figures_shown ?? false };
  return { outcome: rows[0] ?? null, figures };
}

/** It stands on nobody's page any more. 404 where it is gone. */
export async function takeBackOutcome(db: Db, manager: Actor, id: string): Promise<void> {
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom("outcome")
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (!gone) throw notFound();
    // Who was not told of it yet is not.
    await sql`update notice set state = 'dropped', why = 'over', ended_at = now()
      where workspace_id = ${workspaceId} and reason = ${`outcome/${id}`} and state = 'waiting'`.execute(trx);
    await record(trx, { ...manager, action: "workspace.unoutcome", subject: `workspace/${workspaceId}` });
  });
}

/** What the company says it pays elsewhere; null: nothing, and no result is worth money. */
export async function saveMediaPrice(db: Db, manager: Actor, { price }: Body<"saveMediaPrice">): Promise<void> {
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("workspace")
      .set({ media_price: price === null ? null : JSON.stringify(price) })
      .where("id", "=", workspaceId)
      .execute();
    await record(trx, { ...manager, action: "workspace.price", subject: `workspace/${workspaceId}` });
  });
}

/** Somebody lets managers see figures about them alone, or no more. */
export async function showFigures(
  db: Db,
  who: { workspaceId: string; memberId: string },
  shown: boolean,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("member")
      .set({ figures_shown: shown })
      .where("workspace_id", "=", who.workspaceId)
      .where("id", "=", who.memberId)
      .execute();
    await record(trx, {
      ...who,
      action: "member.figures",
      subject: `member/${who.memberId}`,
      detail: { answer: String(shown) },
    });
  });
}

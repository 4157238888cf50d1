import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { across } from "../database/scope.ts";
import { notFound, unprocessable } from "../errors.ts";
import { holdWaiting, releaseHeld } from "../ledger/crisis.ts";
import { notify } from "../notices/notify.ts";
import type { Services, Trx } from "../ports.ts";
import type { Manager } from "../topics/change.ts";

/** Holds that stand at once. More of them is a stop of everything. */
const most = 20;

/** Holds of a workspace are begun and lifted one after the other: each has a number of its own. */
const oneHold = (trx: Trx, workspaceId: string) =>
  sql`select from workspace where id = ${workspaceId} for update`.execute(trx);

/**
 * Begins a hold. When this resolves, nothing that says one of its words passes the gate any more: the workspace's row is fenced as by a stop, and
 * waits for the gates in flight (ledger/sql/fence.sql). What waits is held right after, and by the ledger's round where this process dies first.
 * The same words, while they are held, are one hold. Throws 422 `too_many_holds`.
 */
export async function beginHold(
  { db }: Pick<Services, "db">,
  who: Manager,
  { words, about = "" }: Body<"beginHold">,
): Promise<Reply<"beginHold">> {
  const { workspaceId, memberId } = who;
  const list = [...new Set(words.map((word) => clean(word)))].toSorted();
  const number = await db.transaction().execute(async (trx) => {
    await oneHold(trx, workspaceId);
    const { rows } = await sql<{ number: number; same: boolean }>`
      select number, words = ${list}::text[] as same from crisis where workspace_id = ${workspaceId} and ended_at is null`.execute(
      trx,
    );
    const same = rows.find((row) => row.same);
    if (same !== undefined) return same.number;
    if (rows.length >= most) throw tooMany();
    const { rows: made } = await sql<{ number: number }>`
      insert into crisis (workspace_id, number, words, about, begun_by)
      select ${workspaceId}::uuid, coalesce(max(number), 0) + 1, ${list}::text[], ${clean(about)}, ${memberId}::uuid from crisis where workspace_id = ${workspaceId}
      returning number`.execute(trx);
    const { number: own } = made[0]!;
    await record(trx, {
      workspaceId,
      memberId,
      action: "crisis.hold",
      subject: `crisis/${own}`,
      detail: { title: list.join(", ").slice(0, 300), about },
    });
    await tellManagers(trx, who, own, "held", list);
    // The last thing: it waits for the gates in flight, and keeps every lane until the commit.
    await sql`update workspace set crisis = ${own} where id = ${workspaceId}`.execute(trx);
    return own;
  });
  const { held } = await holdWaiting(db, workspaceId);
  return { number, held };
}

/** Lifts a hold. Lifted already, nothing changes. Throws 404. */
export async function liftHold({ db }: Pick<Services, "db">, who: Manager, number: number): Promise<Reply<"liftHold">> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    await oneHold(trx, workspaceId);
    const { rows } = await sql<{ words: string[]; ended: boolean }>`
      select words, ended_at is not null as ended from crisis where workspace_id = ${workspaceId} and number = ${number}`.execute(
      trx,
    );
    const [found] = rows;
    if (found === undefined) throw notFound();
    if (found.ended) return;
    await sql`update crisis set ended_at = now(), ended_by = ${memberId} where workspace_id = ${workspaceId} and number = ${number}`.execute(
      trx,
    );
    // What it kept may say another hold's words: that one's round looks through everything again.
    await sql`update crisis set read_to = 0 where workspace_id = ${workspaceId} and ended_at is null`.execute(trx);
    await sql`update workspace set crisis = (select max(number) from crisis where workspace_id = ${workspaceId} and ended_at is null)
      where id = ${workspaceId}`.execute(trx);
    await record(trx, {
      workspaceId,
      memberId,
      action: "crisis.lift",
      subject: `crisis/${number}`,
      detail: { title: found.words.join(", ").slice(0, 300) },
    });
    await tellManagers(trx, who, number, "lifted", found.words);
  });
  return { freed: await across("ledger", () => releaseHeld(db)) };
}

/** The others who lead the programme hear of it by their own ways. */
async function tellManagers(
  trx: Trx,
  { workspaceId, memberId }: Manager,
  number: number,
  deed: "held" | "lifted",
  words: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from member
    where workspace_id = ${workspaceId} and role in ('admin','manager') and disabled_at is null and id <> ${memberId} order by id limit 200`.execute(
    trx,
  );
  const named = words.slice(0, 5).join(", ");
  for (const { id } of rows)
    await notify(trx, {
      ...{ workspaceId, memberId: id, reason: `crisis/${number}/${deed}`, kind: "crisis" as const, days: 3 },
      data: {
        title:
          deed === "held"
            ? { en: "Posts are held", fr: "Des messages sont retenus" }
            : { en: "Posts go on", fr: "Les messages repartent" },
        text:
          deed === "held"
            ? {
                en: `Nothing that mentions ${named} goes out for now, from no account. A colleague has just decided so.`,
                fr: `Rien de ce qui mentionne ${named} ne part pour l’instant, d’aucun compte. Un collègue vient d’en décider ainsi.`,
              }
            : {
                en: `What mentions ${named} goes out again, one post after the other.`,
                fr: `Ce qui mentionne ${named} part de nouveau, un message après l’autre.`,
              },
        button: { en: "See", fr: "Voir" },
        path: "/crisis",
      },
    });
}

const tooMany = () =>
  unprocessable("too_many_holds", {
    en: `${most} holds stand already. Lift one, or stop everything.`,
    fr: `${most} retenues sont déjà en place. Levez-en une, ou arrêtez tout.`,
  });

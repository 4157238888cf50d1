import { createHash } from "node:crypto";
import { sql } from "kysely";
import { CharterContent, charterGaps, wordsOfCharter } from "#engine/charter.ts";
import { languages, type Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { conflict, unprocessable } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { inForce, type Who } from "./state.ts";

const elsewhere = () =>
  conflict("charter_draft_changed", {
    en: "Somebody else changed this draft meanwhile. Reload the page to see it.",
    fr: "Quelqu’un d’autre a modifié ce brouillon entre-temps. Rechargez la page pour le voir.",
  });

/** Keeps the draft; `revision` is the one that was read, 0 where there was none. Gives the new one. */
export async function saveDraft(
  db: Db,
  who: Who,
  { content, revision }: { content: CharterContent; revision: number },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    insert into charter_draft as d (workspace_id, content, saved_by)
    select ${who.workspaceId}::uuid, ${JSON.stringify(content)}::jsonb, ${who.memberId}::uuid
    where ${revision} = 0 or exists (select from charter_draft where workspace_id = ${who.workspaceId})
    on conflict (workspace_id) do update set content = excluded.content, saved_by = excluded.saved_by, saved_at = clock_timestamp(),
      revision = d.revision + 1 where d.revision = ${revision}
    returning revision`.execute(db);
  const [row] = rows;
  if (row === undefined) throw elsewhere();
  return row.revision;
}

/**
 * Puts the draft in force as the next version. With `asks` everybody is asked, and nothing new goes out in a person's name before their yes; without, the
 * yes to the version before holds for it. Where none is in force it always asks. Throws 409 for another draft than the one that was read, 422 for one with gaps.
 */
export async function publishCharter(
  db: Db,
  who: Who,
  { revision, note, asks }: { revision: number; note: Text; asks: boolean },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const draft = await trx
      .selectFrom("charter_draft")
      .select(["content", "revision"])
      .where("workspace_id", "=", who.workspaceId)
      .forUpdate()
      .executeTakeFirst();
    if (draft?.revision !== revision) throw elsewhere();
    const content = CharterContent.parse(draft.content);
    if (charterGaps(content).length > 0)
      throw unprocessable("charter_gaps", {
        en: "The charter has gaps: each language needs at least one promise with what it means, and the whole text.",
        fr: "La charte est incomplète : chaque langue demande au moins une promesse avec ce qu’elle veut dire, et le texte complet.",
      });
    const number = await putInForce(trx, who, { content, note, asks });
    await trx.deleteFrom("charter_draft").where("workspace_id", "=", who.workspaceId).execute();
    return number;
  });
}

/** Writes the next version and puts it in force. */
export async function putInForce(
  trx: Trx,
  who: Who,
  { content, note, asks }: { content: CharterContent; note: Text; asks: boolean },
): Promise<number> {
  const { workspaceId, memberId } = who;
  // The workspace's row first: two who publish at once come one after the other.
  await trx.selectFrom("workspace").select("id").where("id", "=", workspaceId).forNoKeyUpdate().execute();
  const force = await inForce(trx, workspaceId);
  const { last } = await trx
    .selectFrom("charter")
    .select((eb) => eb.fn.coalesce(eb.fn.max("number"), sql<number>`0`).as("last"))
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const number = last + 1;
  const anew = asks || force === null;
  const hashes = Object.fromEntries(languages.map((each) => [each, hashOf(wordsOfCharter(content[each]))]));
  await sql`insert into charter (workspace_id, number, content, hashes, note, asks, published_at, published_by)
    values (${workspaceId}, ${number}, ${JSON.stringify(content)}::jsonb, ${JSON.stringify(hashes)}::jsonb, ${JSON.stringify(note)}::jsonb, ${anew},
      clock_timestamp(), ${memberId})`.execute(trx);
  await trx
    .updateTable("workspace")
    .set({ charter_number: number, charter_needed: anew ? number : force.needed })
    .where("id", "=", workspaceId)
    .execute();
  await record(trx, {
    ...who,
    action: "charter.publish",
    subject: `charter/${number}`,
    detail: { number, asks: anew },
  });
  return number;
}

/** Puts no charter in force. What waited for one goes on by itself. Nothing happens where there is none. */
export async function withdrawCharter(db: Db, who: Who): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom("workspace").select("id").where("id", "=", workspaceId).forNoKeyUpdate().execute();
    const force = await inForce(trx, workspaceId);
    if (force === null) return;
    await trx
      .updateTable("charter")
      .set((eb) => ({ withdrawn_at: eb.fn<string>("clock_timestamp") }))
      .where("workspace_id", "=", workspaceId)
      .where("number", "=", force.number)
      .execute();
    await trx
      .updateTable("workspace")
      .set({ charter_number: null, charter_needed: null })
      .where("id", "=", workspaceId)
      .execute();
    await record(trx, {
      ...who,
      action: "charter.withdraw",
      subject: `charter/${force.number}`,
      detail: { number: force.number },
    });
  });
}

const hashOf = (words: string): string => createHash("sha256").update(words).digest("hex");

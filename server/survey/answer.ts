import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { type Stage, withAnswer } from "#engine/survey.ts";
import type { Body, Reply } from "../api.ts";
import { conflict } from "../errors.ts";
import type { Db } from "../ports.ts";
import { groupsOf, lockRound } from "./round.ts";

type Who = { workspaceId: string; memberId: string };

/** Free answers of a round; whoever comes later is not asked for one. */
const mostWords = 1000;

/** The round that is open, and whether this person answered it. */
export async function readSurvey(db: Db, { workspaceId, memberId }: Who): Promise<Reply<"readSurvey">> {
  const { rows } = await sql<{ number: number; stage: Stage; room: boolean; answered: boolean }>`
    select s.number, s.stage, cardinality(s.words) < ${mostWords} as room, exists (
      select from survey_done d where d.workspace_id = s.workspace_id and d.number = s.number and d.member_id = ${memberId}) as answered
    from survey s where s.workspace_id = ${workspaceId} and s.closed_at is null`.execute(db);
  const [open] = rows;
  if (open === undefined) return { open: null, answered: false };
  const { answered, ...round } = open;
  return { open: round, answered };
}

/**
 * Adds an answer to the sums of its round, and notes that this person gave one. There is no row of an answer, with an id or a time, that could be laid
 * beside who answered: a sum has no order, and the words stand in that of the alphabet. Neither the log of deeds nor a log of the server has a line of
 * it. Throws 409 `survey_answered`, `survey_closed`, and 404.
 */
export async function answerSurvey(
  db: Db,
  { workspaceId, memberId }: Who,
  number: number,
  { leads, words, ...answer }: Body<"answerSurvey">,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // The row of the round first: of two answers of one person at once the second one waits here.
    const round = await lockRound(trx, workspaceId, number);
    if (round.closed)
      throw conflict("survey_closed", {
        en: "This survey is closed. Your answer came too late, and is stored nowhere.",
        fr: "Cette enquête est close. Votre réponse est arrivée trop tard, et n’est gardée nulle part.",
      });
    const { numAffectedRows } = await sql`
      insert into survey_done (workspace_id, number, member_id) values (${workspaceId}, ${number}, ${memberId}) on conflict do nothing`.execute(
      trx,
    );
    if (numAffectedRows !== 1n)
      throw conflict("survey_answered", {
        en: "You answered already. As nobody knows which answer is yours, it cannot be changed.",
        fr: "Vous avez déjà répondu. Comme personne ne sait quelle réponse est la vôtre, elle ne peut pas être modifiée.",
      });
    const groups = groupsOf(round.sums);
    const sums = { ...round.sums, [leads]: withAnswer(groups[leads], answer) };
    const own = clean((words ?? "").replaceAll(/\s+/gu, " ").trim());
    const more = own === "" || round.words >= mostWords ? [] : [own];
    await sql`update survey set sums = ${JSON.stringify(sums)}::jsonb,
        words = array(select w from unnest(words || ${more}::text[]) w order by w collate "C")
      where workspace_id = ${workspaceId} and number = ${number}`.execute(trx);
  });
}

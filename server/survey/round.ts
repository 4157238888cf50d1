import { sql } from "kysely";
import { type Leads, noSum, type Stage, type Sum, tellable } from "#engine/survey.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import { smallestGroup } from "../mine/figures.ts";
import { notifyAll } from "../notices/notify.ts";
import type { Db, Services, Trx } from "../ports.ts";
import type { Manager } from "../topics/change.ts";

/** Rounds of one answer: more than anybody compares. */
const most = 40;

/** What a round's row holds of its answers; a group that nobody is in yet is not there. */
export type Sums = Partial<Record<Leads, Sum>>;
export const groupsOf = (sums: Sums): Record<Leads, Sum> => ({
  yes: sums.yes ?? noSum,
  no: sums.no ?? noSum,
  unsaid: sums.unsaid ?? noSum,
});

const peopleIn = async (db: Db | Trx, workspaceId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from member where workspace_id = ${workspaceId} and disabled_at is null`.execute(db);
  return rows[0]!.count;
};

/**
 * The rounds with what may be told of each. Of an open one no result, whatever the number of answers: from two looks an answer in between could be worked
 * out; and how many there are only in fives, for the same reason.
 */
export async function listSurveys(db: Db, workspaceId: string): Promise<Reply<"listSurveys">> {
  const { rows } = await sql<{
    number: number;
    stage: Stage;
    openedAt: string;
    closedAt: string | null;
    sums: Sums;
    words: string[];
  }>`select number, stage, opened_at as "openedAt", closed_at as "closedAt", sums,
      case when closed_at is null then '{}'::text[] else (select coalesce(array_agg(w order by random()), '{}') from unnest(words) w) end as words
    from survey where workspace_id = ${workspaceId} order by number desc limit ${most}`.execute(db);
  return {
    fewest: smallestGroup,
    people: await peopleIn(db, workspaceId),
    rows: rows.map(({ sums, words, ...round }) => {
      const groups = groupsOf(sums);
      const { all, apart } = tellable(groups, smallestGroup);
      const answers = all === null ? null : all.people;
      const open = round.closedAt === null;
      return {
        ...round,
        answers: answers !== null && open ? answers - (answers % smallestGroup) : answers,
        result:
          all === null || open
            ? null
            : { all, apart: apart ? groups : null, words: words.length < smallestGroup ? [] : words },
      };
    }),
  };
}

/** Opens a round, and asks everybody once. One is open at a time: 409 `survey_open`. */
export async function openSurvey(
  { db }: Pick<Services, "db">,
  who: Manager,
  stage: Stage,
): Promise<Reply<"openSurvey">> {
  const { workspaceId } = who;
  return db.transaction().execute(async (trx) => {
    await sql`select from workspace where id = ${workspaceId} for update`.execute(trx);
    const { rows } = await sql<{ last: number | null; open: boolean | null }>`
      select max(number) as last, bool_or(closed_at is null) as open from survey where workspace_id = ${workspaceId}`.execute(
      trx,
    );
    const { last, open } = rows[0]!;
    if (open === true)
      throw conflict("survey_open", {
        en: "A round is open already. Close it first: its results are told then.",
        fr: "Une enquête est déjà ouverte. Fermez-la d’abord : ses résultats paraissent à ce moment-là.",
      });
    const number = (last ?? 0) + 1;
    await sql`insert into survey (workspace_id, number, stage, opened_by) values (${workspaceId}, ${number}, ${stage}, ${who.memberId})`.execute(
      trx,
    );
    await record(trx, { ...who, action: "survey.open", subject: `survey/${number}`, detail: { answer: stage } });
    await notifyAll(trx, {
      ...{ workspaceId, reason: `survey/${number}`, kind: "survey" as const, days: 21 },
      data: {
        title: { en: "Two minutes: your opinion", fr: "Deux minutes : votre avis" },
        text: {
          en: "What holds you back, what would help you? Five questions. Nobody can tell which answers are yours, not even your company.",
          fr: "Qu’est-ce qui vous retient, qu’est-ce qui vous aiderait ? Cinq questions. Personne ne peut savoir quelles réponses sont les vôtres, pas même votre entreprise.",
        },
        button: { en: "Answer", fr: "Répondre" },
        path: "/survey",
      },
    });
    return { number };
  });
}

/** Closes a round for good. From now on nobody knows who answered it; whoever was not told of it yet is not. Closed already, nothing changes. */
export async function closeSurvey(db: Db, who: Manager, number: number): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const round = await lockRound(trx, workspaceId, number);
    if (round.closed) return;
    await sql`update survey set closed_at = now(), closed_by = ${who.memberId} where workspace_id = ${workspaceId} and number = ${number}`.execute(
      trx,
    );
    await sql`delete from survey_done where workspace_id = ${workspaceId} and number = ${number}`.execute(trx);
    await sql`delete from notice where workspace_id = ${workspaceId} and reason = ${`survey/${number}`} and state = 'waiting'
      and member_id in (select id from member where workspace_id = ${workspaceId})`.execute(trx);
    await record(trx, { ...who, action: "survey.close", subject: `survey/${number}` });
  });
}

/** Throws 404. */
export async function lockRound(trx: Trx, workspaceId: string, number: number) {
  const { rows } = await sql<{ closed: boolean; sums: Sums; words: number }>`
    select closed_at is not null as closed, sums, cardinality(words) as words from survey
    where workspace_id = ${workspaceId} and number = ${number} for update`.execute(trx);
  if (rows[0] === undefined) throw notFound();
  return rows[0];
}

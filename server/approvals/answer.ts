import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { writeItem } from "#engine/item.ts";
import { type Answer, takeBackSeconds } from "#engine/kept.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { mayAnswer, type Who } from "./may.ts";
import { newestWords } from "./newest.ts";
import { livePlan, markOf, type Waiting, waitingRow, withItem } from "./waiting.ts";

/** What the database keeps of an answer: besides what its step is told, whose it is, so that they can take it back. */
type Stored = Answer & { member: string };
type Result = Reply<"answerApprovals">["rows"][number];
type Question = { id: number; map: string; by: string | null; yes: boolean | null };

/**
 * Says yes or no to items that wait. Of several people the first one counts, and the others are told who that was; so is whoever comes too
 * late, or saw other words. A run takes answers some seconds later, so that they can be taken back. 404 where none of them is here.
 */
export async function answerApprovals(
  services: Pick<Services, "db" | "nodes" | "pages">,
  who: Who,
  input: { asks: readonly { id: number; mark: string }[]; yes: boolean; word: string },
): Promise<Reply<"answerApprovals">> {
  const marks = new Map(input.asks.map(({ id, mark }) => [id, mark]));
  const questions = await findQuestions(services, who.workspaceId, [...marks.keys()]);
  const results = new Map<number, Result>();
  const given = { marks, yes: input.yes, word: clean(input.word).trim() };
  for (const [map, asked] of byMap(questions))
    for (const one of await answerOfMap(services, who, map, asked, given)) results.set(one.id, one);
  const gone = { result: "gone" as const, by: null, yes: null };
  return { rows: [...marks.keys()].map((id) => results.get(id) ?? { id, ...gone }) };
}

async function answerOfMap(
  services: Pick<Services, "db" | "nodes" | "pages">,
  who: Who,
  map: string,
  questions: readonly Question[],
  given: { marks: ReadonlyMap<number, string>; yes: boolean; word: string },
): Promise<Result[]> {
  const { workspaceId, memberId } = who;
  return services.db.transaction().execute(async (trx) => {
    await lockMap(trx, workspaceId, map);
    const ids = questions.map(({ id }) => id);
    const { rows } = await sql<Waiting & { answer: Stored | null; title: string; name: string }>`
      select ${waitingRow(mayAnswer(who))}, k.answer, k.title, m.name from kept k
      join member m on m.workspace_id = k.workspace_id and m.id = ${memberId} ${withItem}
      where k.workspace_id = ${workspaceId} and k.approval_id = any(${ids}::bigint[])`.execute(trx);
    const plan = await livePlan(trx, services, workspaceId, map);
    const words = await newestWords(services, workspaceId, plan, rows);
    const kept = new Map(rows.map((row) => [row.id, row]));
    const results: Result[] = [];
    for (const { id, by, yes } of await questionsNow(trx, workspaceId, ids)) {
      const row = kept.get(id);
      const said = (result: Result["result"]): Result => ({ id, result, by: null, yes: null });
      const item = words.get(id);
      if (yes !== null) results.push({ id, result: "answered", by, yes });
      else if (row === undefined || item === undefined) results.push(said("gone"));
      else if (!row.mine) results.push(said("forbidden"));
      else if (row.over) results.push(said("late"));
      else if (plan !== null && !plan.nodes.some((step) => step.id === row.node && step.keeps?.asks === true))
        results.push(said("gone"));
      else if (markOf(item) !== given.marks.get(id)) results.push(said("changed"));
      else {
        const answer = { yes: given.yes, text: null, word: given.word, by: row.name, member: memberId };
        // The words that were shown are what goes on, whatever its source says from now on.
        await sql`update kept set item = ${JSON.stringify(writeItem(item))}::jsonb, due_at = now() + make_interval(secs => ${takeBackSeconds}::int),
            answer = ${JSON.stringify(answer)}::jsonb || jsonb_build_object('at', (extract(epoch from now()) * 1000)::bigint)
          where workspace_id = ${workspaceId} and approval_id = ${id}`.execute(trx);
        await sql`update approval set answered_at = now(), yes = ${given.yes}, word = ${given.word}, member_id = ${memberId}, by = ${row.name}
          where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
        await note(trx, who, given.yes ? "approval.yes" : "approval.no", map, row, given.word);
        results.push(said("taken"));
      }
    }
    await wakeMap(trx, workspaceId, map);
    return results;
  });
}

/** Takes one's own answers back: the items wait again, as long as they would have. What a run has acted on stays as it is. */
export async function takeBackApprovals(
  { db }: Pick<Services, "db">,
  who: Who,
  ids: readonly number[],
): Promise<Reply<"takeBackApprovals">> {
  const { workspaceId, memberId } = who;
  const questions = await findQuestions({ db }, workspaceId, ids);
  const back = new Set<number>();
  for (const [map, asked] of byMap(questions))
    await db.transaction().execute(async (trx) => {
      await lockMap(trx, workspaceId, map);
      const { rows } = await sql<{ id: number; node: string; key: string; title: string }>`
        update kept k set answer = null, due_at = asked_until
        where k.workspace_id = ${workspaceId} and k.approval_id = any(${asked.map(({ id }) => id)}::bigint[]) and k.answer->>'member' = ${memberId}
        returning k.approval_id as id, k.node_id as node, k.item_key as key, k.title`.execute(trx);
      await sql`update approval set answered_at = null, yes = null, word = null, member_id = null, by = null
        where workspace_id = ${workspaceId} and id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(trx);
      for (const row of rows) {
        back.add(row.id);
        await note(trx, who, "approval.back", map, row, "");
      }
      await wakeMap(trx, workspaceId, map);
    });
  return { rows: ids.map((id) => ({ id, back: back.has(id) })) };
}

/** Those of the questions that the workspace has; 404 where that is none. */
async function findQuestions(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  ids: readonly number[],
): Promise<Question[]> {
  const rows = await questionsNow(db, workspaceId, ids);
  if (rows.length === 0) throw notFound();
  return rows;
}

async function questionsNow(
  db: Services["db"] | Trx,
  workspaceId: string,
  ids: readonly number[],
): Promise<Question[]> {
  const { rows } = await sql<Question>`select id, map_id as map, by, yes from approval
    where workspace_id = ${workspaceId} and id = any(${ids}::bigint[]) order by id`.execute(db);
  return rows;
}

const byMap = (questions: readonly Question[]) =>
  [...Map.groupBy(questions, ({ map }) => map)].toSorted(([one], [two]) => (one < two ? -1 : 1));

/** Before what it keeps, as a run does: none waits for the other in a circle. */
async function lockMap(trx: Trx, workspaceId: string, map: string): Promise<void> {
  await sql`select from map where workspace_id = ${workspaceId} and id = ${map} for update`.execute(trx);
}

/** The run that acts on an answer begins by itself. */
async function wakeMap(trx: Trx, workspaceId: string, map: string): Promise<void> {
  await sql`update map set kept_at = (select min(due_at) from kept where workspace_id = ${workspaceId} and map_id = ${map})
    where workspace_id = ${workspaceId} and id = ${map}`.execute(trx);
}

const note = (
  trx: Trx,
  { workspaceId, memberId }: Who,
  action: string,
  map: string,
  { node, key, title }: { node: string; key: string; title: string },
  word: string,
): Promise<void> =>
  record(trx, {
    workspaceId,
    memberId,
    action,
    subject: `map/${map}`,
    detail: { node, item: key, title, ...(word === "" ? {} : { word }) },
  });

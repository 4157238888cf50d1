import { sql } from "kysely";
import { record } from "../audit.ts";
import type { Reply } from "../api.ts";
import { smallestGroup } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { wantsFirst } from "./progress.ts";

type Rule = Reply<"readTrainingRule">;

/**
 * What the workspace wants, and how many of those who are here have finished each lesson. Fewer than five are no number, whatever the workspace lets
 * managers see of posts: who learns what is the person's own, and no setting opens it.
 */
export async function readTrainingRule(db: Db, workspaceId: string): Promise<Rule> {
  const { rows } = await sql<{ lesson: string; count: number }>`
    select t.lesson, count(*)::int as count from training t join member m on m.workspace_id = t.workspace_id and m.id = t.member_id
    where t.workspace_id = ${workspaceId} and t.done_at is not null and m.disabled_at is null group by 1`.execute(db);
  return {
    first: await wantsFirst(db, workspaceId),
    fewest: smallestGroup,
    // None and a few are told alike: the first one to finish would else be seen.
    done: rows.flatMap(({ lesson, count }) => (count < smallestGroup ? [] : [{ lesson, people: count }])),
  };
}

/** Sets whether the basic lessons come before automatic posts; logged. What people chose before stays. */
export async function saveTrainingRule(
  db: Db,
  actor: { workspaceId: string; memberId: string },
  first: boolean,
): Promise<Rule> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("workspace").set({ training_first: first }).where("id", "=", workspaceId).execute();
    await record(trx, {
      ...actor,
      action: "training.rule",
      subject: `workspace/${workspaceId}`,
      detail: { answer: first ? "true" : "false" },
    });
  });
  return readTrainingRule(db, workspaceId);
}

import { record } from "../audit.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { smallestGroup, tellsOfPeople } from "./figures.ts";

type Rule = Reply<"readPeopleRule">;

/** Whether others get figures about one person here. */
export const readPeopleRule = async (db: Db, workspaceId: string): Promise<Rule> => ({
  personFigures: await tellsOfPeople(db, workspaceId),
  fewest: smallestGroup,
});

/** Sets it; logged. */
export async function savePeopleRule(
  db: Db,
  actor: { workspaceId: string; memberId: string },
  personFigures: boolean,
): Promise<Rule> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("workspace").set({ person_figures: personFigures }).where("id", "=", workspaceId).execute();
    const subject = `workspace/${workspaceId}`;
    await record(trx, {
      ...actor,
      action: "workspace.figures",
      subject,
      detail: { answer: personFigures ? "true" : "false" },
    });
  });
  return readPeopleRule(db, workspaceId);
}

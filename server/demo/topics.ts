import { topicWord } from "#engine/topic.ts";
import { putInTeams } from "../teams/change.ts";
import type { Services } from "../ports.ts";
import type { Person } from "./people.ts";

const topics = [
  { name: "Emploi", colour: 3, description: "Nos postes, nos stages, et ce que c’est que de travailler ici." },
  { name: "Design", colour: 4, description: "La lumière, les matières, la façon dont un projet se dessine." },
  { name: "Projets", colour: 1, description: "Ce qui vient d’être livré, et ce qui commence." },
  { name: "Coulisses", colour: 2, description: "L’atelier, les essais, les gens." },
  { name: "Agenda", colour: 5, description: "Salons, portes ouvertes, conférences." },
];

/** The demo's topics and teams, and who follows and belongs to what; what is there already stays. */
export async function seedTopics(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  people: readonly Person[],
  members: ReadonlyMap<string, string>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ids = new Map<string, string>();
    for (const topic of topics) {
      const { id } = await trx
        .insertInto("topic")
        .values({ workspace_id: workspaceId, key: topic.name, ...topic })
        .onConflict((clash) => clash.columns(["workspace_id", "key"]).doUpdateSet({ key: topic.name }))
        .returning("id")
        .executeTakeFirstOrThrow();
      ids.set(topic.name, id);
      await trx
        .insertInto("topic_name")
        .values({ workspace_id: workspaceId, word: topicWord(topic.name), topic_id: id })
        .onConflict((clash) => clash.columns(["workspace_id", "word"]).doNothing())
        .execute();
    }
    for (const { email, follows = [], teams = [] } of people) {
      const memberId = members.get(email)!;
      await putInTeams(trx, { workspaceId, memberId }, teams);
      if (follows.length === 0) continue;
      await trx
        .updateTable("member")
        .set((eb) => ({ topics_chosen_at: eb.fn<string>("clock_timestamp") }))
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", memberId)
        .execute();
      await trx
        .insertInto("member_topic")
        .values(follows.map((name) => ({ workspace_id: workspaceId, member_id: memberId, topic_id: ids.get(name)! })))
        .onConflict((clash) => clash.columns(["workspace_id", "member_id", "topic_id"]).doNothing())
        .execute();
    }
  });
}

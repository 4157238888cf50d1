import { sql } from "kysely";
import { topicWord } from "#engine/topic.ts";
import { forbidden } from "../errors.ts";
import type { Trx } from "../ports.ts";
import { topicKeys } from "./name.ts";

/**
 * Whether somebody may bring things to these topics, by any of their names: those who are named for a topic, or, where nobody is, everybody who draws maps.
 * An administrator may always. Throws 403 with the topic's name.
 */
export async function checkFeeds(
  trx: Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string | null },
  names: readonly string[],
): Promise<void> {
  if (names.length === 0 || memberId === null) return;
  const known = await topicKeys(trx, workspaceId);
  const keys = names.map((name) => known.get(topicWord(name)) ?? name);
  const { rows } = await sql<{ name: string }>`
    select t.name from topic t where t.workspace_id = ${workspaceId} and t.key = any(${keys}::text[])
      and exists (select from topic_feeder f where f.workspace_id = t.workspace_id and f.topic_id = t.id)
      and not exists (select from topic_feeder f where f.workspace_id = t.workspace_id and f.topic_id = t.id and f.member_id = ${memberId})
      and not exists (select from member m where m.workspace_id = t.workspace_id and m.id = ${memberId} and m.role = 'admin')
    order by lower(t.name) limit 1`.execute(trx);
  const [topic] = rows;
  if (topic !== undefined)
    throw forbidden({
      en: `The topic “${topic.name}” is fed by other people. Take it out of the map, or ask an administrator.`,
      fr: `Le thème « ${topic.name} » est alimenté par d’autres personnes. Retirez-le de la carte, ou demandez à un administrateur.`,
    });
}

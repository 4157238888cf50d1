import { sql } from "kysely";
import { across, inWorkspace } from "../database/scope.ts";
import type { Db } from "../ports.ts";
import { notify } from "./notify.ts";

const most = 500;

/**
 * Tells people, once for each hold, that posts of theirs wait for it: what they said yes to does not come out, and that is no fault of theirs. Gives how
 * many were told. Any number of processes may do so at once.
 */
export async function tellHeld(db: Db): Promise<number> {
  const { rows } = await across("notices", () =>
    sql<{ workspace: string; member: string; number: number }>`
      select distinct d.workspace_id as workspace, a.member_id as member, d.crisis as number
      from crisis k join delivery d on d.workspace_id = k.workspace_id and d.crisis = k.number and d.state = 'held' and d.reason_code = 'crisis'
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where k.ended_at is null and a.member_id is not null and not exists (select from notice n where n.workspace_id = d.workspace_id
        and n.member_id = a.member_id and n.reason = 'crisis/' || d.crisis || '/own') limit ${most}`.execute(db),
  );
  let told = 0;
  for (const { workspace, member, number } of rows)
    told += await inWorkspace(workspace, () =>
      db.transaction().execute(async (trx) =>
        (await notify(trx, {
          ...{ workspaceId: workspace, memberId: member, kind: "crisis" as const, days: 3 },
          reason: `crisis/${number}/own`,
          data: said,
        }))
          ? 1
          : 0,
      ),
    );
  return told;
}

const said = {
  title: { en: "Some of your posts wait", fr: "Des messages de vos comptes attendent" },
  text: {
    en: "The company says nothing of a subject for now, and posts on your accounts mention it. They wait, and go on by themselves afterwards. There is nothing for you to do.",
    fr: "L’entreprise ne dit rien d’un sujet pour l’instant, et des messages de vos comptes en parlent. Ils attendent, et repartiront d’eux-mêmes ensuite. Vous n’avez rien à faire.",
  },
  button: { en: "See", fr: "Voir" },
  path: "/deliveries?state=held",
};

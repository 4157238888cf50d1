import { sql } from "kysely";
import type { Given } from "../offers/write.ts";
import type { Trx } from "../ports.ts";
import { shownOf } from "./post.ts";

/**
 * Writes what a batch asks people to comment on, in the run's own transaction: one row a post, whatever map brings it and however often. Whom to ask is
 * found right after (ask.ts), so that a run waits for nobody.
 */
export async function writeCues(trx: Trx, { run, now, offers, from, waits }: Given): Promise<void> {
  const rows = offers.flatMap(({ ask, node, item, topics, days }) => {
    if (ask === undefined || waits(item.key)) return [];
    const origin = from.get(item.key);
    const { authorAccount, ...shown } = shownOf(item);
    return [
      {
        ...{ ...shown, account: authorAccount, node, topics, days, ...ask },
        ...{ key: item.key, seq: origin?.seq ?? null, source: origin?.source ?? null, by: item.written?.by ?? null },
      },
    ];
  });
  if (rows.length === 0) return;
  await sql`
    insert into cue (workspace_id, story, url, network, author, author_account, author_id, title, text, picture, ideas, topics, teams, most,
      map_id, node_id, source_id, item_key, item_seq, made_at, expires_at)
    select ${run.workspaceId}::uuid, x.story, x.url, x.network, x.author, x.account, m.id, x.title, x.text, x.picture, x.ideas, x.topics, x.teams, x.most,
      ${run.mapId}::uuid, x.node, x.source, x.key, x.seq, ${now}::timestamptz, ${now}::timestamptz + make_interval(days => x.days)
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(story text, url text, network text, author text, account text, title text, text text, picture jsonb,
      ideas text[], topics text[], teams text[], most int, node text, source uuid, key text, seq bigint, days int, by uuid)
    left join member m on m.workspace_id = ${run.workspaceId} and m.id = x.by
    order by x.seq on conflict (workspace_id, story) do nothing`.execute(trx);
}

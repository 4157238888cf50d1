import { sql } from "kysely";
import { forAll } from "../inbox/items.ts";
import type { Db } from "../ports.ts";
import type { PollFacts } from "../run/flood.ts";
import type { StoredItem } from "./job.ts";

/** Items that one backtest looks at: the newest of them. */
const mostItems = 10_000;
/** Items of one statement. */
const atOnce = 1_000;

/** Numbers of the items that came to these sources since (milliseconds), in the order in which they came; `cut`: there were more. */
export async function seqsSince(
  db: Db,
  workspaceId: string,
  keys: readonly string[],
  since: number,
): Promise<{ seqs: number[]; cut: boolean }> {
  if (keys.length === 0) return { seqs: [], cut: false };
  // A source's newest by its own index, as many as could count; which of them are young enough is said of those.
  const { rows } = await sql<{ seq: number }>`
    select recent.seq from source s cross join lateral (
      select seq, received_at from item where workspace_id = ${workspaceId} and source_id = s.id order by seq desc limit ${mostItems + 1}) recent
    where s.workspace_id = ${workspaceId} and s.key = any(${[...keys]}::text[]) and recent.received_at > ${new Date(since).toISOString()}::timestamptz
    order by recent.seq desc limit ${mostItems + 1}`.execute(db);
  const cut = rows.length > mostItems;
  return {
    seqs: rows
      .slice(0, mostItems)
      .map(({ seq }) => seq)
      .toReversed(),
    cut,
  };
}

type Row = Omit<StoredItem, "poll"> & { poll: number | null } & { [Each in keyof PollFacts]: PollFacts[Each] | null };

/** Those items, some at a time. What is stored of each goes on as it is: a thread reads it. */
export async function* itemsBy(
  db: Db,
  workspaceId: string,
  seqs: readonly number[],
  events: boolean,
): AsyncGenerator<StoredItem[]> {
  for (let start = 0; start < seqs.length; start += atOnce) {
    const event = events
      ? sql`(select e.event::text from item_event e where e.workspace_id = i.workspace_id and e.item_seq = i.seq)`
      : sql`null::text`;
    const { rows } = await sql<Row>`
      select i.seq, s.key as source, (extract(epoch from i.received_at) * 1000)::float8 as at, i.baseline, i.gone_at is not null as gone,
        i.data::text as data, p.id as poll, p.fresh, p.total, p.gap, p.received, ${event} as event
      from item i join source s on s.workspace_id = i.workspace_id and s.id = i.source_id
      left join poll p on p.workspace_id = i.workspace_id and p.id = i.poll_id
      where i.workspace_id = ${workspaceId} and i.seq = any(${seqs.slice(start, start + atOnce)}::bigint[]) and ${forAll(sql`i.data`)} order by i.seq`.execute(
      db,
    );
    yield rows.map(({ poll, fresh, total, gap, received, ...row }) => ({
      ...row,
      poll:
        poll === null || row.baseline
          ? null
          : { id: poll, fresh: fresh ?? 0, total: total ?? 0, gap: gap === true, received: received === true },
    }));
  }
}

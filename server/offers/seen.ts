import { type RawBuilder, sql } from "kysely";

/**
 * Whether an offer `o` stands, in SQL: its time is not over, its map is live, and its source has not taken the item back. Asked whenever
 * somebody looks, so that stopping a map takes back at once all that it offers. Each is looked up by its key (`offset 0` keeps it that way): joined as a
 * whole, all offers and items of the workspace would be read to show the newest few.
 */
export const stands = (alias: "o" | "n"): RawBuilder<boolean> => {
  const one = sql.raw(alias);
  return sql<boolean>`${one}.expires_at > now()
    and exists (select from map where map.workspace_id = ${one}.workspace_id and map.id = ${one}.map_id and map.state = 'live' offset 0)
    and not exists (select from item i where i.workspace_id = ${one}.workspace_id and i.seq = ${one}.item_seq and i.gone_at is not null offset 0)`;
};

/** Another offer `n` of the story that `o` tells: a source's two headlines under one address are two stories. */
export const sameStory = sql<boolean>`n.workspace_id = o.workspace_id and n.story = o.story
  and (n.head = o.head or n.source_id is distinct from o.source_id or o.source_id is null)`;

/** What is asked of offers besides standing; each of them is asked of the newer ones too, so that a story is shown by its newest that fits. */
export type Wish = {
  /** Names of a topic, folded: it may have had several. */
  topic?: readonly string[] | undefined;
  network?: string | undefined;
};

const fits = (alias: "o" | "n", { topic, network }: Wish): RawBuilder<boolean> => {
  const one = sql.raw(alias);
  return sql<boolean>`(${topic === undefined} or exists (select from offer_topic t
      where t.workspace_id = ${one}.workspace_id and t.topic = any(${topic ?? []}::text[]) and t.offer_id = ${one}.id))
    and (${network ?? null}::text is null or ${one}.networks = '{}' or ${network ?? null}::text = any(${one}.networks))`;
};

/** Whether `o` is the one by which its story is shown. */
export const isShown = (wish: Wish): RawBuilder<boolean> =>
  sql<boolean>`${stands("o")} and ${fits("o", wish)}
    and not exists (select from offer n where ${sameStory} and n.id > o.id and ${stands("n")} and ${fits("n", wish)} offset 0)`;

import { type RawBuilder, sql } from "kysely";

/** Asks of one person at most: in a day, and in a week. Who is asked all the time answers nothing any more. */
export const pace = { day: 1, week: 3 } as const;

/** Of cue `t`: its map is live, or it was given by hand. */
const live = sql<boolean>`(t.map_id is null or exists (select from map where map.workspace_id = t.workspace_id and map.id = t.map_id and map.state = 'live' offset 0))`;
/** Of cue `t`: its source says that its author deleted the post. */
export const isGone = sql<boolean>`exists (select from item i where i.workspace_id = t.workspace_id and i.seq = t.item_seq and i.gone_at is not null offset 0)`;

/** Why cue `t` asks nobody any more, or not now; null: it stands. Found whenever somebody looks, so that pausing a map takes back at once what it asks. */
export const standing = sql<
  "ended" | "gone" | "over" | "rests" | null
>`case when t.ended_at is not null then 'ended' when ${isGone} then 'gone'
  when t.expires_at <= now() then 'over' when not ${live} then 'rests' end`;

/** Whether member `m` may be asked, and shown what they were asked: they are here, want it, said yes to the charter, and have an account that is on no pause. */
export const mayBeAsked: RawBuilder<boolean> = sql<boolean>`m.disabled_at is null and m.cues and not ledger_charter(m.workspace_id, m.id)
  and exists (select from account a cross join lateral ledger_consent(a.workspace_id, a.id, '', now()) c
    where a.workspace_id = m.workspace_id and a.member_id = m.id and a.state <> 'disconnected' and c.mode <> 'paused')`;

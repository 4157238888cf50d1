import { sql } from "kysely";
import { matchRef, readRef } from "#engine/ref.ts";
import type { Network } from "#engine/network.ts";
import { entryKey, readWritten, type Written } from "#engine/written.ts";
import type { z } from "zod";
import type { Entry as EntrySchema } from "../api/entries.ts";
import type { Db, Trx } from "../ports.ts";
import { mayWrite, type Who } from "./may.ts";

export type Networks = ReadonlyMap<string, Pick<Network, "card">>;
export type EntryView = z.output<typeof EntrySchema>;
export type State = EntryView["state"];

/** An entry as it is kept. */
export type Row = {
  id: string;
  owner: string | null;
  author: string | null;
  revision: number;
  state: State;
  title: string;
  written: Written;
  at: string | null;
  until: string | null;
  enterAt: string | null;
  evergreen: boolean;
  approval: boolean;
  topic: string | null;
  campaign: string | null;
  /** The step of the campaign's scenario that wrote it. */
  step: string | null;
  round: number;
  updatedAt: string;
};

export const columns =
  sql.raw(`e.id, e.owner_id as owner, e.author_id as author, e.revision, e.state, e.title, e.written, e.at, e.until, e.enter_at as "enterAt",
  e.evergreen, e.approval, e.topic_id as topic, e.campaign_id as campaign, e.step, e.round, e.updated_at as "updatedAt"`);

export const readRow = (row: Row): Row => ({ ...row, written: readWritten(row.written) });

/** An entry that somebody may change, locked or not; null where there is none for them. */
export async function findEntry(
  db: Db | Trx,
  who: Who,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Row | null> {
  const { rows } =
    await sql<Row>`select ${columns} from entry e where e.workspace_id = ${who.workspaceId} and e.id = ${id} and ${mayWrite(who)}
    ${lock ? sql`for update of e` : sql``}`.execute(db);
  return rows[0] === undefined ? null : readRow(rows[0]);
}

type Account = { id: string; ref: string; network: string; handle: string; name: string; person: boolean };
type Medium = { id: string; kind: "picture" | "video"; width: number | null; height: number | null };
type Named = { id: string; author: string | null; changed: string | null };
type Out = { id: string; total: number; waiting: number; published: number; ended: number };

/** Where our own pages find a stored picture. */
export const shownUrl = (id: string): string => `/api/media/${id}`;

/** Rows as they are told: each list is asked for once for all of them. */
export async function viewsOf(
  db: Db | Trx,
  { workspaceId, rows, networks }: { workspaceId: string; rows: readonly Row[]; networks: Networks },
): Promise<EntryView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const media = [...new Set(rows.flatMap(({ written }) => written.media.map(({ id }) => id)))];
  const [named, topics, kept, accounts, outs] = [
    await sql<Named>`select e.id, a.name as author, c.name as changed from entry e
      left join member a on a.workspace_id = e.workspace_id and a.id = e.author_id
      left join member c on c.workspace_id = e.workspace_id and c.id = e.changed_by
      where e.workspace_id = ${workspaceId} and e.id = any(${ids}::uuid[])`.execute(db),
    await sql<{
      id: string;
      name: string;
      colour: number;
    }>`select id, name, colour from topic where workspace_id = ${workspaceId}
      and id = any(${rows.flatMap(({ topic }) => topic ?? [])}::uuid[])`.execute(db),
    await sql<Medium>`select id, kind, width, height from medium where workspace_id = ${workspaceId} and id = any(${media}::uuid[])`.execute(
      db,
    ),
    await sql<
      Account & { entry: string }
    >`select x.entry_id as entry, a.id, a.ref, a.network, a.handle, a.name, a.member_id is not null as person
      from entry_account x join account a on a.workspace_id = x.workspace_id and a.id = x.account_id and a.state <> 'disconnected'
      where x.workspace_id = ${workspaceId} and x.entry_id = any(${ids}::uuid[])`.execute(db),
    await sql<Out>`select k.id, count(*)::int as total, count(*) filter (where d.state = 'published')::int as published,
        count(*) filter (where d.state in ('rejected','cancelled','expired'))::int as ended,
        count(*) filter (where d.state not in ('published','rejected','cancelled','expired'))::int as waiting
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ id, round }) => entryKey(id, round))}::text[]) as k(id, key)
      cross join lateral (select state from delivery where workspace_id = ${workspaceId} and item_key = k.key) d group by k.id`.execute(
      db,
    ),
  ];
  const by = <One extends { id: string }>(list: readonly One[]) => new Map(list.map((one) => [one.id, one]));
  const [names, topicBy, mediumBy, outBy] = [by(named.rows), by(topics.rows), by(kept.rows), by(outs.rows)];
  return rows.map((row): EntryView => {
    const own = accounts.rows.filter(({ entry }) => entry === row.id);
    const who = names.get(row.id);
    const named = row.written.accounts.map((ref) => {
      const { network, handle } = readRef(ref);
      const found = matchRef(ref, own);
      if (found.kind !== "one") return { ref, id: null, network, name: handle, handle, person: false };
      const { id, name, person, handle: now } = found.account;
      return { ref, id, network, name, handle: now, person };
    });
    return {
      ...{ id: row.id, revision: row.revision, state: row.state, own: row.owner !== null },
      author: row.author === null || who?.author == null ? null : { id: row.author, name: who.author },
      changedBy: who?.changed ?? null,
      ...{ title: row.title, written: row.written, at: row.at, until: row.until, enterAt: row.enterAt },
      ...{ evergreen: row.evergreen, approval: row.approval },
      topic: row.topic === null ? null : (topicBy.get(row.topic) ?? null),
      campaign: row.campaign,
      accounts: named,
      networks: networksOf(row.written, networks),
      media: row.written.media.flatMap(({ id, alt }) => {
        const medium = mediumBy.get(id);
        return medium === undefined ? [] : [{ ...medium, alt, url: shownUrl(id) }];
      }),
      out: outOf(outBy.get(row.id)),
      updatedAt: row.updatedAt,
    };
  });
}

const outOf = (out: Out | undefined): EntryView["out"] => ({
  total: out?.total ?? 0,
  waiting: out?.waiting ?? 0,
  published: out?.published ?? 0,
  ended: out?.ended ?? 0,
});

/** To which an entry may go: those of its accounts, and those that it wants of people, which may be all. */
export function networksOf({ accounts, people }: Pick<Written, "accounts" | "people">, networks: Networks): string[] {
  const wanted = people === null ? [] : people.networks.length > 0 ? people.networks : [...networks.keys()];
  return [...new Set([...accounts.map((ref) => readRef(ref).network), ...wanted])];
}

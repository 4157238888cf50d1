import { createHash } from "node:crypto";
import { sql } from "kysely";
import { byHand, Written } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import type { Caller } from "../http/caller.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import { saveEntry } from "../entries/save.ts";
import type { Db, Services, Trx } from "../ports.ts";

type Post = Reply<"getAsked">["posts"][number];
/** Posts of a brief that are told, the oldest first. */
const most = 400;

/**
 * What came of the posts that were begun from a brief, by the person who made the thing: as the ledger has it. An editor reads of a person's own only
 * what is planned or out (nobody's draft), and where the workspace tells no such things (`own` false) nothing; a person reads of the company's the same.
 */
export async function postsOf(
  db: Db | Trx,
  workspaceId: string,
  id: string,
  { reader, own }: { reader: string; own: boolean },
): Promise<Map<string, Post[]>> {
  const editor = reader === "editor";
  const { rows } = await sql<Post & { member: string }>`
    select x.member_id as member, x.own, e.title, e.state, e.at, case when x.own = ${!editor} then e.id end as entry, coalesce(d.out, '[]') as out
    from brief_entry x cross join lateral (select e.id, e.title, e.state, e.at, e.round from entry e where e.workspace_id = x.workspace_id and e.id = x.entry_id limit 1) e
    cross join lateral (select jsonb_agg(jsonb_build_object('network', d.network, 'name', a.name, 'at', coalesce(d.published_at, d.due_at), 'url', d.remote_url,
        'state', case when d.state = 'published' then 'published' when d.state in ('rejected','cancelled','expired') then 'ended' else 'waiting' end) order by d.id) as out
      from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = x.workspace_id and d.item_key = ${byHand} || e.id || ':' || e.round
        and case when x.own then a.member_id = x.member_id else a.member_id is null and not a.former end) d
    where x.workspace_id = ${workspaceId} and x.brief_id = ${id} and (${editor} or x.member_id::text = ${reader}) and (${own} or not x.own)
      and (e.state <> 'draft' or x.own = ${!editor})
    order by e.at nulls last, e.id limit ${most}`.execute(db);
  const by = new Map<string, Post[]>();
  for (const { member, ...post } of rows) by.set(member, [...(by.get(member) ?? []), post]);
  return by;
}

type Made = {
  title: string;
  campaign: string | null;
  topic: string | null;
  link: string | null;
  words: string;
  medium: string | null;
  alt: string;
};

/**
 * Begins a post from what `member` made, for their own accounts or the company's: a draft in the composer, and from there the same way as any. Where a
 * draft was begun before it is that one, and two who begin at once begin the same. Gives its id. 404, 409 `brief_not_done`.
 */
export async function beginPost(
  services: Pick<Services, "db" | "nodes" | "settings">,
  { workspaceId, memberId, role }: Pick<Caller, "workspaceId" | "memberId" | "role">,
  id: string,
  { member, own }: { member: string; own: boolean },
): Promise<{ id: string }> {
  const { db } = services;
  const { rows } = await sql<
    Made & { state: string }
  >`select b.title, c.id as campaign, b.topic_id as topic, p.link, p.made as words, p.medium_id as medium, p.alt, p.state
    from brief_person p join brief b on b.workspace_id = p.workspace_id and b.id = p.brief_id
      left join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id and c.state <> 'stopped'
    where p.workspace_id = ${workspaceId} and p.brief_id = ${id} and p.member_id = ${member} and p.offered_at is not null`.execute(
    db,
  );
  const [made] = rows;
  if (made === undefined) throw notFound();
  if (made.state !== "done") throw notDone();
  const { rows: begun } = await sql<{ draft: string | null; others: number }>`
    select min(e.id::text) filter (where e.state = 'draft') as draft, count(*) filter (where e.state <> 'draft')::int as others
    from brief_entry x cross join lateral (select id, state from entry e where e.workspace_id = x.workspace_id and e.id = x.entry_id limit 1) e
    where x.workspace_id = ${workspaceId} and x.brief_id = ${id} and x.member_id = ${member} and x.own = ${own}`.execute(
    db,
  );
  const { draft, others } = begun[0]!;
  if (draft !== null) return { id: draft };
  const entry = await beginDraft(
    services,
    { workspaceId, memberId, role },
    {
      parts: [workspaceId, id, member, own ? "own" : "company", String(others)],
      ...{ made, owner: own ? member : null },
    },
  );
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`insert into brief_entry (workspace_id, brief_id, member_id, entry_id, own)
      values (${workspaceId}, ${id}, ${member}, ${entry}, ${own}) on conflict do nothing`.execute(trx);
    if (numAffectedRows === 1n)
      await record(trx, {
        ...{ workspaceId, memberId, action: "brief.promote", subject: `brief/${id}`, detail: { title: made.title } },
      });
  });
  return { id: entry };
}

/** Begins a draft in the composer, filled with what somebody made, for accounts of `owner` or (null) the company's. `parts` name it: begun again, it is there once. */
export async function beginDraft(
  services: Pick<Services, "db" | "nodes" | "settings">,
  who: Pick<Caller, "workspaceId" | "memberId" | "role">,
  { parts, made, owner }: { parts: readonly string[]; made: Made; owner: string | null },
): Promise<string> {
  const entry = idOf(parts);
  const body = await filled(services.db, who.workspaceId, made, owner);
  try {
    await saveEntry(services, who, entry, { revision: 0, ...body });
  } catch (error) {
    // Somebody else began it in the same moment, and has written on.
    if (!(error instanceof AppError) || error.code !== "entry_changed") throw error;
  }
  return entry;
}

/** A uuid that the same beginning always has (RFC 9562, version 8). */
function idOf(parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("/")).digest("hex");
  return [
    ...[hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)],
  ].join("-");
}

/** The composer's first words: what the person said of it, or what it was called, its link and its picture. */
async function filled(db: Db, workspaceId: string, made: Made, owner: string | null) {
  const { rows } = await sql<{
    ref: string;
  }>`select ref from account where workspace_id = ${workspaceId} and state = 'connected' and kind <> 'channel' and not former
    and member_id is not distinct from ${owner}::uuid order by network, id limit 20`.execute(db);
  const { title, words, link, medium, alt, campaign, topic } = made;
  const media = medium === null ? [] : [{ id: medium, alt }];
  const text = words === "" ? title : words;
  return {
    ...{ at: null, until: null, evergreen: false, approval: false, topic, campaign: owner === null ? campaign : null },
    written: Written.parse({
      version: 1,
      words: [{ text, for: null }],
      link,
      media,
      accounts: rows.map(({ ref }) => ref),
    }),
  };
}

const notDone = () =>
  conflict("brief_not_done", {
    en: "There is nothing to carry yet: it is done first, and then posted.",
    fr: "Il n’y a encore rien à porter : on le fait d’abord, on le publie ensuite.",
  });

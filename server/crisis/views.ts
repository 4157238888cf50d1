import { sql } from "kysely";
import { formsOf, mentions, saidBy } from "#engine/crisis.ts";
import { fold } from "#engine/folding.ts";
import type { Reply } from "../api.ts";
import { postOfRow } from "../ledger/posts.ts";
import { heldBy, type Mark, standingHolds, waitingPosts, type Waits } from "../ledger/crisis.ts";
import { groupOf, tellsOfPeople } from "../mine/figures.ts";
import type { Db } from "../ports.ts";

type Kept = Reply<"previewHold">["kept"];
type Whole = Reply<"readCrisis">;

/** Pages of what waits that a preview looks through; entries, and holds that were lifted, that it lists. */
const most = { pages: 60, entries: 5000, lifted: 20 };

/** Of each hold that stands how much it keeps, by what the ledger and the entries say now; and the last ones that were lifted. */
export async function readCrisis(db: Db, workspaceId: string): Promise<Whole> {
  const { rows } = await sql<Whole["lifted"][number]>`
    select c.number, c.words, c.about, c.begun_at as at, b.name as by, c.ended_at as "endedAt", e.name as "endedBy" from crisis c
    left join member b on b.workspace_id = c.workspace_id and b.id = c.begun_by left join member e on e.workspace_id = c.workspace_id and e.id = c.ended_by
    where c.workspace_id = ${workspaceId} order by c.ended_at is not null, c.number desc limit ${most.lifted + 20}`.execute(
    db,
  );
  const standing = rows.filter(({ endedAt }) => endedAt === null);
  const kept = standing.length === 0 ? new Map<number, Kept>() : await keptBy(db, workspaceId);
  return {
    standing: standing.map((hold) => ({ ...hold, kept: kept.get(hold.number) ?? nothing })),
    lifted: rows.filter(({ endedAt }) => endedAt !== null).slice(0, most.lifted),
  };
}
const nothing: Kept = { posts: 0, people: 0, proposals: 0, planned: 0 };

async function keptBy(db: Db, workspaceId: string): Promise<Map<number, Kept>> {
  const tells = await tellsOfPeople(db, workspaceId);
  type Row = { number: number; company: number; own: number; people: number; proposals: number };
  const { rows } = await sql<Row>`
    select d.crisis as number, count(*) filter (where d.reason_code = 'crisis' and a.member_id is null)::int as company,
      count(*) filter (where d.reason_code = 'crisis' and a.member_id is not null)::int as own,
      count(distinct a.member_id) filter (where d.reason_code = 'crisis')::int as people,
      count(*) filter (where d.reason_code in ('consent','rule'))::int as proposals
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.state = 'held' and d.crisis is not null group by d.crisis`.execute(db);
  const holds = await standingHolds(db, workspaceId);
  const by = heldBy(holds);
  const planned = new Map<number, number>();
  for (const { texts, title } of await plannedEntries(db, workspaceId)) {
    const hold = by({ parts: [{ kind: "post", text: texts }] }, title);
    if (hold !== null) planned.set(hold.number, (planned.get(hold.number) ?? 0) + 1);
  }
  const known = new Map(rows.map((row) => [row.number, row]));
  return new Map(
    holds.map(({ number }) => {
      const { company = 0, own = 0, people = 0, proposals = 0 } = known.get(number) ?? {};
      return [number, { ...toldOf({ company, own, people, tells }), proposals, planned: planned.get(number) ?? 0 }];
    }),
  );
}

/** Of fewer than five people not even how many posts they have: beside the company's that would be theirs. */
function toldOf({ company, own, people, tells }: { company: number; own: number; people: number; tells: boolean }) {
  const group = groupOf(people, tells);
  return { posts: company + (group === null ? 0 : own), people: group };
}

/** What holding these words would keep, without keeping it. */
export async function previewHold(
  db: Db,
  workspaceId: string,
  words: readonly string[],
): Promise<Reply<"previewHold">> {
  const mentioned = mentions(words);
  const tells = await tellsOfPeople(db, workspaceId);
  const { rows: accounts } = await sql<{ id: string; member: string | null }>`
    select id, member_id as member from account where workspace_id = ${workspaceId} and state <> 'disconnected' limit 20000`.execute(
    db,
  );
  const owner = new Map(accounts.map(({ id, member }) => [id, member]));
  const people = new Set<string>();
  const found = { company: 0, own: 0, proposals: 0 };
  let after: Mark | null = null;
  let more = false;
  for (let page = 0; ; page += 1) {
    if (page === most.pages) {
      more = true;
      break;
    }
    const { rows, next }: { rows: Waits[]; next: Mark | null } = await waitingPosts(db, workspaceId, after);
    for (const one of rows) {
      if (mentioned(saidBy(postOfRow(one), one.title)) === null) continue;
      const member = owner.get(one.account) ?? null;
      if (one.asked) found.proposals += 1;
      else if (member === null) found.company += 1;
      else {
        found.own += 1;
        people.add(member);
      }
    }
    if (next === null) break;
    after = next;
  }
  const entries = await plannedEntries(db, workspaceId);
  const planned = entries.filter(({ texts, title }) => mentioned(fold(`${title}\n${texts}`)) !== null).length;
  const { company, own, proposals } = found;
  return {
    kept: { ...toldOf({ company, own, people: people.size, tells }), proposals, planned },
    forms: words.flatMap((word) => formsOf(word).slice(1)),
    more,
  };
}

/** The company's entries that are still to enter, with all that they say. */
async function plannedEntries(db: Db, workspaceId: string): Promise<{ title: string; texts: string }[]> {
  const { rows } = await sql<{ title: string; texts: string }>`
    select title, concat_ws(E'\\n', (select string_agg(w->>'text', E'\\n') from jsonb_array_elements(written->'words') w),
      (select string_agg(t, E'\\n') from jsonb_array_elements_text(coalesce(written->'thread', '[]')) t), written->>'comment', written->>'link') as texts
    from entry where workspace_id = ${workspaceId} and state = 'planned' and owner_id is null order by enter_at limit ${most.entries}`.execute(
    db,
  );
  return rows;
}

import { sql } from "kysely";
import { formsOf, mentions, saidBy } from "#engine/crisis.ts";
import type { Post } from "#engine/post.ts";
import type { Reply } from "../api.ts";
import { asPost, saidOfEntry } from "../entries/said.ts";
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
  type Row = { number: number } & Found;
  const { rows } = await sql<Row>`
    select d.crisis as number, count(*) filter (where d.reason_code = 'crisis' and a.member_id is null)::int as company,
      count(*) filter (where d.reason_code = 'crisis' and a.member_id is not null)::int as own,
      count(distinct a.member_id) filter (where d.reason_code = 'crisis')::int as people,
      count(*) filter (where d.reason_code in ('consent','rule'))::int as proposals,
      count(distinct a.member_id) filter (where d.reason_code in ('consent','rule'))::int as asked
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.state = 'held' and d.crisis is not null group by d.crisis`.execute(db);
  const holds = await standingHolds(db, workspaceId);
  const by = heldBy(holds);
  const planned = new Map<number, number>();
  for (const { post, title } of await plannedEntries(db, workspaceId)) {
    const hold = by(post, title);
    if (hold !== null) planned.set(hold.number, (planned.get(hold.number) ?? 0) + 1);
  }
  const known = new Map(rows.map((row) => [row.number, row]));
  return new Map(
    holds.map(({ number }) => [
      number,
      { ...toldOf(known.get(number) ?? none, tells), planned: planned.get(number) ?? 0 },
    ]),
  );
}

/** Posts of the company's and of people's accounts that are kept, of how many people; proposals, and how many people they wait for. */
type Found = { company: number; own: number; people: number; proposals: number; asked: number };
const none: Found = { company: 0, own: 0, people: 0, proposals: 0, asked: 0 };

/** Of fewer than five people not even how many posts or proposals they have: beside the company's that would be theirs. */
function toldOf({ company, own, people, proposals, asked }: Found, tells: boolean): Omit<Kept, "planned"> {
  const group = groupOf(people, tells);
  return {
    posts: company + (group === null ? 0 : own),
    people: group,
    proposals: groupOf(asked, tells) === null ? 0 : proposals,
  };
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
  const [people, asked] = [new Set<string>(), new Set<string | null>()];
  const found = { ...none };
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
      if (one.asked) {
        found.proposals += 1;
        asked.add(member);
      } else if (member === null) found.company += 1;
      else {
        found.own += 1;
        people.add(member);
      }
    }
    if (next === null) break;
    after = next;
  }
  const entries = await plannedEntries(db, workspaceId);
  const planned = entries.filter(({ post, title }) => mentioned(saidBy(post, title)) !== null).length;
  return {
    kept: { ...toldOf({ ...found, people: people.size, asked: asked.size }, tells), planned },
    forms: words.flatMap((word) => formsOf(word).slice(1)),
    more,
  };
}

/** The company's entries that are still to enter, each as one post with all that it says. */
async function plannedEntries(db: Db, workspaceId: string): Promise<{ title: string; post: Pick<Post, "parts"> }[]> {
  const { rows } = await sql<{ title: string; text: string }>`
    select title, ${saidOfEntry} as text from entry where workspace_id = ${workspaceId} and state = 'planned' and owner_id is null order by enter_at limit ${most.entries}`.execute(
    db,
  );
  return rows.map(({ title, text }) => ({ title, post: asPost(text) }));
}

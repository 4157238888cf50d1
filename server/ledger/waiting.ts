import { sql } from "kysely";
import type { StoryRule } from "#engine/story.ts";
import { cutRows, type Paging, readNumber } from "../database/paging.ts";
import type { Db } from "../ports.ts";
import { storyRule } from "../run/story-rule.ts";
import { waitsForOwner } from "./waits.ts";
import { isOneStory, type Story } from "./story.ts";

/** A delivery that waits for a person, as far as it is told apart. `later`: they put it off until then. */
export type Waiting = { id: number; account: string; key: string; later: string | null; own: boolean; story: Story };

/** Of one person, the newest: whoever let more than that lie is asked about these first. */
const most = 1000;

type Who = { workspaceId: string; memberId: string };

/** What waits for a person, newest first; an admin's are the company's accounts too. */
async function waitingFor(db: Db, { workspaceId, memberId }: Who): Promise<Waiting[]> {
  const { rows } = await sql<Omit<Waiting, "story"> & Omit<Story, "head" | "was"> & { head: string | null }>`
    select d.id, d.account_id as account, d.item_key as key, a.member_id is not null as own, case when w.until > now() then w.until end as later,
      encode(s.link_hash, 'hex') as link, lpad(to_hex(s.text_hash), 16, '0') as print, lpad(to_hex(s.head), 16, '0') as head, s.source_id as source
    from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
    left join story s on s.workspace_id = d.workspace_id and s.account_id = d.account_id and s.created_at = d.created_at and s.delivery_id = d.id
    left join answer w on w.workspace_id = d.workspace_id and w.delivery_id = d.id and w.answer = 'later'
    where a.workspace_id = ${workspaceId} and a.state = 'connected' and ${waitsForOwner("d.")}
      and (a.member_id = ${memberId} or (a.member_id is null and exists (select 1 from member q
        where q.workspace_id = a.workspace_id and q.id = ${memberId} and q.role = 'admin')))
      and d.expires_at > now()
    order by d.id desc limit ${most}`.execute(db);
  return rows.map(({ id, account, key, later, own, link, print, head, source }) => {
    const story = { link, was: null, print, head: head ?? "", source };
    return { id, account, key, later, own, story };
  });
}

/**
 * The same by stories, the newest first: what has one key, or is one story by the workspace's rule (ledger/story.ts). An account has a story once
 * in it: what goes out once more is asked about by itself.
 */
export function byStory(waiting: readonly Waiting[], by: StoryRule["by"]): Waiting[][] {
  const stories: Waiting[][] = [];
  for (const one of waiting) {
    const found = stories.find(
      (posts) =>
        posts.every(({ account }) => account !== one.account) &&
        posts.some(({ key, story }) => key === one.key || isOneStory(story, one.story, by)),
    );
    if (found === undefined) stories.push([one]);
    else found.push(one);
  }
  return stories;
}

/** What is put off as a whole comes back as a whole, with the first of its posts. */
const laterOf = (posts: readonly Waiting[]): string | null =>
  posts.every(({ later }) => later !== null) ? posts.map(({ later }) => later!).toSorted()[0]! : null;

async function storiesFor(db: Db, who: Who): Promise<Waiting[][]> {
  const { by } = await storyRule(db, who.workspaceId, {});
  return byStory(await waitingFor(db, who), by);
}

export type WaitingPage = {
  rows: Waiting[][];
  next: string | null;
  later: { count: number; at: string } | null;
};

/** A page of what waits now, and how much comes back later. */
export async function waitingPage(db: Db, { before, limit, ...who }: Paging & Who): Promise<WaitingPage> {
  const mark = readNumber(before);
  const stories = await storiesFor(db, who);
  const off = stories.map(laterOf).filter((at) => at !== null);
  const now = stories.filter((posts) => laterOf(posts) === null && (mark === null || posts[0]!.id < mark));
  return {
    ...cutRows(now, limit, (posts) => String(posts[0]!.id)),
    later: off.length === 0 ? null : { count: off.length, at: off.toSorted()[0]! },
  };
}

/** The story that a delivery belongs to, put off or not; null where it does not wait for this person. */
export async function waitingWith(db: Db, who: Who, deliveryId: number): Promise<Waiting[] | null> {
  const stories = await storiesFor(db, who);
  return stories.find((posts) => posts.some(({ id }) => id === deliveryId)) ?? null;
}

/** How many stories wait on a person's own accounts now: what stands beside their menu's first place. */
export async function countWaiting(db: Db, who: Who): Promise<number> {
  const stories = await storiesFor(db, who);
  return stories.filter((posts) => laterOf(posts) === null && posts.some(({ own }) => own)).length;
}

import { type RawBuilder, sql } from "kysely";
import { addDays } from "#engine/days.ts";
import { entryOf } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { fewest } from "../results/group.ts";

type View = Reply<"secondLives">["rows"][number];

/** Days that a story rests; posts of an account that are compared, and how many make a comparison. They are those that are known one by one (`postDays`). */
export const rest = 60;
const mostPosts = 300;
/** Of people's accounts so many posts in all, and of each so many at least: where very many publish, fewer of each say what is usual. */
const [mostOfAll, leastOfMany] = [20_000, 10];
const least = 5;
/** How many times what is usual it must have brought, in which number at least. */
const outstanding = { times: 1.5, visits: 5 };
/** That are shown. */
const shown = 24;

export type Post = {
  key: string;
  title: string;
  topic: string;
  network: string;
  account: string | null;
  place: string;
  day: string;
  visits: number;
};

/**
 * What did well where it stood: each post beside the other posts of its own account, what people published beside what people publish on that
 * network, and only where so many of them did together. No person is compared with another.
 */
export async function secondLives(db: Db, workspaceId: string): Promise<Reply<"secondLives">> {
  const posts = [...(await ofCompany(db, workspaceId)), ...(await ofPeople(db, workspaceId))];
  const { rows: place } = await sql<{
    today: string;
  }>`select to_char(now() at time zone zone, 'YYYY-MM-DD') as today from workspace where id = ${workspaceId}`.execute(
    db,
  );
  const found = standOut(posts, place[0]?.today ?? "");
  const keys = found.map(({ key }) => key);
  const { rows: taken } = await sql<{ key: string }>`select k.key from unnest(${keys}::text[]) as k(key) where exists (
    select from evergreen g where g.workspace_id = ${workspaceId} and (g.of_key = k.key
      or g.entry_id = ${entryIn(sql`k.key`)}))`.execute(db);
  const left = found.filter(({ key }) => !taken.some((one) => one.key === key)).slice(0, shown);
  const { rows: told } = await sql<{ key: string; text: string | null; link: string | null; own: boolean }>`
    select k.key, i.text, i.link, e.id is not null and e.owner_id is not null as own from unnest(${left.map(({ key }) => key)}::text[]) as k(key)
    left join lateral (select item_seq from delivery where workspace_id = ${workspaceId} and item_key = k.key and item_seq is not null limit 1) d on true
    left join lateral (select data->>'link' as link, coalesce(nullif(data->>'text', ''), data->>'title') as text from item where workspace_id = ${workspaceId} and seq = d.item_seq) i on true
    left join entry e on e.workspace_id = ${workspaceId} and e.id = ${entryIn(sql`k.key`)}`.execute(db);
  const by = new Map(told.map((one) => [one.key, one]));
  return {
    rest,
    rows: left
      .filter(({ key }) => by.get(key)?.own !== true)
      .map((one) => ({
        ...one,
        text: by.get(one.key)?.text ?? one.title,
        link: by.get(one.key)?.link ?? null,
        entry: entryOf(one.key),
      })),
  };
}

/** The entry that a key of an item names; null: it is none. A condition beside the cast would not do: nothing says which of two is looked at first. */
const entryIn = (key: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql`case when starts_with(${key}, 'entry:') then nullif(split_part(${key}, ':', 2), '')::uuid end`;

/** Of each place (an account; what people published on a network) what stands out from what is usual there, the farthest first; pure. */
export function standOut(posts: readonly Post[], today: string): Omit<View, "text" | "link" | "entry">[] {
  const found = [...Map.groupBy(posts, ({ place }) => place).values()].flatMap((all) => {
    if (all.length < least) return [];
    const usual = median(all.map(({ visits }) => visits));
    return all
      .filter(({ visits }) => visits >= outstanding.visits && visits >= usual * outstanding.times && visits > usual)
      .map(({ place: _place, ...post }) => {
        const until = addDays(post.day, rest);
        return { ...post, usual, posts: all.length, restsUntil: until > today ? until : null };
      });
  });
  // What is ripe first; then by how far it stood out where it was. Of one story that stood out in several places the first.
  const sorted = found.toSorted(
    (a, b) =>
      Number(a.restsUntil !== null) - Number(b.restsUntil !== null) ||
      b.visits / Math.max(b.usual, 1) - a.visits / Math.max(a.usual, 1) ||
      (a.key < b.key ? -1 : 1),
  );
  return [...new Map(sorted.toReversed().map((one) => [one.key, one])).values()].toReversed();
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Posts of the company's accounts with a link of ours, each account's newest. */
async function ofCompany(db: Db, workspaceId: string): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select d.item_key as key, d.item_title as title, d.topic, a.network, a.name as account, a.id::text as place, to_char(p.day, 'YYYY-MM-DD') as day, s.people::float8 as visits
    from (select id, network, name from account where workspace_id = ${workspaceId} and member_id is null and not former and state <> 'disconnected' order by id limit 100) a
    cross join lateral (select delivery_id, day from post_out where workspace_id = ${workspaceId} and account_id = a.id order by published_at desc, delivery_id desc limit ${mostPosts}) p
    cross join lateral (select people from short_link where workspace_id = ${workspaceId} and delivery_id = p.delivery_id limit 1) s
    cross join lateral (select item_key, item_title, topic from delivery where workspace_id = ${workspaceId} and id = p.delivery_id limit 1) d`.execute(
    db,
  );
  return rows;
}

/** What people published, by story and network, as visits to one post; only of stories that so many of them published there. */
async function ofPeople(db: Db, workspaceId: string): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select d.item_key as key, max(d.item_title) as title, max(d.topic) as topic, a.network, null::text as account, 'people/' || a.network as place,
      to_char(max(p.day), 'YYYY-MM-DD') as day, round(avg(s.people), 1)::float8 as visits
    from (select id, network, member_id, greatest(${leastOfMany}::int, least(${mostPosts}::int, ${mostOfAll}::int / count(*) over ())) as most
      from account where workspace_id = ${workspaceId} and member_id is not null order by id limit 5000) a
    cross join lateral (select delivery_id, day from post_out where workspace_id = ${workspaceId} and account_id = a.id order by published_at desc, delivery_id desc limit a.most) p
    cross join lateral (select people from short_link where workspace_id = ${workspaceId} and delivery_id = p.delivery_id limit 1) s
    cross join lateral (select item_key, item_title, topic from delivery where workspace_id = ${workspaceId} and id = p.delivery_id limit 1) d
    group by d.item_key, a.network having count(distinct a.member_id) >= ${fewest}`.execute(db);
  return rows;
}

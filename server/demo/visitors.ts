import { sql } from "kysely";
import type { ConversionKind } from "#engine/conversion.ts";
import { countConversions } from "../conversions/count.ts";
import type { Clicks } from "../links/clicks.ts";
import type { Services } from "../ports.ts";

/** A post that is out with a link of its own; `luck` is 0 to 999, the same at every installation. */
type Post = {
  id: number;
  code: string;
  network: string;
  company: boolean;
  title: string;
  story: number;
  luck: number;
  hours: number;
};

const day = 24;
/** Days after which nobody follows a post's link any more. */
const forgotten = 14;
/** Visits that a post brings on each network, by and large; a page of the company has more readers than a person. */
const usual: Readonly<Record<string, number>> = { linkedin: 9, bluesky: 6, mastodon: 6, x: 5 };
const ofCompany = 3;
/** What looks at a link by itself as soon as it is posted: servers of the Fediverse more than others. */
const robots: Readonly<Record<string, number>> = { mastodon: 21, bluesky: 4, linkedin: 3, x: 3 };

/** What people came for, and what it led to: one of so many visits. */
const wanted: readonly { words: RegExp; pull: number; leads: readonly (readonly [ConversionKind, number])[] }[] = [
  {
    words: /recrut|emploi|cherchons|stage|alternance/iu,
    pull: 2.4,
    leads: [
      ["visit", 4],
      ["entry", 38],
    ],
  },
  {
    words: /portes ouvertes|salon|venez|nocturnes/iu,
    pull: 1.5,
    leads: [
      ["visit", 6],
      ["registration", 22],
    ],
  },
  { words: /(?:)/u, pull: 1, leads: [["contact", 120]] },
];

/**
 * Who follows the links of what is out by then (milliseconds), since it was looked at last, and what comes of it: by the ports by which visits and
 * conversions are counted every day. Most come on the first day, few after a week.
 */
export async function visitLinks(services: Services, clicks: Clicks, workspaceId: string, at: number): Promise<void> {
  const moment = new Date(at).toISOString();
  const { rows } = await sql<Post>`
    select d.id, s.code, a.network, a.member_id is null as company, d.item_title as title, abs(hashtext(d.item_key)) % 10 as story,
      abs(hashtext(a.handle || d.item_key)) % 1000 as luck, (extract(epoch from ${moment}::timestamptz - d.published_at) / 3600)::float8 as hours
    from short_link s join delivery d on d.workspace_id = s.workspace_id and d.id = s.delivery_id
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where s.workspace_id = ${workspaceId} and d.state = 'published' and d.published_at <= ${moment}
      and d.published_at > ${moment}::timestamptz - make_interval(days => ${forgotten}::int) order by d.id`.execute(
    services.db,
  );
  const told: Parameters<typeof countConversions>[2][number][] = [];
  for (const post of rows) {
    const fresh = post.hours < day;
    const { pull, leads } = wanted.find(({ words }) => words.test(post.title))!;
    const all = (usual[post.network] ?? 4) * (post.company ? ofCompany : 1) * pull * (0.55 + post.story / 9);
    const people = Math.round(all * (0.5 + post.luck / 1000) * (fresh ? 0.75 : post.hours < 5 * day ? 0.12 : 0.04));
    const place = { workspaceId, deliveryId: post.id, hand: null };
    for (let n = 0; n < people; n += 1) clicks.count(place, "people");
    if (fresh) for (let n = 0; n < (robots[post.network] ?? 2) + (post.luck % 3); n += 1) clicks.count(place, "robots");
    for (const [kind, each] of leads) {
      const count = Math.floor((people + (post.luck % each)) / each);
      for (let n = 0; n < count; n += 1)
        told.push({ told: `demo/${kind}/${post.id}/${at}/${n}`, kind, code: post.code, at });
    }
  }
  await clicks.flush();
  if (told.length > 0) await countConversions(services, { workspaceId, keyId: null }, told);
}

import { sql } from "kysely";
import { byStep } from "#engine/again.ts";
import type { AccountKind, Limits } from "#engine/card.ts";
import { notNow } from "#engine/crisis.ts";
import { fingerprint, nearIdentical, normalise } from "#engine/fingerprint.ts";
import { disclosureFor, type HouseRules } from "#engine/house.ts";
import type { Network } from "#engine/network.ts";
import { firstPart, readPost } from "#engine/post.ts";
import { type Ruling, rulingsOf } from "#engine/rules.ts";
import { entryOf } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import type { Paging } from "../database/paging.ts";
import { readLimits } from "../networks/access.ts";
import type { Db } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import { alikeRuling, saidElsewhere } from "./alike.ts";
import { campaignsSay } from "./campaign.ts";
import { type HeldBy, heldBy, standingHolds } from "./crisis.ts";
import { important } from "./importance.ts";
import { type PostColumns, postOfRow } from "./posts.ts";
import { shown, viewOf } from "./views.ts";
import { wordingsFor } from "./wordings.ts";
import { type Waiting, waitingPage, waitingWith } from "./waiting.ts";

type Networks = ReadonlyMap<string, Pick<Network, "card">>;
type ProposedStory = Reply<"listProposals">["rows"][number];
type Proposal = ProposedStory["posts"][number];
type Who = { workspaceId: string; memberId: string };

/** Of an account whose network is not known here any more: nothing is refused for its length. */
const unknownLimits: Limits = { text: 10_000, pictures: 0, videos: 0, alt: 0 };
const noText = { text: null, link: null };

/** What waits for this member's own yes, a story at a time, newest first; admins find the company accounts' here too. */
export async function listProposals(db: Db, networks: Networks, filter: Paging & Who): Promise<Reply<"listProposals">> {
  const { rows, ...page } = await waitingPage(db, filter);
  return { ...page, rows: await tell(db, networks, filter.workspaceId, rows) };
}

/** The story that a delivery belongs to, as it waits for this member; null where it does not. */
export async function proposedWith(
  db: Db,
  networks: Networks,
  who: Who,
  deliveryId: number,
): Promise<ProposedStory | null> {
  const posts = await waitingWith(db, who, deliveryId);
  return posts === null ? null : ((await tell(db, networks, who.workspaceId, [posts]))[0] ?? null);
}

type Found = Omit<
  Proposal,
  "item" | "other" | "limits" | "text" | "link" | "post" | "rulings" | "said" | "paused" | "wordings"
> &
  PostColumns & {
    itemData: unknown;
    ownLimits: unknown;
    otherPost: unknown;
    kind: AccountKind;
    mode: string;
    title: string;
    key: string;
    from: string | null;
    topic: ProposedStory["topic"];
    important: boolean;
  };

async function tell(
  db: Db,
  networks: Networks,
  workspaceId: string,
  stories: readonly (readonly Waiting[])[],
): Promise<ProposedStory[]> {
  const ids = stories.flatMap((posts) => posts.map(({ id }) => id));
  if (ids.length === 0) return [];
  const { rows } = await sql<Found>`
    select d.id, json_build_object('id', a.id, 'network', a.network, 'handle', a.handle, 'name', a.name, 'avatar', a.avatar) as account,
      d.post, d.text, d.link, d.item_title as title, d.item_key as key, d.machine, a.limits as "ownLimits", a.kind, coalesce(m.name, '') as "mapName",
      d.created_at as "createdAt", d.expires_at as "expiresAt", c.mode, ${important} as important,
      (select data from item i where i.workspace_id = d.workspace_id and i.seq = d.item_seq) as "itemData",
      (select other from repost r where r.workspace_id = d.workspace_id and r.delivery_id = d.id) as "otherPost",
      (select max(p.published_at) from delivery p where p.workspace_id = d.workspace_id and p.account_id = d.account_id and p.item_key = d.item_key) as before,
      case when d.due_at > now() and d.occasion like ${`${byStep}%`} then d.due_at end as "notBefore",
      (select q.name from version v join member q on q.workspace_id = v.workspace_id and q.id = v.published_by
        where v.workspace_id = d.workspace_id and v.map_id = d.map_id and v.number = d.version) as "from",
      (select json_build_object('name', t.name, 'colour', t.colour) from topic t where t.workspace_id = d.workspace_id and t.key = d.topic) as topic
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join map m on m.workspace_id = d.workspace_id and m.id = d.map_id
    cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, now()) c
    where d.workspace_id = ${workspaceId} and d.id = any(${ids}::bigint[])`.execute(db);
  const house = await houseRules(db, workspaceId);
  const elsewhere = await saidIn(db, networks, workspaceId, rows, house);
  const said = await saidByColleagues(db, workspaceId, rows);
  const wordings = await wordingsFor(db, workspaceId, ids);
  const holds = heldBy(await standingHolds(db, workspaceId));
  const campaigns = await campaignsSay(db, workspaceId, ids);
  const found = new Map(rows.map((row) => [row.id, row]));
  return stories.flatMap((posts) => {
    const own = posts.flatMap(({ id }) => found.get(id) ?? []);
    const [first] = own;
    if (first === undefined) return [];
    const told = own.map((row) => ({
      ...proposalOf(networks, house, { elsewhere, said, holds, campaigns }, row),
      wordings: (wordings.get(row.id) ?? []).map((one) => ({
        ...one,
        rulings: [
          ...ofCampaign(campaigns, row),
          ...holding(holds, one.post, row.title),
          ...rulesFor(networks, house, row, one.post),
        ],
      })),
    }));
    const { id, title, from, topic, mapName, createdAt } = first;
    const expiresAt = told.map((each) => each.expiresAt).toSorted()[0]!;
    const { item } = told[0]!;
    const marked = own.some((row) => row.important);
    return [
      {
        id,
        title: item?.title || title,
        item,
        from,
        topic,
        mapName,
        important: marked,
        createdAt,
        expiresAt,
        posts: told,
      },
    ];
  });
}

/** What is said of it besides: who said it elsewhere, which colleague said it here, what the company says nothing of now, and how its campaign stands. */
type Around = {
  elsewhere: Awaited<ReturnType<typeof saidElsewhere>>;
  said: ReadonlyMap<number, Proposal["said"]>;
  holds: HeldBy;
  campaigns: ReadonlyMap<number, Ruling>;
};

const ofCampaign = (campaigns: Around["campaigns"], { id }: { id: number }): Ruling[] => {
  const ruling = campaigns.get(id);
  return ruling === undefined ? [] : [ruling];
};

/** A hold that keeps a post: it is said as what a rule forbids is, and until it is lifted nobody is let say yes. */
function holding(holds: HeldBy, post: Proposal["post"], title: string): Proposal["rulings"] {
  const hold = holds(post, title);
  return hold === null ? [] : [{ code: "crisis", severity: "error", message: notNow(hold.word) }];
}

function proposalOf(
  networks: Networks,
  house: HouseRules,
  around: Around,
  {
    itemData,
    ownLimits,
    kind,
    otherPost,
    mode,
    title,
    key,
    from: _from,
    topic: _topic,
    important: _important,
    ...row
  }: Found,
): Omit<Proposal, "wordings"> {
  // What the person reads and edits is what is sent.
  const proposal = shown(row);
  const card = networks.get(row.account.network)?.card;
  const limits = readLimits(ownLimits) ?? card?.limits ?? unknownLimits;
  const rules = rulesFor(networks, house, { ...row, kind, ownLimits }, proposal.post);
  const by = around.elsewhere.get(row.id);
  const item = viewOf(itemData);
  const twice = card !== undefined && by !== undefined ? alikeRuling(card, house.alike, by) : null;
  return {
    ...proposal,
    other: otherPost === null ? null : readPost(otherPost, noText),
    // What a colleague wrote came out of no feed: it is called by the map, in the workspace's language.
    item: item !== null && entryOf(key) !== null ? { ...item, source: row.mapName } : item,
    limits,
    paused: mode === "paused",
    said: around.said.get(row.id) ?? null,
    rulings: [
      ...ofCampaign(around.campaigns, row),
      ...holding(around.holds, proposal.post, title),
      ...rules,
      ...(twice === null ? [] : [twice]),
    ],
  };
}

/** What its network's rules say of a post by itself. */
function rulesFor(
  networks: Networks,
  house: HouseRules,
  { account, kind, ownLimits }: Pick<Found, "account" | "kind" | "ownLimits">,
  post: Proposal["post"],
): Proposal["rulings"] {
  const card = networks.get(account.network)?.card;
  if (card === undefined) return [];
  const limits = readLimits(ownLimits) ?? card.limits;
  return rulingsOf(card, post, { kind, mode: "ask", limits, ...disclosureFor(house) });
}

/** Which of them say what somebody said there before, on the networks that mind it. */
function saidIn(db: Db, networks: Networks, workspaceId: string, rows: readonly Found[], { alike }: HouseRules) {
  const shy = rows.filter(({ account: { network } }) => networks.get(network)?.card.alike !== undefined);
  const posts = shy.map((row) => ({
    workspaceId,
    network: row.account.network,
    accountId: row.account.id,
    deliveryId: row.id,
    post: postOfRow(row),
  }));
  return saidElsewhere(db, posts, alike.hours);
}

/** Posts of one item that are looked at: past that a colleague said it anyway. */
const mostTold = 200;

/** Which of them a colleague's post of the same item says nearly in the same words, on the same network. */
async function saidByColleagues(db: Db, workspaceId: string, rows: readonly Found[]) {
  const keys = [...new Set(rows.map(({ key }) => key))];
  const { rows: out } = await sql<
    PostColumns & { key: string; network: string; account: string; at: string; name: string | null }
  >`
    select d.item_key as key, d.network, d.account_id as account, d.published_at as at, d.post, d.text, d.link,
      (select m.name from account a join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
        where a.workspace_id = ${workspaceId} and a.id = d.account_id and m.shares_shown) as name
    from unnest(${keys}::text[]) k cross join lateral (select * from delivery d where d.workspace_id = ${workspaceId} and d.item_key = k and d.state = 'published'
      order by d.id desc limit ${mostTold}) d`.execute(db);
  const words = (row: PostColumns) => firstPart(postOfRow(row)).text;
  return new Map(
    rows.flatMap((row): [number, Proposal["said"]][] => {
      const text = words(row);
      const same = out.find(
        (each) =>
          each.key === row.key &&
          each.network === row.account.network &&
          each.account !== row.account.id &&
          isAlike(text, words(each)),
      );
      return same === undefined ? [] : [[row.id, { name: same.name, at: same.at }]];
    }),
  );
}

function isAlike(one: string, other: string): boolean {
  const [a, b] = [fingerprint(one), fingerprint(other)];
  return a === "" || b === "" ? normalise(one) === normalise(other) : nearIdentical(a, b);
}

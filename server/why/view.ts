import { sql } from "kysely";
import { isForOneself } from "#engine/own.ts";
import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import { getStory } from "../ledger/story-view.ts";
import { face } from "../ledger/telling.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import { nobody } from "../mine/person.ts";
import type { Db, Services } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { type Because, best, causeIn } from "./answer.ts";
import { dropsOf, findItem, keptOf, mapsOf, type DropRow, type Known } from "./item.ts";
import { pacedOf } from "./pace.ts";
import { accountOf, causeOfSent, findPerson, type Person, type Sent, sentTo } from "./person.ts";
import { say } from "./sentence.ts";
import { wayThrough, type Through } from "./way.ts";

type View = Reply<"why">;
type Answer = View["answer"];

/** Deliveries of the story that are told one by one, with their attempts, and people who were left out. */
const [mostPosts, mostAttempts, mostLeft] = [60, 8, 60];

type Asked = {
  workspaceId: string;
  key: string;
  account?: string | undefined;
  /** Somebody, whichever account of theirs it is. */
  member?: string | undefined;
  /** Who asks; `editor`: they may see everybody's. */
  caller: { memberId: string; editor: boolean };
};

/**
 * Why an item went out, or did not: its way through every map that reads it, and one sentence for all, or for an account. Of who draws no maps it
 * must be an account of theirs. Throws 404 where there is no such item, or it is not theirs to ask.
 *
 * Everything is read off what runs, the ledger and the accounts' owners wrote down; only what a step made of the text is worked out again
 * (engine/retrace.ts). What people follow, and where they are, is known as it is today, and the answer says so where that makes a difference.
 */
export async function getWhy(
  services: Pick<Services, "db" | "nodes" | "pages">,
  { workspaceId, key, account: asked, member, caller }: Asked,
): Promise<View> {
  const { db } = services;
  const account = asked ?? (member === undefined ? undefined : await accountOf(db, workspaceId, member, key));
  const person = account == null ? null : await findPerson(db, workspaceId, account);
  if (account !== undefined && person === null) throw notFound();
  const own = person !== null && person.member === caller.memberId;
  if (!caller.editor && !own) throw notFound();
  const known = await findItem(db, workspaceId, key);
  if (known === null) throw notFound();
  // What somebody wrote for accounts of their own, and that came to nothing, is nobody else's.
  if (!own && known.newest === null && known.item !== null && isForOneself(known.item)) throw notFound();
  const { zone, stopped, now } = await settingsOf(db, workspaceId);
  const sent = person === null ? [] : await sentTo(db, workspaceId, person.id, key);
  const paced = person === null ? undefined : await pacedOf(db, workspaceId, person.id, sent, Date.parse(now));
  const drops = await dropsOf(db, workspaceId, key, person?.id ?? null);
  const story = known.newest === null ? null : await getStory(db, workspaceId, known.newest);
  const deliveries = await deliveriesOf(db, workspaceId, story?.posts.map(({ id }) => id) ?? []);
  const others = new Set([...drops, ...sent, ...deliveries].map(({ map }) => map));
  const maps = await mapsOf(db, workspaceId, known, [...others]);
  const kept = await keptOf(
    db,
    workspaceId,
    key,
    maps.map(({ id }) => id),
  );
  const title = (network: string) => services.nodes.networks.get(network)?.card.title ?? network;
  const publisher =
    person === null ? undefined : (await listPublishers(db, workspaceId)).find(({ id }) => id === person.id);
  const hidden = !own && !(await tellsOfPeople(db, workspaceId));
  const ways: { way: Through; because: Because }[] = [];
  for (const map of maps) {
    const facts = {
      zone,
      drops: drops.filter((drop) => drop.map === map.id),
      kept: kept.filter((one) => one.map === map.id),
      sent: deliveries.filter((one) => one.map === map.id),
    };
    const through = await wayThrough(services, workspaceId, known, map, facts);
    // A map that no longer runs and never had it says nothing.
    if (through.run === null && map.state !== "live" && map.state !== "paused") continue;
    const given = sent.find((one) => one.map === map.id);
    const asked = person === null ? null : { person, publisher, title };
    const because =
      person !== null && given !== undefined
        ? ofSent(person, given, { network: title(person.network), stopped, hidden, ...(paced && { paced }) })
        : person === null && facts.sent.length > 0
          ? {
              cause: {
                code: "all" as const,
                out: facts.sent.filter(({ state }) => state === "published").length,
                all: facts.sent.length,
              },
              setting: null,
            }
          : causeIn(through, known, facts, asked, services.nodes.manifests);
    ways.push({ way: through, because });
  }
  const answer = await answerOf(db, workspaceId, overall({ known, story, sent, person, ways }), zone, person);
  const shown = (one: Answer): Answer => (caller.editor ? one : { ...one, setting: null });
  const posts = (story?.posts ?? [])
    .filter((post) => caller.editor || sent.some(({ id }) => id === post.id))
    .slice(0, mostPosts);
  const attempts = await attemptsOf(
    db,
    workspaceId,
    posts.map(({ id }) => id),
  );
  const left = caller.editor ? await leftOf(db, workspaceId, drops, deliveries) : { rows: [], count: 0 };
  return {
    key,
    title: known.title,
    link: known.link,
    source: known.source?.title ?? null,
    picture: known.picture,
    received: known.received,
    who:
      person === null
        ? null
        : {
            id: person.id,
            network: person.network,
            name: person.called,
            avatar: person.avatar,
            company: person.member === null && !person.former,
          },
    answer: shown(answer),
    maps: await Promise.all(
      ways.map(async ({ way: { map: _map, plan: _plan, reached: _reached, ...way }, because }) => ({
        ...way,
        steps: way.steps.map((step) => (caller.editor ? step : { ...step, setting: null })),
        answer: shown(await answerOf(db, workspaceId, because, zone, person)),
      })),
    ),
    posts: posts.map(({ id, account: whose, mark, reason, reasonCode, at, remoteUrl }) => ({
      ...{ id, account: whose, mark, at, remoteUrl },
      says: hidden && reasonCode === "declined" ? null : reason,
      attempts: attempts.get(id) ?? [],
    })),
    postCount: caller.editor ? deliveries.length : posts.length,
    left: left.rows,
    leftCount: left.count,
  };
}

async function settingsOf(db: Db, workspaceId: string): Promise<{ zone: string; stopped: boolean; now: string }> {
  const {
    zone,
    stopped_at: at,
    now,
  } = await db
    .selectFrom("workspace")
    .select(["zone", "stopped_at", sql<string>`now()`.as("now")])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return { zone, stopped: at !== null, now };
}

const ofSent = (person: Person, sent: Sent, facts: Parameters<typeof causeOfSent>[2]): Because => ({
  ...causeOfSent(person, sent, facts),
  delivery: sent.id,
});

/** The answer that says most, over all maps; of what nobody reads, that. */
function overall({
  known,
  story,
  person,
  ways,
}: {
  known: Known;
  story: { posts: readonly { mark: string }[]; sums: Partial<Record<string, number>> } | null;
  sent: readonly Sent[];
  person: Person | null;
  ways: readonly { because: Because }[];
}): Because {
  if (person === null && story !== null) {
    const all = Object.values(story.sums).reduce<number>((sum, count) => sum + (count ?? 0), 0);
    return { cause: { code: "all", out: story.sums["published"] ?? 0, all }, setting: null };
  }
  const found = best(ways.map(({ because }) => ({ ...because })));
  if (found !== undefined) return found;
  if (known.source !== null) return { cause: { code: "no_map", source: known.source.title }, setting: null };
  return { cause: { code: "no_record" }, setting: null };
}

async function answerOf(
  db: Db,
  workspaceId: string,
  { cause, setting, mark, delivery, drop }: Because,
  zone: string,
  person: Person | null,
): Promise<Answer> {
  const left = person !== null && person.called === nobody;
  const { says, more, next } = say(left ? { ...cause, gone: { at: person.until } } : cause, zone);
  return {
    code: cause.code,
    ...{ says, more, next, setting },
    mark: mark ?? null,
    delivery: delivery ?? null,
    other: drop === undefined ? null : await otherOf(db, workspaceId, cause, drop, person),
  };
}

/** The story that somebody has already, or the digest that it went into. */
async function otherOf(
  db: Db,
  workspaceId: string,
  cause: Because["cause"],
  drop: DropRow,
  person: Person | null,
): Promise<Answer["other"]> {
  if (cause.code === "same_story" && person !== null && cause.other !== "") {
    // A long title is cut where it is told.
    const begins = cause.other.endsWith("…") ? cause.other.slice(0, -1) : null;
    const { rows } = await sql<NonNullable<Answer["other"]>>`
      select item_key as key, item_title as title from delivery where workspace_id = ${workspaceId} and account_id = ${person.id}
        and ${begins === null ? sql`item_title = ${cause.other}` : sql`starts_with(item_title, ${begins})`} order by id desc limit 1`.execute(
      db,
    );
    return rows[0] ?? null;
  }
  if (drop.code !== "digested") return null;
  const { rows } = await sql<NonNullable<Answer["other"]>>`
    select d.item_key as key, d.item_title as title from run r cross join lateral (
      select item_key, item_title from delivery where workspace_id = ${workspaceId} and id between r.first_delivery and r.last_delivery
        and run_id = r.id and item_key like 'digest:%' order by id limit 1) d
    where r.workspace_id = ${workspaceId} and r.id = ${drop.run}`.execute(db);
  return rows[0] ?? null;
}

type Given = {
  id: number;
  map: string;
  run: string;
  version: number;
  node: string;
  at: string;
  account: string;
  state: string;
};
/** Which runs gave it, of the deliveries of its story. */
async function deliveriesOf(db: Db, workspaceId: string, ids: readonly number[]): Promise<Given[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Given>`
    select id, map_id as map, run_id as run, version, node_id as node, created_at as at, account_id as account, state from delivery
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::bigint[]) order by id desc`.execute(db);
  return rows;
}

type Attempts = View["posts"][number]["attempts"];
async function attemptsOf(db: Db, workspaceId: string, ids: readonly number[]): Promise<Map<number, Attempts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Attempts[number] & { id: number }>`
    select d.id, a.* from unnest(${[...ids]}::bigint[]) as d(id) cross join lateral (
      select gated_at as at, outcome, status, raw from attempt where workspace_id = ${workspaceId} and delivery_id = d.id
      order by epoch desc limit ${mostAttempts}) a`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, some]) => [
      id,
      some.toReversed().map(({ id: _id, ...attempt }) => attempt),
    ]),
  );
}

/** Accounts that were left out and have no delivery of it, each with the last reason. */
async function leftOf(db: Db, workspaceId: string, drops: readonly DropRow[], given: readonly Given[]) {
  const has = new Set(given.map(({ account }) => account));
  const last = new Map<string, DropRow>();
  for (const drop of drops)
    if (drop.account !== null && !has.has(drop.account) && !last.has(drop.account)) last.set(drop.account, drop);
  const some = [...last.keys()].slice(0, mostLeft);
  const { rows } = await sql<{ account: View["left"][number]["account"] }>`
    select ${face} as account from account a where a.workspace_id = ${workspaceId} and a.id = any(${some}::uuid[]) order by a.name`.execute(
    db,
  );
  return {
    rows: rows.map(({ account }) => ({ account, map: last.get(account.id)!.map, says: last.get(account.id)!.reason })),
    count: last.size,
  };
}

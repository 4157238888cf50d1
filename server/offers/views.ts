import type { z } from "zod";
import { topicWord } from "#engine/topic.ts";
import type { Reply } from "../api.ts";
import type { OfferRow } from "../api/content.ts";
import { canRepost } from "#engine/repost.ts";
import type { Db, Services } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { followedBy, type Topic, topicsOf } from "../topics/read.ts";
import { type Asked, listOffers, type Offer, offersOf, topicsOffered } from "./list.ts";
import { holdsOn } from "./held.ts";
import { companyPosts, ownOf, sharersOf, toldOf } from "./standing.ts";

type Row = z.infer<typeof OfferRow>;
type Who = { workspaceId: string; memberId: string };
type Seeing = Pick<Services, "db" | "nodes">;
/** Puts our own addresses in the place of pictures' (http/pictures.ts). */
export type Facing = {
  face: <R extends { avatar: string | null }>(row: R) => R;
  picture: (picture: { url: string; alt: string | null } | null) => { url: string; alt: string | null } | null;
};
type Named = { name: string; colour: number };

/** Faces that a row shows. */
const mostFaces = 3;
/** Sections, and offers of each. */
const [mostSections, inSection] = [8, 3];
const mostCompany = 6;
/** Offers among which the one is found that stands first. */
const looked = 20;

/** How a workspace calls what its maps say: a topic by any name that it has or had, else the map's own word. */
type Calling = { of: (said: string) => Named; words: (name: string) => string[] };

async function callingOf(db: Db, workspaceId: string): Promise<Calling> {
  const [topics, names] = [
    new Map((await topicsOf(db, workspaceId)).map((topic) => [topic.id, topic])),
    await db.selectFrom("topic_name").select(["word", "topic_id"]).where("workspace_id", "=", workspaceId).execute(),
  ];
  const byWord = new Map<string, Topic>(
    names.flatMap(({ word, topic_id }) => (topics.has(topic_id) ? [[word, topics.get(topic_id)!]] : [])),
  );
  return {
    of: (said) => {
      const topic = byWord.get(topicWord(said));
      return topic === undefined ? { name: said, colour: colourOf(said) } : { name: topic.name, colour: topic.colour };
    },
    words: (name) => {
      const topic = byWord.get(topicWord(name));
      const known = names.filter(({ topic_id }) => topic_id === topic?.id).map(({ word }) => word);
      return known.length === 0 ? [topicWord(name)] : known;
    },
  };
}

/** The same dot for the same word, where nobody gave it one. */
const colourOf = (word: string): number =>
  ([...topicWord(word)].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 5) + 1;

const distinct = (calling: Calling, said: readonly string[]): Named[] => [
  ...new Map(said.map((word) => calling.of(word)).map((topic) => [topic.name, topic])).values(),
];

/** Offers as their reader sees them: with what became of each with their own accounts, and who else shared it. */
export async function rowsOf(
  { db, nodes }: Seeing,
  who: Who,
  facing: Facing,
  offers: readonly Offer[],
): Promise<Row[]> {
  if (offers.length === 0) return [];
  const calling = await callingOf(db, who.workspaceId);
  const own = await ownOf(
    db,
    who,
    offers.flatMap(({ keys }) => keys),
  );
  const told = await toldOf(
    db,
    who,
    offers.map(({ id }) => id),
  );
  const sharers = await sharersOf(db, who, offers);
  const best = { published: 0, planned: 1, waiting: 2, told: 3 } as const;
  const held = await holdsOn(db, who.workspaceId);
  const passes = await passingOf({ db, nodes }, who, offers);
  return offers.map(({ itemKey: _key, keys, origins, picture, topics, ...offer }) => {
    const each = [...keys.flatMap((key) => own.get(key) ?? []), ...(told.has(offer.id) ? [told.get(offer.id)!] : [])];
    const [mine] = each.toSorted((one, other) => best[one.state] - best[other.state]);
    const shared = (sharers.get(offer.id) ?? []).map(({ id, network, name, avatar, company }) =>
      facing.face({ id, network, name, avatar, company }),
    );
    const holds = held({ title: offer.title, summary: offer.summary, link: offer.link }) !== null;
    return {
      ...offer,
      ...(holds ? { summary: "", link: null } : {}),
      held: holds,
      picture: facing.picture(picture === null ? null : { url: picture.url, alt: picture.alt ?? null }),
      topics: distinct(calling, topics),
      mine: mine === undefined ? null : { state: mine.state, network: mine.network, at: mine.at },
      canRepost: !holds && origins.some((network) => passes.has(network)),
      sharers: { faces: shared.slice(0, mostFaces), more: Math.max(0, shared.length - mostFaces) },
    };
  });
}

/** Networks on which the reader can pass on what is a post there: with an account of theirs, of a kind that the network lets do that. */
async function passingOf(
  { db, nodes }: Seeing,
  { workspaceId, memberId }: Who,
  offers: readonly Offer[],
): Promise<ReadonlySet<string>> {
  if (offers.every(({ origins }) => origins.length === 0)) return new Set();
  const own = await listPublishers(db, workspaceId, { memberId });
  return new Set(
    own
      .filter((account) => canRepost(nodes.networks.get(account.network)?.card, account))
      .map(({ network }) => network),
  );
}

export async function listContent(
  services: Seeing,
  who: Who,
  facing: Facing,
  asked: Omit<Asked, "workspaceId" | "topic"> & { topic?: string | undefined },
): Promise<Reply<"listOffers">> {
  const { db } = services;
  const { topic, ...rest } = asked;
  const words = topic === undefined ? {} : { topic: (await callingOf(db, who.workspaceId)).words(topic) };
  const page = await listOffers(db, { ...rest, ...words, workspaceId: who.workspaceId });
  return { ...page, rows: await rowsOf(services, who, facing, page.rows) };
}

/** The hub as it opens. What its reader follows comes first; who never chose follows everything. */
export async function readContent(services: Seeing, who: Who, facing: Facing): Promise<Reply<"getContent">> {
  const { db } = services;
  const { workspaceId, memberId } = who;
  const calling = await callingOf(db, workspaceId);
  const { offers, more } = await topicsOffered(db, workspaceId);
  const { topics: followed, chosen } = await followedBy(db, who);
  const follows = new Set(followed.map(({ name }) => name));
  const named = offers.map(({ id, topics }) => ({ id, topics: distinct(calling, topics) }));
  const counts = new Map<string, Named & { count: number }>();
  for (const { topics } of named)
    for (const topic of topics) counts.set(topic.name, { ...topic, count: (counts.get(topic.name)?.count ?? 0) + 1 });
  const topics = [...counts.values()]
    .map((topic) => ({ ...topic, followed: follows.has(topic.name) }))
    .toSorted((a, b) => Number(b.followed) - Number(a.followed) || b.count - a.count || (a.name < b.name ? -1 : 1));
  const mine = ({ topics: under }: (typeof named)[number]) =>
    !chosen || under.length === 0 || under.some(({ name }) => follows.has(name));
  // What one has shared already need not stand first again, while there is something else.
  const [ours, theirs] = [named.filter(mine), named.filter((one) => !mine(one))];
  const likely = await rowsOf(
    services,
    who,
    facing,
    await offersOf(
      db,
      workspaceId,
      [...ours, ...theirs].slice(0, looked).map(({ id }) => id),
    ),
  );
  const free = new Set(likely.flatMap(({ id, mine: done }) => (done === null || done.state === "waiting" ? [id] : [])));
  const first =
    (ours.find(({ id }) => free.has(id)) ?? theirs.find(({ id }) => free.has(id)) ?? ours[0] ?? theirs[0])?.id ?? null;
  const shown = new Set(first === null ? [] : [first]);
  const sections = topics.slice(0, mostSections).flatMap(({ name, colour, count }) => {
    const ids = named
      .filter(({ id, topics: under }) => !shown.has(id) && under.some((one) => one.name === name))
      .slice(0, inSection);
    for (const { id } of ids) shown.add(id);
    return ids.length === 0 ? [] : [{ topic: { name, colour }, count, ids: ids.map(({ id }) => id) }];
  });
  const bare = named.filter(({ id, topics: under }) => under.length === 0 && !shown.has(id));
  for (const { id } of bare.slice(0, inSection)) shown.add(id);
  const rows = new Map(
    (await rowsOf(services, who, facing, await offersOf(db, workspaceId, [...shown]))).map((row) => [row.id, row]),
  );
  const rowsIn = (ids: readonly number[]) => ids.flatMap((id) => rows.get(id) ?? []);
  const { shares_shown } = await db
    .selectFrom("member")
    .select("shares_shown")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .executeTakeFirstOrThrow();
  return {
    all: { count: offers.length, more },
    topics: topics.map(({ name, colour, count, followed: follow }) => ({ name, colour, count, followed: follow })),
    followed: chosen ? followed.length : null,
    lead: first === null ? null : (rows.get(first) ?? null),
    sections: [
      ...sections.map(({ ids, ...section }) => ({ ...section, rows: rowsIn(ids) })),
      ...(bare.length === 0
        ? []
        : [{ topic: null, count: bare.length, rows: rowsIn(bare.slice(0, inSection).map(({ id }) => id)) }]),
    ],
    networks: [...new Set([...rows.values()].flatMap(({ networks }) => networks))].toSorted(),
    company: (await companyPosts(db, workspaceId, mostCompany)).map((post) => ({
      ...post,
      account: facing.face(post.account),
    })),
    shown: shares_shown,
  };
}

import { type Kysely, sql } from "kysely";

/**
 * What live maps put before ambassadors, also before those who were not asked: one row for a map's target and item, written by the run that
 * wrote the deliveries. It never says more than what its map said last: whether the map still is live, and the item still stands, is asked
 * when somebody reads it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table offer (
    workspace_id uuid not null, id bigint generated always as identity, map_id uuid not null, node_id text not null, version int not null,
    run_id uuid not null, item_key text not null, item_seq bigint, source_id uuid, story text not null, head bigint not null,
    title text not null, summary text not null, words text not null, link text, kind text not null, source text not null,
    picture jsonb, topics text[] not null, networks text[] not null, published_at timestamptz, offered_at timestamptz not null, expires_at timestamptz not null,
    primary key (workspace_id, id),
    constraint offer_identity unique (workspace_id, map_id, node_id, item_key))`,
  `comment on table offer is 'items that maps put before ambassadors: what a list shows of them'`,
  `comment on column offer.story is 'what other maps'' and sources'' offers of one story have in common'`,
  `comment on column offer.head is 'its headline: a source means several stories by one address under several'`,
  `comment on column offer.words is 'what it is found by: headline, summary and address, folded'`,
  `comment on column offer.picture is 'the item''s first picture, as its source names it'`,
  `comment on column offer.topics is 'as the map spells them; none: under no topic'`,
  `comment on column offer.networks is 'for which it is meant; none: for all'`,
  `create index offer_story on offer (workspace_id, story, id)`,
  `create index offer_over on offer (expires_at)`,
  `create table offer_topic (
    workspace_id uuid not null, topic text not null, offer_id bigint not null,
    primary key (workspace_id, topic, offer_id),
    foreign key (workspace_id, offer_id) references offer(workspace_id, id) on delete cascade)`,
  `comment on table offer_topic is 'offers by topic, folded; an offer under no topic has none'`,
  `create index offer_topic_offer on offer_topic (workspace_id, offer_id)`,
  `create table offer_item (
    workspace_id uuid not null, offer_id bigint not null, item jsonb not null, shape jsonb not null, picture jsonb,
    primary key (workspace_id, offer_id),
    foreign key (workspace_id, offer_id) references offer(workspace_id, id) on delete cascade)`,
  `comment on table offer_item is 'the item as it reached its target, and how a post of it is made (engine/offer.ts)'`,
];

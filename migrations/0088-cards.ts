import { type Kysely, sql } from "kysely";

/**
 * One story that two maps offer under two addresses is one card, by the workspace's own rule: what an offer is recognised by stands beside it, and
 * `story` is the card. And links of those who post by their own hand: a code of the person's own, whose visits are counted apart from posts'.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table offer add column page text, add column print bigint`,
  `comment on column offer.page is 'the address that it tells of, as stories are compared by; null: a mere home page, or none'`,
  `comment on column offer.print is 'its headline''s fingerprint; null: it says too little'`,
  `update offer set page = story where story not like 'key %'`,
  `create table offer_mark (
    workspace_id uuid not null, mark bigint not null, offer_id bigint not null,
    primary key (workspace_id, mark, offer_id),
    foreign key (workspace_id, offer_id) references offer(workspace_id, id) on delete cascade)`,
  `comment on table offer_mark is 'by what offers of one story may be found: a hash of the address, and quarters of the headline''s fingerprint'`,
  `create index offer_mark_offer on offer_mark (workspace_id, offer_id)`,

  `create table offer_link (
    workspace_id uuid not null, code text not null, member_id uuid, story text not null, map_id uuid not null, target text not null,
    people bigint not null default 0, robots bigint not null default 0, own bigint not null default 0, made_at timestamptz not null default now(),
    primary key (workspace_id, code),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete set null (member_id))`,
  `comment on table offer_link is 'short links that people post by their own hand: no delivery has them, and their visits are in no post''s'`,
  `comment on column offer_link.member_id is 'whose it is; null: of somebody who left, and it leads on all the same'`,
  `comment on column offer_link.story is 'as of the offer, which is let go long before'`,
  `comment on column offer_link.own is 'visits by people who are signed in here: they try their own links'`,
  `create unique index offer_link_of on offer_link (workspace_id, member_id, story)`,
  `create unique index offer_link_code on offer_link (code, workspace_id)`,
  `create index offer_link_map on offer_link (workspace_id, map_id, made_at)`,
  `create index offer_link_unmet on offer_link (made_at) where people = 0 and robots = 0 and own = 0`,
];

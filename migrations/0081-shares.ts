import { type Kysely, sql } from "kysely";

/** What people say that they posted themselves, by a link that this server only prepared: their word, and no post that anybody confirmed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table offer_claim (
    workspace_id uuid not null, member_id uuid not null, story text not null, map_id uuid not null, title text not null, link text,
    network text not null default '', claimed_at timestamptz not null default now(),
    primary key (workspace_id, member_id, story),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table offer_claim is '"I posted it", said by a person of a story that was offered to them; counted apart from posts'`,
  `comment on column offer_claim.story is 'as of the offer, which is let go long before'`,
  `comment on column offer_claim.network is 'the one whose page they opened last; "" none'`,
  `create index offer_claim_map on offer_claim (workspace_id, map_id, claimed_at)`,
  `alter table member add column shares_shown boolean not null default false`,
  `comment on column member.shares_shown is 'they let colleagues see what they shared'`,
];

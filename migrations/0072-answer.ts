import { type Kysely, sql } from "kysely";

/**
 * What a person answered to a proposal, by which tap and on which device: so one answer counts once however often it is sent, a second device hears of
 * the first, "later" comes back, and a "not for me" can say why.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table answer (
    workspace_id uuid not null references workspace(id) on delete cascade, delivery_id bigint not null, member_id uuid not null, map_id uuid not null,
    key uuid not null, answer text not null check (answer in ('publish','decline','later')), device text check (device in ('phone','computer')),
    reason text check (reason in ('topic','tone','shared','other')), until timestamptz, at timestamptz not null, primary key (workspace_id, delivery_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table answer is 'the last answer to a proposal, until it is taken back'`,
  `comment on column answer.key is 'the tap it came by: the same one again changes nothing'`,
  `comment on column answer.until is 'of later: when it is shown again'`,
  `create index answer_member on answer (workspace_id, member_id, at)`,
  // What a map's people would rather not have said, as counts.
  `create index answer_declined on answer (workspace_id, map_id) where answer = 'decline'`,
];

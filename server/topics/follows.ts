import { sql, type RawBuilder } from "kysely";

/**
 * What an account's owner follows there, as SQL over `account` and its `member` by these names: the keys of their topics, but those that this account is
 * kept from. Who never chose, and accounts of the company, have what was said for the account alone.
 */
export const followsOf = (account: string, member: string): RawBuilder<string[]> => {
  const a = sql.raw(account);
  const m = sql.raw(member);
  return sql<string[]>`case when ${m}.topics_chosen_at is null then ${a}.topics else (
    select coalesce(array_agg(t.key order by t.name, t.key), '{}') from member_topic f
    join topic t on t.workspace_id = f.workspace_id and t.id = f.topic_id
    where f.workspace_id = ${a}.workspace_id and f.member_id = ${a}.member_id and (${a}.topics = '{}' or t.key = any(${a}.topics))) end`;
};

/** Whether they chose: then none means none. */
export const choseOf = (member: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.raw(member)}.topics_chosen_at is not null`;

/** The keys of the teams that an account's owner belongs to. */
export const teamsOf = (account: string): RawBuilder<string[]> => {
  const a = sql.raw(account);
  return sql<
    string[]
  >`coalesce((select array_agg(t.key order by t.key) from member_team b join team t on t.workspace_id = b.workspace_id and t.id = b.team_id
    where b.workspace_id = ${a}.workspace_id and b.member_id = ${a}.member_id), '{}')`;
};

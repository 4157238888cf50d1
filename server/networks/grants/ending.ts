import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import { inWorkspace } from "../../database/scope.ts";
import { mailOnce } from "../../mail/once.ts";
import { canMail } from "../../mail/settings.ts";
import { template as ending } from "../../mail/templates/access-ending.ts";
import type { Db, Registry } from "../../ports.ts";
import type { NetworkServices } from "../services.ts";

/**
 * Accesses that nobody can renew but the person who gave them (LinkedIn's of 60 days, what of Facebook's ends 90 days after their last visit). From three weeks on their end is shown; a week
 * before, and on the last day, whoever connected them gets a mail: two at most, and none about what ends later than they thought.
 */

/** Days before the end from which it is shown, and from which a mail goes out. */
export const shownDays = 21;
const weekDays = 7;
const most = 100;

/** Connections whose accesses are renewed in a way of the network's own, as `network/connection`. */
export const renewable = ({ networks }: Pick<Registry, "networks">): string[] =>
  [...networks.values()].flatMap(({ card, connections }) =>
    Object.entries(connections).flatMap(([name, { refresh }]) =>
      refresh === undefined ? [] : [`${card.name}/${name}`],
    ),
  );

/** Days that a renewal gives at least, of connections that say so, by `network/connection`. */
const fresh = ({ networks }: Pick<Registry, "networks">): [string, number][] =>
  [...networks.values()].flatMap(({ card, connections }) =>
    Object.entries(connections).flatMap(([name, { freshDays }]): [string, number][] =>
      freshDays === undefined ? [] : [[`${card.name}/${name}`, freshDays]],
    ),
  );

/** Of a grant `g`: nobody renews it but a person, or renewing it no longer puts its end off. */
const endsForGood = (nodes: Pick<Registry, "networks">) => {
  const least = fresh(nodes);
  return sql`g.state = 'live' and (g.sealed_refresh is null and g.network || '/' || g.connection <> all(${renewable(nodes)}::text[])
    or exists (select from unnest(${least.map(([name]) => name)}::text[], ${least.map(([, days]) => days)}::int[]) as f(name, days)
      where f.name = g.network || '/' || g.connection and g.token_expires_at - g.renewed_at < make_interval(days => f.days)))`;
};

type Ending = {
  workspace_id: string;
  id: string;
  network: string;
  ends_at: string;
  last: boolean;
};

/** Mails of ends that are near. Answers how many. */
export async function tellOfEnds(services: NetworkServices): Promise<number> {
  const now = new Date(services.clock.now()).toISOString();
  const { rows } = await sql<Ending>`
    select * from (
      select g.workspace_id, g.id, g.network, g.token_expires_at as ends_at, g.token_expires_at < ${now}::timestamptz + interval '1 day' as last
      from network_grant g where ${endsForGood(services.nodes)} and g.token_expires_at > ${now}::timestamptz
        and g.token_expires_at < ${now}::timestamptz + make_interval(days => ${weekDays})) e
    where not exists (select from mail m where m.workspace_id = e.workspace_id
      and m.reason = 'access-ending/' || e.id || '/' || to_char(e.ends_at at time zone 'UTC', 'YYYY-MM-DD') || case when e.last then '/day' else '/week' end)
    order by e.ends_at limit ${most}`.execute(services.db);
  let told = 0;
  for (const row of rows) if (await inWorkspace(row.workspace_id, () => tell(services, row))) told += 1;
  return told;
}

async function tell(services: NetworkServices, row: Ending): Promise<boolean> {
  const { workspace_id: workspaceId, id, network, ends_at: endsAt, last } = row;
  const { db, nodes } = services;
  if (!(await canMail(services, workspaceId))) return false;
  const { rows } = await sql<{
    name: string;
    email: string;
    language: Language;
    company: string;
    accounts: string[] | null;
  }>`
    select m.name, m.email, m.language, w.name as company,
      (select array_agg(a.name order by a.name) from account a where a.workspace_id = g.workspace_id and a.grant_id = g.id and a.state = 'connected') as accounts
    from network_grant g join workspace w on w.id = g.workspace_id
    join lateral (select * from member m where m.workspace_id = g.workspace_id and m.disabled_at is null
      and (m.id = coalesce(g.member_id, g.given_by) or (g.member_id is null and m.role = 'admin'))
      order by (m.id = coalesce(g.member_id, g.given_by)) desc, m.created_at limit 1) m on true
    where g.workspace_id = ${workspaceId} and g.id = ${id}`.execute(db);
  const [to] = rows;
  if (to?.accounts == null) return false;
  const day = new Date(endsAt).toISOString().slice(0, 10);
  return mailOnce(db, {
    workspaceId,
    reason: `access-ending/${id}/${day}/${last ? "day" : "week"}`,
    to: { address: to.email, name: to.name },
    template: ending,
    data: {
      name: to.name,
      company: to.company,
      network: nodes.networks.get(network)?.card.title ?? network,
      accounts: to.accounts.slice(0, 20),
      day,
      last,
    },
    language: to.language,
  });
}

/** When the access of each of these accounts ends for good, where that is within three weeks. */
export async function endsOf(
  db: Db,
  nodes: Pick<Registry, "networks">,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; ends_at: string }>`
    select a.id, g.token_expires_at as ends_at from account a
    join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    where a.workspace_id = ${workspaceId} and a.id = any(${[...accountIds]}::uuid[]) and a.state = 'connected' and ${endsForGood(nodes)}
      and g.token_expires_at < now() + make_interval(days => ${shownDays})`.execute(db);
  return new Map(rows.map(({ id, ends_at }) => [id, ends_at]));
}

/** Accounts of a workspace whose access ends for good within three weeks. */
export async function countEnding(db: Db, nodes: Pick<Registry, "networks">, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from account a join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    where a.workspace_id = ${workspaceId} and a.state = 'connected' and ${endsForGood(nodes)}
      and g.token_expires_at < now() + make_interval(days => ${shownDays})`.execute(db);
  return rows[0]?.n ?? 0;
}

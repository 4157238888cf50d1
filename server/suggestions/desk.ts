import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { inWorkspace } from "../database/scope.ts";
import { notify } from "../notices/notify.ts";
import type { Services, Trx } from "../ports.ts";

/** Seconds after which a new suggestion is told of: what its author takes back at once is not, and what comes together is told together. */
const settled = 120;
/** Of one workspace in a round; the next one goes on. */
const atOnce = 200;

/**
 * Tells those who answer suggestions that new ones wait, as each of them says: once a day with how many, or each at once. Nobody is told of their own, nor
 * of what is not theirs to answer. Several processes may do this at once. Gives how many notices there are.
 */
export async function tellDesk({ db }: Pick<Services, "db">, seconds = settled): Promise<number> {
  const { rows } = await sql<{ id: string }>`select w.id from workspace w where exists (select from suggestion s
    where s.workspace_id = w.id and s.state = 'sent' and s.sent_at <= now() - make_interval(secs => ${seconds}))`.execute(
    db,
  );
  let told = 0;
  for (const { id } of rows)
    told += await inWorkspace(id, () => db.transaction().execute((trx) => tellIn(trx, id, seconds)));
  return told;
}

/** What waits for one reader: `first` is what the newest one says, `id` set where they want each at once. */
type Row = { member: string; id: string | null; date: string; count: number; title: string; author: string };

async function tellIn(trx: Trx, workspaceId: string, seconds: number): Promise<number> {
  const { rows } = await sql<Row>`
    with waits as materialized (
      select s.id, s.member_id, s.kind, s.topic_id, s.sent_at, a.name as author,
        left(coalesce(nullif(s.title, ''), nullif(split_part(s.body, E'\n', 1), ''), s.page->>'title', s.link, ''), 120) as title
      from suggestion s join member a on a.workspace_id = s.workspace_id and a.id = s.member_id
      where s.workspace_id = ${workspaceId} and s.state = 'sent' and s.with_id is null and s.sent_at <= now() - make_interval(secs => ${seconds})
      order by s.sent_at desc, s.id limit ${atOnce}),
    readers as materialized (
      select m.id, m.role, m.zone, coalesce(p.brought, 'daily') as brought from member m
      left join notice_person p on p.workspace_id = m.workspace_id and p.member_id = m.id
      where m.workspace_id = ${workspaceId} and m.disabled_at is null and coalesce(p.brought, 'daily') <> 'never'
        and (m.role in ('admin', 'manager') or exists (select from topic_feeder f where f.workspace_id = m.workspace_id and f.member_id = m.id))),
    theirs as (
      select r.id as member, r.brought, to_char(now() at time zone r.zone, 'YYYY-MM-DD') as date, w.* from readers r join waits w on w.member_id <> r.id
        and (r.role <> 'ambassador' or (w.kind <> 'idea' and exists (select from topic_feeder f
          where f.workspace_id = ${workspaceId} and f.topic_id = w.topic_id and f.member_id = r.id))))
    select t.member, t.id, t.date, 1 as count, t.title, t.author from theirs t
    where t.brought = 'now' and not exists (select from notice n
      where n.workspace_id = ${workspaceId} and n.member_id = t.member and n.reason = 'suggestion/' || t.id || '/brought')
    union all
    -- Once a day, and only where something came since the last time.
    select t.member, null, t.date, count(*)::int, (array_agg(t.title order by t.sent_at desc))[1], (array_agg(t.author order by t.sent_at desc))[1]
    from theirs t left join lateral (select n.made_at, n.reason from notice n
      where n.workspace_id = ${workspaceId} and n.member_id = t.member and n.kind = 'brought' order by n.made_at desc limit 1) l on true
    where t.brought = 'daily' and l.reason is distinct from 'brought/' || t.date
    group by t.member, t.date, l.made_at having l.made_at is null or max(t.sent_at) > l.made_at limit ${atOnce}`.execute(
    trx,
  );
  let told = 0;
  for (const { member: memberId, id, date, count, title, author } of rows) {
    const reason = id === null ? `brought/${date}` : `suggestion/${id}/brought`;
    if (await notify(trx, { workspaceId, memberId, reason, kind: "brought", data: said(count, title, author) }))
      told += 1;
  }
  return told;
}

function said(count: number, title: string, author: string): { title: Text; text: Text; button: Text; path: string } {
  const one = count === 1;
  return {
    title: one
      ? { en: `${author} brings something in`, fr: `${author} apporte quelque chose` }
      : { en: `${count} suggestions wait for you`, fr: `${count} suggestions vous attendent` },
    text: one
      ? {
          en: `“${title}”. Accept it, say it otherwise, or decline with a word.`,
          fr: `« ${title} ». Acceptez, dites-le autrement, ou déclinez d’un mot.`,
        }
      : { en: `The newest: “${title}”, from ${author}.`, fr: `La plus récente : « ${title} », de ${author}.` },
    button: { en: "Read it", fr: "Lire" },
    path: "/suggestions",
  };
}

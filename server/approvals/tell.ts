import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import { inWorkspace } from "../database/scope.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template } from "../mail/templates/approval.ts";
import type { Services, Trx } from "../ports.ts";
import { memberMay, waits } from "./may.ts";

/**
 * Mails of what waits for an answer: as soon as something new does, but one an hour at most to each person, about all that waits for them.
 * An hour and not a day: what is asked may have a deadline of hours.
 */
const between = sql`interval '1 hour'`;
/** What came together is told together, and what somebody answers at once is not told at all. */
const settled = sql`interval '2 minutes'`;
const shown = 5;
const most = 200;

type Person = { id: string; name: string; email: string; language: Language; zone: string; company: string };

/** Tells those who may answer. Several processes may do this at once. Gives how many mails there are. */
export async function tellApprovers(services: Pick<Services, "db" | "settings">): Promise<number> {
  const { rows } = await sql<{ id: string }>`select w.id from workspace w where exists (
    select from kept k where k.workspace_id = w.id and ${waits} and k.asked_until > now() and k.since <= now() - ${settled})`.execute(
    services.db,
  );
  let told = 0;
  for (const { id } of rows) told += await inWorkspace(id, () => tellIn(services, id));
  return told;
}

async function tellIn(services: Pick<Services, "db" | "settings">, workspaceId: string): Promise<number> {
  const { db } = services;
  if (!(await canMail(services, workspaceId))) return 0;
  // Each item belongs to one round: between the one before, as far as that looked, and this.
  const isNew = sql`k.since <= now() - ${settled} and (t.at is null or k.since > t.at - ${settled})`;
  const { rows: people } = await sql<Person>`
    select m.id, m.name, m.email, m.language, m.zone, w.name as company from member m
    join workspace w on w.id = m.workspace_id
    left join approval_mail t on t.workspace_id = m.workspace_id and t.member_id = m.id
    where m.workspace_id = ${workspaceId} and m.disabled_at is null and m.role in ('admin','manager') and (t.at is null or t.at <= now() - ${between})
      and exists (select from kept k where k.workspace_id = m.workspace_id and ${waits} and k.asked_until > now() and ${isNew} and ${memberMay})
    order by m.created_at limit ${most}`.execute(db);
  let told = 0;
  for (const person of people) if (await db.transaction().execute((trx) => tell(trx, workspaceId, person))) told += 1;
  return told;
}

/** One mail, and when; both or neither. */
async function tell(trx: Trx, workspaceId: string, person: Person): Promise<boolean> {
  const { id, name, email, language, zone, company } = person;
  const { rows } = await sql<{ at: string }>`
    insert into approval_mail as t (workspace_id, member_id, at) values (${workspaceId}, ${id}, now())
    on conflict (workspace_id, member_id) do update set at = now() where t.at <= now() - ${between} returning at`.execute(
    trx,
  );
  const [now] = rows;
  // Another process told them just now.
  if (now === undefined) return false;
  const { rows: items } = await sql<{ title: string; map: string; until: string; count: number }>`
    select k.title, p.name as map, k.asked_until as until, count(*) over ()::int as count from kept k
    join member m on m.workspace_id = k.workspace_id and m.id = ${id}
    join map p on p.workspace_id = k.workspace_id and p.id = k.map_id
    where k.workspace_id = ${workspaceId} and ${waits} and k.asked_until > now() and ${memberMay}
    order by k.asked_until, k.approval_id limit ${shown}`.execute(trx);
  const [first] = items;
  if (first === undefined) return false;
  return mailOnce(trx, {
    workspaceId,
    reason: `approval/${id}/${now.at}`,
    to: { address: email, name },
    template,
    data: {
      name,
      company,
      count: first.count,
      items: items.map(({ title, map }) => ({ title, map })),
      until: first.until,
      zone,
    },
    language,
  });
}

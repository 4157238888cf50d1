import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { canMail } from "../mail/settings.ts";
import { daysOf } from "#engine/rhythm.ts";
import type { Services } from "../ports.ts";

/** Of a member `m`: the days on which none of their accounts posts, as a mask; 0 where there are none. Their rhythm is one setting, for notices too. */
export const restOf = sql<number>`coalesce((select bit_and(a.days_off)::int from account a
  where a.workspace_id = m.workspace_id and a.member_id = m.id and a.state <> 'disconnected'), 0)`;

type Who = { workspaceId: string; memberId: string };
type Wishes = Reply<"readNoticeWishes">["wishes"];

/** How somebody wants to be told; what they never chose is the usual. `reached`: whether mail can be sent here at all, and what they stopped by a mail's link. */
export async function readWishes(
  services: Pick<Services, "db" | "settings">,
  { workspaceId, memberId }: Who,
): Promise<Reply<"readNoticeWishes">> {
  const { db } = services;
  await sql`insert into notice_person (workspace_id, member_id) values (${workspaceId}, ${memberId}) on conflict do nothing`.execute(
    db,
  );
  const { rows } = await sql<Wishes & { email: string; stopped: number; zone: string; rest: number }>`
    select p.proposals, p.news, p.day, p.minute, p.days_off as "daysOff", p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.mail, p.push, p.brought, p.report, p.plain, p.budget,
      p.urgent_budget as "urgentBudget", m.email, m.zone, ${restOf} as rest, (select count(*)::int from mail_choice c where c.workspace_id = m.workspace_id and c.address = m.email
        and c.topic like 'notice/%' and c.stopped_at is not null) as stopped
    from notice_person p join member m on m.workspace_id = p.workspace_id and m.id = p.member_id
    where p.workspace_id = ${workspaceId} and p.member_id = ${memberId}`.execute(db);
  const { email, stopped, zone, rest, ...wishes } = rows[0]!;
  return {
    wishes,
    email,
    zone,
    restDays: rest === 0 ? null : daysOf(rest),
    stopped: stopped > 0,
    mails: await canMail(services, workspaceId),
  };
}

/** Keeps it, and looks at once at what waits. Whoever asks for mails again gets those again that they stopped by a link. */
export async function saveWishes(
  { db }: Pick<Services, "db">,
  who: Who,
  wishes: Wishes & { again: boolean },
): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const row = {
      ...{
        proposals: wishes.proposals,
        news: wishes.news,
        day: wishes.day,
        minute: wishes.minute,
        days_off: wishes.daysOff,
      },
      ...{
        quiet_from: wishes.quietFrom,
        quiet_to: wishes.quietTo,
        mail: wishes.mail,
        push: wishes.push,
        brought: wishes.brought,
        report: wishes.report,
        plain: wishes.plain,
      },
      ...{ budget: wishes.budget, urgent_budget: wishes.urgentBudget },
    };
    await trx
      .insertInto("notice_person")
      .values({ workspace_id: workspaceId, member_id: memberId, ...row, next_at: sql<string>`now()` })
      .onConflict((conflict) =>
        conflict.columns(["workspace_id", "member_id"]).doUpdateSet({
          ...row,
          next_at: sql<string>`now()`,
          // A digest of another rhythm begins anew; other changes put off none.
          changed_at: sql<string>`case when (notice_person.proposals, notice_person.news, notice_person.day, notice_person.minute)
            is distinct from (excluded.proposals, excluded.news, excluded.day, excluded.minute) then now() else notice_person.changed_at end`,
        }),
      )
      .execute();
    if (wishes.mail && wishes.again)
      await sql`update mail_choice set stopped_at = null where workspace_id = ${workspaceId} and topic like 'notice/%'
        and address = (select email from member where workspace_id = ${workspaceId} and id = ${memberId})`.execute(trx);
    await record(trx, { ...who, action: "notices.wishes", subject: `member/${memberId}` });
  });
}

import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import { inWorkspace } from "../database/scope.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template as ending } from "../mail/templates/consent-ending.ts";
import type { Services } from "../ports.ts";

/** Days before a yes to automatic posts ends from which its person is asked whether it shall go on. */
const askDays = 7;
/** Consents that one round looks at; the next one goes on. */
const most = 100;

type Told = Pick<Services, "db" | "nodes" | "settings">;
type Row = { workspace_id: string; id: string; ends_at: string; bounded: boolean };

/** Asks people, once each, whose yes to automatic posts is about to end; and tells those whose yes was given an end. Gives how many mails. */
export async function tellOfConsents(services: Told): Promise<number> {
  const { rows } = await sql<Row>`
    (select workspace_id, id, ends_at, false as bounded from consent
      where mode = 'auto' and withdrawn_at is null and told_at is null and ends_at > now() and ends_at < now() + make_interval(days => ${askDays})
      order by ends_at limit ${most})
    union all
    (select workspace_id, id, ends_at, true from consent
      where bounded and withdrawn_at is null and ends_at >= now() + make_interval(days => ${askDays}) order by ends_at limit ${most})`.execute(
    services.db,
  );
  let told = 0;
  for (const row of rows) if (await inWorkspace(row.workspace_id, () => tell(services, row))) told += 1;
  return told;
}

/** Where mail is not set up the account's page says it, and the mail is written once it is. */
async function tell(
  services: Told,
  { workspace_id: workspaceId, id, ends_at: endsAt, bounded }: Row,
): Promise<boolean> {
  if (!(await canMail(services, workspaceId))) return false;
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{
      account: string;
      account_id: string;
      network: string;
      name: string;
      email: string;
      language: Language;
      company: string;
    }>`
      select a.name as account, a.id as account_id, a.network, m.name, m.email, m.language, w.name as company
      from consent c join account a on a.workspace_id = c.workspace_id and a.id = c.account_id
      join member m on m.workspace_id = a.workspace_id and m.id = a.member_id and m.disabled_at is null
      join workspace w on w.id = c.workspace_id
      where c.workspace_id = ${workspaceId} and c.id = ${id} and c.withdrawn_at is null and a.state <> 'disconnected'
      for update of c`.execute(trx);
    const [to] = rows;
    const said = bounded ? sql`bounded = false` : sql`told_at = now(), bounded = false`;
    await sql`update consent set ${said} where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    if (to === undefined) return false;
    return mailOnce(trx, {
      workspaceId,
      reason: `consent-ending/${id}/${bounded ? "bounded" : "week"}`,
      to: { address: to.email, name: to.name },
      template: ending,
      data: {
        name: to.name,
        company: to.company,
        network: services.nodes.networks.get(to.network)?.card.title ?? to.network,
        account: to.account,
        accountId: to.account_id,
        day: new Date(endsAt).toISOString().slice(0, 10),
        bounded,
      },
      language: to.language,
    });
  });
}

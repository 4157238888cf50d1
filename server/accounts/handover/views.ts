import { sql } from "kysely";
import type { Reply } from "../../api.ts";
import { forbidden } from "../../errors.ts";
import type { Db } from "../../ports.ts";
import { getAccount, type Viewer } from "../views.ts";
import { stands } from "../offered.ts";

type Rows = Reply<"listHandovers">["rows"];
/** Offers that a list shows, and colleagues that a dialog does. */
const [mostOffers, mostHeirs] = [100, 200];

/** What somebody was asked to take over, the newest first: until they have answered, and then until they have connected it. */
export async function listHandovers(db: Db, { workspaceId, memberId }: Viewer): Promise<Rows> {
  const { rows } = await sql<Rows[number]>`
    select a.id, a.network, a.handle, a.name, a.avatar, a.kind, m.name as by, h.company, a.member_id is null as "wasCompany", h.asked_at as at,
      h.accepted_at is not null as accepted,
      (select count(*)::int from delivery d where d.workspace_id = a.workspace_id and d.account_id = a.id
        and d.state in ('held','ready','retry_wait')) as waits
    from handover h join account a on a.workspace_id = h.workspace_id and a.id = h.account_id
    left join member m on m.workspace_id = h.workspace_id and m.id = h.asked_by
    where h.workspace_id = ${workspaceId} and h.member_id = ${memberId} and a.state <> 'disconnected' and ${stands}
    order by h.asked_at desc limit ${mostOffers}`.execute(db);
  return rows;
}

/** Whom an account can be offered to by name: whoever looks after the company's. Who sees all people here is shown them all. Throws 403, 404. */
export async function listHeirs(db: Db, viewer: Viewer, accountId: string): Promise<Reply<"listHeirs">["rows"]> {
  const { member } = await getAccount(db, viewer, accountId);
  if (member === null ? viewer.role === "ambassador" : member.id !== viewer.memberId) throw forbidden();
  const all = viewer.role !== "ambassador" && member !== null;
  const { rows } = await sql<Reply<"listHeirs">["rows"][number]>`
    select id, name, role from member where workspace_id = ${viewer.workspaceId} and id <> ${viewer.memberId} and disabled_at is null
      and (${all} or role in ('admin','manager')) order by name limit ${mostHeirs}`.execute(db);
  return rows;
}

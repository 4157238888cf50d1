import { sql } from "kysely";
import { record } from "../../audit.ts";
import { conflict, notFound } from "../../errors.ts";
import { holdForAccess, passOn } from "../../ledger/access.ts";
import { endEmpty, lockGrants, revokeEnded } from "../../networks/grants/end.ts";
import { lockLanes } from "../../networks/grants/grant.ts";
import type { NetworkServices } from "../../networks/services.ts";
import { notify } from "../../notices/notify.ts";
import type { Trx } from "../../ports.ts";
import type { Viewer } from "../views.ts";
import { stands } from "../offered.ts";

type Offer = {
  by: string | null;
  /** What it will be; and whose it is. */
  company: boolean;
  owner: string | null;
  grant: string | null;
  name: string;
};

/**
 * The colleague says yes. From the commit on the account is theirs (or stays the company's, and theirs to connect): the sign-in of before opens it no
 * more, no yes of before counts, and what waits is held until they have connected it by their own. Its row, its lane, what it posted and what the ledger
 * knows of it stay, so that nothing it had comes a second time. Throws 404 where nothing is offered, 409 where who offered it may not any more.
 */
export async function acceptAccount(services: NetworkServices, viewer: Viewer, accountId: string): Promise<void> {
  const { workspaceId, memberId, role } = viewer;
  const ended = await services.db.transaction().execute(async (trx) => {
    const grants = await lockGrants(trx, workspaceId, await grantOf(trx, workspaceId, accountId));
    await lockLanes(trx, workspaceId, { accountIds: [accountId] });
    const offer = await lockOffer(trx, viewer, accountId);
    if (offer.company && role === "ambassador") throw over();
    if (offer.owner !== null && offer.company && role !== "admin") throw over();
    // Renewed meanwhile: the sign-in that opens it now is not among what was locked, and the next press sees it.
    if (offer.grant !== null && !grants.some(({ id }) => id === offer.grant)) throw over();
    await pass(trx, viewer, accountId, offer);
    await sql`update handover set accepted_at = now() where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(
      trx,
    );
    await record(trx, { workspaceId, memberId, action: "account.take", subject: `account/${accountId}` });
    await tellGiver(trx, viewer, accountId, offer);
    return endEmpty(trx, grants);
  });
  await revokeEnded(services, ended);
}

async function grantOf(trx: Trx, workspaceId: string, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select grant_id as id from account where workspace_id = ${workspaceId} and id = ${accountId} and grant_id is not null`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

async function lockOffer(trx: Trx, { workspaceId, memberId }: Viewer, accountId: string): Promise<Offer> {
  const { rows } = await sql<Offer & { giver: string | null; accepted: boolean }>`
    select h.asked_by as by, h.company, a.member_id as owner, a.grant_id as "grant", a.name, h.accepted_at is not null as accepted, m.role as giver
    from handover h join account a on a.workspace_id = h.workspace_id and a.id = h.account_id
    left join member m on m.workspace_id = h.workspace_id and m.id = h.asked_by and m.disabled_at is null
    where h.workspace_id = ${workspaceId} and h.account_id = ${accountId} and h.member_id = ${memberId} and a.state <> 'disconnected' and ${stands}
    for update of h, a`.execute(trx);
  const [offer] = rows;
  if (offer === undefined || offer.accepted) throw notFound();
  // Of a page whose person left nobody's yes is missing: no sign-in opens it.
  const given =
    offer.owner === null
      ? offer.grant === null || offer.giver === "admin" || offer.giver === "manager"
      : offer.owner === offer.by;
  if (!given) throw over();
  return offer;
}

const over = () =>
  conflict("offer_over", {
    en: "This offer no longer holds. Ask your colleague to make it again.",
    fr: "Cette proposition ne tient plus. Demandez à votre collègue de la refaire.",
  });

/** Nothing of what the former owner set, and no yes of theirs, comes along. */
async function pass(trx: Trx, viewer: Viewer, accountId: string, { company, owner }: Offer): Promise<void> {
  const { workspaceId, memberId } = viewer;
  const changes = owner !== null;
  const anew = sql`, member_id = ${company ? null : memberId}::uuid, quiet_from = null, quiet_to = null, daily_cap = null, weekly_cap = null,
    monthly_cap = null, days_off = 0, spacing_s = 0, topics = '{}', link_named = false,
    zone = (select zone from member where workspace_id = ${workspaceId} and id = ${memberId})`;
  await sql`
    update account set state = 'reconnect', grant_id = null, sealed_token = null, sealed_refresh = null, token_expires_at = null,
      refreshing_until = null, token_epoch = token_epoch + 1, lost = ${JSON.stringify(handed)}::jsonb ${changes ? anew : sql``}
    where workspace_id = ${workspaceId} and id = ${accountId}`.execute(trx);
  if (!changes) {
    await holdForAccess(trx, workspaceId, [accountId]);
    return;
  }
  await sql`
    update consent set withdrawn_at = clock_timestamp()
    where workspace_id = ${workspaceId} and account_id = ${accountId} and withdrawn_at is null`.execute(trx);
  await passOn(trx, workspaceId, accountId, company ? "consent" : "reconnect");
}

const handed = {
  en: "This account changed hands. What waits goes on once it is connected by its new owner’s own sign-in.",
  fr: "Ce compte a changé de mains. Ce qui attend reprend dès qu’il est connecté par la personne qui l’a repris.",
};

async function tellGiver(trx: Trx, { workspaceId }: Viewer, accountId: string, { by, name }: Offer): Promise<void> {
  if (by === null) return;
  await notify(trx, {
    workspaceId,
    memberId: by,
    reason: `handover/${accountId}/yes/${Date.now()}`,
    kind: "account",
    data: {
      title: { en: "Taken over", fr: "Le relais est pris" },
      text: {
        en: `Your colleague has taken “${name}” over. Nothing goes out there through your sign-in any more.`,
        fr: `Votre collègue a repris « ${name} ». Plus rien n’y part par votre connexion.`,
      },
      button: { en: "See", fr: "Voir" },
      path: "/accounts",
    },
  });
}

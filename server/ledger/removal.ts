import { sql } from "kysely";
import { type AccountKind, can } from "#engine/card.ts";
import type { CallResult } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import { networkContext } from "../networks/bases.ts";
import { loginFor } from "../networks/grants/login.ts";
import type { Db, Services } from "../ports.ts";

type Asking = { workspaceId: string; memberId: string; deliveryId: number };
type Removal = "asked" | "gone" | "hand" | "failed";

/** Seconds after which a deletion whose process died may be asked for again. It does no harm twice: what is gone stays so. */
const lease = 120;

type Found = { accountId: string; network: string; kind: AccountKind; remoteId: string | null; url: string | null };

/**
 * Its owner takes a post back that is out. `network`: its network is asked to delete it, part by part, the last first; `hand`: they deleted it there;
 * `undo`: they said so, and it is still there.
 * Whose post it is is checked before; nothing else deletes anything. Throws 404, 409 `not_out`, `being_removed`.
 */
export async function removePost(
  services: Services,
  asking: Asking,
  by: "network" | "hand" | "undo",
): Promise<{ state: Removal | null; reason: Text | null }> {
  const { db } = services;
  if (by === "undo") return { state: await unsay(db, asking), reason: null };
  const found = await claim(db, asking, by);
  if (found === null || by === "hand") return { state: by === "hand" ? "hand" : "gone", reason: null };
  let why: Text | null = null;
  for (const part of await partsOf(db, asking, found)) {
    const result = await ask(services, asking.workspaceId, found, part);
    if (result.kind === "published") continue;
    why = "reason" in result ? result.reason : stillThere;
    break;
  }
  const state = why === null ? "gone" : "failed";
  await db.transaction().execute(async (trx) => {
    await sql`update delivery set removal = ${state}, removal_at = now(), removal_reason = ${why === null ? null : JSON.stringify(why)}::jsonb
      where workspace_id = ${asking.workspaceId} and id = ${asking.deliveryId} and removal = 'asked'`.execute(trx);
    if (state === "gone") await note(trx, asking, "network");
  });
  return { state, reason: why };
}

/** What somebody said they deleted by hand is out after all. What Relaymap deleted itself is not: that is told as it is. */
async function unsay(db: Db, asking: Asking): Promise<Removal | null> {
  const { workspaceId, memberId, deliveryId } = asking;
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql`update delivery set removal = null, removal_at = null, removal_reason = null
      where workspace_id = ${workspaceId} and id = ${deliveryId} and removal = 'hand' returning id`.execute(trx);
    if (rows.length > 0)
      await record(trx, { workspaceId, memberId, action: "delivery.keep", subject: `delivery/${deliveryId}` });
    const { rows: now } = await sql<{ removal: Removal | null }>`select removal from delivery
      where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(trx);
    if (now[0] === undefined) throw notFound();
    return now[0].removal;
  });
}

const note = (trx: Parameters<typeof record>[0], { workspaceId, memberId, deliveryId }: Asking, by: string) =>
  record(trx, { workspaceId, memberId, action: "delivery.remove", subject: `delivery/${deliveryId}`, detail: { by } });

/** Says that it is being deleted, or was by hand. null: it is gone already. */
async function claim(db: Db, asking: Asking, by: "network" | "hand"): Promise<Found | null> {
  const { workspaceId, deliveryId } = asking;
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Found & { state: string; removal: Removal | null; busy: boolean }>`
      select d.account_id as "accountId", d.network, a.kind, d.remote_id as "remoteId", d.remote_url as url, d.state, d.removal,
        coalesce(d.removal = 'asked' and d.removal_at > now() - make_interval(secs => ${lease}), false) as busy
      from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.id = ${deliveryId} for update of d`.execute(trx);
    const [row] = rows;
    if (row === undefined) throw notFound();
    if (row.state !== "published") throw notOut();
    if (row.removal === "gone" || row.removal === "hand") return null;
    if (row.busy) throw beingRemoved();
    await sql`update delivery set removal = ${by === "hand" ? "hand" : "asked"}, removal_at = now(), removal_reason = null
      where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(trx);
    if (by === "hand") await note(trx, asking, "hand");
    return row;
  });
}

type Out = { remoteId: string; url: string | null };

/** What is out of it, the last part first: a thread whose head is gone would stand there without its beginning. */
async function partsOf(db: Db, { workspaceId, deliveryId }: Asking, { remoteId, url }: Found): Promise<Out[]> {
  const { rows } = await sql<Out>`select remote_id as "remoteId", remote_url as url from part
    where workspace_id = ${workspaceId} and delivery_id = ${deliveryId} and remote_id is not null order by number desc`.execute(
    db,
  );
  if (rows.length > 0) return rows;
  return remoteId === null ? [] : [{ remoteId, url }];
}

async function ask(services: Services, workspaceId: string, found: Found, { remoteId, url }: Out): Promise<CallResult> {
  const network = services.nodes.networks.get(found.network);
  const login = await loginFor(services, workspaceId, found.accountId);
  const none = { status: null, raw: "", kind: "rejected" as const };
  if (network?.remove === undefined || !can(network.card, found.kind, "remove")) return { ...none, reason: byHandOnly };
  if (login.kind !== "login") return { ...none, reason: login.reason };
  const context = networkContext(services, network, login.login.server);
  try {
    return await network.remove(context, login.login, url === null ? { remoteId } : { remoteId, url });
  } catch (error) {
    services.log.warn({ err: error, workspaceId, network: found.network }, "a post could not be taken back");
    return { ...none, reason: stillThere };
  }
}

const byHandOnly = {
  en: "This network lets nobody but you delete it: open it there, delete it, and say so here.",
  fr: "Ce réseau ne laisse que vous la supprimer : ouvrez-la là-bas, supprimez-la, puis dites-le ici.",
};
const stillThere = {
  en: "It could not be deleted from here. Try again, or open it there and delete it by hand.",
  fr: "Elle n’a pas pu être supprimée d’ici. Réessayez, ou ouvrez-la là-bas et supprimez-la à la main.",
};
const notOut = () =>
  conflict("not_out", {
    en: "It is not out: there is nothing to delete.",
    fr: "Elle n’est pas parue : il n’y a rien à supprimer.",
  });
const beingRemoved = () =>
  conflict("being_removed", {
    en: "It is being deleted already. Look again in a minute.",
    fr: "Elle est déjà en cours de suppression. Regardez de nouveau dans une minute.",
  });

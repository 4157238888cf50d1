import { sql } from "kysely";
import type { AccountKind, Card } from "#engine/card.ts";
import type { Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { timeOf } from "../time/clock.ts";
import { writeMode } from "./consent.ts";

type Nodes = Pick<Services, "nodes">;
/** What an operator attested, by network. */
type Attested = Record<string, { at: string; by: string }>;

/** When an operator of this workspace attested what a network wants for automatic posts, by the network's name. */
export async function attestedOn(db: Db | Trx, workspaceId: string): Promise<Attested> {
  const row = await db.selectFrom("workspace").select("attested").where("id", "=", workspaceId).executeTakeFirst();
  return (row?.attested ?? {}) as Attested;
}

/** Whether accounts of a kind may be set to automatic only where an operator has attested something. */
const wantsAttest = ({ nodes }: Nodes, network: string, kind: string): Card | null => {
  const card = nodes.networks.get(network)?.card;
  return card?.kinds[kind as AccountKind]?.auto === "attested" ? card : null;
};

/** Whether an account may not be set to automatic here, as things stand. */
export async function autoBarred(
  services: Nodes,
  db: Db | Trx,
  workspaceId: string,
  { network, kind }: { network: string; kind: string },
): Promise<boolean> {
  const card = wantsAttest(services, network, kind);
  return card !== null && (await attestedOn(db, workspaceId))[network] === undefined;
}

export const notAttested = (title: string) =>
  conflict("auto_not_attested", {
    en: `${title}’s terms are read as forbidding automatic posts on this kind of account. An administrator can attest under Settings → Networks that they are allowed here; until then you are asked before each post.`,
    fr: `Les conditions de ${title} sont lues comme interdisant les publications automatiques sur ce type de compte. Un administrateur peut attester dans Réglages → Réseaux qu’elles sont permises ici ; d’ici là, on vous demande avant chaque publication.`,
  });

/**
 * Notes, or takes back, what an operator attests; logged. Taken back, every account that was set to automatic for it asks again, in
 * the same transaction. Throws 404 for a network that wants nothing attested.
 */
export async function saveAttestation(
  services: Nodes & Pick<Services, "db">,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  network: string,
  on: boolean,
): Promise<void> {
  const card = services.nodes.networks.get(network)?.card;
  const kinds = Object.entries(card?.kinds ?? {}).flatMap(([kind, { auto }]) => (auto === "attested" ? [kind] : []));
  if (kinds.length === 0) throw notFound();
  await services.db.transaction().execute(async (trx) => {
    const at = new Date(await timeOf(trx)).toISOString();
    const value = on
      ? sql`attested || jsonb_build_object(${network}::text, jsonb_build_object('at', ${at}::text, 'by', ${memberId}::text))`
      : sql`attested - ${network}::text`;
    await sql`update workspace set attested = ${value} where id = ${workspaceId}`.execute(trx);
    await record(trx, {
      workspaceId,
      memberId,
      action: "network.attest",
      subject: `network/${network}`,
      detail: { on },
    });
    if (on) return;
    const { rows } = await sql<{ id: string; network: string; handle: string }>`
      select a.id, a.network, a.handle from account a
      where a.workspace_id = ${workspaceId} and a.network = ${network} and a.kind = any(${kinds})
        and exists (select from consent c where c.workspace_id = a.workspace_id and c.account_id = a.id and c.mode = 'auto'
          and c.withdrawn_at is null and (c.ends_at is null or c.ends_at > ${at}::timestamptz))
      order by a.id`.execute(trx);
    for (const account of rows) {
      const receipt = {
        at,
        by: memberId,
        account: `${account.network}:${account.handle}`,
        cause: "the attestation was taken back",
      };
      await writeMode(trx, { workspaceId, memberId }, account.id, { mode: "ask", under: true }, receipt);
    }
  });
}

/** What is to be attested on a network, and since when it is; null where there is nothing. */
export function attestView(
  card: Card,
  attested: Attested,
): { text: Text; link: string; readOn: string; at: string | null } | null {
  return card.attest === undefined ? null : { ...card.attest, at: attested[card.name]?.at ?? null };
}

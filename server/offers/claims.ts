import { sql } from "kysely";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db } from "../ports.ts";
import { seeStanding } from "./share.ts";

type Saying = { workspaceId: string; memberId: string; offerId: number };

/** Somebody says that they posted an offer themselves: once a story, whichever page they opened. Throws 404, or 409 where it has ended. */
export async function claimOffer(
  db: Db,
  { workspaceId, memberId, offerId, network }: Saying & { network: string },
): Promise<void> {
  await seeStanding({ db }, workspaceId, offerId);
  await sql`
    insert into offer_claim (workspace_id, member_id, story, map_id, title, link, network)
    select o.workspace_id, ${memberId}::uuid, o.story, o.map_id, o.title, o.link, ${network} from offer o
    where o.workspace_id = ${workspaceId} and o.id = ${offerId}
    on conflict (workspace_id, member_id, story) do update set network = excluded.network`.execute(db);
}

/** Takes the word back; where nothing was said nothing happens. Throws 404. */
export async function unclaimOffer(db: Db, { workspaceId, memberId, offerId }: Saying): Promise<void> {
  const there = await sql`select from offer where workspace_id = ${workspaceId} and id = ${offerId}`.execute(db);
  if (there.rows.length === 0) throw notFound();
  await sql`
    delete from offer_claim c using offer o where o.workspace_id = ${workspaceId} and o.id = ${offerId}
      and c.workspace_id = o.workspace_id and c.member_id = ${memberId} and c.story = o.story`.execute(db);
}

/** Lets colleagues see what somebody shares, or no more. */
export async function showShares(
  db: Db,
  who: { workspaceId: string; memberId: string },
  shown: boolean,
): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("member")
      .set({ shares_shown: shown })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", memberId)
      .execute();
    await record(trx, { ...who, action: "member.shares", subject: `member/${memberId}`, detail: { shown } });
  });
}

/** How many people say that they posted something of a map themselves in the last `days`, and how many stories. No name is told. */
export async function countClaims(
  db: Db,
  { workspaceId, mapId, days }: { workspaceId: string; mapId: string; days: number },
): Promise<{ claims: number; people: number }> {
  const { rows } = await sql<{ claims: number; people: number }>`
    select count(*)::int as claims, count(distinct member_id)::int as people from offer_claim
    where workspace_id = ${workspaceId} and map_id = ${mapId} and claimed_at > now() - make_interval(days => ${days}::int)`.execute(
    db,
  );
  return rows[0]!;
}

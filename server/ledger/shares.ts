import { sql } from "kysely";
import { byPerson } from "#engine/again.ts";
import { clean } from "#engine/clean.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import { conflict } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";
import { waitsForOwner } from "./waits.ts";
import { scheduleDeliveries } from "./schedule.ts";
import type { ScheduleInput, Wanted } from "./wanted.ts";
import { loadKnown, sift } from "./sift.ts";
import { oneAfterAnother } from "./turns.ts";

/** What an account has of an item: a proposal of it that waits for its owner, or how often it was asked for and came to nothing. */
type Had = { waits: number } | { times: number };

/**
 * What a person shares with an account of their own by their own hand, whatever map offered it: a delivery that waits for their yes, under an
 * occasion of its own. Where a proposal of the very item waits already, that is it. Gives its number, and whether it is new. An account never has
 * a story twice by this way: throws 409 with what it has, or with what keeps the account from posting anything.
 */
export async function holdShare(
  trx: Trx,
  { offer, wanted, ...input }: Omit<ScheduleInput, "wanted" | "occasion"> & { offer: number; wanted: Wanted },
): Promise<{ id: number; made: boolean }> {
  const { workspaceId } = input;
  await oneAfterAnother(trx, workspaceId);
  const had = await whatIsThere(trx, workspaceId, wanted);
  if ("waits" in had) return { id: had.waits, made: false };
  const rule = input.stories ?? { by: "off" as const, days: 1 };
  const accounts = new Set([wanted.accountId]);
  const known = await loadKnown(trx, { workspaceId, now: input.now, rule, accounts }, [wanted]);
  const at = Date.parse(input.now);
  const told = { rule, now: () => at, hours: input.limits.hours };
  // What came to nothing before is no reason; another item of the same story is.
  const [same] = sift([wanted], { ...known, taken: new Map() }, told).drops;
  if (same !== undefined) throw conflict(same.code, same.reason);
  const occasion = `${byPerson}offer/${offer}/${had.times}`;
  const { numbers, drops } = await scheduleDeliveries(trx, { ...input, wanted: [wanted], occasion });
  if (numbers === null) throw conflict(drops[0]?.code ?? "already", drops[0]?.reason ?? reasonText("already")!);
  const { rows } = await sql<{ code: string | null }>`
    select reason_code as code from delivery where workspace_id = ${workspaceId} and id = ${numbers.first}`.execute(
    trx,
  );
  const code = rows[0]?.code ?? null;
  if (code !== null && code !== "consent" && code !== "rule") throw conflict(code, reasonText(code)!);
  // It leaves by its owner's yes, also where the account posts by itself: so it can be taken back like any other.
  if (code === null)
    await sql`update delivery set state = 'held', reason_code = 'consent' where workspace_id = ${workspaceId} and id = ${numbers.first}`.execute(
      trx,
    );
  return { id: numbers.first, made: true };
}

async function whatIsThere(trx: Trx, workspaceId: string, { accountId, itemKey }: Wanted): Promise<Had> {
  const { rows } = await sql<{ id: number; state: string; code: string | null; at: string | null }>`
    select id, state, reason_code as code, published_at as at from delivery
    where workspace_id = ${workspaceId} and account_id = ${accountId} and item_key = ${clean(itemKey)} order by id`.execute(
    trx,
  );
  const out = rows.findLast(({ state }) => state === "published");
  if (out !== undefined) throw conflict("published", published, { at: out.at });
  const open = rows.find(({ state }) => !["rejected", "cancelled", "expired"].includes(state));
  if (open === undefined) return { times: rows.length };
  if (open.state === "held" && (open.code === "consent" || open.code === "rule")) return { waits: open.id };
  throw conflict("planned", open.state === "held" ? waiting(open.code) : planned);
}

/** What was to be shared and cannot be is no more, unless another tap of its owner's has answered it by then. Whether it was let go. */
export async function letGo(
  db: Db,
  { workspaceId, deliveryId }: { workspaceId: string; deliveryId: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update delivery set ${endsAs("cancelled", "cancelled")}, settled_at = now()
    where workspace_id = ${workspaceId} and id = ${deliveryId} and ${waitsForOwner()}`.execute(db);
  return numAffectedRows === 1n;
}

const published: Text = {
  en: "This account has published it already. Whoever wants it out once more sends it again from their posts.",
  fr: "Ce compte l’a déjà publié. Pour le publier encore, renvoyez-le depuis vos publications.",
};
const planned: Text = {
  en: "It is planned for this account already, or on its way.",
  fr: "C’est déjà prévu pour ce compte, ou en route.",
};
const waiting = (code: string | null): Text => {
  const why = reasonText(code ?? "") ?? { en: "", fr: "" };
  return { en: `It waits for this account already. ${why.en}`, fr: `Ce compte l’a déjà en attente. ${why.fr}` };
};

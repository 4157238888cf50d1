import type { z } from "zod";
import type { DeliveryDetail } from "../api/deliveries.ts";
import { forbidden, notFound } from "../errors.ts";
import { getDelivery } from "../ledger/views.ts";
import { linkOf } from "../links/views.ts";
import { measuredState } from "../measures/state.ts";
import { readingsOf } from "../measures/views.ts";
import type { Services } from "../ports.ts";
import type { Caller } from "./caller.ts";
import { facing } from "./pictures.ts";

type Detail = z.infer<typeof DeliveryDetail>;
type Seen = { detail: Detail; ownerId: string | null };

/** A delivery that the caller may see: an ambassador those of their own accounts, others the workspace's. Throws 404. */
export async function seeDelivery(services: Services, caller: Caller, id: number): Promise<Seen> {
  const found = await getDelivery(services.db, services.nodes.networks, caller.workspaceId, id);
  if (!found) throw notFound();
  if (caller.role === "ambassador" && found.ownerId !== caller.memberId) throw notFound();
  const fared = await faredOf(services, caller, { id, own: isTold(caller, found.ownerId) });
  return { ...found, detail: facing(services, caller).about({ ...found.detail, ...fared }) };
}

/** Whether the caller may know how posts of an account do: their own account's, and the company's (null). */
export const isTold = (caller: Caller, ownerId: string | null): boolean =>
  ownerId === null || ownerId === caller.memberId;

type Fared = Pick<Detail, "readings" | "short" | "measured">;
async function faredOf(services: Services, caller: Caller, { id, own }: { id: number; own: boolean }): Promise<Fared> {
  const measured = await measuredState(services, caller.workspaceId, id);
  const short = await linkOf(services, caller.workspaceId, id);
  if (own) return { measured, short, readings: await readingsOf(services.db, caller.workspaceId, id) };
  return {
    measured: measured && { state: "private", next: null },
    short: short && { ...short, visits: null },
    readings: [],
  };
}

/** Whether the caller's yes is the account owner's: their own account, or, for an admin, one of the company. */
export const decides = (caller: Caller, ownerId: string | null): boolean =>
  ownerId === null ? caller.role === "admin" : ownerId === caller.memberId;

/** As `seeDelivery`, and only for the one whose yes it takes: the account's owner, or an admin for a company account. Throws 403. */
export async function ownDelivery(services: Services, caller: Caller, id: number): Promise<Seen> {
  const found = await seeDelivery(services, caller, id);
  if (!decides(caller, found.ownerId)) throw notTheirs();
  return found;
}

const notTheirs = () =>
  forbidden({
    en: "Only the account’s owner decides about this.",
    fr: "Seul le propriétaire du compte décide de cette publication.",
  });

/** The same of several at once, which are told no more of. One that is not theirs: none. */
export async function ownDeliveries(services: Services, caller: Caller, ids: readonly number[]): Promise<void> {
  const rows = await services.db
    .selectFrom("delivery as d")
    .innerJoin("account as a", (join) =>
      join.onRef("a.workspace_id", "=", "d.workspace_id").onRef("a.id", "=", "d.account_id"),
    )
    .select(["d.id", "a.member_id as ownerId"])
    .where("d.workspace_id", "=", caller.workspaceId)
    .where("d.id", "in", [...ids])
    .execute();
  const found = new Map(rows.map(({ id, ownerId }) => [id, ownerId]));
  const seen = (id: number) => found.has(id) && (caller.role !== "ambassador" || found.get(id) === caller.memberId);
  if (!ids.every(seen)) throw notFound();
  if (!ids.every((id) => decides(caller, found.get(id) ?? null))) throw notTheirs();
}

import { sql } from "kysely";
import type { Network } from "#engine/network.ts";
import { isRead } from "#engine/readings.ts";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db, Services } from "../ports.ts";

/** The networks whose paid readings this workspace has switched on. */
export async function paidReadings(db: Db, workspaceId: string): Promise<string[]> {
  const row = await db.selectFrom("workspace").select("paid_readings").where("id", "=", workspaceId).executeTakeFirst();
  return row?.paid_readings ?? [];
}

/** Whether a network's numbers come back here. */
export function readingsState(
  { card, measure, audience }: Network,
  paid: readonly string[],
): "none" | "free" | "off" | "on" {
  if (card.readings === null || (measure === undefined && audience === undefined)) return "none";
  if (!card.readings.paid) return "free";
  return isRead(card, paid) ? "on" : "off";
}

/** Switches readings that cost money on or off; logged. Throws 404 for a network that has none. */
export async function savePaidReadings(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  name: string,
  on: boolean,
): Promise<void> {
  const network = services.nodes.networks.get(name);
  if (network === undefined || !["off", "on"].includes(readingsState(network, []))) throw notFound();
  await services.db.transaction().execute(async (trx) => {
    const without = sql`array_remove(paid_readings, ${name})`;
    await sql`update workspace set paid_readings = ${on ? sql`array_append(${without}, ${name})` : without} where id = ${workspaceId}`.execute(
      trx,
    );
    await record(trx, {
      workspaceId,
      memberId,
      action: "network.readings",
      subject: `network/${name}`,
      detail: { on },
    });
  });
}

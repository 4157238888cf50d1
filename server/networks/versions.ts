import { sql } from "kysely";
import type { Site } from "#engine/network.ts";
import type { Services } from "../ports.ts";
import { networkBases } from "./bases.ts";

/** A version of a network's API that needs the operator: it ends soon, should have ended, or was seen to be retired. */
export type VersionView = { used: string; ends: string | null; state: "ending" | "ended" | "retired" };

/** So long before its end it is told, milliseconds: an outage by calendar needs no surprise. */
const notice = 60 * 86_400_000;

/** What is to be said of the version that is spoken to a network; null where all is well. */
export async function versionView(
  { db, settings, clock }: Pick<Services, "db" | "settings" | "clock">,
  workspaceId: string,
  site: Site,
): Promise<VersionView | null> {
  const { versions, card } = site;
  if (versions === undefined) return null;
  const used = settings.versions?.[card.name] ?? versions.usual;
  const end = versions.ends(used);
  const ends = end === null ? null : new Date(end).toISOString();
  if (await wasRetired(db, workspaceId, card.name)) return { used, ends, state: "retired" };
  // A simulator speaks what it was told to, whatever the day.
  if (end === null || networkBases(settings, site, null).simulated) return null;
  const now = clock.now();
  return now >= end ? { used, ends, state: "ended" } : now >= end - notice ? { used, ends, state: "ending" } : null;
}

/** Whether a post waits because the network answered that it no longer speaks the version (426). */
async function wasRetired(db: Services["db"], workspaceId: string, network: string): Promise<boolean> {
  const { rows } = await sql<{ retired: boolean }>`
    select exists (select from account a
      join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id and d.state = 'retry_wait' and d.reason_code = 'limited'
      join attempt t on t.workspace_id = d.workspace_id and t.delivery_id = d.id and t.epoch = d.epoch and t.status = 426
      where a.workspace_id = ${workspaceId} and a.network = ${network}) as retired`.execute(db);
  return rows[0]?.retired === true;
}

import { sql } from "kysely";
import { isCode } from "#engine/short-link.ts";
import { webAddress } from "#engine/key.ts";
import { across } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import type { Place } from "./clicks.ts";

/** `told`: its target is told by which click somebody came: a site of the workspace's own, and a key is there to tell what came of it. */
export type Link = Place & { target: string; told: boolean };

/** Links that are remembered, the least lately followed leave first; and for how long, milliseconds: one may have been taken away. */
const most = 20_000;
const fresh = 60_000;

/** The host that a link leads to, as sites are compared (server/editorial/site.ts). */
const siteOfTarget = sql`substring(lower(l.target) from '^https?://(?:[^/?#]*@)?(?:www[.])?([^/:?#]+)')`;

/** Finds where codes lead to. Nothing but what the link of a delivery, or of what somebody posts by their own hand, was: no address leads anywhere else. */
export function createFinder({ db, clock }: Pick<Services, "db" | "clock">) {
  const known = new Map<string, { link: Link | null; at: number }>();
  return async (code: string): Promise<Link | null> => {
    // No question to the database for what can be no code.
    if (!isCode(code)) return null;
    const kept = known.get(code);
    const now = clock.now();
    if (kept !== undefined && now - kept.at < fresh) {
      known.delete(code);
      known.set(code, kept);
      return kept.link;
    }
    const { rows } = await across("links", () =>
      sql<Link>`
        select l.*, exists (select from conversion_key k where k.workspace_id = w.id) and exists (select from unnest(w.own_sites) s(site)
          where ${siteOfTarget} = s.site or ${siteOfTarget} like '%.' || s.site) as told
        from (select workspace_id as "workspaceId", delivery_id as "deliveryId", null as hand, target from short_link where code = ${code}
          union all select workspace_id, null, code, target from offer_link where code = ${code} limit 1) l
        join workspace w on w.id = l."workspaceId"`.execute(db),
    );
    const [row] = rows;
    const link = row === undefined || webAddress(row.target) === null ? null : row;
    known.delete(code);
    known.set(code, { link, at: now });
    for (const oldest of known.keys())
      if (known.size > most) known.delete(oldest);
      else break;
    return link;
  };
}

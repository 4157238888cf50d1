import { sql } from "kysely";
import type { z } from "zod";
import { hostOf } from "#engine/site.ts";
import { type Item, readItem } from "#engine/item.ts";
import { webAddress } from "#engine/key.ts";
import type { SourceSign } from "../api/signs.ts";
import type { ShownAt } from "../media/shown.ts";
import type { Services } from "../ports.ts";
import { MediaError } from "../media/error.ts";
import { rhythmOf } from "./rhythm.ts";

/** Items of each source by which its liveliness is told, and pages that are read at a time for their sites' signs. */
const [counted, pagesAtOnce] = [100, 8];

type Row = Pick<z.infer<typeof SourceSign>, "id" | "title" | "received" | "error"> & {
  key: string;
  ok_at: string | null;
  wait_until: string | null;
  link: string | null;
  came: { at: string; told: string | null }[];
};

/** How sources fare, by their keys; those that nobody has read yet are absent. `shown`: where our own pages find a picture. */
export async function sourceSigns(
  services: Pick<Services, "db" | "clock" | "pages">,
  workspaceId: string,
  keys: readonly string[],
  shown: ShownAt,
): Promise<Map<string, z.infer<typeof SourceSign>>> {
  // Of what a source had when it was met, its own word says when that was written; of the rest we know when it came.
  const { rows } = await sql<Row>`
    select s.id, s.key, s.title, s.received, s.error, s.ok_at, case when s.wait_until > now() then s.wait_until end as wait_until,
      recent.came, recent.link
    from source s cross join lateral (
      select coalesce(json_agg(json_build_object('at', i.received_at, 'told', case when i.baseline then i.data->>'published' end)), '[]') as came,
        (array_agg(i.data->>'link' order by i.seq desc))[1] as link
      from (select seq, received_at, baseline, data from item where workspace_id = s.workspace_id and source_id = s.id and gone_at is null
        order by seq desc limit ${counted}) i) recent
    where s.workspace_id = ${workspaceId} and s.key = any(${[...new Set(keys)]}::text[])`.execute(services.db);
  const now = services.clock.now();
  const sites = new Map(rows.map((row) => [row.key, siteOf(row)]));
  const icons = await iconsOf(services, workspaceId, [...new Set([...sites.values()].flatMap((site) => site ?? []))]);
  return new Map(
    rows.map(({ key, ok_at: okAt, wait_until: waitUntil, came, id, title, received, error }) => {
      const { newest, ...rhythm } = rhythmOf(
        came.map(({ at, told }) => Date.parse(told ?? "") || Date.parse(at)),
        now,
      );
      return [
        key,
        {
          ...{ id, title, received, error },
          ...rhythm,
          site: sites.get(key) != null,
          icon: shown(icons.get(sites.get(key) ?? "") ?? null),
          newest: newest === null ? null : new Date(newest).toISOString(),
          okAt,
          waitUntil,
        },
      ];
    }),
  );
}

/** The front page of the site that a source belongs to: that of its items, where its own address is on the same one; an alert's items are anybody's. */
function siteOf({ key, link }: Pick<Row, "key" | "link">): string | null {
  const [own, of] = [webAddress(key.slice(key.indexOf(":") + 1)), webAddress(link ?? "")];
  const [feed, page] = [hostOf(own?.hostname ?? ""), hostOf(of?.hostname ?? "")];
  if (own === null || feed === null || page === null) return null;
  const same = feed === page || feed.endsWith(`.${page}`) || page.endsWith(`.${feed}`) || parent(feed) === parent(page);
  return same && of !== null ? `${of.protocol}//${of.host}/` : null;
}
/** `feeds.site.example` and `www.site.example` are one house; two names under a bare ending are not. */
const parent = (host: string): string => (host.split(".").length > 2 ? host.slice(host.indexOf(".") + 1) : host);

/**
 * The signs that front pages name. What is not known yet is read meanwhile, through the guard and its manners, and is there when the drawing
 * asks again: nobody waits for a stranger's site.
 */
async function iconsOf(
  { pages }: Pick<Services, "pages">,
  workspaceId: string,
  sites: readonly string[],
): Promise<Map<string, string>> {
  const known = await pages.known(workspaceId, sites);
  for (const site of sites.filter((each) => !known.has(each)).slice(0, pagesAtOnce))
    pages.read(workspaceId, site).catch(() => undefined);
  return new Map(
    [...known].flatMap(([site, facts]) =>
      facts instanceof MediaError || facts.icon === undefined ? [] : [[site, facts.icon] as const],
    ),
  );
}

/** Newest items of sources, by their keys, oldest first: so many of each. */
export async function newestOf(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  keys: readonly string[],
  each: number,
): Promise<Map<string, Item[]>> {
  const { rows } = await sql<{ key: string; data: unknown }>`
    select s.key, i.data from source s cross join lateral (
      select seq, data from item where workspace_id = s.workspace_id and source_id = s.id and gone_at is null
      order by seq desc limit ${each}) i
    where s.workspace_id = ${workspaceId} and s.key = any(${[...new Set(keys)]}::text[]) order by s.key, i.seq`.execute(
    db,
  );
  const found = new Map<string, Item[]>();
  for (const { key, data } of rows) found.set(key, [...(found.get(key) ?? []), readItem(data)]);
  return found;
}

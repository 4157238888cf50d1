import { sql } from "kysely";
import { aimedAt } from "#engine/aims.ts";
import { waysOf } from "#engine/crossing.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import { type Problem, warning } from "#engine/problem.ts";
import type { ReadNode } from "#engine/read-node.ts";
import type { Text } from "#engine/text.ts";
import { sourceNodes, sourceSettings } from "../inbox/map-sources.ts";
import type { Db, Services } from "../ports.ts";
import { readDocument } from "./row.ts";

/** Other live maps that are looked at, and those that are told of: whoever has more knows what to do about the first. */
const [mostRead, mostTold] = [20, 5];
/** Versions that are remembered, for each set of node types; one never changes. */
const mostKept = 500;

/** What a version does with a source: the targets that its items come to. */
type Reach = { key: string; targets: Pick<ReadNode, "upgraded" | "config">[] };
type Other = { id: string; name: string; number: number; titles: Record<string, string> };

const memory = new WeakMap<Services["nodes"], Map<string, readonly Reach[]>>();

/**
 * Where another live map posts items of a source of this document to an account that this one posts them to as well: nothing goes out
 * twice, but who draws would wonder where it stays. Read off the live versions, as many as `mostRead`. `mapId`: the document's own map.
 */
export async function crossings(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  { document, accounts, mapId }: { document: MapDocument; accounts: readonly Publisher[]; mapId: string | null },
): Promise<Problem[]> {
  const parsing = document.nodes.filter(
    ({ type, config }) => nodes.manifests.get(type)?.config.safeParse(config).success,
  );
  const keys = [...new Set(sourceNodes(nodes, { ...document, nodes: parsing }).map(({ key }) => key))];
  const others = keys.length === 0 ? [] : await readersOf(db, workspaceId, keys, mapId);
  if (others.length === 0) return [];
  const reaches = await reachesOf({ db, nodes }, workspaceId, others);
  const aims = ({ upgraded, config }: Reach["targets"][number]): readonly Publisher[] => {
    const manifest = nodes.manifests.get(upgraded.type);
    return manifest === undefined ? [] : aimedAt({ config }, manifest, accounts);
  };
  const own = waysOf(document, nodes.manifests).map(({ source, targets }) => ({
    node: source.id,
    source,
    key: keyOf(nodes, source),
    accounts: new Set(targets.flatMap((target) => aims(target).map(({ id }) => id))),
  }));
  return others
    .flatMap((other): Problem[] => {
      const theirs = Map.groupBy(reaches.get(other.id) ?? [], ({ key }) => key);
      const shared = own.flatMap(({ node, source, key, accounts: mine }) => {
        const both = (theirs.get(key) ?? [])
          .flatMap(({ targets }) => targets.flatMap(aims))
          .filter(({ id }) => mine.has(id));
        const told = source.upgraded.title === "" ? (other.titles[key] ?? "") : "";
        return both.length === 0
          ? []
          : [{ node, key, both, title: told === "" ? source.title : { en: told, fr: told } }];
      });
      const [first] = shared;
      if (first === undefined) return [];
      const names = new Map(shared.flatMap(({ both }) => both.map(({ id, name }) => [id, name])));
      const sources = new Map(shared.map(({ key, title }) => [key, title]));
      return [said(first.node, other, [...sources.values()], [...names.values()])];
    })
    .slice(0, mostTold);
}

/** The live maps that read one of these sources, by name. */
async function readersOf(db: Db, workspaceId: string, keys: string[], mapId: string | null): Promise<Other[]> {
  const { rows } = await sql<Other>`
    select m.id, m.name, m.live_version as number, jsonb_object_agg(s.key, s.title) as titles
    from source s join map_offset o on o.workspace_id = s.workspace_id and o.source_id = s.id
    join map m on m.workspace_id = o.workspace_id and m.id = o.map_id and m.state = 'live' and m.live_version is not null
    where s.workspace_id = ${workspaceId} and s.key = any(${keys}::text[]) and m.id is distinct from ${mapId}::uuid
    group by m.id, m.name, m.live_version order by m.name, m.id limit ${mostRead}`.execute(db);
  return rows;
}

/** By the maps' ids, what their live versions do; those that are not known yet are read. */
async function reachesOf(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  maps: readonly Other[],
): Promise<Map<string, readonly Reach[]>> {
  const kept = memory.get(nodes) ?? new Map<string, readonly Reach[]>();
  memory.set(nodes, kept);
  const nameOf = ({ id, number }: Pick<Other, "id" | "number">) => `${id} ${number}`;
  const missing = maps.filter((map) => !kept.has(nameOf(map)));
  if (missing.length > 0) {
    const [ids, numbers] = [missing.map(({ id }) => id), missing.map(({ number }) => number)];
    const { rows } = await sql<{ id: string; number: number; document: unknown }>`
      select v.map_id as id, v.number, v.document from unnest(${ids}::uuid[], ${numbers}::int[]) as wanted(id, number)
      join version v on v.workspace_id = ${workspaceId} and v.map_id = wanted.id and v.number = wanted.number`.execute(
      db,
    );
    for (const row of rows) {
      const ways = waysOf(readDocument(row.document), nodes.manifests);
      kept.set(
        nameOf(row),
        ways.map(({ source, targets }) => ({
          key: keyOf(nodes, source),
          targets: targets.map(({ upgraded, config }) => ({ upgraded, config })),
        })),
      );
    }
  }
  const found = new Map(maps.map((map) => [map.id, kept.get(nameOf(map)) ?? []]));
  for (const key of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(key);
  }
  return found;
}

const keyOf = (nodes: Services["nodes"], { upgraded, config }: ReadNode): string =>
  sourceSettings(nodes, upgraded.type, config).key;

/** What the ledger does: one delivery for an account and item (RELIABILITY.md, identity), whatever the map. */
function said(node: string, { id, name }: Other, sources: readonly Text[], accounts: readonly string[]): Problem {
  const en = {
    sources: list(
      sources.map((source) => `“${source.en}”`),
      "and",
      "more sources",
    ),
    accounts: list(accounts, "and", "more accounts"),
  };
  const fr = {
    sources: list(
      sources.map((source) => `« ${source.fr} »`),
      "et",
      "autres sources",
    ),
    accounts: list(accounts, "et", "autres comptes"),
  };
  return {
    ...warning(
      "shared-source",
      `The live map “${name}” reads ${en.sources} too, and posts to ${en.accounts} as well. An account gets each item once: whichever map comes first posts it, in its words, and the other leaves it out.`,
      `La carte en service « ${name} » lit aussi ${fr.sources}, et publie elle aussi vers ${fr.accounts}. Un compte ne reçoit chaque nouvelle qu’une fois : la première carte qui l’apporte la publie, avec ses mots, et l’autre l’écarte.`,
      { node },
    ),
    repair: { label: { en: `Open “${name}”`, fr: `Ouvrir « ${name} »` }, do: "visit", page: "maps", id },
  };
}

/** Up to four by name; of more the first three, and how many there are besides. */
function list(all: readonly string[], and: string, more: string): string {
  const named = all.length <= 4 ? all : [...all.slice(0, 3), `${all.length - 3} ${more}`];
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} ${and} ${named.at(-1)}`;
}

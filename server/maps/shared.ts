import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import { type Problem, warning } from "#engine/problem.ts";
import { sourceNodes, storedConfig } from "../inbox/map-sources.ts";
import type { Db, Services } from "../ports.ts";

/** A source that things are brought to, as its settings hold now, and the live maps that read it. */
export type Receiver = {
  key: string;
  type: string;
  version: number;
  config: unknown;
  maps: { id: string; name: string }[];
};

/** All such sources of a workspace; few. */
export async function listReceivers(db: Db, workspaceId: string): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select s.key, s.type, s.version, s.config, json_agg(json_build_object('id', m.id, 'name', m.name) order by m.name, m.id) as maps
    from source s join map_offset o on o.workspace_id = s.workspace_id and o.source_id = s.id
    join map m on m.workspace_id = o.workspace_id and m.id = o.map_id and m.state = 'live'
    where s.workspace_id = ${workspaceId} and s.received group by s.id, s.key, s.type, s.version, s.config`.execute(db);
  return rows;
}

/**
 * One address has one set of settings, however many maps read what comes to it: those that were published last. Says so on each step that
 * has others than hold now while another live map reads there too: publishing changes them for that map as well. `mapId`: the
 * document's own map, which is no other.
 */
export function sharedReceivers(
  nodes: Services["nodes"],
  receivers: readonly Receiver[],
  document: MapDocument,
  mapId: string | null,
): Problem[] {
  if (receivers.length === 0) return [];
  const parsing = document.nodes.filter(
    ({ type, config }) => nodes.manifests.get(type)?.config.safeParse(config).success,
  );
  return sourceNodes(nodes, { ...document, nodes: parsing }).flatMap(({ node, key, config, title }) => {
    const there = receivers.find((receiver) => receiver.key === key);
    const others = there?.maps.filter(({ id }) => id !== mapId) ?? [];
    if (there === undefined || others.length === 0 || isDeepStrictEqual(storedConfig(nodes, there), config)) return [];
    const names = others.slice(0, 3).map(({ name }) => name);
    const [en, fr] = [names.map((name) => `“${name}”`).join(", "), names.map((name) => `« ${name} »`).join(", ")];
    return [
      warning(
        "shared-receiver",
        `“${title.en}” is shared with the live map ${en}, and other settings than these hold there now. It has one address: once this is published, these hold for both. Set both alike, or give this one another name.`,
        `« ${title.fr} » est partagé avec la carte en service ${fr}, et d’autres réglages que ceux-ci y sont en vigueur. Il n’a qu’une adresse : une fois cette carte publiée, les vôtres vaudront pour les deux. Réglez-les de la même façon, ou changez ce nom.`,
        { node, field: "name" },
      ),
    ];
  });
}

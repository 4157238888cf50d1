import { sql } from "kysely";

/** Of a delivery `d`: a manager marked its story, or whoever drew the map says so of all that this target proposes. */
export const important = sql<boolean>`(exists (select from important_story s where s.workspace_id = d.workspace_id and s.item_key = d.item_key)
  or exists (select from version v cross join jsonb_array_elements(v.document->'nodes') as node where v.workspace_id = d.workspace_id and v.map_id = d.map_id
    and v.number = d.version and node->>'id' = d.node_id and node->'config'->'important' = 'true'::jsonb))`;

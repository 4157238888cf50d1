import { z } from "zod";
import { documentVersion, MapDocument } from "./map.ts";

/** The published JSON Schema (2020-12) of a map document: what an editor of text files and other programs check against. */
export function mapSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(MapDocument, { target: "draft-2020-12", io: "input" });
  return {
    $schema,
    $id: `urn:relaymap:map:${documentVersion}`,
    title: "Relaymap map",
    description:
      "A map: sources wired through filters and rewrites to social accounts. The config of each node is described by its node type.",
    ...schema,
  };
}

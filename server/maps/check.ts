import { compile } from "#engine/compile.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import type { Problem } from "#engine/problem.ts";
import { checkCron } from "../time/cron.ts";
import { unprocessable } from "../errors.ts";
import type { Services } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";

/** All problems of a document, seen with the workspace's nodes and accounts. */
export function checkDocument(
  services: Pick<Services, "nodes">,
  accounts: readonly Publisher[],
  document: unknown,
): { document: MapDocument | null; problems: Problem[] } {
  const { document: checked, problems } = compile(document, services.nodes, { accounts, checkCron });
  return { document: checked, problems };
}

/**
 * A document that can be stored as a draft: its shape is right, though it may have problems. Throws 422 `map_shape` with
 * the problems where it is no map document at all.
 */
export async function checkDraft(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  document: unknown,
): Promise<{ document: MapDocument; problems: Problem[] }> {
  const accounts = await listPublishers(services.db, workspaceId);
  const { document: checked, problems } = checkDocument(services, accounts, document);
  if (checked === null)
    throw unprocessable(
      "map_shape",
      {
        en: "This is no map document, or one of a newer version.",
        fr: "Ceci n’est pas un document de carte, ou il vient d’une version plus récente.",
      },
      problems.slice(0, 100),
    );
  return { document: checked, problems };
}

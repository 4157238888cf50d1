import { compile } from "#engine/compile.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import type { Problem } from "#engine/problem.ts";
import { checkCron } from "../time/cron.ts";
import { unprocessable } from "../errors.ts";
import type { Db, Services } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { secretNames } from "../vault/secrets.ts";

/** What of a workspace a document is held against: who can publish, and which secrets are stored. */
export type Known = { accounts: readonly Publisher[]; secrets: ReadonlySet<string> };

export async function knownTo(db: Db, workspaceId: string): Promise<Known> {
  const [accounts, secrets] = await Promise.all([listPublishers(db, workspaceId), secretNames(db, workspaceId)]);
  return { accounts, secrets };
}

/** All problems of a document, seen with the workspace's nodes, accounts and secrets. `document` is in the form of today. */
export function checkDocument(
  services: Pick<Services, "nodes">,
  known: Known,
  document: unknown,
): { document: MapDocument | null; problems: Problem[] } {
  const { document: checked, problems } = compile(document, services.nodes, { ...known, checkCron });
  return { document: checked, problems };
}

/**
 * A document that can be stored as a draft: its shape is right, though it may have problems. Throws 422 with the problems:
 * `plain_secret` where a secret stands in it, `map_shape` where it is no map document at all.
 */
export async function checkDraft(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  document: unknown,
): Promise<{ document: MapDocument; problems: Problem[] }> {
  const { document: checked, problems } = checkDocument(services, await knownTo(services.db, workspaceId), document);
  if (checked === null) {
    const plain = problems.find(({ code }) => code === "plain-secret");
    if (plain !== undefined) throw unprocessable("plain_secret", plain.message, problems.slice(0, 100));
    throw unprocessable(
      "map_shape",
      {
        en: "This is no map document, or one of a newer version.",
        fr: "Ceci n’est pas un document de carte, ou il vient d’une version plus récente.",
      },
      problems.slice(0, 100),
    );
  }
  return { document: checked, problems };
}

import { compile } from "#engine/compile.ts";
import type { FirstItems } from "#engine/map.ts";
import type { Reply } from "../api.ts";
import { knownTo } from "../maps/check.ts";
import type { Services } from "../ports.ts";
import { checkCron } from "../time/cron.ts";
import { nothingFetched, withFetched } from "./fetched.ts";
import { readDraft } from "./preview.ts";
import { rehearse } from "./rehearse.ts";

type View = Reply<"firstItems">;

/** What a person waits for the answer, milliseconds, and the pages that are read for it. */
const waiting = { patience: 5_000, pages: 20 };

/**
 * What becomes of the items that are already in the feeds of a draft, for each way to begin: how many messages, to how many accounts, and
 * how many more those accounts have already, by the code of a real run. Of a feed only what a preview reads of it counts. A draft with
 * errors has no rows. Publishes and stores nothing.
 */
export async function firstItems(
  services: Services,
  workspaceId: string,
  { document, counts }: { document: unknown; counts: readonly number[] },
): Promise<View> {
  const known = await knownTo(services.db, workspaceId);
  const { plan, document: checked } = compile(document, services.nodes, { ...known, checkCron });
  if (plan === null || checked === null) return { rows: [] };
  const sources = await readDraft(services, workspaceId, checked);
  const ledger = { db: services.db, workspaceId };
  const fetched = nothingFetched();
  const row = async (first: FirstItems, most: number): Promise<View["rows"][number]> => {
    const begun = sources.map((source) => ({ ...source, items: source.items.slice(-most) }));
    const { result, letGo } = await withFetched(
      services,
      workspaceId,
      fetched,
      () => rehearse(services, plan, begun, known.accounts, ledger, fetched),
      waiting,
    );
    const goes = result.wanted.filter((one) => !letGo.has(one));
    return {
      first,
      items: new Set(begun.flatMap(({ items }) => items.map(({ key }) => key))).size,
      messages: goes.length,
      accounts: new Set(goes.map(({ account }) => account.id)).size,
      had: letGo.size,
    };
  };
  const rows: View["rows"] = [];
  for (const count of counts.toSorted((a, b) => a - b)) rows.push(await row({ kind: "newest", count }, count));
  rows.push(await row({ kind: "all" }, Infinity));
  return { rows };
}

import { sql } from "kysely";
import { headlineOf, namesOf } from "#engine/identity.ts";
import { type Item, readItem } from "#engine/item.ts";
import type { Trx } from "../ports.ts";
import { addNames, type Recognising } from "./names.ts";

const rowsAtOnce = 1000;

type Old = { seq: number; key: string; headline: string; published: string | null };

/**
 * Names what a source had before items had names, from what is stored of it, and with it the list that it gives now: an entry whose
 * key as it was made then is there was seen then, though it may have been taken for another and lost. What came since the last
 * reading is told by its date. Happens once, at the first reading after the upgrade; the source's row is locked.
 */
export async function nameStock(trx: Trx, source: Recognising, entries: readonly Item[]): Promise<void> {
  const { workspaceId, sourceId } = source;
  const stock: Old[] = [];
  for (let last = 0, full = true; full;) {
    const { rows } = await sql<{ seq: number; data: unknown }>`
      select seq, data from item where workspace_id = ${workspaceId} and source_id = ${sourceId} and seq > ${last}
      order by seq limit ${rowsAtOnce}`.execute(trx);
    const items = rows.map(({ seq, data }) => ({ seq, item: readItem(data) }));
    await addNames(
      trx,
      source,
      items.map(({ seq, item }) => ({ seq, names: namesOf(item, false) })),
    );
    for (const { seq, item } of items)
      stock.push({ seq, key: item.key, headline: firstWords(item), published: item.published });
    last = rows.at(-1)?.seq ?? last;
    full = rows.length === rowsAtOnce;
  }
  await addNames(trx, source, seenBefore(stock, entries, source.readAt));
  await sql`update source set named = true where workspace_id = ${workspaceId} and id = ${sourceId}`.execute(trx);
}

/** Which stored items the entries are, or were taken for. */
function seenBefore(stock: readonly Old[], entries: readonly Item[], readAt: string | null) {
  const byKey = new Map(stock.map((old) => [old.key, old]));
  const byWords = Map.groupBy(stock, ({ headline }) => headline);
  const carriers = Map.groupBy(entries, ({ key }) => key);
  // What is known by its words alone, and by no date, is read otherwise as soon as its text is.
  const byTextAlone = stock.filter(({ key }) => isText(key) && !carriers.has(key));
  return entries.flatMap((item) => {
    const names = namesOf(item, false);
    const old = byKey.get(item.key);
    if (old !== undefined) {
      const several = (carriers.get(item.key) ?? []).length > 1;
      const since =
        item.published !== null && readAt !== null && item.published > readAt && firstWords(item) !== old.headline;
      return several && since ? [] : [{ seq: old.seq, names }];
    }
    // Its key was made of words or of an address that are read otherwise today.
    const like = byWords.get(firstWords(item))?.find(({ published }) => sameTime(published, item.published));
    const instead = like ?? (isText(item.key) && item.published === null ? byTextAlone.shift() : undefined);
    return instead === undefined ? [] : [{ seq: instead.seq, names }];
  });
}

/** Of an entry that has neither id nor address. */
const isText = (key: string): boolean => key.startsWith("sha256:");

const sameTime = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;

/** What an entry says first, in letters and digits alone. */
function firstWords({ title, summary }: Item): string {
  return headlineOf(title || summary)
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, 100);
}

import { reasonText } from "#engine/reasons.ts";
import type { Drop } from "#engine/run.ts";
import type { Against, Changed } from "./job.ts";
import { goes, linkOf, type Row, saysOf } from "./simulate.ts";

/** Of each kind so many are shown, the newest; letters of a text. */
const [shown, longest] = [150, 3000];

type Let = Pick<Drop, "node" | "code" | "reason"> & { personal: boolean };
const nameOf = ({ wanted: { itemKey, accountId, again } }: Row): string =>
  `${accountId} ${again?.occasion ?? ""} ${itemKey}`;

/** Of so many it is known where they ended: a comparison shows a few hundred. */
const mostLet = 1_000_000;

/** Where each item ended, for one account (`""`: for all), as far as a comparison may want to know. */
export function openLet() {
  const found = new Map<string, Map<string, Let>>();
  let count = 0;
  return {
    add: ({
      node,
      item,
      account,
      code,
      reason,
    }: Omit<Let, "personal"> & { item: { key: string }; account: { id: string } | null }): void => {
      if (count >= mostLet) return;
      const whose = account?.id ?? "";
      const own = found.get(item.key) ?? new Map<string, Let>();
      if (own.size === 0) found.set(item.key, own);
      if (!own.has(whose)) count += 1;
      // The last is where it ended: an item that one branch lets go may go on over another.
      own.set(whose, { node, code, reason, personal: account !== null });
    },
    of: ({ wanted: { itemKey, accountId } }: Row): Let | null =>
      found.get(itemKey)?.get(accountId) ?? found.get(itemKey)?.get("") ?? null,
  };
}

/** What a draft would have posted otherwise than the live version, item by item and account by account. */
export function compare(
  draft: readonly Row[],
  live: readonly Row[],
  until: number,
  letGo: (row: Row) => Let | null,
): Against {
  const counts = (row: Row): boolean => goes(row) && row.at <= until;
  const before = new Map(live.filter(counts).map((row) => [nameOf(row), row]));
  const all = new Map(draft.map((row) => [nameOf(row), row]));
  const found = { changed: [] as Changed[], new: [] as Changed[], gone: [] as Changed[] };
  let same = 0;
  for (const row of draft) {
    if (!counts(row)) continue;
    const old = before.get(nameOf(row));
    if (old === undefined) found.new.push(changed("new", row, null, row, null));
    else if (saysOf(old) === saysOf(row) && linkOf(old) === linkOf(row)) same += 1;
    else found.changed.push(changed("changed", row, old, row, null));
  }
  for (const [name, old] of before) {
    const now = all.get(name);
    if (now !== undefined && counts(now)) continue;
    found.gone.push(changed("gone", old, old, null, now === undefined ? letGo(old) : whyHeld(now)));
  }
  return {
    ...{ changed: found.changed.length, fresh: found.new.length, gone: found.gone.length, same },
    rows: Object.values(found).flatMap((list) => list.toSorted((a, b) => b.at - a.at).slice(0, shown)),
  };
}

/** The draft wants it as well, and it waits or comes too late. */
function whyHeld({ wanted: { node }, code, late }: Row): Let {
  const held = late ? "expired" : (code ?? "expired");
  return { node, code: held, reason: reasonText(held) ?? { en: held, fr: held }, personal: false };
}

function changed(kind: Changed["kind"], row: Row, old: Row | null, made: Row | null, why: Let | null): Changed {
  const { itemKey: key, itemTitle, accountId: account, network } = row.wanted;
  const text = (one: Row | null) => (one === null ? null : saysOf(one).slice(0, longest));
  return {
    ...{ kind, key, item: itemTitle.slice(0, 300), account, network, at: row.at },
    ...{ before: text(old), after: text(made) },
    why,
  };
}

import type { Item } from "./item.ts";
import type { Ask, Back, Keeping, Keeps } from "./kept.ts";
import type { Dropped, Outcome } from "./node.ts";
import { enforce, type Passed } from "./outcome.ts";
import type { PlanNode } from "./plan.ts";
import type { Text } from "./text.ts";

/** Items that one node keeps at most. What comes beyond is let go, with the reason. */
export const mostKept = 10_000;
/** Milliseconds that an item is kept at a stretch: whoever keeps longer is asked in between. */
const longest = 400 * 86_400_000;
/** Of a node that failed: what was given back to it is given back once more. */
const secondTry = 3_600_000;

export type Standing = { item: Item; until: number; from: Back | null; ask?: Ask };
export type Settled = Passed & { kept: Standing[]; made: number };

/** Holds a node that keeps to its contract: whatever came, was given back or was made leaves, is let go, or is kept. */
export function settleKept(
  node: PlanNode & { keeps: Keeps },
  items: readonly Item[],
  { back, holding }: Keeping,
  outcome: Outcome,
  now: number,
): Settled {
  const from = new Map<string, Back | null>(back.map((one) => [one.item.key, one]));
  const twice = items.filter(({ key }) => from.has(key));
  for (const { key } of items) if (!from.has(key)) from.set(key, null);
  const kept = new Map<string, Standing>();
  const full: Dropped[] = [];
  let room = mostKept - holding - back.length;
  for (const { item, until, ask } of outcome.kept ?? []) {
    const given = from.get(item.key);
    if (given === undefined || kept.has(item.key)) continue;
    if (given === null && (room -= 1) < 0) full.push({ item, code: "kept_full", reason: reasons.full });
    // What has no time of its own, or a wrong one, is asked about in a while instead of never.
    else
      kept.set(item.key, {
        item,
        until: Math.min(Number.isNaN(until) ? now : until, now + longest),
        from: given,
        ...(ask === undefined || node.keeps.asks !== true ? {} : { ask }),
      });
  }
  const gone = new Set(full.map(({ item }) => item.key));
  const made = (outcome.made ?? []).filter(({ key }) => !from.has(key));
  const stays = ({ key }: Item) => (kept.has(key) && node.keeps.copies !== true) || gone.has(key);
  const leaves = (item: Item) => !stays(item);
  const out = Object.fromEntries(Object.entries(outcome.out).map(([port, list]) => [port, list.filter(leaves)]));
  const left = new Set(Object.values(out).flatMap((list) => list.map(({ key }) => key)));
  const asked = [...back.map(({ item }) => item), ...items.filter((item) => !twice.includes(item)), ...made].filter(
    (item) => leaves(item) && (!kept.has(item.key) || left.has(item.key)),
  );
  const passed = enforce(node, asked, { out, drops: outcome.drops });
  const copies = asked.filter(({ key }) => kept.has(key)).length;
  return {
    out: passed.out,
    drops: [...passed.drops, ...full, ...twice.map((item) => ({ item, code: "kept_already", reason: keptAlready }))],
    kept: [...kept.values()],
    made: made.length + copies,
  };
}

/** What a node that failed was given back stays with it: a mended setting finds it there. */
export const keepAll = ({ back }: Keeping, now: number): Standing[] =>
  back.map((from) => ({ item: from.item, until: now + secondTry, from }));

/** An item that comes while the step keeps one of the same key. */
export const keptAlready: Text = {
  en: "This step keeps the same item already, from an earlier run.",
  fr: "Cette étape a déjà mis de côté la même nouvelle lors d’une exécution précédente.",
};

/** An item that comes again to a step that has asked about it. */
export const askedAlready: Text = {
  en: "This step asked somebody about the same item before. Each is asked about once.",
  fr: "Cette étape a déjà demandé l’avis de quelqu’un sur cette même nouvelle. Chacune n’est soumise qu’une fois.",
};

const reasons = {
  full: {
    en: "This step keeps 10,000 items already, as many as it may. Those that came first go first.",
    fr: "Cette étape a déjà mis de côté 10 000 nouvelles, le maximum. Les premières arrivées partent d’abord.",
  },
};

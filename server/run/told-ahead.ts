import { gistOf } from "#engine/kept.ts";
import type { Result } from "#engine/run.ts";
import { type ReasonCode, reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { mapRests } from "../campaigns/now.ts";
import { identityOf } from "../ledger/sift.ts";
import type { Beginning } from "../ledger/beginning.ts";
import type { Foreseen } from "./foresee.ts";
import type { SourceView } from "./rehearse.ts";

type View = Reply<"preview">;
type Now = View["posts"][number]["now"];
type One = Result["wanted"][number];

/** Reasons that are told at most. */
const mostReasons = 12;

/** What a run would do now, in numbers. */
export function aheadOf(foreseen: Foreseen, sources: readonly SourceView[]): NonNullable<View["now"]> {
  const { rows, drops, laid, items, more, anew, rests, readAt, fresh } = foreseen;
  const held = rows.filter(({ state }) => state === "held");
  const took = new Set(items.map(({ source, key }) => `${source} ${key}`));
  const passed = new Set(
    sources.flatMap(({ source, items: own }) =>
      fresh.has(source) && !rests ? own.map(({ key }) => `${source} ${key}`).filter((name) => !took.has(name)) : [],
    ),
  );
  return {
    ...{ items: items.length, more, anew, readAt, messages: rows.length, kept: laid.length, passedOver: passed.size },
    rests: rests ? mapRests : null,
    accounts: new Set(rows.map(({ wanted }) => wanted.accountId)).size,
    ready: rows.length - held.length,
    held: common(held.map(({ code, wanted }) => ({ code: code!, reason: wordsOf(code!, wanted.forbidden?.message) }))),
    letGo: common(drops),
    letGoCount: drops.length,
  };
}

const wordsOf = (code: string, own: Text | undefined): Text =>
  own ?? reasonText(code as ReasonCode) ?? { en: code, fr: code };

function common(some: readonly { code: string; reason: Text }[]): NonNullable<View["now"]>["held"] {
  return [...Map.groupBy(some, ({ code }) => code)]
    .map(([code, [first, ...rest]]) => ({ code, reason: plainly(first!.reason), count: rest.length + 1 }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostReasons);
}
const plainly = ({ en, fr }: Text): Text => ({ en, fr });

/** What becomes of single posts in it; `turn`: their order among those that it begins. */
export type Fate = { now: Now; row: (Beginning & { turn: number }) | null; reason: Text | null };

/** Of a draft with errors nothing would run. */
export const nowhere: Fate = { now: null, row: null, reason: null };

/** Of each post of a preview what a run now would do with it. */
export function fatesOf(foreseen: Foreseen, sources: readonly SourceView[]): (one: One) => Fate {
  const nameOf = (node: string, accountId: string, itemKey: string) =>
    `${node} ${identityOf({ accountId, itemKey: gistOf(itemKey) })}`;
  const rows = new Map(
    foreseen.rows.map((row, turn) => [
      nameOf(row.wanted.node, row.wanted.accountId, row.wanted.itemKey),
      { ...row, turn },
    ]),
  );
  const drops = new Map(
    foreseen.drops.map((drop) => [nameOf(drop.node, drop.accountId ?? "", drop.itemKey), plainly(drop.reason)]),
  );
  // What a step let go whole never came to the target; the first reason stands.
  const whole = new Map(
    foreseen.drops
      .filter(({ accountId }) => accountId === null)
      .toReversed()
      .map((drop) => [drop.itemKey, plainly(drop.reason)]),
  );
  const taken = new Set(foreseen.items.map(({ key }) => key));
  const kept = new Set(foreseen.laid.map(({ key }) => key));
  const fresh = new Set(
    sources.flatMap(({ source, items }) => (foreseen.fresh.has(source) ? items.map(({ key }) => key) : [])),
  );
  return ({ node, account, item: { key } }) => {
    const row = rows.get(nameOf(node, account.id, key)) ?? null;
    if (row !== null) return { now: row.state === "ready" ? "goes" : "held", row, reason: null };
    if (foreseen.rests) return { now: "rests", row, reason: null };
    if (!taken.has(key)) return { now: fresh.has(key) ? "passedOver" : "read", row, reason: null };
    if (kept.has(key)) return { now: "kept", row, reason: null };
    return { now: "letGo", row, reason: drops.get(nameOf(node, account.id, key)) ?? whole.get(key) ?? null };
  };
}

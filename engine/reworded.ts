import type { Item } from "./item.ts";
import { type Ask, type AskMachine, joinMarks } from "./machine.ts";
import type { Dropped, Outcome } from "./node.ts";

/** What becomes of an item for which the machine gave no words. */
export const fallbacks = ["keep", "drop"] as const;

/**
 * A rewrite whose words a machine makes, one item at a time: `askOf` null leaves an item as it is. What has no words goes on as it was, or is let go
 * with the reason; what nobody asked for yet goes on as it was. Words that a machine made are marked as such, for good.
 */
export function reworded(
  items: readonly Item[],
  { machine, failed }: { machine: AskMachine | undefined; failed: (typeof fallbacks)[number] },
  askOf: (item: Item) => Ask | null,
): Outcome {
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const ask = askOf(item);
    const answer = ask === null ? null : (machine?.(ask) ?? null);
    if (ask === null || answer === null) out.push(item);
    else if ("text" in answer)
      out.push({
        ...item,
        text: answer.text,
        ...(ask.into === null ? {} : { language: ask.into }),
        ...joinMarks(item.machine, [answer.mark]),
      });
    else if (failed === "keep" || answer.code === "unasked") out.push(item);
    else drops.push({ item, code: `ai-${answer.code}`, reason: answer.reason });
  }
  return { out: { out }, drops };
}

import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { amount } from "./node.ts";
import type { Config } from "./node.ts";

const milliseconds = { hours: 3_600_000, days: 86_400_000 };

/** By the date the source gave, against the time of the run. A date in the future is recent: clocks of feeds are often wrong. */
export const process: Process<Config> = (items, { most, unit, undated }, { now }) => {
  const oldest = now - most * milliseconds[unit];
  const limit = amount(most, unit);
  const tooOld = {
    code: "too-old",
    reason: { en: `It is older than ${limit.en}.`, fr: `Elle date de plus de ${limit.fr}.` },
  };
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const time = item.published === null ? Number.NaN : Date.parse(item.published);
    if (Number.isNaN(time) ? undated === "keep" : time >= oldest) out.push(item);
    else drops.push({ item, ...(Number.isNaN(time) ? noDate : tooOld) });
  }
  return { out: { out }, drops };
};

const noDate = { code: "no-date", reason: { en: "Its source gave no date.", fr: "Sa source n’a donné aucune date." } };

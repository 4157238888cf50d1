import type { Item } from "#engine/item.ts";
import type { Answer, Kept } from "#engine/kept.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { type Config, spanOf } from "./node.ts";

const units = { hours: 3_600_000, days: 86_400_000 };

/**
 * Keeps what comes until somebody answered for it, or its time is over. Published again, the time is counted anew from when an item
 * came, by the settings of today; an answer that was given holds whatever they are.
 */
export const process: Process<Config> = (items, config, { now, back = [], said }) => {
  const span = config.time * units[config.unit];
  const ask = { people: config.who === "named" ? config.people : null, note: config.note };
  const out: Item[] = [];
  const drops: Dropped[] = [];
  const kept: Kept[] = [];
  for (const { item, since, answer } of back) {
    const until = since + span;
    if (answer?.yes === true) out.push(answer.text === null ? item : { ...item, text: answer.text });
    else if (answer !== null) drops.push({ item, code: "not_approved", reason: declined(answer) });
    else if (until > now) kept.push({ item, until, ask });
    else if (config.late === "pass") out.push(item);
    else drops.push({ item, code: "not_answered", reason: unanswered(config, until) });
  }
  // What a step before gives once more was asked about the first time: its yes holds.
  for (const item of items)
    if ((item.again?.times ?? 0) > 0 && said?.get(item.key) === true) out.push(item);
    else kept.push({ item, until: now + span, ask });
  return { out: { out }, drops, kept };
};

function declined({ by, word }: Answer): Dropped["reason"] {
  const said = word === "" ? { en: ".", fr: "." } : { en: `: “${word}”`, fr: ` : « ${word} »` };
  return { en: `Declined by ${by}${said.en}`, fr: `Refusé par ${by}${said.fr}` };
}

function unanswered({ time, unit }: Config, until: number): Dropped["reason"] {
  const span = spanOf(time, unit);
  const at = `${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    en: `Nobody answered within ${span.en}, until ${at}.`,
    fr: `Personne n’a répondu sous ${span.fr}, jusqu’au ${at}.`,
  };
}

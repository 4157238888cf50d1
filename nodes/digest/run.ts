import { type Item, unsaid } from "#engine/item.ts";
import { type Back, type Kept, madeKey } from "#engine/kept.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { nextTimeOfDay } from "#engine/opening.ts";
import { joinMarks } from "#engine/machine.ts";
import { isForOneself, othersWords } from "#engine/own.ts";
import { render } from "#engine/template.ts";
import { templateOf } from "#engine/template-setting.ts";
import type { Config } from "./node.ts";

/** Kept without a time of its own: until there is enough. Asked again once a year. */
const year = 366 * 86_400_000;
const title = 2000;

type Member = { item: Item; since: number };

/**
 * Keeps what comes, and makes one item of what is due. Each period ends for an item at the first time after it came, whatever the settings
 * were then: published anew, it decides by those of today. Where several periods are over, since nothing ran, they are one digest.
 */
export const process: Process<Config> = (items, config, { now, self = "", back = [], holding = 0 }) => {
  // Within a digest nobody would see any more for whose accounts alone it was written.
  const [own, shared] = [items.filter((item) => isForOneself(item)), items.filter((item) => !isForOneself(item))];
  const members = [...back, ...shared.map((item) => ({ item, since: now }))].map(({ item, since }) => ({
    item,
    since,
  }));
  const made =
    config.by === "time" ? byTime(members, config, now, self) : byCount(members, config, now, self, back, holding);
  return own.length === 0
    ? made
    : { ...made, drops: [...own.map((item) => ({ item, ...othersWords })), ...made.drops] };
};

function byTime(members: readonly Member[], config: Config, now: number, self: string) {
  const ends = members.map(({ since }) => nextTimeOfDay(config, Math.min(since, now)));
  const due = members.filter((_, index) => ends[index]! <= now);
  const kept = members.flatMap(({ item }, index): Kept[] =>
    ends[index]! <= now ? [] : [{ item, until: ends[index]! }],
  );
  const last = Math.max(...ends.filter((end) => end <= now));
  return due.length === 0
    ? { out: { out: [] }, drops: [], kept }
    : { ...of(due, config, `${madeKey}${self}/${new Date(last).toISOString()}`, now), kept };
}

/** What is kept must be here as a whole before it is counted out: it is asked for. */
function byCount(
  members: readonly Member[],
  config: Config,
  now: number,
  self: string,
  back: readonly Back[],
  holding: number,
) {
  const keep = (some: readonly Member[]): Kept[] => some.map(({ item }) => ({ item, until: now + year }));
  const enough = members.length + holding >= config.count;
  if (!enough || holding > 0)
    return { out: { out: [] }, drops: [], kept: keep(members), recall: enough && members.length + back.length > 0 };
  const out: Item[] = [];
  const drops: Dropped[] = [];
  let start = 0;
  for (; members.length - start >= config.count; start += config.count) {
    const some = members.slice(start, start + config.count);
    const one = of(some, config, `${madeKey}${self}/${some[0]!.since}-${hash(some)}`, now);
    out.push(...one.made);
    drops.push(...one.drops);
  }
  return { out: { out }, drops, made: out, kept: keep(members.slice(start)) };
}

/** The digest of these, and each of them let go into it: that is how one finds out where an item went. */
function of(members: readonly Member[], config: Config, key: string, now: number) {
  const count = (text: string, number: number) => text.replaceAll(/\{\{\s*count\s*\}\}/gu, String(number)).trim();
  const template = templateOf(config.line);
  const lines = members.slice(0, config.lines).map(({ item }) => render(template, item).trim());
  const more = members.length - lines.length;
  const intro = count(config.intro, members.length);
  const text = [intro, ...lines, ...(more > 0 ? [count(config.rest, more)] : [])]
    .filter((line) => line !== "")
    .join("\n");
  const first = members[0]!.item;
  const link = {
    first: members.find(({ item }) => item.link !== null)?.item.link ?? null,
    page: config.page,
    none: null,
  };
  const digest: Item = {
    ...unsaid,
    key,
    source: first.source,
    kind: "post",
    title: [intro, ...members.map(({ item }) => item.title)]
      .filter((word) => word !== "")
      .join(" · ")
      .slice(0, title),
    text: text.slice(0, 20_000),
    link: link[config.leads],
    summary: "",
    author: null,
    tags: [...new Set(members.flatMap(({ item }) => item.tags))].slice(0, 50),
    media: config.leads === "first" ? first.media : [],
    language: first.language,
    published: new Date(now).toISOString(),
    ...joinMarks(...members.map(({ item }) => item.machine)),
  };
  const name = intro === "" ? digest.title.slice(0, 80) : intro.slice(0, 80);
  const reason = {
    en: `It went into the digest “${name}” of ${members.length}.`,
    fr: `Elle est entrée dans le récapitulatif « ${name} » (${members.length}).`,
  };
  const drops = members.map(({ item }): Dropped => ({ item, code: "digested", reason }));
  return { out: { out: [digest] }, made: [digest], drops };
}

/** Tells the digests of a step that counts from each other; the same members make the same. */
function hash(members: readonly Member[]): string {
  let value = 0x811c9dc5;
  for (const { item } of members)
    for (let index = 0; index < item.key.length; index += 1)
      value = Math.imul(value ^ item.key.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}

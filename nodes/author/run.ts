import { fold } from "#engine/folding.ts";
import type { Item } from "#engine/item.ts";
import { finder } from "#engine/keywords.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { oncePer } from "#engine/once.ts";
import { hostOf, siteOf } from "#engine/site.ts";
import type { Config } from "./node.ts";

const listsOf = oncePer(({ domains, authors }: Config) => ({
  hosts: new Set(domains.flatMap((domain) => hostOf(domain) ?? [])),
  names: authors.length === 0 ? null : finder(authors, true),
}));

/** Keeps or drops by the site an item leads to and by its author: one of both is enough. */
export const process: Process<Config> = (items, config) => {
  const lists = listsOf(config);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const host = item.link === null ? null : hostOf(item.link);
    const site = host === null ? null : siteOf(host, lists.hosts);
    const name = item.author === null ? null : (lists.names?.first(fold(item.author)) ?? null);
    const found = site ?? name;
    if ((found !== null) === (config.mode === "only")) out.push(item);
    else drops.push({ item, ...(found === null ? elsewhere(host, item.author) : unwanted(found)) });
  }
  return { out: { out }, drops };
};

const unwanted = (found: string) => ({
  code: "unwanted-author",
  reason: { en: `It is from ${found}, which is left out.`, fr: `Elle vient de ${found}, qui est écarté.` },
});

function elsewhere(host: string | null, author: string | null) {
  const from = [host, author].filter((part) => part !== null && part !== "").join(", ");
  const reason =
    from === ""
      ? { en: "It has neither an address nor an author.", fr: "Elle n’a ni adresse ni auteur." }
      : {
          en: `It is from ${from}, which is not on the list.`,
          fr: `Elle vient de ${from}, qui n’est pas dans la liste.`,
        };
  return { code: "other-author", reason };
}

import { isMark } from "./address.ts";
import type { ItemMedium } from "./item.ts";
import { webAddress } from "./key.ts";

/** What a web page says of itself in its head: to machines, which may be wrong or a lie. */
export type PageFacts = {
  /** Where it was read, after redirects. */
  url: string;
  /** The address that it gives itself, on its own site; null where it gives none, or one that cannot be meant. */
  canonical: string | null;
  /** One line; "" where it gives none. */
  summary: string;
  /** The picture that it wants shown where its link is. */
  picture: ItemMedium | null;
  /** Its headline, one line; absent: it gives none, or it was read before this was looked for. */
  title?: string;
  /** The sign of its site, where it names one that can be shown; absent: none, or it was read before this was looked for. */
  icon?: string;
};

/**
 * The address by which the page behind a link is asked for: without marks, which would count as visits, and without the part behind `#`. Works
 * on the text: a server may have signed the exact spelling of the rest. null where it leads to no web page.
 */
export function pageAddress(link: string | null): string | null {
  const url = link === null || link.length > 4000 ? null : webAddress(link);
  if (url === null || url.username !== "" || url.password !== "") return null;
  const [address = "", query] = url.href.replace(/#.*$/su, "").split(/\?(.*)/su);
  const kept = (query ?? "").split("&").filter((pair) => pair !== "" && !isMark(pair.split("=", 1)[0] ?? ""));
  return kept.length === 0 ? address : `${address}?${kept.join("&")}`;
}

type Look = (address: string) => PageFacts | null;

/** What a step is given to look at pages, and what it asked for. `page`: what is known of them; undefined of one that nobody has read. */
export function lookAt(page: ((address: string) => PageFacts | null | undefined) | undefined): {
  asked: ReadonlySet<string>;
  page: { page?: Look };
} {
  const asked = new Set<string>();
  if (page === undefined) return { asked, page: {} };
  const look: Look = (address) => {
    asked.add(address);
    return page(address) ?? null;
  };
  return { asked, page: { page: look } };
}

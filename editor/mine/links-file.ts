import { csvOf } from "#engine/csv.ts";
import type { Reply } from "#server/api.ts";
import { saveAs } from "../ui/save-as.ts";

/** The list of links to one's posts, as a table. */
export function saveLinks(links: Reply<"myLinks">["rows"]): void {
  const lines = links.map(({ at, network, title, url }) => [at, network, title, url]);
  saveAs("links.csv", "text/csv", csvOf([["at", "network", "title", "url"], ...lines]));
}

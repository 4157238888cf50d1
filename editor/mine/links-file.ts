import type { Reply } from "#server/api.ts";
import { saveAs } from "../ui/save-as.ts";

/** A cell that no spreadsheet takes for a formula, quoted. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The list of links to one's posts, as a table. */
export function saveLinks(links: Reply<"myLinks">["rows"]): void {
  const lines = links.map(({ at, network, title, url }) => [at, network, title, url].map(cell).join(","));
  saveAs("links.csv", "text/csv", `\uFEFF${["at,network,title,url", ...lines].join("\r\n")}\r\n`);
}

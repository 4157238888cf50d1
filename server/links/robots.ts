import type { IncomingHttpHeaders } from "node:http";

/**
 * Programs that open links, by how they call themselves. Most say an address to complain to (`+https://…`, `+mailto:…`), as every server
 * of the Fediverse does that looks at a link which was posted: more than a thousand for one post. Others are known by name.
 */
const names = [
  String.raw`\+(?:https?:|mailto:)`,
  "(?<!cu)bot\\b|crawl|spider|slurp|preview|scanner|validator|monitor|archiver|headless|lighthouse|facebookexternalhit|facebookcatalog|meta-external",
  "^whatsapp/|telegram|skypeuripreview|microsoft (?:office|url)|google-(?:read|safety|inspection)|embedly|iframely|flipboard|pinterest/|vkshare|w3c_",
  "^curl|^wget|python|^go-http|okhttp|axios|node-fetch|undici|^node|^java|libwww|httpclient|guzzle|aiohttp|^ruby|^php|scrapy|postman|insomnia|barracuda|proofpoint|mimecast|safelinks",
];

/**
 * Whether a program asks, for all that can be told: nobody reads what is fetched ahead, or without a page to show it in. `previews`: what
 * networks say of their own (`Site.previews`).
 */
export function robotsOf(previews: readonly string[]): (method: string, headers: IncomingHttpHeaders) => boolean {
  const literal = previews.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`));
  const known = new RegExp([...names, ...literal].join("|"), "iu");
  return (method, headers) => isRobot(known, method, headers);
}

function isRobot(known: RegExp, method: string, headers: IncomingHttpHeaders): boolean {
  if (method !== "GET") return true;
  const one = (name: string): string => String(headers[name] ?? "").toLowerCase();
  const agent = one("user-agent");
  if (agent.length < 12 || known.test(agent)) return true;
  const ahead = [one("sec-purpose"), one("purpose"), one("x-purpose"), one("x-moz")].join(" ");
  if (/prefetch|prerender|preview/u.test(ahead)) return true;
  // Browsers say what they fetch for: a person who follows a link navigates.
  const [mode, to] = [one("sec-fetch-mode"), one("sec-fetch-dest")];
  if ((mode !== "" && mode !== "navigate") || (to !== "" && to !== "document")) return true;
  return !/text\/html|\*\/\*/u.test(one("accept"));
}

/** Where Discord's addresses lead to: the older name and the clients for tests open the same webhooks. */
const hosts = new Set(["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"]);
/** An id and a secret, as they stand in the address; some clients copy the API's version with it. */
const path = /^\/api(?:\/v\d{1,2})?\/webhooks\/(\d{5,25}\/[\w-]{20,120})\/?$/u;

/** What of a webhook's address opens the channel; null where it is none of Discord's, or of the simulator's at `base`. */
export function hookOf(entered: string, base: string): string | null {
  const url = URL.parse(entered);
  if (url === null || url.username !== "" || url.password !== "") return null;
  const home = new URL(base);
  const own = url.origin === home.origin;
  if (!own && !(hosts.has(home.hostname) && url.protocol === "https:" && url.port === "" && hosts.has(url.hostname)))
    return null;
  const below = home.pathname.replace(/\/$/u, "");
  return url.pathname.startsWith(below) ? (path.exec(url.pathname.slice(below.length))?.[1] ?? null) : null;
}

export const addressOf = (hook: string, base: string): string => `${base}/api/webhooks/${hook}`;

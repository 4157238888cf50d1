/** `T…/B…/…`: the team, the webhook and its secret, as they stand in the address. */
const path = /^\/services\/([A-Za-z0-9]{5,30}\/[A-Za-z0-9]{5,30}\/[A-Za-z0-9]{10,60})\/?$/u;

/** What of an incoming webhook's address opens the channel; null where it is none of Slack's at `base`. */
export function hookOf(entered: string, base: string): string | null {
  const url = URL.parse(entered);
  if (url === null || url.username !== "" || url.password !== "" || url.search !== "") return null;
  const home = new URL(base);
  if (url.origin !== home.origin) return null;
  const below = home.pathname.replace(/\/$/u, "");
  return url.pathname.startsWith(below) ? (path.exec(url.pathname.slice(below.length))?.[1] ?? null) : null;
}

export const addressOf = (hook: string, base: string): string => `${base}/services/${hook}`;

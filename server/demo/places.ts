import { demoPaths } from "./feeds.ts";
import type { Settings } from "../ports.ts";

/** What a template's sources and targets stand for, until the person puts in their own. `accounts` are references. */
export type Places = { blog: string; alert: string; page: string; accounts: readonly string[] };

/** In the demo the templates work as they are: they read its feeds and post to its people. Null where there is no demo. */
export function demoPlaces(networks: Settings["networks"]): Places | null {
  const base = networks["x"]?.api.replace(/\/x$/u, "");
  if (base === undefined) return null;
  return {
    blog: `${base}/feeds${demoPaths.blog}`,
    alert: `${base}/feeds${demoPaths.alert}`,
    page: "atelier.lumen",
    accounts: ["lea_martin", "hugo_bernard"].flatMap((handle) => [`x:${handle}`, `mastodon:${handle}@social.example`]),
  };
}

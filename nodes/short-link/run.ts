import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** The link itself stays: each account's post gets a code of its own when it is scheduled (server/links/shorten.ts). */
export const process: Process<Config> = (items, { link }) => {
  const short = link === "short";
  return { out: { out: items.map((item) => (item.short === short ? item : { ...item, short })) }, drops: [] };
};

import { shapeOf } from "#engine/shape-setting.ts";
import { mediaWish } from "#engine/media-setting.ts";
import type { Expand } from "#engine/node.ts";
import { matchRef, pausedBy, refLabel } from "#engine/ref.ts";
import type { Config } from "./node.ts";

/** The one account that the map names. An account that is paused or gone gets nothing, with the reason. */
export const expand: Expand<Config> = (_item, config, accounts) => {
  const found = matchRef(config.account, accounts);
  if (found.kind !== "one") {
    const label = refLabel(config.account);
    const reason =
      found.kind === "gone"
        ? { en: `The account ${label} is not connected.`, fr: `Le compte ${label} n’est pas connecté.` }
        : {
            en: `Several accounts are called ${label}: ${found.accounts.map(({ ref }) => ref).join(", ")}.`,
            fr: `Plusieurs comptes s’appellent ${label} : ${found.accounts.map(({ ref }) => ref).join(", ")}.`,
          };
    return { wanted: [], drops: [{ account: null, code: "no-account", reason }] };
  }
  const { account } = found;
  if (account.mode === "paused") {
    return { wanted: [], drops: [{ account, code: "paused", reason: pausedBy(account) }] };
  }
  return { wanted: [{ account, topic: "", picture: mediaWish(config), shape: shapeOf(config) }], drops: [] };
};

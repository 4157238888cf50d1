import type { Expand } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** The one account that the map names. An account that is paused or gone gets nothing, with the reason. */
export const expand: Expand<Config> = (_item, config, accounts) => {
  const account = accounts.find(({ ref }) => ref === config.account);
  if (account === undefined) {
    const reason = {
      en: `The account ${config.account} is not connected.`,
      fr: `Le compte ${config.account} n’est pas connecté.`,
    };
    return { wanted: [], drops: [{ account: null, code: "no-account", reason }] };
  }
  if (account.mode === "paused") {
    const reason = {
      en: `${account.name} has paused ${account.ref}.`,
      fr: `${account.name} a mis ${account.ref} en pause.`,
    };
    return { wanted: [], drops: [{ account, code: "paused", reason }] };
  }
  return { wanted: [{ account, topic: "", picture: config.pictures === "with" }], drops: [] };
};

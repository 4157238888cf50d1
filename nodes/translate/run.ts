import type { Process } from "#engine/node.ts";
import { reworded } from "#engine/reworded.ts";
import type { Config } from "./node.ts";

/** Has each item's text translated by a machine; what is in that language already, or has no words, goes on untouched. */
export const process: Process<Config> = (items, { to, failed }, { machine, languageOf }) =>
  reworded(items, { machine, failed }, (item) => {
    const from = languageOf?.(item) ?? null;
    if (to === "" || from === to || !/\p{L}/u.test(item.text)) return null;
    // The text alone: what else the item says is not translated, and is not sent.
    const given = { text: item.text, title: "", summary: "", author: "", source: "", link: "" };
    return { task: "translate", instruction: "", given, most: null, from, into: to };
  });

import type { Item } from "./item.ts";
import type { Text } from "./text.ts";

const said = /[\p{L}\p{N}\p{S}]/u;

/** Whether a text says something besides addresses. */
export const saysSomething = (text: string): boolean =>
  said.test(text.includes("://") ? text.replace(/https?:\/\/\S+/gu, "") : text);

/** Whether an item has no words at all, but a picture: it can be shown. */
export const showsItself = ({ title, summary, media }: Pick<Item, "title" | "summary" | "media">): boolean =>
  !saysSomething(title) && !saysSomething(summary) && media.some(({ kind }) => kind === "picture");

/** Whether nothing but an address would be posted of an item that has no words of its own. Who wrote a template of a link alone meant it. */
export const isBare = ({ text, title, summary }: Pick<Item, "text" | "title" | "summary">): boolean =>
  !saysSomething(text) && !saysSomething(title) && !saysSomething(summary);

/** Why such an item is let go where it has no picture, or is posted without. */
export const bareLink: { code: string; reason: Text } = {
  code: "bare-link",
  reason: {
    en: "It has no words of its own and no picture that would be posted: only its address would be.",
    fr: "Il n’a ni texte, ni image à publier : seule son adresse le serait.",
  },
};

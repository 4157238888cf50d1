import { webAddress } from "#engine/key.ts";
import type { Field } from "./field.ts";

/** Longer than any address that somebody copies. */
const longest = 4000;

/** The address that a text is, and nothing besides; null where it is none. */
export function addressIn(text: string): URL | null {
  if (text.length > longest) return null;
  const bare = text.trim();
  return /^https?:\/\/\S+$/iu.test(bare) ? webAddress(bare) : null;
}

/** What is pasted where something else is meant: an address among words, or for an account that is chosen from a list. */
export type Stray = { address: string; host: string; meant: "word" | "account" };

export function strayIn(text: string, { control, meta }: Field): Stray | null {
  const meant = control === "account" ? "account" : control === "tags" || control === "topics" ? "word" : null;
  if (meant === null || meta.addresses === true) return null;
  const address = addressIn(text);
  return address === null ? null : { address: text.trim(), host: address.host.replace(/^www\./u, ""), meant };
}

/** How many signs of what is pasted find room in a field that holds `most`, beside what stays there. */
export const roomFor = (most: number, value: string, chosen: number): number =>
  Math.max(0, most - (value.length - chosen));

type Known = { ref: string; name: string; handle: string; url: string | null };

const plain = (address: string): string =>
  address
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/iu, "")
    .replace(/[?#].*$/u, "")
    .replace(/\/+$/u, "")
    .toLowerCase();

/** The account whose page an address is; else the only one whose handle stands at its end. */
export function accountAt<Account extends Known>(address: string, accounts: Iterable<Account>): Account | null {
  const all = [...accounts];
  const sought = plain(address);
  const own = all.find(({ url }) => url !== null && plain(url) === sought);
  if (own !== undefined) return own;
  const name = sought.split("/").at(-1)?.replace(/^@/u, "") ?? "";
  const called = all.filter(({ handle }) => name !== "" && handle.replace(/^@/u, "").toLowerCase() === name);
  return called.length === 1 ? called[0]! : null;
}

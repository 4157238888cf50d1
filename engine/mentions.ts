import type { PlainCard } from "./card.ts";
import type { Mention } from "./post.ts";

/** A company that posts name: its name as it stands in texts, and the address of its page on some network. */
export type Named = { name: string; address: string };

/** How it is written in a setting: `Name = address`. null where it is something else. */
export function readNamed(written: string): Named | null {
  const at = written.lastIndexOf(" = ");
  const [name, address] = [written.slice(0, at).trim(), written.slice(at + 3).trim()];
  const whole = /^https?:\/\//iu.test(address) ? address : `https://${address}`;
  return at < 1 || name === "" || !/^[\w-]+(?:\.[\w-]+)+\/\S+$/u.test(whole.replace(/^https?:\/\//iu, ""))
    ? null
    : { name, address: whole };
}

/** Where a name stands in a text as words of their own; -1 where it does not. */
export function placeOfName(text: string, name: string): number {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
    const after = [...text.slice(at + name.length, at + name.length + 2)][0] ?? "";
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return at;
  }
  return -1;
}

/** Of these companies those that a text names and its network can make live. */
export const mentionsIn = (
  text: string,
  named: readonly Named[],
  { mentions: pattern }: Pick<PlainCard, "mentions">,
): Mention[] =>
  named.flatMap(({ name, address }) => {
    const page = pattern === undefined ? undefined : new RegExp(pattern, "iu").exec(address)?.[1];
    return page === undefined || placeOfName(text, name) === -1 ? [] : [{ text: name, page }];
  });

import { Tokenizer } from "htmlparser2";
import { decodeHTML, decodeHTMLAttribute } from "entities";

/** A tag of a page's head that says something about the page; names in small letters, references resolved. What stands in a title is its `content`. */
export type HeadTag = { name: "meta" | "link" | "base" | "title"; attributes: Readonly<Record<string, string>> };

/** Characters of one value, one more than an address may have, so that one that was cut is none; and tags of one page. */
const longestValue = 4001;
const mostTags = 2000;
const wanted = new Set(["meta", "link", "base"]);
const spoken = new Set([
  "property",
  "name",
  "itemprop",
  "content",
  "rel",
  "href",
  "charset",
  "http-equiv",
  "type",
  "sizes",
]);

/**
 * The tags of a page's head, by a tokenizer that keeps no tree: hostile pages cost as much as their length. Ends with the head; what
 * stands in scripts and comments is none, nor what stands in a title but as its words.
 */
export function headTags(page: string): HeadTag[] {
  const tags: HeadTag[] = [];
  let tag: { name: string; attributes: Record<string, string> } | null = null;
  let attribute = "";
  let value = "";
  let words: { text: string; inside: boolean } | null = null;
  const end = (): void => {
    if (tag !== null) tags.push(tag as HeadTag);
    tag = null;
    if (words !== null) words.inside = true;
    if (tags.length >= mostTags) tokenizer.pause();
  };
  const nothing = (): void => {};
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname: (start, stop) => {
        const name = stop - start > 5 ? "" : page.slice(start, stop).toLowerCase();
        words = name === "title" ? { text: "", inside: false } : null;
        tag = wanted.has(name) ? { name, attributes: {} } : null;
        if (name === "body") tokenizer.pause();
      },
      onattribname: (start, stop) => {
        const name = tag === null || stop - start > 10 ? "" : page.slice(start, stop).toLowerCase();
        attribute = spoken.has(name) ? name : "";
        value = "";
      },
      onattribdata: (start, stop) => {
        if (attribute !== "" && value.length < longestValue)
          value += page.slice(start, Math.min(stop, start + longestValue));
      },
      onattribend: () => {
        if (tag !== null && attribute !== "" && tag.attributes[attribute] === undefined)
          tag.attributes[attribute] = decodeHTMLAttribute(value).slice(0, longestValue);
        attribute = "";
      },
      onopentagend: end,
      onselfclosingtag: end,
      onclosetag: (start, stop) => {
        if (words?.inside === true) tags.push({ name: "title", attributes: { content: decodeHTML(words.text) } });
        words = null;
        if (stop - start === 4 && page.slice(start, stop).toLowerCase() === "head") tokenizer.pause();
      },
      ontext: (start, stop) => {
        if (words?.inside === true && words.text.length < longestValue)
          words.text += page.slice(start, Math.min(stop, start + longestValue));
      },
      ontextentity: nothing,
      onattribentity: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(page);
  return tags;
}

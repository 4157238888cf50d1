import type { RawText } from "./raw.ts";

/** What xml2js makes of an element: its text, or an object with `_` (text), `$` (attributes) and arrays of children. */
export type XmlNode = string | { [name: string]: XmlNode[] | Record<string, string> | string };

/** Thrown where a title or text holds elements: their order is lost, so the document has to be repaired first. */
export class MixedContent extends Error {}

export type Node = Exclude<XmlNode, string>;
export type Parsed = {
  fields?: Record<string, XmlNode[] | Record<string, string>>;
  items?: { fields?: unknown }[];
} & Record<string, unknown>;

export function nodes(from: Parsed, name: string): XmlNode[] {
  const value = from[name];
  return Array.isArray(value) ? (value as XmlNode[]) : [];
}

export function attributesOf(from: Parsed, name: string): Record<string, string> {
  const value = from[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : {};
}

export function attributeOf(node: XmlNode, name: string): string | undefined {
  if (typeof node === "string") return undefined;
  const attributes = node["$"] as Record<string, string> | undefined;
  return attributes?.[name];
}

/** The text of an element, whatever else is in it. */
export function textOf(node: XmlNode): string {
  return typeof node === "string" ? node : typeof node["_"] === "string" ? node["_"] : "";
}

/** The text of an element that may hold markup as text, of the `usual` form. Throws MixedContent where it holds elements instead. */
export function markupOf(node: XmlNode, usual: RawText["form"]): RawText {
  if (typeof node === "object") for (const name in node) if (name !== "_" && name !== "$") throw new MixedContent(name);
  const text = textOf(node);
  // Atom 0.3 and RSS 1.1 of old could pack a text so.
  const packed = attributeOf(node, "mode") === "base64" || attributeOf(node, "type") === "application/octet-stream";
  return { text: packed ? Buffer.from(text, "base64").toString("utf8") : text, form: formOf(node, usual) };
}

/** What an element says that its text is (Atom, Media RSS), else what is usual there. */
export function formOf(node: XmlNode, usual: RawText["form"]): RawText["form"] {
  const type = attributeOf(node, "type")?.trim().toLowerCase();
  if (type === undefined) return usual;
  return type.includes("html") ? "html" : /^(?:text|plain|text\/plain)$/.test(type) ? "text" : usual;
}

export function markups(item: Parsed, names: string[], usual: RawText["form"]): RawText[] {
  return names
    .flatMap((name) => nodes(item, name).map((node) => markupOf(node, usual)))
    .filter(({ text }) => text.trim() !== "");
}

export function texts(item: Parsed, ...names: string[]): string[] {
  return names.flatMap((name) => nodes(item, name).map(textOf)).filter((text) => text.trim() !== "");
}

/** Like `texts`; of each name the last first. */
export function lastTexts(item: Parsed, ...names: string[]): string[] {
  return names.flatMap((name) => texts(item, name).toReversed());
}

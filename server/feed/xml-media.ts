import type { RawMedium, RawText } from "./raw.ts";
import { attributeOf, formOf, nodes, textOf, type Node, type Parsed, type XmlNode } from "./xml-node.ts";

/** Media RSS first tells of the medium itself; what a group says holds for each of its renditions. */
export function mediaOf(item: Parsed, media: Parsed[]): RawMedium[] {
  // Atom attaches by links.
  const links = [...nodes(item, "r_r:link"), ...nodes(item, "r_atom:link"), ...nodes(item, "r_r:atom:link")];
  const found: RawMedium[] = [
    ...nodes(item, "r_enclosure"),
    ...links.filter((node) => attributeOf(node, "rel")?.trim().toLowerCase() === "enclosure"),
  ].flatMap((node) => mediumOf(node, "attached", "length"));
  for (const one of media) {
    for (const node of nodes(one, "r_media:content")) {
      found.push(...mediumOf(node, "attached", "filesize"));
      if (typeof node === "object") found.push(...thumbnails(node["media:thumbnail"]));
    }
    found.push(...thumbnails(one["r_media:thumbnail"]));
  }
  for (const node of [...nodes(item, "r_itunes:image"), ...nodes(item, "r_image")]) {
    const inside = typeof node === "object" && Array.isArray(node["url"]) ? textOf(node["url"][0] ?? "") : undefined;
    const href = attributeOf(node, "href") ?? inside ?? textOf(node);
    if (href.trim() !== "") found.push({ href, place: "cover", type: "image" });
  }
  return found;
}

function mediumOf(node: XmlNode, place: RawMedium["place"], size: string): RawMedium[] {
  const href = attributeOf(node, "url") ?? attributeOf(node, "href") ?? "";
  if (href === "" || typeof node === "string") return [];
  const said = (name: string): RawText | undefined => {
    const inner = node[name];
    const text = Array.isArray(inner) ? textOf(inner[0] ?? "") : "";
    return text === "" ? undefined : { text, form: formOf((inner as XmlNode[])[0] ?? "", "either") };
  };
  return [
    {
      href,
      place,
      type: `${attributeOf(node, "type") ?? ""} ${attributeOf(node, "medium") ?? ""}`,
      width: attributeOf(node, "width"),
      height: attributeOf(node, "height"),
      bytes: attributeOf(node, size),
      alt: said("media:description") ?? said("media:title"),
    },
  ];
}

function thumbnails(list: unknown): RawMedium[] {
  if (!Array.isArray(list)) return [];
  return (list as XmlNode[])
    .flatMap((node) => mediumOf(node, "thumbnail", ""))
    .map((one) => ({ ...one, type: "image" }));
}

/** A group's children under the names that an item's have. */
export function prefixed(node: XmlNode): Parsed {
  return Object.fromEntries(Object.entries(node as Node).map(([name, value]) => [`r_${name}`, value])) as Parsed;
}

/**
 * Gives a well-formed document the outline that rss-parser knows: RSS without a channel, RDF without one, and the two
 * old formats whose root is the channel itself (RSS 1.1, CDF).
 */
export function reshape(xml: string): string {
  const root = /<((?:[\w.-]+:)?)(rss|rdf|channel)(?=[\s>/])[^<>]*>/i.exec(xml);
  if (root === null) return xml;
  const kind = root[2]?.toLowerCase();
  const after = root.index + root[0].length;
  if (kind === "channel")
    return `<rss version="2.0">${xml.slice(root.index).replace(/<\/?(?:[\w.-]+:)?items(?=[\s>/])[^<>]*>/gi, "")}</rss>`;
  if (/<(?:[\w.-]+:)?channel[\s>/]/i.test(xml)) return xml;
  if (root[0].endsWith("/>")) return `${xml.slice(root.index, after - 2)}><channel/></${root[1]}${root[2]}>`;
  if (kind === "rdf") return `${xml.slice(0, after)}<channel/>${xml.slice(after)}`;
  const end = xml.lastIndexOf("</");
  return `${xml.slice(0, after)}<channel>${xml.slice(after, end)}</channel>${xml.slice(end)}`;
}

import { runsOf } from "#engine/links.ts";

/** One entry of a feed. Times in milliseconds since the epoch. */
export type Entry = {
  /** For ever its own: readers tell entries apart by it. */
  guid: string;
  title: string;
  text: string;
  link: string | null;
  topic: string;
  at: number;
  pictures: {
    url: string;
    type: string;
    bytes: number;
    alt: string | null;
    width: number | null;
    height: number | null;
  }[];
};

export type Feed = {
  title: string;
  description: string;
  /** The page that it belongs to. */
  link: string;
  self: string;
  language: string;
  at: number;
  entries: Entry[];
};

/** Signs that XML 1.0 cannot hold, half a pair included. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (text: string): string =>
  text
    .replace(impossible, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const date = (at: number): string => new Date(at).toUTCString();

/** The words as HTML, which readers expect of a description: lines stay lines, addresses become links, all else is text. */
function markup(text: string): string {
  return runsOf(text)
    .map((run) =>
      run.address
        ? `<a href="${escaped(run.text)}">${escaped(run.text)}</a>`
        : escaped(run.text).replaceAll("\n", "<br>"),
    )
    .join("");
}

const tag = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

function entryXml({ guid, title, text, link, topic, at, pictures }: Entry): string {
  const [first] = pictures;
  return [
    "<item>",
    tag("title", title),
    ...(link === null ? [] : [tag("link", link)]),
    tag("description", markup(text)),
    `<guid isPermaLink="false">${escaped(guid)}</guid>`,
    tag("pubDate", date(at)),
    ...(topic === "" ? [] : [tag("category", topic)]),
    // RSS has room for one enclosure; the others are told as Media RSS has them.
    ...(first === undefined
      ? []
      : [`<enclosure url="${escaped(first.url)}" length="${first.bytes}" type="${escaped(first.type)}"/>`]),
    ...pictures.map(({ url, type, bytes, alt, width, height }) => {
      const size = width === null || height === null ? "" : ` width="${width}" height="${height}"`;
      const said = alt === null ? "" : `<media:description type="plain">${escaped(alt)}</media:description>`;
      return `<media:content url="${escaped(url)}" type="${escaped(type)}" medium="image" fileSize="${bytes}"${size}>${said}</media:content>`;
    }),
    "</item>",
  ].join("");
}

/** A feed as RSS 2.0, with Atom's address of itself and Media RSS for pictures. */
export function writeRss({ title, description, link, self, language, at, entries }: Feed): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">',
    "<channel>",
    tag("title", title),
    tag("link", link),
    tag("description", description),
    tag("language", language),
    tag("lastBuildDate", date(at)),
    tag("generator", "Relaymap"),
    "<ttl>15</ttl>",
    `<atom:link href="${escaped(self)}" rel="self" type="application/rss+xml"/>`,
    ...entries.map(entryXml),
    "</channel>",
    "</rss>",
    "",
  ].join("\n");
}

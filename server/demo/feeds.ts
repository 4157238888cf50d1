import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { paint } from "./painting.ts";
import { pastStories, toldAt } from "./past-stories.ts";
import { alertStories, blogStories, notebookStories, type Story } from "./stories.ts";

/** Paths below the feeds' address, by what a source reads there. */
export const demoPaths = {
  blog: "/blog.xml",
  alert: "/alerts/atelier-lumen.xml",
  notebook: "/carnet-lea.xml",
} as const;

const site = "https://atelier-lumen.example";
/** A blog's feed lists its newest posts, not all of them. */
const listed = 20;
/** As long as the number that Google gives its feeds and alerts, and as meaningless. */
const reader = "04512098761234509876";
const alert = "7720981245330912468";

/**
 * Serves the demo's feeds: the company's blog (RSS) and a Google Alert (Atom, shaped like the real ones). The address comes
 * with its prefix taken off. Stories appear as time goes by, counted from the installation, which a file in the data folder
 * keeps. Answers 304 where nothing changed.
 */
export async function demoFeeds(options: {
  dataDir: string;
  now: () => number;
}): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  const installed = await installation(options);
  return (request, response) => {
    const path = new URL(request.url ?? "/", "http://feeds.invalid").pathname;
    if (request.method === "GET" && servePicture(path, response)) return;
    const told = {
      [demoPaths.blog]: () => blog(installed, options.now(), picturesAt(request)),
      [demoPaths.alert]: () => alerts(installed, options.now()),
      [demoPaths.notebook]: () => notebook(installed, options.now()),
    }[path];
    const body = told?.() ?? null;
    if (body === null || (request.method !== "GET" && request.method !== "HEAD")) {
      response
        .writeHead(body === null ? 404 : 405, { "content-type": "text/plain; charset=utf-8" })
        .end("There is no feed here.\n");
      return;
    }
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    const type = path === demoPaths.blog ? "application/rss+xml" : "application/atom+xml";
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, etag, "cache-control": "no-cache" });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

/** Answers a blog story's picture; false for any other path. */
function servePicture(path: string, response: ServerResponse): boolean {
  const slug = /^\/pictures\/([a-z-]{1,80})\.png$/u.exec(path)?.[1];
  if (!blogStories.some((story) => story.slug === slug && story.alt !== undefined)) return false;
  response.writeHead(200, { "content-type": "image/png", "cache-control": "max-age=86400" }).end(paint(slug!));
  return true;
}

/** The time of the installation, to the full minute; the first call decides. */
export async function installation({ dataDir, now }: { dataDir: string; now: () => number }): Promise<number> {
  const file = join(dataDir, "demo-feeds.json");
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { installed?: unknown };
    if (typeof kept.installed === "number") return kept.installed;
  } catch {
    // The first start, or a file that was cut short: begin anew.
  }
  const installed = Math.floor(now() / 60_000) * 60_000;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ installed }));
  return installed;
}

type Dated<S> = S & { at: Date };

/** What has appeared by now, newest first. */
function appeared<S extends Story>(stories: S[], installed: number, now: number): Dated<S>[] {
  return stories
    .map((story) => ({ ...story, at: new Date(toldAt(story, installed)) }))
    .filter(({ at }) => at.getTime() <= now)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

function blog(installed: number, now: number, pictures: string): string {
  const items = appeared([...pastStories, ...blogStories], installed, now)
    .slice(0, listed)
    .map(
      ({ slug, title, summary, tags, alt, at }) => `    <item>
      <title>${escape(title)}</title>
      <link>${site}/journal/${slug}</link>
      <guid isPermaLink="true">${site}/journal/${slug}</guid>
      <pubDate>${at.toUTCString()}</pubDate>
      <dc:creator>Atelier Lumen</dc:creator>
${tags.map((tag) => `      <category>${escape(tag)}</category>`).join("\n")}
      <description>${escape(`<p>${summary}</p>`)}</description>${alt === undefined ? "" : illustration(`${pictures}/${slug}.png`, alt)}
    </item>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
  <channel>
    <title>Le journal d’Atelier Lumen</title>
    <link>${site}/journal</link>
    <description>Lumière, design et savoir-faire, par celles et ceux qui les fabriquent.</description>
    <language>fr</language>
${items.join("\n")}
  </channel>
</rss>
`;
}

/** What a colleague writes on a blog of her own. */
function notebook(installed: number, now: number): string {
  const items = appeared(notebookStories, installed, now).map(
    ({ slug, title, summary, at }) => `    <item>
      <title>${escape(title)}</title>
      <link>https://carnet-de-lea.example/${slug}</link>
      <guid isPermaLink="true">https://carnet-de-lea.example/${slug}</guid>
      <pubDate>${at.toUTCString()}</pubDate>
      <dc:creator>Léa Martin</dc:creator>
      <description>${escape(`<p>${summary}</p>`)}</description>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>Le carnet de Léa</title>
    <link>https://carnet-de-lea.example</link>
    <description>Ce que je vois la nuit, en dessinant la lumière.</description>
    <language>fr</language>
${items.join("\n")}
  </channel>
</rss>
`;
}

const illustration = (url: string, alt: string): string => `
      <media:content url="${escape(url)}" medium="image" type="image/png">${alt === "" ? "" : `<media:description>${escape(alt)}</media:description>`}</media:content>`;

/** Where the blog's pictures are for whoever asks: readers take a feed's relative addresses for its site's. */
const picturesAt = ({ headers }: IncomingMessage): string => `http://${headers.host ?? "localhost"}/feeds/pictures`;

function alerts(installed: number, now: number): string {
  const list = appeared(alertStories, installed, now);
  const updated = (list[0]?.at ?? new Date(installed)).toISOString();
  const entries = list.map(({ slug, site: paper, title, summary, at }) => {
    const target = new URLSearchParams({
      rct: "j",
      sa: "t",
      url: `https://${paper}/${slug}`,
      ct: "ga",
      cd: "CAEYACoTNzcyMDk4MTI0",
      usg: "AOvVaw0demo",
    });
    return `  <entry>
    <id>tag:google.com,2013:googlealerts/feed:${number(slug)}</id>
    <title type="html">${escape(title)}</title>
    <link href="${escape(`https://www.google.com/url?${target}`)}"></link>
    <published>${at.toISOString()}</published>
    <updated>${at.toISOString()}</updated>
    <content type="html">${escape(summary)}</content>
    <author><name></name></author>
  </entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:idx="urn:atom-extension:indexing">
  <id>tag:google.com,2005:reader/user/${reader}/state/com.google/alerts/${alert}</id>
  <title>Alerte Google - &quot;Atelier Lumen&quot; OR éclairage OR lumière</title>
  <link href="https://www.google.com/alerts/feeds/${reader}/${alert}" rel="self"></link>
  <updated>${updated}</updated>
${entries.join("\n")}
</feed>
`;
}

/** A number of Google's length that stays the same for a story. */
const number = (slug: string) => BigInt(`0x${createHash("sha256").update(slug).digest("hex").slice(0, 15)}`).toString();

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/gu, (sign) => entities[sign] ?? sign);

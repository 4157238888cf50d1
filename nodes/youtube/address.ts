import { webAddress } from "#engine/key.ts";

/** Which channel is meant: by its id, or by a page of it or of one of its videos, on which the id stands. */
export type Channel = { kind: "id"; id: string } | { kind: "page"; path: string; video: boolean };

const id = /^UC[\w-]{22}$/u;
const hosts = /^(?:(?:www|m|music)\.)?youtube\.com$/iu;

/** The channel that somebody means by any form of its address; null where it is none. `@handle`, `UC…`, pages of channels and videos. */
export function readChannel(text: string): Channel | null {
  const plain = text.replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").trim();
  if (id.test(plain)) return { kind: "id", id: plain };
  if (/^@[\p{L}\p{N}_.·-]{1,100}$/u.test(plain)) return pageAt(`/${encodeURI(plain)}`);
  const url = webAddress(/^(?:(?:www|m)\.)?(?:youtube\.com|youtu\.be)\//iu.test(plain) ? `https://${plain}` : plain);
  if (url === null) return null;
  if (/^(?:www\.)?youtu\.be$/iu.test(url.hostname)) return videoAt(url.pathname.slice(1));
  // A demo stands in for the network on this very machine, below a name of its own.
  const local = /^(?:127\.0\.0\.1|localhost|\[::1\])$/u.test(url.hostname);
  if (!local && !hosts.test(url.hostname)) return null;
  const path = local ? url.pathname.replace(/^\/youtube(?=\/)/u, "") : url.pathname;
  const named = url.searchParams.get("channel_id") ?? /^\/channel\/([^/]+)/u.exec(path)?.[1];
  if (named !== undefined) return id.test(named) ? { kind: "id", id: named } : null;
  if (path === "/watch") return videoAt(url.searchParams.get("v") ?? "");
  const video = /^\/(?:shorts|live|embed)\/([^/]+)/u.exec(path)?.[1];
  if (video !== undefined) return videoAt(video);
  const [page] = /^\/(?:@[^/]+|c\/[^/]+|user\/[^/]+)/u.exec(path) ?? [];
  return page === undefined ? null : pageAt(page);
}

const pageAt = (path: string): Channel => ({ kind: "page", path, video: false });
const videoAt = (video: string): Channel | null =>
  /^[\w-]{6,20}$/u.test(video) ? { kind: "page", path: `/watch?v=${video}`, video: true } : null;

/** As people read it. */
export function channelName(channel: Channel): string {
  if (channel.kind === "id") return channel.id;
  try {
    return decodeURI(channel.path.slice(1));
  } catch {
    return channel.path.slice(1);
  }
}

/** Where a page says whose channel it is, the surest place first. Other channels are named on it as well. */
const places = {
  page: [
    /<link\s+rel="canonical"\s+href="[^"]*\/channel\/(UC[\w-]{22})"/u,
    /<link\s[^>]*type="application\/rss\+xml"[^>]*channel_id=(UC[\w-]{22})"/u,
    /<meta\s+itemprop="(?:identifier|channelId)"\s+content="(UC[\w-]{22})"/u,
    /"externalId":"(UC[\w-]{22})"/u,
  ],
  video: [
    /"videoDetails":\{.{0,20000}?"channelId":"(UC[\w-]{22})"/su,
    /<meta\s+itemprop="channelId"\s+content="(UC[\w-]{22})"/u,
    /"externalChannelId":"(UC[\w-]{22})"/u,
  ],
};

/** The channel's id as its page, or a video's, says it; null where it says none. */
export function idIn(page: string, video: boolean): string | null {
  for (const place of places[video ? "video" : "page"]) {
    const found = place.exec(page)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

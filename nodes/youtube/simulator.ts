import { createHash } from "node:crypto";
import { z } from "zod";
import { html, page as markupPage, escapeText, preferredLanguage } from "#engine/markup.ts";
import type { Simulator, SimulatorReply } from "#engine/simulator.ts";
import { stamp, words } from "#engine/simulator/site.ts";
import { card } from "./card.ts";
import { owner, videos } from "./demo.ts";
import { still } from "./still.ts";

const Entry = z.strictObject({ opened: z.number() });

/** YouTube as a visitor without an account sees it: channels, videos, and the feed of each channel. */
export const simulator: Simulator = {
  name: card.name,
  create: (stage) => {
    let opened: number | null = null;
    const journal = stage.journal("channel", {
      parse: (value) => Entry.parse(value),
      replay: ({ opened: at }) => void (opened = at),
      snapshot: () => [{ opened: opened ?? stage.now() }],
    });
    // The demo's videos lie around the first start, and stay where they are afterwards.
    if (opened === null) {
      opened = stage.now();
      journal.append({ opened });
    }
    const first = opened;
    const shown = (handle: string) =>
      handle !== owner
        ? []
        : videos
            .map((video) => ({ ...video, id: digest(`video/${video.title}`, 11), at: first - video.hours * 3_600_000 }))
            .filter(({ at }) => at <= stage.now())
            .toSorted((a, b) => b.at - a.at);
    type Video = ReturnType<typeof shown>[number];
    const address = ({ id, short }: Video): string => `${stage.base}/${short ? "shorts/" : "watch?v="}${id}`;

    function feed(id: string): SimulatorReply {
      const person = stage.people.find(({ handle }) => channelId(handle) === id);
      if (person === undefined) return missing;
      const entries = shown(person.handle)
        .slice(0, 15)
        .map((video) => {
          const at = new Date(video.at).toISOString();
          return `<entry><id>yt:video:${video.id}</id><yt:videoId>${video.id}</yt:videoId><yt:channelId>${id}</yt:channelId><title>${escapeText(video.title)}</title><link rel="alternate" href="${escapeText(address(video))}"/><author><name>${escapeText(person.name)}</name><uri>${stage.base}/channel/${id}</uri></author><published>${at}</published><updated>${at}</updated><media:group><media:title>${escapeText(video.title)}</media:title><media:content url="${stage.base}/v/${video.id}?version=3" type="application/x-shockwave-flash" width="640" height="390"/><media:thumbnail url="${stage.base}/vi/${video.id}/hqdefault.png" width="480" height="360"/><media:description>${escapeText(video.about)}</media:description></media:group></entry>`;
        });
      const body = `<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="${stage.base}/feeds/videos.xml?channel_id=${id}"/><id>yt:channel:${id.slice(2)}</id><yt:channelId>${id.slice(2)}</yt:channelId><title>${escapeText(person.name)}</title><link rel="alternate" href="${stage.base}/channel/${id}"/><author><name>${escapeText(person.name)}</name></author>${entries.join("")}</feed>`;
      return { status: 200, headers: { "content-type": "text/xml; charset=UTF-8" }, body };
    }

    return {
      server: "",
      authority: null,
      posts: () => [],
      identity: (handle) => ({
        remoteId: channelId(handle),
        handle,
        name: stage.people.find((person) => person.handle === handle)?.name ?? handle,
        avatar: null,
        url: `${stage.base}/@${handle}`,
      }),
      handle: ({ path, query, headers }) => {
        const language = preferredLanguage(headers["accept-language"]);
        if (path === "/style.css")
          return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: stylesheet };
        if (path === "/feeds/videos.xml") return feed(query.get("channel_id") ?? "");
        const picture = /^\/vi\/([\w-]{11})\/hqdefault\.png$/u.exec(path)?.[1];
        if (picture !== undefined)
          return { status: 200, headers: { "content-type": "image/png" }, body: still(picture) };
        const watched = path === "/watch" ? query.get("v") : /^\/shorts\/([\w-]{11})$/u.exec(path)?.[1];
        const [, name] = /^\/(?:@|c\/|user\/|channel\/)([\w-]{1,60})(?:\/|$)/u.exec(path) ?? [];
        const person = stage.people.find(({ handle }) =>
          watched != null
            ? shown(handle).some(({ id }) => id === watched)
            : name === undefined
              ? path === "/" && handle === owner
              : handle === name || channelId(handle) === name,
        );
        if (person === undefined) return missing;
        const id = channelId(person.handle);
        const list = shown(person.handle).filter((video) => watched == null || video.id === watched);
        const body = html`<header>
            <h1><a href="${stage.base}/@${person.handle}">${person.name}</a></h1>
            <p>@${person.handle} <span class="tag">${words.simulated[language]}</span></p>
            <p>${person.about}</p>
          </header>
          <main data-channel="${id}">
            <meta itemprop="${watched == null ? "identifier" : "channelId"}" content="${id}" />
            ${list.map(
              (video) =>
                html`<article>
                  <a href="${address(video)}"
                    ><img src="${stage.base}/vi/${video.id}/hqdefault.png" alt="" width="240" height="180" /><b
                      >${video.title}</b
                    ></a
                  >
                  <p>${stamp(video.at)} · ${Math.floor(video.seconds / 60)} min ${video.seconds % 60} s</p>
                  ${watched == null ? null : html`<p class="about">${video.about}</p>`}
                </article>`,
            )}
            ${list.length === 0 ? html`<p>${words.empty[language]}</p>` : null}
          </main>`;
        return markupPage({ title: `${person.name} - YouTube`, stylesheet: `${stage.base}/style.css`, body, language });
      },
    };
  },
};

const digest = (text: string, letters: number): string =>
  createHash("sha256").update(`youtube/${text}`).digest("base64url").slice(0, letters);
/** A stable id of a person's channel. */
const channelId = (handle: string): string => `UC${digest(`channel/${handle}`, 22)}`;

const missing: SimulatorReply = {
  status: 404,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!doctype html><title>404 Not Found</title>",
};

const stylesheet = `
*{box-sizing:border-box}body{margin:0;background:#fff;color:#0f0f0f;font:15px/1.5 system-ui,sans-serif}
header,main{max-width:1000px;margin:0 auto;padding:24px 16px}header{border-bottom:1px solid #e5e5e5}h1{margin:0;font-size:26px}
a{color:inherit;text-decoration:none}a:hover b{text-decoration:underline}p{margin:4px 0;color:#606060}
.tag{margin-left:8px;padding:2px 8px;border:1px solid #ccc;border-radius:99px;font-size:12px}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:24px}img{display:block;width:100%;height:auto;border-radius:12px;margin-bottom:8px}
.about{white-space:pre-wrap;color:#0f0f0f}
`;

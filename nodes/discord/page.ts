import { html } from "#engine/markup.ts";
import { pictures } from "#engine/simulator/shelf.ts";
import { avatar, linked, stamp, type SiteManner } from "#engine/simulator/site.ts";
import type { Text } from "#engine/text.ts";

const stylesheet = `
*{box-sizing:border-box}body{margin:0;background:#313338;color:#dbdee1;font:16px/1.4 "gg sans",system-ui,sans-serif}
a{color:#00a8fc;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:860px;margin:0 auto;padding:0 0 24px}
header{display:flex;gap:16px;align-items:center;padding:12px 20px;border-bottom:1px solid #1f2023;box-shadow:0 1px 0 #1f2023}header a{color:#f2f3f5}header b{font-size:16px}.tag{margin-left:auto;padding:2px 8px;border:1px solid #80848e;border-radius:99px;color:#c4c9ce;font-size:12px}
.profile{padding:14px 20px}.profile .avatar{display:none}.profile h1{margin:0;font-size:24px;color:#f2f3f5}.profile p{margin:2px 0}
article{display:flex;gap:16px;padding:10px 20px}article:hover{background:#2e3035}article>div{min-width:0}article b{color:#f2f3f5;font-weight:500}
.text{margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.app{padding:1px 5px;border-radius:4px;background:#5865f2;color:#fff;font-size:10px;font-weight:600}
.media{display:grid;gap:4px;max-width:550px;margin:8px 0 0;border-radius:8px;overflow:hidden}.media img{display:block;width:100%;max-height:360px;object-fit:cover}.m2,.m3,.m4{grid-template-columns:1fr 1fr}
.topic{margin:2px 0 0;color:#f2f3f5;font-weight:600}.quiet,time,small{color:#a3a6aa;font-size:12px}.empty{padding:48px 20px;text-align:center;color:#a3a6aa}
.avatar{flex:none;display:grid;place-items:center;width:40px;height:40px;border-radius:50%;color:#fff;font-weight:600}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
h1{font-size:20px}.apps{padding:16px 20px}table{width:100%;border-collapse:collapse}td{padding:8px;border:1px solid #4e5058;vertical-align:top}code{font-size:12px;overflow-wrap:anywhere}
`;

export const titles = {
  hooks: { en: "Webhooks", fr: "Webhooks" },
} satisfies Record<string, Text>;

/** The server of Discord that everybody's channel is on. */
export const guild = "1187300000000000001";

/** How a channel looks to those who read it. */
export const manner: SiteManner = {
  stylesheet,
  header: (site) =>
    html`<a href="${site.base}/home"><b>Discord</b></a>
      <a href="${site.base}/channels/@me">${titles.hooks[site.language]}</a>`,
  handle: (handle) => `#${handle}`,
  path: /^\/channels\/([a-z0-9_]+)(?:\/(\d+))?$/u,
  titles: {
    plain: (title) => `${title} - Discord`,
    profile: ({ handle }) => `#${handle} - Discord`,
    post: ({ person }) => `#${person.handle} - Discord`,
  },
  article: (site, { person, text, at, media }) =>
    html`<article>
      ${avatar(site.people.indexOf(person), "Relaymap")}
      <div>
        <b>Relaymap</b> <span class="app">APP</span> ${stamp(at)}
        <a href="${site.base}/channels/${person.handle}"><small>#${person.handle}</small></a>
        <p class="text">${linked(text)}</p>
        ${pictures(media)}
      </div>
    </article>`,
};

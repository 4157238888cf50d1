import { html } from "#engine/markup.ts";
import { pictures } from "#engine/simulator/shelf.ts";
import { avatar, linked, stamp, type SiteManner } from "#engine/simulator/site.ts";
import type { Text } from "#engine/text.ts";

const stylesheet = `
*{box-sizing:border-box}body{margin:0;background:#fff;color:#1d1c1d;font:15px/1.47 Lato,system-ui,sans-serif}
a{color:#1264a3;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:860px;margin:0 auto;padding:0 0 24px}
header{display:flex;gap:16px;align-items:center;padding:12px 20px;background:#4a154b;color:#fff}header a{color:#fff}header b{font-size:17px}.tag{margin-left:auto;padding:2px 8px;border:1px solid #c9b3ca;border-radius:99px;color:#f1e6f1;font-size:12px}
.profile{padding:14px 20px;border-bottom:1px solid #ddd}.profile .avatar{display:none}.profile h1{margin:0;font-size:18px}.profile p{margin:2px 0}
article{display:flex;gap:10px;padding:10px 20px}article:hover{background:#f8f8f8}article>div{min-width:0}
.text{margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.app{padding:0 4px;border-radius:2px;background:#e8e8e8;color:#454447;font-size:10px;font-weight:700}
.media{max-width:360px;margin:6px 0 0;border-left:4px solid #ddd;padding-left:12px}.media img{display:block;max-width:100%;border-radius:8px}
.ping{padding:0 2px;border-radius:3px;background:#fff3cd}.quiet,time,small{color:#616061;font-size:12px}.empty{padding:48px 20px;text-align:center;color:#616061}
.avatar{flex:none;display:grid;place-items:center;width:36px;height:36px;border-radius:6px;color:#fff;font-weight:700}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
h1{font-size:20px}.apps{padding:16px 20px}table{width:100%;border-collapse:collapse}td{padding:8px;border:1px solid #ddd;vertical-align:top}code{font-size:12px;overflow-wrap:anywhere}
`;

export const titles = {
  apps: { en: "Incoming webhooks", fr: "Webhooks entrants" },
} satisfies Record<string, Text>;

/** How a channel looks to those who read it. */
export const manner: SiteManner = {
  stylesheet,
  header: (site) =>
    html`<a href="${site.base}/home"><b>Slack</b></a> <a href="${site.base}/apps">${titles.apps[site.language]}</a>`,
  pictures: "anywhere",
  handle: (handle) => `#${handle}`,
  path: /^\/archives\/([a-z0-9_]+)$/u,
  titles: {
    plain: (title) => `${title} | Slack`,
    profile: ({ handle }) => `#${handle} | Slack`,
    post: ({ person }) => `#${person.handle} | Slack`,
  },
  article: (site, { person, text, at, media }) =>
    html`<article>
      ${avatar(site.people.indexOf(person), "Relaymap")}
      <div>
        <b>Relaymap</b> <span class="app">APP</span> ${stamp(at)}
        <a href="${site.base}/archives/${person.handle}"><small>#${person.handle}</small></a>
        <p class="text">${linked(text)}</p>
        ${pictures(media)}
      </div>
    </article>`,
};

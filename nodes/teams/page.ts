import { html } from "#engine/markup.ts";
import { pictures } from "#engine/simulator/shelf.ts";
import { avatar, linked, stamp, type SiteManner } from "#engine/simulator/site.ts";
import type { Text } from "#engine/text.ts";

const stylesheet = `
*{box-sizing:border-box}body{margin:0;background:#f5f5f5;color:#242424;font:14px/1.43 "Segoe UI",system-ui,sans-serif}
a{color:#4b53bc;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:860px;margin:0 auto;padding:0 0 24px}
header{display:flex;gap:16px;align-items:center;padding:12px 20px;background:#464eb8;color:#fff}header a{color:#fff}header b{font-size:16px}.tag{margin-left:auto;padding:2px 8px;border:1px solid #b5b9ea;border-radius:99px;color:#eef;font-size:12px}
.profile{padding:14px 20px}.profile .avatar{display:none}.profile h1{margin:0;font-size:18px}.profile p{margin:2px 0}
article{display:flex;gap:12px;margin:8px 20px;padding:12px 16px;background:#fff;border-radius:4px;box-shadow:0 1px 2px #0002}article>div{min-width:0}
.text{margin:6px 0 0;padding:10px 12px;border:1px solid #e0e0e0;border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere}
.media{max-width:480px;margin:8px 0 0}.media img{display:block;max-width:100%;border-radius:4px}
.quiet,time,small{color:#616161;font-size:12px}.empty{padding:48px 20px;text-align:center;color:#616161}
.avatar{flex:none;display:grid;place-items:center;width:32px;height:32px;border-radius:4px;color:#fff;font-weight:600}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
h1{font-size:20px}.apps{padding:16px 20px}table{width:100%;border-collapse:collapse;background:#fff}td{padding:8px;border:1px solid #e0e0e0;vertical-align:top}code{font-size:12px;overflow-wrap:anywhere}
`;

export const titles = {
  flows: { en: "Workflows", fr: "Workflows" },
  dropped: { en: "taken and not shown", fr: "pris, pas affichés" },
} satisfies Record<string, Text>;

/** How a channel looks to those who read it. */
export const manner: SiteManner = {
  stylesheet,
  header: (site) =>
    html`<a href="${site.base}/home"><b>Teams</b></a>
      <a href="${site.base}/l/app/workflows">${titles.flows[site.language]}</a>`,
  pictures: "anywhere",
  handle: (handle) => handle,
  path: /^\/l\/channel\/([a-z0-9_]+)$/u,
  titles: {
    plain: (title) => `${title} | Microsoft Teams`,
    profile: ({ handle }) => `${handle} | Microsoft Teams`,
    post: ({ person }) => `${person.handle} | Microsoft Teams`,
  },
  article: (site, { person, text, at, media }) =>
    html`<article>
      ${avatar(site.people.indexOf(person), "Relaymap")}
      <div>
        <b>Workflows</b> ${stamp(at)}
        <a href="${site.base}/l/channel/${person.handle}"><small>${person.handle}</small></a>
        <p class="text">${linked(text)}</p>
        ${pictures(media)}
      </div>
    </article>`,
};

import { html } from "#engine/markup.ts";
import { pictures } from "#engine/simulator/shelf.ts";
import { linked, stamp, type SiteManner } from "#engine/simulator/site.ts";
import type { Text } from "#engine/text.ts";

const stylesheet = `
*{box-sizing:border-box}body{margin:0;background:#f4f6f8;color:#16212e;font:15px/1.5 system-ui,sans-serif}
a{color:#2b5f96;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:760px;margin:0 auto;padding:16px 8px}
header{display:flex;gap:14px;align-items:center;padding:14px 0}header b{font-size:17px}.tag{margin-left:auto;color:#5b6b7d;font-size:12px}
article,.profile,.empty{margin:0 0 12px;padding:16px;background:#fff;border:1px solid #dde3ea;border-radius:8px}
.profile h1{margin:0;font-size:20px}.avatar{display:none}.text{margin:8px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
.media{display:grid;gap:6px;max-width:480px;margin:8px 0 0}.media img{display:block;max-width:100%;border-radius:4px}
.quiet,time,small,.empty{color:#5b6b7d}table{width:100%;border-collapse:collapse;background:#fff}td{padding:8px;border:1px solid #dde3ea;vertical-align:top}
code{font-size:12px;overflow-wrap:anywhere}
`;

export const titles = {
  secrets: { en: "Addresses and secrets", fr: "Adresses et secrets" },
} satisfies Record<string, Text>;

/** How the receivers' pages look: what came, the newest first. */
export const manner: SiteManner = {
  stylesheet,
  header: (site) =>
    html`<a href="${site.base}/home"><b>Webhook</b></a>
      <a href="${site.base}/secrets">${titles.secrets[site.language]}</a>`,
  pictures: "anywhere",
  handle: (handle) => `/hooks/${handle}`,
  path: /^\/hooks\/([a-z0-9_]+)(?:\/(\d{5,}))?$/u,
  titles: {
    plain: (title) => `${title} - Webhook`,
    profile: ({ name }) => `${name} - Webhook`,
    post: ({ person, text }) => `${person.name}: “${text.slice(0, 60)}” - Webhook`,
  },
  article: (site, { person, id, text, at, media }) =>
    html`<article>
      <a href="${site.base}/hooks/${person.handle}"><b>${person.name}</b></a>
      <a href="${site.base}/hooks/${person.handle}/${id}">${stamp(at)}</a>
      <p class="text">${linked(text)}</p>
      ${pictures(media)}
    </article>`,
};

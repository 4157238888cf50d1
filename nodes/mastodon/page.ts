import { html, type Markup } from "#engine/markup.ts";
import type { Text } from "#engine/text.ts";
import { pictures } from "#engine/simulator/shelf.ts";
import { avatar, linked, type Shown, type Site, stamp, type SiteManner, words } from "#engine/simulator/site.ts";

export const host = "social.example";

const stylesheet = `
:root{--back:#191b22;--card:#282c37;--line:#393f4f;--ink:#fff;--quiet:#9baec8;--accent:#858afa;--button:#563acc}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:600px;margin:0 auto;padding:16px 8px}
header{display:flex;gap:10px;align-items:center;padding:14px 16px;background:var(--card);border:1px solid var(--line);border-radius:4px 4px 0 0}
header b{font-size:17px}.tag{margin-left:auto;padding:2px 8px;border:1px solid var(--line);border-radius:99px;color:var(--quiet);font-size:12px}
main>article,.boost,.profile,.empty{border:1px solid var(--line);border-top:0}
.profile{padding:24px 16px;background:var(--card)}.profile h1{margin:12px 0 0;font-size:20px}.profile p{margin:4px 0}
article{padding:16px}.who{display:flex;gap:10px;align-items:center}.who>a{min-width:0}.who>a:last-child{margin-left:auto}.who time{font-size:13px}
.text{margin:10px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.text a{color:var(--accent)}.large{font-size:19px}
.media{display:grid;gap:2px;margin:12px 0 0;border-radius:8px;overflow:hidden}.media img,.media video{display:block;width:100%;height:100%;max-height:420px;object-fit:cover}
.m2,.m3,.m4{grid-template-columns:1fr 1fr}.m2 img,.m3 img,.m4 img{aspect-ratio:1}.m3 img:first-child{grid-row:span 2}
.boost>p{margin:0;padding:10px 16px 0;font-size:13px}.warned{margin:10px 0 0}.warned summary{padding:8px 12px;border:1px solid var(--line);border-radius:8px;cursor:pointer}.seen{margin:6px 0 0;font-size:13px}
.quiet,time,small{color:var(--quiet)}.empty{padding:48px 16px;text-align:center;color:var(--quiet)}
.avatar{flex:none;display:grid;place-items:center;width:46px;height:46px;border-radius:8px;color:#fff;font-weight:600}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
.card h1{margin:8px 0 12px;font-size:22px;line-height:1.25}.card{max-width:460px;margin:4vh auto;padding:24px 32px;border-radius:12px;background:var(--card)}.brand{font-weight:700;color:var(--accent)}.brand span{color:var(--quiet);font-weight:400}
h1{font-size:22px;line-height:1.25}fieldset{display:grid;gap:4px;margin:16px 0;padding:0;border:0}legend{padding:8px 0;font-weight:600}code{color:var(--quiet)}
label{display:flex;gap:12px;align-items:center;padding:6px 12px;border:1px solid var(--line);border-radius:8px}label:has(:checked){border-color:var(--accent)}
.buttons{display:flex;gap:12px}button{flex:1;padding:12px;border:0;border-radius:6px;background:var(--button);color:#fff;font:600 16px system-ui,sans-serif;cursor:pointer}
button.quiet{background:none;color:var(--ink);border:1px solid var(--line)}
`;

const address = (handle: string): string => (handle.includes("@") ? `@${handle}` : `@${handle}@${host}`);

/** How an instance's pages look. */
export const manner: SiteManner = {
  stylesheet,
  header: (site) => html`<a href="${site.base}/home"><b>${host}</b></a>`,
  handle: address,
  path: /^\/@([a-z0-9_]+)(?:\/(\d+))?$/iu,
  titles: {
    plain: (title) => `${title} - ${host}`,
    profile: ({ name, handle }) => `${name} (${address(handle)})`,
    post: ({ person, text }) => `${person.name}: “${text.slice(0, 60)}” - ${host}`,
  },
  article,
};

/** A boost stands above what it boosts, and has no page of its own. */
function article(site: Site, { person, id, text, at, media, of, warning, visibility }: Shown, large: boolean): Markup {
  const profile = `${site.base}/@${person.handle}`;
  if (of !== undefined)
    return html`<div class="boost">
      <p class="quiet">
        ⇄ ${words.reposted[site.language]} <a href="${profile}"><b>${person.name}</b></a> · ${stamp(at)}
      </p>
      ${article(site, of, large)}
    </div>`;
  const said = html`<p class="text${large ? " large" : ""}">${linked(text)}</p>
    ${pictures(media)}`;
  const seen = visibility === undefined ? undefined : seenBy[visibility];
  return html`<article>
    <div class="who">
      ${avatar(site.people.indexOf(person), person.name)}<a href="${profile}"
        ><b>${person.name}</b><br /><small>${address(person.handle)}</small></a
      >
      <a href="${profile}/${id}">${stamp(at)}</a>
    </div>
    ${seen === undefined ? null : html`<p class="quiet seen">${seen[site.language]}</p>`}
    ${
      warning === undefined
        ? said
        : html`<details class="warned">
            <summary>${warning}</summary>
            ${said}
          </details>`
    }
  </article>`;
}

const seenBy: Record<string, Text> = {
  unlisted: { en: "Quiet public", fr: "Public discret" },
  private: { en: "Followers", fr: "Abonnés" },
};

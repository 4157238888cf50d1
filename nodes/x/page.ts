import { html, type Markup } from "#engine/markup.ts";
import { pictures } from "#engine/simulator/shelf.ts";
import { avatar, linked, type Shown, type Site, stamp, words, type SiteManner } from "#engine/simulator/site.ts";

const stylesheet = `
:root{color-scheme:light dark;--line:#e6ecf0;--quiet:#536471;--back:#fff;--ink:#0f1419;--accent:#1d9bf0}
@media (prefers-color-scheme:dark){:root{--line:#2f3336;--quiet:#8b98a5;--back:#000;--ink:#e7e9ea}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:16px/1.45 system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:600px;min-height:100vh;margin:0 auto;border:solid var(--line);border-width:0 1px}
header{position:sticky;top:0;display:flex;gap:12px;align-items:center;padding:14px 16px;background:var(--back);border-bottom:1px solid var(--line)}
header b{font-size:20px}.tag{margin-left:auto;padding:2px 8px;border:1px solid var(--line);border-radius:99px;color:var(--quiet);font-size:12px}
.profile{padding:24px 16px;border-bottom:1px solid var(--line)}.profile h1{margin:12px 0 0;font-size:22px}.profile p{margin:4px 0}
article{display:flex;gap:12px;padding:14px 16px;border-bottom:1px solid var(--line)}article>div{min-width:0;flex:1}
.text{margin:2px 0 6px;white-space:pre-wrap;overflow-wrap:anywhere}.text a{color:var(--accent)}.large{font-size:20px}
.media{display:grid;gap:2px;margin:4px 0 10px;border-radius:16px;overflow:hidden;border:1px solid var(--line)}.media img,.media video{display:block;width:100%;height:100%;max-height:510px;object-fit:cover}
.m2,.m3,.m4{grid-template-columns:1fr 1fr}.m2 img,.m3 img,.m4 img{aspect-ratio:1}.m3 img:first-child{grid-row:span 2}
.repost>p{margin:0;padding:12px 16px 0 72px;font-size:13px}.repost>article{padding-top:4px}.quiet,time{color:var(--quiet)}.empty{padding:48px 16px;text-align:center;color:var(--quiet)}
.avatar{flex:none;display:grid;place-items:center;width:44px;height:44px;border-radius:50%;color:#fff;font-weight:600;font-size:15px}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#334155}
.card h1{margin:8px 0 12px;font-size:22px;line-height:1.25}.card{max-width:460px;margin:4vh auto;padding:24px 32px;border:1px solid var(--line);border-radius:20px}.brand{font-weight:800}.brand span{color:var(--quiet);font-weight:400}
fieldset{display:grid;gap:4px;margin:16px 0;padding:0;border:0}legend{padding:8px 0;font-weight:600}
label{display:flex;gap:12px;align-items:center;padding:6px 12px;border:1px solid var(--line);border-radius:12px}label:has(:checked){border-color:var(--accent)}
.buttons{display:flex;gap:12px}button{flex:1;padding:12px;border:0;border-radius:99px;background:var(--ink);color:var(--back);font:600 16px system-ui,sans-serif;cursor:pointer}
button.quiet{background:none;color:var(--ink);border:1px solid var(--line)}
`;

/** How X's pages look. */
export const manner: SiteManner = {
  stylesheet,
  header: (site) => html`<a href="${site.base}/home"><b>𝕏</b></a> ${words.home[site.language]}`,
  handle: (handle) => `@${handle}`,
  path: /^\/([a-z0-9_]+)(?:\/status\/(\d+))?$/iu,
  titles: {
    plain: (title) => `${title} / X`,
    profile: ({ name, handle }) => `${name} (@${handle}) / X`,
    post: ({ person }) => `${person.name} on X`,
  },
  article,
  anybody: "i",
};

/** A repost stands above what it passes on, and has no page of its own. */
function article(site: Site, { person, id, text, at, media, of }: Shown, large: boolean): Markup {
  const profile = `${site.base}/${person.handle}`;
  if (of !== undefined)
    return html`<div class="repost">
      <p class="quiet">
        ⇄ ${words.reposted[site.language]} <a href="${profile}"><b>${person.name}</b></a> · ${stamp(at)}
      </p>
      ${article(site, of, large)}
    </div>`;
  return html`<article>
    ${avatar(site.people.indexOf(person), person.name)}
    <div>
      <a href="${profile}"><b>${person.name}</b> <span class="quiet">@${person.handle}</span></a>
      <p class="text${large ? " large" : ""}">${linked(text)}</p>
      ${pictures(media)}
      <a href="${profile}/status/${id}">${stamp(at)}</a>
    </div>
  </article>`;
}

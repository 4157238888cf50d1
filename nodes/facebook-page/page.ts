import { html, page, type Markup } from "#engine/markup.ts";
import type { SimulatorReply } from "#engine/simulator.ts";
import { stamp, words } from "#engine/simulator/site.ts";
import type { Language } from "#engine/text.ts";

export type Shown = { id: string; message: string; at: number; link: { url: string; title: string } | null };
export type Site = { base: string; page: { name: string; username: string; about: string }; language: Language };

export const stylesheet = `
:root{color-scheme:light dark;--back:#f0f2f5;--card:#fff;--ink:#050505;--quiet:#65676b;--line:#dadde1;--accent:#0866ff}
@media (prefers-color-scheme:dark){:root{--back:#18191a;--card:#242526;--ink:#e4e6eb;--quiet:#b0b3b8;--line:#3e4042}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}.column{max-width:600px;margin:0 auto;padding:16px 8px}
header{padding:28px 20px;border-radius:12px;background:var(--card)}header h1{margin:12px 0 0}header p{margin:4px 0;color:var(--quiet)}
.tag{float:right;padding:2px 8px;border:1px solid var(--line);border-radius:99px;color:var(--quiet);font-size:12px}
article{margin-top:12px;padding:16px;border-radius:12px;background:var(--card)}.who{display:flex;gap:10px;align-items:center}time{color:var(--quiet);font-size:13px}
.text{margin:10px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.share{display:block;margin-top:12px;padding:12px;border:1px solid var(--line);border-radius:8px;background:var(--back)}.share small{color:var(--quiet)}
.avatar{flex:none;display:grid;place-items:center;width:44px;height:44px;border-radius:50%;background:var(--accent);color:#fff;font-weight:700}
`;

/** The page as a visitor sees it, newest first; one post of it where `posts` has one. */
export function publicPage(site: Site, posts: Shown[]): SimulatorReply {
  const home = `${site.base}/${site.page.username}`;
  const body = html`<div class="column">
    <header>
      <span class="tag">${words.simulated[site.language]}</span><span class="avatar" aria-hidden="true">AL</span>
      <h1><a href="${home}">${site.page.name}</a></h1>
      <p>@${site.page.username}</p>
      <p>${site.page.about}</p>
    </header>
    <main>${posts.map((post) => article(home, post))}</main>
  </div>`;
  return page({
    title: `${site.page.name} | Facebook`,
    stylesheet: `${site.base}/style.css`,
    body,
    language: site.language,
  });
}

function article(home: string, { id, message, at, link }: Shown): Markup {
  const share =
    link === null
      ? null
      : html`<a class="share" href="${link.url}" rel="nofollow noreferrer"
          ><small>${URL.parse(link.url)?.host ?? ""}</small><br /><b>${link.title}</b></a
        >`;
  return html`<article>
    <div class="who">
      <span class="avatar" aria-hidden="true">AL</span>
      <div>
        <b>Atelier Lumen</b><br />
        <a href="${home}/posts/${id}">${stamp(at)}</a>
      </div>
    </div>
    <p class="text">${message}</p>
    ${share}
  </article>`;
}

import { html, page as markupPage, type Markup } from "#engine/markup.ts";
import { pictures, type Shelf } from "#engine/simulator/shelf.ts";
import { avatar, linked, stamp, words } from "#engine/simulator/site.ts";
import type { SimulatorReply, Stage } from "#engine/simulator.ts";
import type { Language } from "#engine/text.ts";
import { memberId, type Page } from "./people.ts";
import { type Post, type Posts, urnOf } from "./posts.ts";

export type View = {
  base: string;
  language: Language;
  people: Stage["people"];
  pages: readonly Page[];
  posts: Posts;
  shelf: Shelf;
};

/** The simulated LinkedIn as its readers see it: everybody's posts, a person's, a page's, one post with its comments. */
export function site(view: View, path: string): SimulatorReply {
  const { base, language, people, pages, posts } = view;
  const show = (title: string, list: readonly Post[], status = 200): SimulatorReply => {
    const body = html`<div class="column">
      <header>
        <a class="brand" href="${base}/">Linked<b>in</b></a> <span class="tag">${words.simulated[language]}</span>
      </header>
      <main>
        ${list
          .slice(-100)
          .toReversed()
          .map((post) => article(view, post))}
        ${list.length === 0 ? html`<p class="card quiet">${words[status === 200 ? "empty" : "missing"][language]}</p>` : null}
      </main>
    </div>`;
    return { ...markupPage({ title, stylesheet: `${base}/style.css`, body, language }), status };
  };
  if (path === "/" || path === "/feed") return show("LinkedIn", posts.all());
  const [, kind, name = ""] = /^\/(in|company)\/([^/]+)$/u.exec(path) ?? [];
  const person = kind === "in" ? people.find(({ handle }) => handle === name) : undefined;
  if (person !== undefined) return show(person.name, posts.of(`urn:li:person:${memberId(person.handle)}`));
  const page = kind === "company" ? pages.find(({ vanity, id }) => vanity === name || id === name) : undefined;
  if (page !== undefined) return show(page.name, posts.of(`urn:li:organization:${page.id}`));
  const post = posts.find(
    /^\/feed\/update\/(urn:li:(?:share|ugcPost):\d+)$/u.exec(decodeURIComponent(path))?.[1] ?? "",
  );
  return post === null ? show("LinkedIn", [], 404) : show("LinkedIn", [post]);
}

function article(view: View, post: Post): Markup {
  const { base, posts, shelf } = view;
  const urn = urnOf(post);
  const { article: shown } = post;
  const [thumbnail] = shelf.shown(
    base,
    shown?.thumbnail === undefined ? [] : [shown.thumbnail.split(":").at(-1) ?? ""],
  );
  const passed = post.parent === null ? null : posts.find(post.parent);
  return html`<article class="card">
    <div class="who">${author(view, post.handle)} <a href="${base}/feed/update/${urn}">${stamp(post.at)}</a></div>
    <p class="text">${named(post.text, post.mentions)}</p>
    ${pictures(shelf.shown(base, post.media))}
    ${
      shown === null
        ? null
        : html`<a class="share" href="${shown.source}" rel="nofollow noreferrer"
            >${thumbnail === undefined ? null : html`<img src="${thumbnail.url}" alt="" />`}<b>${shown.title}</b
            ><br /><small>${shown.description ?? ""}</small><br /><small
              >${URL.parse(shown.source)?.host ?? ""}</small
            ></a
          >`
    }
    ${
      passed === null
        ? null
        : html`<blockquote>
            <div class="who">${author(view, passed.handle)}</div>
            <p class="text">${tagged(passed.text)}</p>
          </blockquote>`
    }
    ${posts.comments(urn).map(
      (comment) =>
        html`<div class="comment">
          ${author(view, comment.handle)}
          <p class="text">${linked(comment.text)}</p>
        </div>`,
    )}
  </article>`;
}

function author({ people, pages }: View, urn: string): Markup {
  const index = people.findIndex(({ handle }) => urn === `urn:li:person:${memberId(handle)}`);
  const name = people[index]?.name ?? pages.find(({ id }) => urn === `urn:li:organization:${id}`)?.name ?? urn;
  return html`${avatar(Math.max(0, index), name)} <b>${name}</b>`;
}

/** Live mentions stand out as links do. */
function named(text: string, [first, ...rest]: readonly string[]): Markup[] {
  const at = first === undefined ? -1 : text.indexOf(first);
  if (first === undefined || at === -1) return tagged(text);
  return [
    ...tagged(text.slice(0, at)),
    html`<b class="named">${first}</b>`,
    ...named(text.slice(at + first.length), rest),
  ];
}

/** Addresses and live hashtags. */
const tagged = (text: string): Markup[] => linked(text);

export const stylesheet = `
:root{color-scheme:light dark;--back:#f4f2ee;--card:#fff;--ink:#191919;--quiet:#666;--line:#e0dfdc;--accent:#0a66c2}
@media (prefers-color-scheme:dark){:root{--back:#000;--card:#1b1f23;--ink:#e9e9ea;--quiet:#a8a8a8;--line:#38434f;--accent:#71b7fb}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}.column{max-width:560px;margin:0 auto;padding:16px 8px}
.card{display:block;margin-top:10px;padding:14px 16px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.brand{font-size:22px;font-weight:800;color:var(--accent)}.brand span,.tag{font-size:12px;font-weight:400;color:var(--quiet)}
.who,.row{display:flex;gap:10px;align-items:center}time,small,.quiet{color:var(--quiet)}time{font-size:13px}
.text{margin:10px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.text a{color:var(--accent)}
.named{color:var(--accent)}.share{display:block;margin-top:12px;padding:12px;border:1px solid var(--line);border-radius:8px;overflow-wrap:anywhere}.share img{width:100%;border-radius:4px}
blockquote{margin:12px 0 0;padding:12px;border:1px solid var(--line);border-radius:8px}.comment{margin-top:12px;padding-top:12px;border-top:1px solid var(--line)}
.media{display:grid;gap:3px;margin-top:12px;border-radius:4px;overflow:hidden}.media img,.media video{width:100%;height:100%;max-height:420px;object-fit:cover;background:#000}.m2,.m3,.m4{grid-template-columns:1fr 1fr}.m3 img:first-child{grid-row:span 2}
.avatar{flex:none;display:inline-grid;place-items:center;width:36px;height:36px;border-radius:50%;color:#fff;font-weight:700}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
.dialog{max-width:440px;margin:6vh auto;padding:24px}h1{font-size:20px}fieldset{display:grid;gap:2px;margin:0;padding:0;border:0}legend{padding:8px 0;font-weight:600}
label.row{padding:8px;border-radius:8px}label.row:hover{background:var(--back)}
.buttons{display:flex;gap:12px;margin-top:20px}button{flex:1;padding:12px;border:0;border-radius:99px;background:var(--accent);color:#fff;font:600 15px system-ui,sans-serif;cursor:pointer}button.quiet{background:var(--back);color:var(--ink)}
`;

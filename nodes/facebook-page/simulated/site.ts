import { html, page as markupPage, type Markup } from "#engine/markup.ts";
import type { SimulatorReply } from "#engine/simulator.ts";
import { pictures, type Shelf } from "#engine/simulator/shelf.ts";
import { linked, stamp, words as usual } from "#engine/simulator/site.ts";
import type { Language } from "#engine/text.ts";
import type { Post } from "./feed.ts";
import type { Page } from "./pages.ts";

type View = { base: string; shelf: Shelf; language: Language };

/** A page as a visitor sees it, newest first; or one post of it. */
export function publicPage(view: View, page: Page, posts: readonly Post[]): SimulatorReply {
  const { base, language } = view;
  const body = html`<div class="column">
    <header class="cover">
      <span class="tag">${usual.simulated[language]}</span>${face(page)}
      <div>
        <h1><a href="${base}/${page.username}">${page.name}</a></h1>
        <p>@${page.username}</p>
        <p>${page.about}</p>
      </div>
    </header>
    <main>
      ${posts.map((post) => article(view, page, post))}
      ${posts.length === 0 ? html`<p class="card quiet">${usual.empty[language]}</p>` : null}
    </main>
  </div>`;
  return markupPage({ title: `${page.name} | Facebook`, stylesheet: `${base}/style.css`, body, language });
}

export function missingPage({ base, language }: View): SimulatorReply {
  const body = html`<div class="column"><p class="card quiet">${usual.missing[language]}</p></div>`;
  return { ...markupPage({ title: "Facebook", stylesheet: `${base}/style.css`, body, language }), status: 404 };
}

/** Every page there is, those with the newest post first. */
export function home(
  { base, language }: View,
  pages: readonly { page: Page; posts: readonly Post[] }[],
): SimulatorReply {
  const body = html`<div class="column">
    <header class="cover">
      <span class="tag">${usual.simulated[language]}</span>
      <h1>facebook</h1>
    </header>
    <main>
      ${pages.map(
        ({ page, posts }) =>
          html`<a class="card row" href="${base}/${page.username}"
            >${face(page)}<span><b>${page.name}</b><br /><small>${posts.length} · @${page.username}</small></span></a
          >`,
      )}
      <p class="quiet"><a href="${base}/troubles">…</a></p>
    </main>
  </div>`;
  return markupPage({ title: "Facebook", stylesheet: `${base}/style.css`, body, language });
}

function article({ base, shelf }: View, page: Page, { id, message, at, link, photos }: Post): Markup {
  const share =
    link === null
      ? null
      : html`<a class="share" href="${link.url}" rel="nofollow noreferrer"
          ><small>${URL.parse(link.url)?.host ?? ""}</small><br /><b>${link.title}</b></a
        >`;
  return html`<article class="card">
    <div class="who">
      ${face(page)}
      <div>
        <b>${page.name}</b><br />
        <a href="${base}/${page.username}/posts/${id}">${stamp(at)}</a>
      </div>
    </div>
    <p class="text">${linked(message)}</p>
    ${pictures(shelf.shown(base, photos))} ${share}
  </article>`;
}

const face = (page: Page): Markup => html`<span class="face" aria-hidden="true">${drawn(page)}</span>`;

/** A page's picture as a file. */
export const picture = (page: Page): SimulatorReply => ({
  status: 200,
  headers: { "content-type": "image/svg+xml", "cache-control": "max-age=3600" },
  body: drawn(page).markup,
});

/** Its initials on a colour of its own. */
function drawn({ id, name }: Page): Markup {
  const letters = name
    .split(" ")
    .filter((word) => /^\p{Lu}/u.test(word))
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join("");
  const hue = Number(id.slice(-3)) % 360;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">
    <rect width="96" height="96" fill="hsl(${hue},55%,38%)" />
    <text
      x="48"
      y="60"
      font-family="system-ui,sans-serif"
      font-size="36"
      font-weight="700"
      fill="#fff"
      text-anchor="middle"
    >
      ${letters}
    </text>
  </svg>`;
}

import { html, page, type Markup } from "#engine/markup.ts";
import type { DemoPerson, SimulatorReply } from "#engine/simulator.ts";
import type { Language, Text } from "#engine/text.ts";

/** One post as a reader sees it. `at` in milliseconds since the epoch. */
export type Shown = { id: string; text: string; at: number; person: DemoPerson };
export type Site = { base: string; people: readonly DemoPerson[]; language: Language };

const words = {
  home: { en: "Home", fr: "Accueil" },
  simulated: { en: "simulated network", fr: "réseau simulé" },
  missing: { en: "This page isn’t here.", fr: "Cette page n’existe pas." },
  empty: {
    en: "Nothing here yet. What Relaymap publishes will appear on this page.",
    fr: "Rien pour l’instant. Ce que Relaymap publie apparaîtra sur cette page.",
  },
} satisfies Record<string, Text>;

export const stylesheet = `
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
.quiet,time{color:var(--quiet)}.empty{padding:48px 16px;text-align:center;color:var(--quiet)}
.avatar{flex:none;display:grid;place-items:center;width:44px;height:44px;border-radius:50%;color:#fff;font-weight:600;font-size:15px}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#334155}
.card h1{margin:8px 0 12px;font-size:22px;line-height:1.25}.card{max-width:460px;margin:4vh auto;padding:24px 32px;border:1px solid var(--line);border-radius:20px}.brand{font-weight:800}.brand span{color:var(--quiet);font-weight:400}
fieldset{display:grid;gap:4px;margin:16px 0;padding:0;border:0}legend{padding:8px 0;font-weight:600}
label{display:flex;gap:12px;align-items:center;padding:6px 12px;border:1px solid var(--line);border-radius:12px}label:has(:checked){border-color:var(--accent)}
.buttons{display:flex;gap:12px}button{flex:1;padding:12px;border:0;border-radius:99px;background:var(--ink);color:var(--back);font:600 16px system-ui,sans-serif;cursor:pointer}
button.quiet{background:none;color:var(--ink);border:1px solid var(--line)}
`;

/** Everybody's posts, newest first. */
export function homePage(site: Site, posts: Shown[]): SimulatorReply {
  return frame(
    site,
    `${words.home[site.language]} / X`,
    html`${posts.map((post) => article(site, post, false))}${posts.length === 0 ? empty(site) : null}`,
  );
}

export function profilePage(site: Site, person: DemoPerson, posts: Shown[]): SimulatorReply {
  const body = html`<section class="profile">
      ${avatar(site, person)}
      <h1>${person.name}</h1>
      <p class="quiet">@${person.handle}</p>
      <p>${person.about}</p>
    </section>
    ${posts.map((post) => article(site, post, false))}${posts.length === 0 ? empty(site) : null}`;
  return frame(site, `${person.name} (@${person.handle}) / X`, body);
}

export function postPage(site: Site, post: Shown): SimulatorReply {
  return frame(site, `${post.person.name} on X`, article(site, post, true));
}

export function missingPage(site: Site): SimulatorReply {
  return { ...frame(site, "404 / X", html`<p class="empty">${words.missing[site.language]}</p>`), status: 404 };
}

const empty = ({ language }: Site): Markup => html`<p class="empty">${words.empty[language]}</p>`;

function frame(site: Site, title: string, body: Markup): SimulatorReply {
  const content = html`<div class="column">
    <header>
      <a href="${site.base}/home"><b>𝕏</b></a> ${words.home[site.language]}
      <span class="tag">${words.simulated[site.language]}</span>
    </header>
    <main>${body}</main>
  </div>`;
  return page({ title, stylesheet: `${site.base}/style.css`, body: content, language: site.language });
}

function article(site: Site, post: Shown, large: boolean): Markup {
  const { person, id } = post;
  const when = new Date(post.at).toISOString();
  const profile = `${site.base}/${person.handle}`;
  return html`<article>
    ${avatar(site, person)}
    <div>
      <a href="${profile}"><b>${person.name}</b> <span class="quiet">@${person.handle}</span></a>
      <p class="text${large ? " large" : ""}">${linked(post.text)}</p>
      <a href="${profile}/status/${id}"><time datetime="${when}">${when.slice(0, 16).replace("T", " ")} UTC</time></a>
    </div>
  </article>`;
}

/** Addresses become links; everything else is text. */
function linked(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/u)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" rel="nofollow noreferrer"
            >${part.replace(/^https?:\/\//u, "").replace(/^(.{40}).+$/u, "$1…")}</a
          >`
        : html`${part}`,
    );
}

function avatar(site: Site, person: DemoPerson): Markup {
  const letters = person.name
    .split(" ")
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join("");
  return html`<span class="avatar c${site.people.indexOf(person) % 5}" aria-hidden="true">${letters}</span>`;
}

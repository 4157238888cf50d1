import { html, page, type Markup } from "#engine/markup.ts";
import type { DemoPerson, SimulatorReply } from "#engine/simulator.ts";
import type { Language, Text } from "#engine/text.ts";

/** One status as a reader sees it. `at` in milliseconds since the epoch. */
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

export const host = "social.example";

export const stylesheet = `
:root{--back:#191b22;--card:#282c37;--line:#393f4f;--ink:#fff;--quiet:#9baec8;--accent:#858afa;--button:#563acc}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:600px;margin:0 auto;padding:16px 8px}
header{display:flex;gap:10px;align-items:center;padding:14px 16px;background:var(--card);border:1px solid var(--line);border-radius:4px 4px 0 0}
header b{font-size:17px}.tag{margin-left:auto;padding:2px 8px;border:1px solid var(--line);border-radius:99px;color:var(--quiet);font-size:12px}
main>article,.profile,.empty{border:1px solid var(--line);border-top:0}
.profile{padding:24px 16px;background:var(--card)}.profile h1{margin:12px 0 0;font-size:20px}.profile p{margin:4px 0}
article{padding:16px}.who{display:flex;gap:10px;align-items:center}.who>a{min-width:0}.who>a:last-child{margin-left:auto}.who time{font-size:13px}
.text{margin:10px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.text a{color:var(--accent)}.large{font-size:19px}
.quiet,time,small{color:var(--quiet)}.empty{padding:48px 16px;text-align:center;color:var(--quiet)}
.avatar{flex:none;display:grid;place-items:center;width:46px;height:46px;border-radius:8px;color:#fff;font-weight:600}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
.card h1{margin:8px 0 12px;font-size:22px;line-height:1.25}.card{max-width:460px;margin:4vh auto;padding:24px 32px;border-radius:12px;background:var(--card)}.brand{font-weight:700;color:var(--accent)}.brand span{color:var(--quiet);font-weight:400}
h1{font-size:22px;line-height:1.25}fieldset{display:grid;gap:4px;margin:16px 0;padding:0;border:0}legend{padding:8px 0;font-weight:600}code{color:var(--quiet)}
label{display:flex;gap:12px;align-items:center;padding:6px 12px;border:1px solid var(--line);border-radius:8px}label:has(:checked){border-color:var(--accent)}
.buttons{display:flex;gap:12px}button{flex:1;padding:12px;border:0;border-radius:6px;background:var(--button);color:#fff;font:600 16px system-ui,sans-serif;cursor:pointer}
button.quiet{background:none;color:var(--ink);border:1px solid var(--line)}
`;

/** Everybody's statuses, newest first. */
export function homePage(site: Site, statuses: Shown[]): SimulatorReply {
  return frame(
    site,
    `${words.home[site.language]} - ${host}`,
    html`${statuses.map((status) => article(site, status, false))}${statuses.length === 0 ? empty(site) : null}`,
  );
}

export function profilePage(site: Site, person: DemoPerson, statuses: Shown[]): SimulatorReply {
  const body = html`<section class="profile">
      ${avatar(site, person)}
      <h1>${person.name}</h1>
      <p class="quiet">@${person.handle}@${host}</p>
      <p>${person.about}</p>
    </section>
    ${statuses.map((status) => article(site, status, false))}${statuses.length === 0 ? empty(site) : null}`;
  return frame(site, `${person.name} (@${person.handle}@${host})`, body);
}

export function statusPage(site: Site, status: Shown): SimulatorReply {
  return frame(site, `${status.person.name}: “${status.text.slice(0, 60)}” - ${host}`, article(site, status, true));
}

export function missingPage(site: Site): SimulatorReply {
  return {
    ...frame(site, `404 - ${host}`, html`<p class="empty">${words.missing[site.language]}</p>`),
    status: 404,
  };
}

const empty = ({ language }: Site): Markup => html`<p class="empty">${words.empty[language]}</p>`;

function frame(site: Site, title: string, body: Markup): SimulatorReply {
  const content = html`<div class="column">
    <header>
      <a href="${site.base}/home"><b>${host}</b></a> <span class="tag">${words.simulated[site.language]}</span>
    </header>
    <main>${body}</main>
  </div>`;
  return page({ title, stylesheet: `${site.base}/style.css`, body: content, language: site.language });
}

function article(site: Site, status: Shown, large: boolean): Markup {
  const { person, id } = status;
  const when = new Date(status.at).toISOString();
  const profile = `${site.base}/@${person.handle}`;
  return html`<article>
    <div class="who">
      ${avatar(site, person)}<a href="${profile}"
        ><b>${person.name}</b><br /><small>@${person.handle}@${host}</small></a
      >
      <a href="${profile}/${id}"><time datetime="${when}">${when.slice(0, 16).replace("T", " ")} UTC</time></a>
    </div>
    <p class="text${large ? " large" : ""}">${linked(status.text)}</p>
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

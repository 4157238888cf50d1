import type { FastifyInstance } from "fastify";
import { html, type Markup, page, preferredLanguage } from "#engine/markup.ts";
import { languages, type Language, type Text } from "#engine/text.ts";
import { stylesheet } from "./style.ts";

/** Who reads a page that the server writes: what their browser says, and what they chose here before. */
export type Reader = { language: Language; theme: "light" | "dark" | null };

type Headers = { cookie?: string | undefined; "accept-language"?: string | undefined };

/** Of these cookies the names are the editor's (theme/choice.ts writes them); whatever else they hold is nothing. */
const chosen = (cookies: string, name: string): string | undefined =>
  new RegExp(`(?:^|;\\s*)${name}=([a-z]{1,8})(?:;|$)`, "u").exec(cookies)?.[1];

/** A person's own choice comes before what their browser says; the device's theme (null) where they chose none. */
export function readerOf({ cookie = "", "accept-language": accepted }: Headers): Reader {
  const theme = chosen(cookie, "theme");
  const own = chosen(cookie, "language");
  return {
    language: languages.find((language) => language === own) ?? preferredLanguage(accepted),
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}

/** What a plain page says: a title, sentences (between backticks stands what is typed), and one thing to do. */
export type Said = {
  status: number;
  title: Text;
  lines: readonly Text[];
  /** Small, at the end: a number to name when one asks. */
  note?: Text;
  act?: { to: string; label: Text };
};

const french = (text: string): string => text.replaceAll(/ (?=[:;?!»%])|(?<=«) /gu, "\u00a0");

/**
 * The one page that the server writes itself, whatever it is about: without scripts, in the reader's language and theme, under a policy that
 * allows nothing but its own style.
 */
export function sheet(said: Said, { language, theme }: Reader) {
  const say = (text: Text): string => (language === "fr" ? french(text.fr) : text.en);
  const line = (text: Text): Markup => {
    const parts = say(text).split("`");
    return html`<p>${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}</p>`;
  };
  const body = html`<main>
    <p class="brand">${mark}Relaymap</p>
    <h1>${say(said.title)}</h1>
    ${said.lines.map(line)}
    ${said.act ? html`<p><a class="act" href="${said.act.to}">${say(said.act.label)}</a></p>` : null}
    ${said.note ? html`<p class="quiet">${say(said.note)}</p>` : null}
  </main>`;
  return page({ title: say(said.title), stylesheet: "/sheet.css", body, status: said.status, language, theme });
}

/** The product's mark. */
const mark = html`<svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
  <rect class="mark" width="32" height="32" rx="8" />
  <path
    d="M9 9.5h3.5c5 0 3 13 8 13H23M12.5 9.5H23"
    fill="none"
    stroke="#8fd3c8"
    stroke-width="2"
    stroke-linecap="round"
  />
  <circle cx="9" cy="9.5" r="2.6" fill="#fff" />
  <circle cx="23" cy="9.5" r="2.6" fill="#fff" />
  <circle cx="23" cy="22.5" r="2.6" fill="#fff" />
</svg>`;

/** Its style: without a limit, for whoever was told to wait sees such a page, too. */
export function addSheetStyle(app: FastifyInstance): void {
  const config = { access: "anonymous" as const, rateLimit: false as const };
  app.get("/sheet.css", { config }, (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=86400").send(stylesheet),
  );
}

import { html, type Markup, page } from "#engine/markup.ts";
import type { SimulatorReply } from "#engine/simulator.ts";
import type { Language, Text } from "#engine/text.ts";

export const stylesheet = `
*{box-sizing:border-box}body{margin:0;background:#f6f7f5;color:#16232f;font:15px/1.5 system-ui,sans-serif}
a{color:#0b7065;text-decoration:none}a:hover{text-decoration:underline}
.label{padding:10px 16px;background:#fdf3dc;color:#6b4705;text-align:center;font-weight:600}
main{max-width:860px;margin:0 auto;padding:20px 16px 48px}h1{font-size:24px;margin:8px 0 16px;letter-spacing:-.02em}
.list{margin:0;padding:0;list-style:none;background:#fff;border:1px solid #e3e8ea;border-radius:14px;overflow:hidden}
.list li+li{border-top:1px solid #e3e8ea}.list a{display:block;padding:14px 20px;color:inherit}.list a:hover{background:#eef1ef;text-decoration:none}
.row{display:flex;gap:16px;justify-content:space-between}.row b{overflow-wrap:anywhere}
.quiet{color:#5a6875;font-size:13.5px}.empty{padding:32px;background:#fff;border:1px solid #e3e8ea;border-radius:14px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0 0 16px}dt{color:#5a6875}dd{margin:0;overflow-wrap:anywhere}
iframe{display:block;width:100%;height:720px;border:1px solid #e3e8ea;border-radius:14px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:20px;background:#fff;border:1px solid #e3e8ea;border-radius:14px;font-size:13px}
@media (max-width:560px){.row{display:block}}
`;

export type Kept = {
  id: string;
  at: number;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
};
type Place = { base: string; language: Language };

const words = {
  label: {
    en: "Mailbox of the demo: none of these mails left this machine.",
    fr: "Boîte aux lettres de la démo : aucun de ces e-mails n’a quitté cette machine.",
  },
  title: { en: "Mails", fr: "E-mails" },
  all: { en: "All mails", fr: "Tous les e-mails" },
  empty: {
    en: "Nothing here yet. What Relaymap would send by mail appears on this page.",
    fr: "Rien pour l’instant. Ce que Relaymap enverrait par e-mail apparaît sur cette page.",
  },
  from: { en: "From", fr: "De" },
  to: { en: "To", fr: "À" },
  at: { en: "At", fr: "Le" },
  plain: { en: "Its plain-text part", fr: "Sa partie en texte brut" },
  missing: { en: "This mail isn’t here.", fr: "Cet e-mail n’existe pas." },
  unnamed: { en: "(no subject)", fr: "(sans objet)" },
} satisfies Record<string, Text>;

const when = (at: number, language: Language): string =>
  new Date(at).toLocaleString(language === "fr" ? "fr-FR" : "en-GB", { dateStyle: "medium", timeStyle: "short" });

function framed({ base, language }: Place, title: string, body: Markup, status = 200): SimulatorReply {
  const whole = html`<div class="label">${words.label[language]}</div>
    <main>${body}</main>`;
  const made = page({ title, stylesheet: `${base}/style.css`, body: whole, status, language });
  const policy = `${made.headers["content-security-policy"]}; frame-src 'self'`;
  return { ...made, headers: { ...made.headers, "content-security-policy": policy } };
}

/** Mails, newest first: to whom, about what. */
export function boxPage(place: Place, mails: readonly Kept[], of: string | null): SimulatorReply {
  const { base, language } = place;
  const title = of ?? words.title[language];
  const rows = mails.map(
    ({ id, to, from, subject, at }) =>
      html`<li>
        <a href="${base}/mails/${id}"
          ><span class="row"
            ><b>${subject === "" ? words.unnamed[language] : subject}</b
            ><span class="quiet">${when(at, language)}</span></span
          ><span class="quiet">${from} → ${to}</span></a
        >
      </li>`,
  );
  const list =
    rows.length === 0
      ? html`<p class="empty">${words.empty[language]}</p>`
      : html`<ul class="list">
          ${rows}
        </ul>`;
  const back = of === null ? null : html`<a href="${base}/home">${words.all[language]}</a>`;
  return framed(
    place,
    title,
    html`${back}
      <h1>${title}</h1>
      ${list}`,
  );
}

/** One mail: its head, as it is shown, and its plain text. */
export function mailPage(place: Place, { id, to, from, subject, at, text }: Kept): SimulatorReply {
  const { base, language } = place;
  const box = `${base}/box/${encodeURIComponent(to)}`;
  const body = html`<a href="${base}/home">${words.all[language]}</a>
    <h1>${subject === "" ? words.unnamed[language] : subject}</h1>
    <dl>
      <dt>${words.from[language]}</dt>
      <dd>${from}</dd>
      <dt>${words.to[language]}</dt>
      <dd><a href="${box}">${to}</a></dd>
      <dt>${words.at[language]}</dt>
      <dd>${when(at, language)}</dd>
    </dl>
    <iframe title="${subject}" src="${base}/mails/${id}/html"></iframe>
    <h2>${words.plain[language]}</h2>
    <pre>${text}</pre>`;
  return framed(place, subject, body);
}

export const missingPage = (place: Place): SimulatorReply =>
  framed(place, words.title[place.language], html`<p class="empty">${words.missing[place.language]}</p>`, 404);

/** The mail itself: it runs nothing and fetches nothing; what it links to opens beside it. */
export const mailDocument = ({ html: body }: Kept): SimulatorReply => ({
  status: 200,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  },
  body,
});

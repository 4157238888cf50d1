import { createHash } from "node:crypto";
import { type Card, usualLook } from "#engine/card.ts";
import { html, type Markup } from "#engine/markup.ts";
import { firstPart, type Part } from "#engine/post.ts";
import type { Language, Text } from "#engine/text.ts";
import { postOfRow } from "../../ledger/posts.ts";
import type { Linked } from "../linked.ts";
import { moment } from "../../mail/templates/letter.ts";
import type { State } from "./state.ts";
import { style } from "./style.ts";
import { words } from "./words.ts";

/** A page as it leaves: without scripts, under a policy that allows its own style, our pictures and its own forms. */
export type Drawn = { bytes: Buffer; policy: string; status: number; refresh?: string };
export type Reader = { language: Language; theme: "light" | "dark" | null };
type Word = keyof typeof words;

const french = (text: string): string => text.replaceAll(/ (?=[:;?!»%])|(?<=«) /gu, "\u00a0");
const sayIn =
  (language: Language) =>
  (word: Word | Text, values: Record<string, string | number> = {}): string => {
    const text = typeof word === "string" ? words[word] : word;
    const said = text[language].replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? ""));
    return language === "fr" ? french(said) : said;
  };
const raw = (markup: string): Markup => ({ markup });

function document({ language, theme }: Reader, title: string, body: Markup, tint: string): Drawn {
  const own = `${style}.words i{color:${tint}}@media (prefers-color-scheme:dark){:root:not([data-theme=light]) .words i{color:var(--accent)}}`;
  const page = html`<!doctype html>
    <html lang="${language}" ${theme === null ? null : html` data-theme="${theme}"`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${raw(`<style>${own}</style>`)}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  const hash = createHash("sha256").update(own).digest("base64");
  return {
    bytes: Buffer.from(page.markup),
    policy: `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    status: 200,
  };
}

/** A sentence, and at most one way on: for whoever the link opens nothing for. */
export function drawSentence(
  reader: Reader,
  said: { title: Word; lead: Word; values?: Record<string, string>; to?: { path: string; label: Word } },
  status = 200,
): Drawn {
  const say = sayIn(reader.language);
  const title = say(said.title, said.values);
  const body = html`<main>
      <div class="sky">
        <h1>${title}</h1>
        <p class="lead">${say(said.lead, said.values)}</p>
      </div>
    </main>
    ${
      said.to === undefined
        ? null
        : html`<footer class="dock">
            <div><a class="button edge" href="${said.to.path}">${say(said.to.label)}</a></div>
          </footer>`
    }`;
  return { ...document(reader, title, body, usualLook.link), status };
}

export type View = {
  linked: Linked;
  state: State;
  /** Where the link's own pages and answers are. */
  path: string;
  ticket: string;
  card: Card | undefined;
  /** Why an answer was not taken. */
  refused?: { text: Text; code: string };
  /** They said that they decide later. */
  later?: boolean;
  /** What they began to write. */
  own?: string;
  /** The button that the mail's link was about. */
  answer?: string | undefined;
};

/** The page of a link, for its own person. */
export function drawLinked(reader: Reader, view: View): Drawn {
  const { linked, state, card, refused } = view;
  const { language } = reader;
  const say = sayIn(language);
  const { zone, now } = linked;
  const values = {
    network: card?.title ?? linked.network,
    name: linked.name.split(/\s+/u)[0] ?? linked.name,
    at: moment(linked.expiresAt, { language, zone, now }),
  };
  const look = card?.look ?? usualLook;
  const foot = html`<p class="foot">${say("foot", values)}</p>`;
  const alert = refused === undefined ? null : html`<p class="said" role="alert">${say(refused.text)}</p>`;
  const sky = (title: string, lead: string, wire: "moving" | "done" | null, dock: Markup | null): Drawn =>
    document(
      reader,
      title,
      html`<main>
          ${alert}
          <div class="sky">
            ${wire === null ? null : drawWire(linked, card, wire)}
            <h1>${title}</h1>
            <p class="lead">${lead}</p>
          </div>
          ${foot}
        </main>
        ${dock === null ? null : html`<footer class="dock"><div>${dock}</div></footer>`}`,
      look.link,
    );
  // The page itself, and not the answer that it may be: that was sent once.
  const again = (seconds: number): string => `${seconds}; url=${view.path}`;
  const act = (name: string, label: Word, tone: string) =>
    html`<form method="post" action="${view.path}/${name}">
      <input type="hidden" name="ticket" value="${view.ticket}" /><button class="${tone}">${say(label)}</button>
    </form>`;
  const to = (href: string, label: Word) => html`<a class="button edge" href="${href}">${say(label, values)}</a>`;

  if (state === "waits" && view.later === true)
    return sky(say("kept"), say("keptLead", values), null, to(view.path, "look"));
  if (state === "waits") {
    const part = firstPart(postOfRow(linked));
    const way = refused?.code === "charter" ? html`<p class="lead"><a href="/charter">${say("charter")}</a></p>` : null;
    const title = `${linked.title || linked.account} · ${values.network}`;
    // The post says itself what it is about to whoever sees it.
    const body = html`<form method="post" action="${view.path}/publish">
      <main>
        <h1 class="read">${title}</h1>
        <div class="top">
          ${linked.important ? html`<span class="badge">⚡ ${say("important")}</span>` : html`<b>${linked.company}</b>`}<span
            >${say("until", values)}</span
          >
        </div>
        ${alert}${way} ${drawPost(say, view, part, values)} ${foot}
      </main>
      <div class="dock">
        <div>
          <input type="hidden" name="ticket" value="${view.ticket}" />
          <button class="act">${say("publish")}</button>
          <div class="row">
            <button formaction="${view.path}/later" ${view.answer === "later" ? html` autofocus` : null}>
              ${say("later")}</button
            ><button formaction="${view.path}/no" ${view.answer === "no" ? html` autofocus` : null}>
              ${say("no")}
            </button>
          </div>
        </div>
      </div>
    </form>`;
    return document(reader, title, body, look.link);
  }
  if (state === "leaves") {
    const seconds = Math.max(1, Math.ceil((Date.parse(linked.dueAt) - now) / 1000));
    // What was chosen for later is undone on the person's own page, whenever they like.
    const soon = seconds <= 60;
    const title = soon ? say("leaves", { seconds }) : say("under", values);
    const drawn = sky(
      title,
      soon ? say("leavesLead") : say("underLead", values),
      "moving",
      act("undo", "undo", "edge"),
    );
    return soon ? { ...drawn, refresh: again(seconds + 1) } : drawn;
  }
  if (state === "under")
    return { ...sky(say("under", values), say("underLead", values), "moving", null), refresh: again(5) };
  if (state === "out") {
    const at = linked.publishedAt === null ? "" : moment(linked.publishedAt, { language, zone, now });
    const fresh = linked.publishedAt !== null && now - Date.parse(linked.publishedAt) < 10 * 60_000;
    const title = fresh ? say("out") : say("outAt", { at });
    return sky(title, say("outLead", values), "done", linked.url === null ? null : to(linked.url, "see"));
  }
  if (state === "declined") return sky(say("declined"), say("declinedLead"), null, act("again", "undo", "edge"));
  if (state === "unknown") return sky(say("unknown", values), say("unknownLead"), null, null);
  if (state === "failed") {
    const why = linked.reason === null ? say("failedLead", values) : say(linked.reason);
    return sky(say("failed"), why, null, to("/", "page"));
  }
  if (state === "reconnect")
    return sky(say("reconnect"), say("reconnectLead", values), null, to("/accounts", "accounts"));
  const lead = `${state}Lead` as const;
  return sky(say(state), say(lead, values), null, to("/", "page"));
}

function drawPost(
  say: ReturnType<typeof sayIn>,
  { linked, card, path, own = "" }: View,
  part: Part,
  values: { network: string },
): Markup {
  const medium = (part.media ?? []).find(({ kind }) => kind === "picture") ?? part.card?.picture;
  const text = part.text === "" ? (part.original?.text ?? "") : part.text;
  const painted = text
    .split(/(https?:\/\/\S+|#[\p{L}\p{N}_]+)/gu)
    .map((piece, index) => (index % 2 === 1 ? html`<i>${piece}</i>` : html`${piece}`));
  return html`<article class="post" aria-label="${say("preview", values)}">
    <div class="head">
      ${drawFace(linked.account)}
      <div><b>${linked.account}</b><small>${linked.handle === linked.account ? "" : linked.handle}</small></div>
      ${drawMark(card, "network")}
    </div>
    ${
      part.kind === "repost"
        ? null
        : html`<details class="own" ${own === "" ? null : html` open`}>
            <summary>${say("own")}</summary>
            <textarea name="own" maxlength="600" rows="2" aria-label="${say("ownLabel")}">${own}</textarea>
          </details>`
    }
    ${raw('<p class="words">')}${painted}${raw("</p>")}
    ${medium === undefined ? null : html`<img src="${path}/pictures/${medium.id}" alt="${medium.alt ?? say("picture")}" width="${medium.width ?? 1200}" height="${medium.height ?? 675}" />`}
    ${part.card === undefined ? null : html`<div class="card"><b>${part.card.title}</b><small>${hostOf(part.card.url)}</small></div>`}
  </article>`;
}

const initialOf = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? "?";
const drawFace = (name: string): Markup =>
  html`<svg class="face" viewBox="0 0 44 44" aria-hidden="true">
    <text x="22" y="29" text-anchor="middle" font-size="19" font-weight="620">${initialOf(name)}</text>
  </svg>`;

/** A network's mark is part of the program, and no data. Its thin light edge is what shows a black one in the dark. */
const inMark = (card: Card | undefined): Markup =>
  html`<rect
      x="-4.5"
      y="-4.5"
      width="33"
      height="33"
      rx="7.5"
      fill="${card?.colour ?? "#4a5a69"}"
      stroke="#fff"
      stroke-opacity=".24"
    />
    <g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
      ${raw(card?.mark ?? '<circle cx="12" cy="12" r="8"/>')}
    </g>`;
const drawMark = (card: Card | undefined, name: string): Markup =>
  html`<svg class="${name}" viewBox="-5 -5 34 34" role="img" aria-label="${card?.title ?? ""}">${inMark(card)}</svg>`;

/** From the person to the network: what leaves is on its way. */
function drawWire(linked: Linked, card: Card | undefined, state: "moving" | "done"): Markup {
  const line = "M52 60 C 100 10, 150 95, 206 55";
  return html`<svg class="wire ${state === "moving" ? "moving" : "there"}" viewBox="0 0 260 110" aria-hidden="true">
    <path class="way" d="${line}" />
    <path class="${state === "moving" ? "gone" : "gone all"}" pathLength="100" d="${line}" />
    <g transform="translate(4 34)">
      <circle cx="24" cy="24" r="24" />
      <text x="24" y="31" text-anchor="middle" font-size="20" font-weight="620" fill="#fff">
        ${initialOf(linked.account)}
      </text>
    </g>
    <svg x="208" y="30" width="48" height="48" viewBox="-5 -5 34 34">${inMark(card)}</svg>
  </svg>`;
}

const hostOf = (link: string): string => (URL.canParse(link) ? new URL(link).host.replace(/^www\./u, "") : link);

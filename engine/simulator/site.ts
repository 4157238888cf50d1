import { html, page, preferredLanguage, type Markup } from "../markup.ts";
import type { DemoPerson, SimulatorReply, SimulatorRequest } from "../simulator.ts";
import type { Language, Text } from "../text.ts";
import type { Kept, Posts } from "./posts.ts";
import type { Shelf, ShownMedium } from "./shelf.ts";

/** One post as a reader sees it. `at` in milliseconds since the epoch. */
export type Shown = {
  id: string;
  text: string;
  at: number;
  person: DemoPerson;
  media?: readonly ShownMedium[];
  /** What its words wait behind, and who sees it where that is not everybody. */
  warning?: string | undefined;
  visibility?: string | undefined;
  /** What it passes on. */
  of?: Shown;
};
export type Site = { base: string; people: readonly DemoPerson[]; language: Language };

/** How one network's pages differ from another's. */
export type SiteManner = {
  stylesheet: string;
  header: (site: Site) => Markup;
  article: (site: Site, post: Shown, large: boolean) => Markup;
  /** Stands for anybody's handle in the path of a post. */
  anybody?: string;
  /** Its posts' pictures are where those who posted them say. */
  pictures?: "anywhere";
  /** A handle as people write it: `@lea`. */
  handle: (handle: string) => string;
  /** The path of a person's page or, with a second group, of a post: `/lea/status/1`. Group 1 is the handle, 2 the id. */
  path: RegExp;
  titles: {
    plain: (title: string) => string;
    profile: (person: DemoPerson) => string;
    post: (post: Shown) => string;
  };
};

export const words = {
  home: { en: "Home", fr: "Accueil" },
  reposted: { en: "passed on by", fr: "repartagé par" },
  simulated: { en: "simulated network", fr: "réseau simulé" },
  missing: { en: "This page isn’t here.", fr: "Cette page n’existe pas." },
  empty: {
    en: "Nothing here yet. What Relaymap publishes will appear on this page.",
    fr: "Rien pour l’instant. Ce que Relaymap publie apparaîtra sur cette page.",
  },
} satisfies Record<string, Text>;

/** Posts on one page, at most. */
const most = 100;

export type Place<Entry extends Kept> = {
  base: string;
  people: readonly DemoPerson[];
  posts: Posts<Entry>;
  /** The media that its posts show, where the network has any. */
  shelf?: Shelf;
};

/** The pages of a simulated network as its readers see them: everybody's posts, a person's, one post. */
export function createSite<
  Entry extends Kept &
    Pick<Shown, "text" | "warning" | "visibility"> & {
      media?: readonly string[] | undefined;
      /** Elsewhere, by their addresses. */ pictures?: readonly { url: string; alt: string }[] | undefined;
      of?: string | undefined;
    },
>(manner: SiteManner, { base, people, posts, shelf }: Place<Entry>): (request: SimulatorRequest) => SimulatorReply {
  const shownOf = (
    { id, text, at, media, pictures = [], of, warning, visibility }: Entry,
    person: DemoPerson,
  ): Shown => {
    const placed = pictures.map((picture) => ({ ...picture, video: false }));
    const passed = of === undefined ? null : posts.find(of);
    // What is passed on may be somebody's whom nobody here is.
    const whose = (who: string) => people.find((each) => each.handle === who) ?? { handle: who, name: who, about: "" };
    return {
      ...{ id, text, at, person, warning, visibility, media: shelf?.shown(base, media) ?? placed },
      ...(passed === null ? {} : { of: shownOf(passed, whose(passed.handle)) }),
    };
  };
  const show = (entry: Entry): Shown[] => {
    const person = people.find((each) => each.handle === entry.handle);
    return person === undefined ? [] : [shownOf(entry, person)];
  };
  const newest = (entries: readonly Entry[]) => entries.slice(-most).toReversed().flatMap(show);

  return ({ path, headers, query }) => {
    const file = shelf?.serve({ path }) ?? null;
    if (file !== null) return file;
    if (path === "/style.css")
      return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: manner.stylesheet };
    const site = { base, people, language: preferredLanguage(headers["accept-language"]) };
    if (path === "/" || path === "/home") return home(manner, site, newest(posts.all()));
    if (path === "/search") return search(manner, site, newest(posts.all()), query.get("q") ?? "");
    const [, handle = "", id] = manner.path.exec(path) ?? [];
    const own = handle === manner.anybody ? (posts.find(id ?? "")?.handle ?? "") : handle.toLowerCase();
    const person = people.find((each) => each.handle === own);
    if (person === undefined) return missing(manner, site);
    if (id === undefined) return profile(manner, site, person, newest(posts.of(person.handle)));
    const post = posts.find(id);
    const [shown] = post?.handle === person.handle ? show(post) : [];
    return shown === undefined
      ? missing(manner, site)
      : frame(manner, site, manner.titles.post(shown), manner.article(site, shown, true));
  };
}

function home(manner: SiteManner, site: Site, posts: Shown[]): SimulatorReply {
  return frame(manner, site, manner.titles.plain(words.home[site.language]), list(manner, site, posts));
}

function profile(manner: SiteManner, site: Site, person: DemoPerson, posts: Shown[]): SimulatorReply {
  const body = html`<section class="profile">
      ${avatar(site.people.indexOf(person), person.name)}
      <h1>${person.name}</h1>
      <p class="quiet">${manner.handle(person.handle)}</p>
      <p>${person.about}</p>
    </section>
    ${list(manner, site, posts)}`;
  return frame(manner, site, manner.titles.profile(person), body);
}

/** What was posted with these words: where a post has no address of its own. */
function search(manner: SiteManner, site: Site, posts: Shown[], words: string): SimulatorReply {
  const found = posts.filter(({ text }) => text.split(/\s+/u).includes(words));
  return frame(manner, site, manner.titles.plain(words), list(manner, site, found));
}

function missing(manner: SiteManner, site: Site): SimulatorReply {
  const body = html`<p class="empty">${words.missing[site.language]}</p>`;
  return { ...frame(manner, site, manner.titles.plain("404"), body), status: 404 };
}

function list(manner: SiteManner, site: Site, posts: Shown[]): Markup {
  const empty = posts.length === 0 ? html`<p class="empty">${words.empty[site.language]}</p>` : null;
  return html`${posts.map((post) => manner.article(site, post, false))}${empty}`;
}

function frame(manner: SiteManner, site: Site, title: string, body: Markup): SimulatorReply {
  const content = html`<div class="column">
    <header>${manner.header(site)} <span class="tag">${words.simulated[site.language]}</span></header>
    <main>${body}</main>
  </div>`;
  const { pictures = "here" } = manner;
  return page({ title, stylesheet: `${site.base}/style.css`, body: content, language: site.language, pictures });
}

/** When a post was made, to the minute. `at` in milliseconds since the epoch. */
export function stamp(at: number): Markup {
  const when = new Date(at).toISOString();
  return html`<time datetime="${when}">${when.slice(0, 16).replace("T", " ")} UTC</time>`;
}

/** Addresses become links; everything else is text. */
export function linked(text: string): Markup[] {
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

/** A person's initials on one of five colours (`c0` to `c4` in the stylesheet), by their place among the people. */
export function avatar(place: number, name: string): Markup {
  const letters = name
    .split(" ")
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join("");
  return html`<span class="avatar c${place % 5}" aria-hidden="true">${letters}</span>`;
}

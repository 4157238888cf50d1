import { html, type Markup, page, preferredLanguage } from "#engine/markup.ts";
import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { avatar, createSite, type Shown, type Site, type SiteManner, stamp, words } from "#engine/simulator/site.ts";
import type { Embed, PostRecord } from "./lexicon.ts";
import { idOf, type ReadPost, type Reader } from "./reader.ts";
import type { Repository } from "./repository.ts";
import { didOf, domain, findResident, handleOf } from "./resident.ts";
import type { Sessions } from "./sessions.ts";
import { stylesheet } from "./style.ts";
import { readUri } from "./wire.ts";

type Tools = { stage: Stage; repository: Repository; reader: Reader; sessions: Sessions };
type Listed = Pick<ReadPost, "id" | "handle" | "text" | "at"> & { of?: string };
type External = Extract<Embed, { $type: "app.bsky.embed.external" }>["external"];
type Film = Extract<Embed, { $type: "app.bsky.embed.video" }>;
type Pictures = Extract<Embed, { $type: "app.bsky.embed.images" }>["images"];

/** What readers see: everybody's posts, a person's, one with its answers; and where people find their app passwords. */
export function createPages(tools: Tools): (request: SimulatorRequest) => SimulatorReply {
  const { stage, reader, repository } = tools;
  const withReposts = (handle?: string) =>
    [...(handle === undefined ? reader.all() : reader.of(handle)), ...reader.reposts(handle)].sort(
      (a, b) => a.at - b.at,
    );
  const posts = { all: () => withReposts(), of: withReposts, find: reader.find };
  const site = createSite<Listed>(mannerOf(tools), { base: stage.base, people: stage.people, posts });

  return (request) => {
    const { path } = request;
    const picture = /^\/(?:img|film)\/([^/]+)\/([a-z0-9]+)$/u.exec(path);
    if (picture !== null) return showPicture(picture[1] ?? "", picture[2] ?? "");
    if (path === "/settings/app-passwords") return appPasswords(tools, request);
    // People are named by handle or DID, as they may be; the pages know them by their first name here.
    const [, who = "", rkey] = /^\/profile\/([^/]+)(?:\/post\/([^/]+))?$/u.exec(path) ?? [];
    const person = findResident(stage.people, decodeURIComponent(who));
    if (person === null) return site(request);
    const id = rkey === undefined ? "" : `/${idOf({ handle: person.handle, rkey })}`;
    return site({ ...request, path: `/${person.handle}${id}` });
  };

  function showPicture(did: string, cid: string): SimulatorReply {
    const person = findResident(stage.people, did);
    const blob = person === null ? null : repository.blob(person.handle, cid);
    if (blob === null || !/^(?:image\/(?:png|jpeg|webp|gif)|video\/mp4)$/u.test(blob.type))
      return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };
    const headers = {
      "content-type": blob.type,
      "x-content-type-options": "nosniff",
      "cache-control": "max-age=86400",
    };
    return { status: 200, headers, body: blob.bytes };
  }
}

function mannerOf({ stage, reader }: Tools): SiteManner {
  return {
    stylesheet,
    header: (site) =>
      html`<a href="${site.base}/home"><b>${domain}</b></a>
        <a class="settings" href="${site.base}/settings/app-passwords">${titles.passwords[site.language]}</a>`,
    handle: (handle) => `@${handle.replaceAll("_", "-")}.${domain}`,
    path: /^\/([a-z0-9_]+)(?:\/([a-z0-9_]+\.[a-z0-9]+))?$/u,
    titles: {
      plain: (title) => `${title} — ${domain}`,
      profile: (person) => `${person.name} (@${handleOf(person)}) — ${domain}`,
      post: ({ person, text }) => `${person.name}: “${text.slice(0, 60)}” — ${domain}`,
    },
    article: (site, shown, large) => {
      const { of, person, at } = shown;
      if (of !== undefined)
        return html`<p class="repost">⇄ ${words.reposted[site.language]} <b>${person.name}</b> · ${stamp(at)}</p>
          ${passed(site, reader, of)}`;
      const post = reader.find(shown.id);
      if (post === null) return html``;
      const answers = large ? reader.answers(post).flatMap((answer) => shownOf(stage, answer)) : [];
      return html`${article(site, reader, shown, post, large)}${answers.map(([answer, read]) =>
        article(site, reader, answer, read, false),
      )}`;
    },
  };
}

function passed(site: Site, reader: Reader, of: Shown): Markup {
  const post = reader.find(of.id);
  return post === null ? html`` : article(site, reader, of, post, false);
}

function shownOf({ people }: Stage, read: ReadPost): [Shown, ReadPost][] {
  const person = people.find(({ handle }) => handle === read.handle);
  return person === undefined ? [] : [[{ id: read.id, text: read.text, at: read.at, person }, read]];
}

function article(site: Site, reader: Reader, { person, at }: Shown, post: ReadPost, large: boolean): Markup {
  const profile = `${site.base}/profile/${didOf(person.handle)}`;
  const { record } = post;
  const answered = record.reply === undefined ? null : addressOf(site, record.reply.parent.uri);
  return html`<article class="${large ? "large" : ""}" lang="${record.langs?.[0] ?? ""}">
    ${avatar(site.people.indexOf(person), person.name)}
    <div class="who">
      <a href="${profile}"><b>${person.name}</b></a> <small>@${handleOf(person)}</small>
      <a href="${profile}/post/${post.stored.rkey}">${stamp(at)}</a>
    </div>
    <div class="body">
      ${answered === null ? null : html`<a class="up" href="${answered}">${titles.answer[site.language]}</a>`}
      <p class="text">${withFacets(site, record)}</p>
      ${record.embed === undefined ? null : embedded(site, reader, post, record.embed)}
    </div>
  </article>`;
}

/** The text with its facets, by the bytes that they name: nothing else in it becomes a link. */
function withFacets(site: Site, { text, facets = [] }: PostRecord): Markup[] {
  const bytes = Buffer.from(text, "utf8");
  const pieces: Markup[] = [];
  let done = 0;
  for (const { index, features } of facets) {
    const words = bytes.subarray(index.byteStart, index.byteEnd).toString("utf8");
    const target = addressOfFeature(site, features[0]);
    pieces.push(html`${bytes.subarray(done, index.byteStart).toString("utf8")}`);
    pieces.push(target === null ? html`${words}` : html`<a href="${target}" rel="nofollow noreferrer">${words}</a>`);
    done = index.byteEnd;
  }
  return [...pieces, html`${bytes.subarray(done).toString("utf8")}`];
}

type Features = NonNullable<PostRecord["facets"]>[number]["features"];

function addressOfFeature(site: Site, feature: Features[number] | undefined): string | null {
  if (feature?.$type === "app.bsky.richtext.facet#link") return /^https?:\/\//iu.test(feature.uri) ? feature.uri : null;
  if (feature?.$type === "app.bsky.richtext.facet#mention") return `${site.base}/profile/${feature.did}`;
  return feature === undefined ? null : `${site.base}/hashtag/${encodeURIComponent(feature.tag)}`;
}

function embedded(site: Site, reader: Reader, post: ReadPost, embed: Embed): Markup {
  switch (embed.$type) {
    case "app.bsky.embed.images":
      return pictures(site, post, embed.images);
    case "app.bsky.embed.video":
      return film(site, post, embed);
    case "app.bsky.embed.external":
      return linkCard(site, post, embed.external);
    case "app.bsky.embed.record":
      return quote(site, reader, embed.record.uri);
    case "app.bsky.embed.recordWithMedia":
      return html`${embedded(site, reader, post, embed.media)}${embedded(site, reader, post, embed.record)}`;
  }
}

/** Without its ratio a picture stands between black bars. */
function pictures(site: Site, { handle }: ReadPost, images: Pictures): Markup {
  return html`<div class="pictures">
    ${images.map(({ image, alt, aspectRatio }) => {
      const source = `${site.base}/img/${didOf(handle)}/${image.ref.$link}`;
      const shown =
        aspectRatio === undefined
          ? html`<img class="unknown" src="${source}" alt="${alt}" />`
          : html`<img src="${source}" alt="${alt}" width="${aspectRatio.width}" height="${aspectRatio.height}" />`;
      return html`<figure>${shown}${alt === "" ? null : html`<figcaption>${alt}</figcaption>`}</figure>`;
    })}
  </div>`;
}

function film(site: Site, { handle }: ReadPost, { video, alt = "", aspectRatio }: Film): Markup {
  const source = `${site.base}/film/${didOf(handle)}/${video.ref.$link}`;
  const shown =
    aspectRatio === undefined
      ? html`<video class="unknown" src="${source}" controls aria-label="${alt}"></video>`
      : html`<video
          src="${source}"
          controls
          aria-label="${alt}"
          width="${aspectRatio.width}"
          height="${aspectRatio.height}"
        ></video>`;
  return html`<div class="pictures">
    <figure>${shown}${alt === "" ? null : html`<figcaption>${alt}</figcaption>`}</figure>
  </div>`;
}

function linkCard(site: Site, { handle }: ReadPost, { uri, title, description, thumb }: External): Markup {
  const host = URL.parse(uri)?.host ?? "";
  const inside = html`${
      thumb === undefined ? null : html`<img src="${site.base}/img/${didOf(handle)}/${thumb.ref.$link}" alt="" />`
    }
    <div><b>${title}</b><span>${description}</span><span>${host}</span></div>`;
  return /^https?:\/\//iu.test(uri)
    ? html`<a class="link" href="${uri}" rel="nofollow noreferrer">${inside}</a>`
    : html`<div class="link">${inside}</div>`;
}

function quote(site: Site, reader: Reader, uri: string): Markup {
  const place = readUri(uri);
  const person = place === null ? null : findResident(site.people, place.did);
  const post =
    place === null || person === null ? null : reader.find(idOf({ handle: person.handle, rkey: place.rkey }));
  const text = post === null ? titles.gone[site.language] : post.text;
  return html`<div class="quote">
    <b>${person?.name ?? ""}</b>
    <p class="text">${text}</p>
  </div>`;
}

function addressOf(site: Site, uri: string): string | null {
  const place = readUri(uri);
  return place === null ? null : `${site.base}/profile/${place.did}/post/${place.rkey}`;
}

/** The page on which people make app passwords; here everybody has one. */
function appPasswords({ stage, sessions }: Tools, { headers }: SimulatorRequest): SimulatorReply {
  const language = preferredLanguage(headers["accept-language"]);
  const rows = stage.people.map(
    (person) =>
      html`<tr>
        <td>${person.name}</td>
        <td><code>${handleOf(person)}</code></td>
        <td><code>${sessions.password(person.handle)}</code></td>
      </tr>`,
  );
  const body = html`<div class="column">
    <header>
      <a href="${stage.base}/home"><b>${domain}</b></a> <span class="tag">${words.simulated[language]}</span>
    </header>
    <main class="passwords">
      <h1>${titles.passwords[language]}</h1>
      <p>${titles.about[language]}</p>
      <table>
        ${rows}
      </table>
    </main>
  </div>`;
  return page({ title: titles.passwords[language], stylesheet: `${stage.base}/style.css`, body, language });
}

const titles = {
  passwords: { en: "App passwords", fr: "Mots de passe d’application" },
  about: {
    en: "Everybody here has one for Relaymap. At the real Bluesky each person makes their own on this page.",
    fr: "Ici, chacun en a un pour Relaymap. Chez le vrai Bluesky, chaque personne crée le sien sur cette page.",
  },
  answer: { en: "Replying", fr: "En réponse" },
  gone: { en: "This post is gone.", fr: "Cette publication n’existe plus." },
};

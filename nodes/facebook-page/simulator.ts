import { preferredLanguage } from "#engine/markup.ts";
import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { card } from "./card.ts";
import { createFeed } from "./simulated/feed.ts";
import { createGraph, enteredToken } from "./simulated/graph.ts";
import { createLogin } from "./simulated/login.ts";
import { mainPage, managedBy, type Page } from "./simulated/pages.ts";
import { shareDialog } from "./simulated/share.ts";
import { home, missingPage, picture, publicPage } from "./simulated/site.ts";
import { stylesheet } from "./simulated/style.ts";
import { createPhotos } from "./simulated/photos.ts";
import { createTokens } from "./simulated/tokens.ts";
import { createTroubles } from "./simulated/troubles.ts";
import { createVideos } from "./simulated/videos.ts";

/** What only the Graph API has: asked without a token it is refused, and shows no page. */
const apiPath = /^\/(?:me(?:\/|$)|oauth\/|debug_token$|[^/]+\/(?:posts|feed|photos|videos)$)/u;

/** Facebook as NETWORKS.md and PITFALLS.md record it: the login dialog, the Graph API, and pages as a visitor sees them. */
export const simulator: Simulator = {
  name: card.name,
  maxBody: 5_000_000,
  create: (stage) => {
    const pages = (): Page[] => {
      const all = stage.people.flatMap(({ handle }) => managedBy(handle, troubles.weather().crowd));
      return [...new Map([mainPage, ...all.map(({ page }) => page)].map((page) => [page.id, page])).values()];
    };
    const pageOf = (name: string): Page | null =>
      pages().find(({ id, username }) => id === name || username === name.toLowerCase()) ?? null;
    const tokens = createTokens(stage);
    const feed = createFeed(stage);
    const photos = createPhotos(stage);
    const troubles = createTroubles(stage, pages);
    const login = createLogin({ stage, tokens, crowd: () => troubles.weather().crowd });
    const videos = createVideos(stage, feed, photos);
    const graph = createGraph({ stage, tokens, feed, photos, videos, troubles, pageOf });
    const first = (handle: string): Page => managedBy(handle)[0]!.page;
    const seen = (page: Page) => feed.of(page.id).filter((post) => !post.hidden && videos.shows(post));

    function site(request: SimulatorRequest, path: string): SimulatorReply {
      const file = photos.shelf.serve({ path });
      if (file !== null) return file;
      const view = {
        base: stage.base,
        shelf: photos.shelf,
        language: preferredLanguage(request.headers["accept-language"]),
      };
      if (path === "/sharer/sharer.php") return shareDialog(view, request);
      if (path === "/" || path === "/home")
        return home(
          view,
          pages().map((page) => ({ page, posts: seen(page) })),
        );
      const drawn = /^\/picture\/(\d+)\.svg$/u.exec(path)?.[1];
      const shown = drawn === undefined ? null : pageOf(drawn);
      if (shown !== null) return picture(shown);
      // `/atelier.lumen`, `/atelier.lumen/posts/7` and `/123_7`, from which Facebook leads on.
      const [, name = "", id] = /^\/([^/_]+)(?:(?:\/posts\/|\/videos\/|_)(\d+)\/?)?$/u.exec(path) ?? [];
      const page = name === "" ? null : pageOf(name);
      if (page === null) return missingPage(view);
      if (id === undefined) return publicPage(view, page, seen(page));
      const found = seen(page).filter((post) => post.id === id || post.video === id);
      return found.length === 0 ? missingPage(view) : publicPage(view, page, found);
    }

    return {
      server: "",
      authority: { issue: tokens.issue, end: tokens.end },
      demoPage: { page: mainPage.username, token: enteredToken },
      posts: () =>
        feed
          .written()
          .filter((post) => !videos.failed(post))
          .map(({ id, page, message, at }) => {
            return { id, handle: pageOf(page)?.username ?? page, text: message, at, key: null };
          }),
      identity: (handle) => {
        const { id, username, name } = first(handle);
        return {
          remoteId: id,
          handle: username,
          name,
          avatar: null,
          url: `${stage.base}/${username}`,
        };
      },
      handle: (request) => {
        // Videos have a host of their own, which stands below this one here.
        const path = request.path.replace(/^(?:\/video)?(?:\/v\d+\.\d+)?(?=\/)/u, "");
        if (path === "/style.css")
          return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: stylesheet };
        if (path === "/dialog/oauth") return login.dialog(request);
        if (path === "/oauth/access_token") return login.exchange(request);
        if (path === "/troubles") return troubles.serve(request);
        const token =
          /^(?:Bearer|OAuth) (\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1] ??
          request.query.get("access_token");
        return token !== null || apiPath.test(path) ? graph(request, path, token) : site(request, path);
      },
    };
  },
};

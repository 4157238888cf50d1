import { preferredLanguage } from "#engine/markup.ts";
import { createShelf, Shelved } from "#engine/simulator/shelf.ts";
import type { Simulator } from "#engine/simulator.ts";
import { card } from "./card.ts";
import { createLogin } from "./simulated/login.ts";
import { mayPost, memberId, pagesFor } from "./simulated/people.ts";
import { createFeed } from "./simulated/posts.ts";
import { createRest } from "./simulated/rest.ts";
import { site, stylesheet } from "./simulated/site.ts";

/** LinkedIn as NETWORKS.md and PITFALLS.md record it: two apps, the versioned API, little text that cuts, and posts as readers see them. */
export const simulator: Simulator = {
  name: card.name,
  maxBody: 6_000_000,
  create: (stage) => {
    const login = createLogin(stage);
    const posts = createFeed(stage);
    const shelf = createShelf();
    const shelves = stage.journal<Shelved>("media", {
      parse: (value) => Shelved.parse(value),
      replay: shelf.replay,
      snapshot: shelf.snapshot,
    });
    const pages = pagesFor(stage.people);
    const rest = createRest({ stage, posts, shelf, shelves, pages });
    return {
      server: "",
      authority: { issue: login.issue, end: login.end },
      posts: () =>
        posts.accepted().map(({ kind, id, handle, text, at, parent }) => ({
          ...{ id, handle, text, at, key: null },
          ...(kind === "post" && parent !== null ? { of: parent } : {}),
        })),
      identity: (handle, kind = "person") => {
        const name = stage.people.find((each) => each.handle === handle)?.name ?? handle;
        const page = pages.find((each) => mayPost(each, handle));
        if (kind !== "page" || page === undefined)
          return { remoteId: memberId(handle), handle: name, name, avatar: null, url: null };
        const url = `${stage.base}/company/${page.vanity}`;
        return { remoteId: page.id, handle: page.vanity, name: page.name, avatar: null, url };
      },
      handle: (request) => {
        const { path } = request;
        if (path === "/style.css")
          return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: stylesheet };
        if (path === "/oauth/v2/authorization") return login.authorize(request);
        if (path === "/oauth/v2/accessToken") return login.exchange(request);
        if (path === "/oauth/v2/revoke") return login.revoke(request);
        if (/^\/(?:rest|v2|dms-uploads)\//u.test(path)) return rest(request, login.bearer(request));
        const language = preferredLanguage(request.headers["accept-language"]);
        return (
          shelf.serve({ path }) ?? site({ base: stage.base, language, people: stage.people, pages, posts, shelf }, path)
        );
      },
    };
  },
};

import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { writeLittle } from "../text.ts";
import type { Bearer } from "./login.ts";
import { mayPost, type Page } from "./people.ts";
import { type Post, type Posts, urnOf } from "./posts.ts";
import type { Replies } from "./videos.ts";

type Tools = Pick<Replies, "json" | "fail"> & {
  posts: Posts;
  pages: readonly Page[];
  /** How a post stands. */
  lifeOf: (post: Post) => string;
  isVideo: (id: string) => boolean;
};

/** The URNs of `List(…)`, as Rest.li writes several at once; null where it is none. */
export function urnsIn(list: string | null): string[] | null {
  const inner = /^List\((.+)\)$/u.exec(list ?? "")?.[1];
  return inner === undefined ? null : inner.split(",");
}

/** An answer to several things asked for at once: those there are, and a 404 for each other. */
export function batchOf(urns: readonly string[], find: (urn: string) => object | null) {
  const found = urns.map((urn) => [urn, find(urn)] as const);
  const missing = found.filter(([, one]) => one === null).map(([urn]) => urn);
  return {
    results: Object.fromEntries(found.filter(([, one]) => one !== null)),
    statuses: Object.fromEntries(missing.map((urn) => [urn, 404])),
    errors: Object.fromEntries(
      missing.map((urn) => [urn, { message: `Could not find entity ${urn}`, status: 404, code: "NOT_FOUND" }]),
    ),
  };
}

/** A post's words as LinkedIn gives them back: each live hashtag is a template. */
const givenBack = (text: string): string =>
  writeLittle(text).replace(/(?<!\\)#((?:[\p{L}\p{N}]|\\_)+)/gu, (_, tag: string) => `{hashtag|\\#|${tag}}`);

/** A page's posts, for whoever has a role on it; a member's are nobody's to read. */
export function createListing({ posts, pages, lifeOf, isVideo, json, fail }: Tools) {
  const mayRead = ({ handle, scopes }: Bearer, author: string): boolean => {
    const page = pages.find(({ id }) => author === `urn:li:organization:${id}`);
    return page !== undefined && scopes.includes("r_organization_social") && mayPost(page, handle);
  };
  const shown = (post: Post) => ({
    id: urnOf(post),
    author: post.handle,
    commentary: givenBack(post.text),
    createdAt: post.at,
    publishedAt: post.at,
    lastModifiedAt: Math.max(post.at, post.edited),
    lifecycleState: lifeOf(post),
    visibility: "PUBLIC",
    distribution: { feedDistribution: "MAIN_FEED", targetEntities: [], thirdPartyDistributionChannels: [] },
    ...(post.parent === null ? {} : { reshareContext: { parent: post.parent } }),
    ...contentOf(post),
  });
  function contentOf({ article, media }: Post): object {
    if (article !== null) return { content: { article } };
    const all = media.map((id) => ({ id: `urn:li:${isVideo(id) ? "video" : "image"}:${id}` }));
    if (all.length === 0) return {};
    return { content: all.length === 1 ? { media: all[0] } : { multiImage: { images: all } } };
  }

  return {
    shown,
    mayRead,
    list: ({ query, headers }: SimulatorRequest, bearer: Bearer): SimulatorReply => {
      if (headers["x-restli-method"] !== "FINDER" || query.get("q") !== "author")
        return fail(400, "Invalid query parameters passed to request");
      const author = query.get("author") ?? "";
      if (!mayRead(bearer, author))
        return fail(403, "Not enough permissions to access: partnerApiPostsExternal.FINDER-author");
      const [start, count] = [Number(query.get("start") ?? "0"), Math.min(100, Number(query.get("count") ?? "10"))];
      const all = posts.of(author).toSorted((a, b) => Math.max(b.at, b.edited) - Math.max(a.at, a.edited));
      const elements = all.slice(start, start + count).map(shown);
      return json(200, { elements, paging: { start, count, total: all.length, links: [] } });
    },
    /** Several by their URNs. What this person may not read is told as not found, as LinkedIn tells it. */
    several: ({ query, headers }: SimulatorRequest, bearer: Bearer): SimulatorReply => {
      const urns = urnsIn(query.get("ids"));
      if (urns === null || headers["x-restli-method"] !== "BATCH_GET" || urns.length > 100)
        return fail(400, "Invalid query parameters passed to request");
      if (!bearer.scopes.includes("r_organization_social"))
        return fail(403, "Not enough permissions to access: posts.BATCH_GET");
      return json(
        200,
        batchOf(urns, (urn) => {
          const post = posts.find(urn);
          return post === null || !mayRead(bearer, post.handle) ? null : shown(post);
        }),
      );
    },
  };
}

import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { writeLittle } from "../text.ts";
import type { Bearer } from "./login.ts";
import { mayPost, type Page } from "./people.ts";
import type { Post, Posts } from "./posts.ts";
import type { Replies } from "./videos.ts";

type Tools = Pick<Replies, "json" | "fail"> & {
  posts: Posts;
  pages: readonly Page[];
  /** How a post stands. */
  lifeOf: (post: Post) => string;
};

/** A page's posts, for whoever has a role on it; a member's are nobody's to read. */
export const createListing =
  ({ posts, pages, lifeOf, json, fail }: Tools) =>
  ({ query, headers }: SimulatorRequest, { handle, scopes }: Bearer): SimulatorReply => {
    if (headers["x-restli-method"] !== "FINDER" || query.get("q") !== "author")
      return fail(400, "Invalid query parameters passed to request");
    const author = query.get("author") ?? "";
    const page = pages.find(({ id }) => author === `urn:li:organization:${id}`);
    if (page === undefined || !scopes.includes("r_organization_social") || !mayPost(page, handle))
      return fail(403, "Not enough permissions to access: partnerApiPostsExternal.FINDER-author");
    const [start, count] = [Number(query.get("start") ?? "0"), Math.min(100, Number(query.get("count") ?? "10"))];
    const all = posts.of(author).toSorted((a, b) => b.at - a.at);
    const elements = all.slice(start, start + count).map((post) => ({
      id: `urn:li:share:${post.id}`,
      author,
      commentary: writeLittle(post.text),
      createdAt: post.at,
      publishedAt: post.at,
      lastModifiedAt: post.at,
      lifecycleState: lifeOf(post),
      ...(post.article === null ? {} : { content: { article: post.article } }),
    }));
    return json(200, { elements, paging: { start, count, total: all.length, links: [] } });
  };

import { followersOf, reactionsTo } from "#engine/simulator/crowd.ts";
import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { urnsIn } from "./listing.ts";
import type { Bearer } from "./login.ts";
import type { Page } from "./people.ts";
import { type Posts, urnOf } from "./posts.ts";
import type { Replies } from "./videos.ts";

type Tools = Pick<Replies, "json" | "fail"> & { posts: Posts; pages: readonly Page[]; now: () => number };

/** What a page's administrators are told in numbers: of its posts, each kind under its own name, and how many follow it. */
export function createStatistics({ posts, pages, now, json, fail }: Tools) {
  const administers = (page: Page | undefined, { handle, scopes }: Bearer): boolean =>
    page !== undefined && scopes.includes("rw_organization_admin") && page.roles[handle] === "ADMINISTRATOR";
  const pageOf = (urn: string): Page | undefined => pages.find(({ id }) => urn === `urn:li:organization:${id}`);

  function ofPosts({ query }: SimulatorRequest, bearer: Bearer): SimulatorReply {
    const author = query.get("organizationalEntity") ?? "";
    const asked = [...query.keys()].filter((name) => !["q", "organizationalEntity"].includes(name));
    if (query.get("q") !== "organizationalEntity" || asked.some((name) => name !== "shares" && name !== "ugcPosts"))
      return fail(400, "Invalid query parameters passed to request");
    if (!administers(pageOf(author), bearer))
      return fail(403, "Not enough permissions to access: organizationalEntityShareStatistics.FINDER");
    const elements = asked.flatMap((name) => {
      const [kind, field] = name === "shares" ? ["share", "share"] : ["ugcPost", "ugcPost"];
      return (urnsIn(query.get(name)) ?? []).flatMap((urn) => {
        const post = posts.find(urn);
        // Asked for under the other kind's name there is nothing; nor is there of a post that nobody has seen yet.
        if (post === null || post.handle !== author || !urn.startsWith(`urn:li:${kind}:`)) return [];
        const { likes, reposts, replies, views } = reactionsTo(post.id, now() - post.at);
        if (views === 0) return [];
        return [
          {
            [field!]: urnOf(post),
            organizationalEntity: author,
            totalShareStatistics: {
              uniqueImpressionsCount: Math.ceil(views * 0.8),
              impressionCount: views,
              clickCount: Math.floor(views / 20),
              engagement: 0.04,
              likeCount: likes,
              commentCount: replies,
              shareCount: reposts,
            },
          },
        ];
      });
    });
    return json(200, { elements, paging: { start: 0, count: 10, links: [] } });
  }

  /** null: asked for something else. */
  return (request: SimulatorRequest, bearer: Bearer): SimulatorReply | null => {
    if (request.path === "/rest/organizationalEntityShareStatistics") return ofPosts(request, bearer);
    const urn = /^\/rest\/networkSizes\/([^/]+)$/u.exec(decodeURIComponent(request.path))?.[1];
    if (urn === undefined) return null;
    if (request.query.get("edgeType") !== "COMPANY_FOLLOWED_BY_MEMBER")
      return fail(400, "Invalid value for field edgeType");
    const page = pageOf(urn);
    if (page === undefined) return fail(404, `Could not find entity ${urn}`);
    return bearer.scopes.includes("rw_organization_admin")
      ? json(200, { firstDegreeSize: followersOf(page.vanity) })
      : fail(403, "Not enough permissions to access: networkSizes.GET");
  };
}

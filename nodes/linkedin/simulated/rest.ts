import { readJson } from "#engine/json.ts";
import type { Shelf, Shelved } from "#engine/simulator/shelf.ts";
import type { Journal, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { mentionsOf, readLittle } from "../text.ts";
import { card } from "../card.ts";
import { createImages } from "./images.ts";
import { NewComment, NewPost, Patch } from "./bodies.ts";
import { createFiles } from "./files.ts";
import { createListing } from "./listing.ts";
import type { Bearer } from "./login.ts";
import { createOrganisations } from "./organisations.ts";
import { mayPost, memberId, type Page } from "./people.ts";
import { type Post, type Posts, urnOf } from "./posts.ts";
import { createStatistics } from "./statistics.ts";
import { createVideos, type Replies } from "./videos.ts";

/** Calls of a member in a day. */
const usual = { calls: 500, seconds: 86_400 };
/** The oldest version that is still spoken. */
const oldest = "202501";

export type RestTools = {
  stage: Stage;
  posts: Posts;
  shelf: Shelf;
  shelves: Journal<Shelved>;
  pages: readonly Page[];
};

const json = (status: number, body: unknown, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const fail = (status: number, message: string, more: object = {}): SimulatorReply =>
  json(status, { message, status, ...more });
const input = (code: string, description: string): SimulatorReply =>
  fail(422, description, {
    errorDetails: { inputErrors: [{ code, description, input: { inputPath: { fieldPath: "" } } }] },
  });

/** LinkedIn's API, versioned and not. */
export function createRest({ stage, posts, shelf, shelves, pages }: RestTools) {
  let last = 0n;
  /** Above 2^53, and later ones are larger. */
  const nextId = (): string => {
    const made = BigInt(stage.now()) << 12n;
    last = made > last ? made : last + 1n;
    return String(last);
  };
  const organisations = createOrganisations(pages, { json, fail });
  const videos = createVideos(stage, shelf, shelves, nextId);
  const images = createImages(stage, shelf, shelves, nextId);
  const repliesFor = (bearer: Bearer): Replies => ({ json, fail, barred: (author) => barred(bearer, author) });

  /** Why a bearer may not speak for an author; null where they may. */
  function barred({ handle, scopes }: Bearer, author: string): SimulatorReply | null {
    const organisation = /^urn:li:organization:(\d+)$/u.exec(author)?.[1];
    if (organisation === undefined) {
      if (author !== `urn:li:person:${memberId(handle)}`) return fail(403, "Not enough permissions to access: author");
      return scopes.includes("w_member_social") ? null : fail(403, "Not enough permissions to access: posts.CREATE");
    }
    if (!scopes.includes("w_organization_social"))
      return fail(400, "Organization permissions must be used when using organization as author");
    const page = pages.find(({ id }) => id === organisation);
    return page !== undefined && mayPost(page, handle)
      ? null
      : fail(403, "Not enough permissions to access: partnerApiPostsExternal.CREATE");
  }

  function write(request: SimulatorRequest, bearer: Bearer): SimulatorReply {
    const made = NewPost.safeParse(readJson(request.body));
    if (!made.success) {
      const [issue] = made.error.issues;
      const unknown = issue?.code === "unrecognized_keys";
      return unknown
        ? fail(
            403,
            `Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [/${issue.keys.join(", /")}]`,
          )
        : fail(400, `Field Value validation failed in REQUEST_BODY: /${issue?.path.join("/") ?? ""}`);
    }
    const { author, commentary, content, reshareContext } = made.data;
    const refused = barred(bearer, author);
    if (refused !== null) return refused;
    const text = readLittle(commentary);
    if (text.length > card.limits.text)
      return input("FIELD_LENGTH_TOO_LONG", `commentary exceeded the maximum allowed length of ${card.limits.text}`);
    const images =
      content === undefined
        ? []
        : "media" in content
          ? [content.media]
          : "multiImage" in content
            ? content.multiImage.images
            : [];
    const article = content !== undefined && "article" in content ? content.article : null;
    const parent = reshareContext?.parent ?? null;
    if (text === "" && images.length === 0 && parent === null && article === null)
      return input("MISSING_FIELD", "commentary is missing");
    if (parent !== null && posts.find(parent) === null) return input("INVALID_URN", `parent ${parent} is not found`);
    const named = [...images.map(({ id }) => id), ...(article?.thumbnail === undefined ? [] : [article.thumbnail])];
    const missing = named.find((urn) => shelf.own(author, idIn(urn), stage.now()) === null || !isKind(urn));
    if (missing !== undefined)
      return input("INVALID_MEDIA", `media ${missing} is not owned by the author or does not exist`);
    const twin = posts.twin({ handle: author, text, parent });
    if (twin !== null) return input("DUPLICATE_POST", `Content is a duplicate of ${urnOf(twin)}`);
    for (const { id, altText } of images) {
      const one = shelf.own(author, idIn(id), stage.now())!;
      shelf.keep(shelves, { ...one, alt: altText ?? null });
    }
    const media = images.map(({ id }) => idIn(id));
    const post = posts.write({
      kind: "post",
      handle: author,
      text,
      media,
      article: article ?? null,
      parent,
      mentions: live(commentary),
      ugc: media.some((id) => isVideo(shelf.find(id))),
    });
    return { status: 201, headers: { "x-restli-id": urnOf(post), "x-linkedin-id": urnOf(post) }, body: "" };
  }

  const listing = createListing({ posts, pages, lifeOf, isVideo: (id) => isVideo(shelf.find(id)), json, fail });
  const files = createFiles({ stage, shelf, videos, json, fail });
  const statistics = createStatistics({ posts, pages, now: stage.now, json, fail });
  /** A post with a video is taken at once and shown once the video is done. */
  function lifeOf({ media }: Pick<Post, "media">): string {
    const states = media.flatMap((id) => (isVideo(shelf.find(id)) ? [videos.stateOf(id)?.status ?? ""] : []));
    if (states.includes("PROCESSING_FAILED")) return "PUBLISH_FAILED";
    return states.every((state) => state === "AVAILABLE") ? "PUBLISHED" : "PUBLISH_REQUESTED";
  }
  /** A picture where a video is named, or the other way round, is none. */
  const isKind = (urn: string): boolean => isVideo(shelf.find(idIn(urn))) === urn.startsWith("urn:li:video:");

  /** A name that is not the page's own is shown as mere words. */
  const live = (commentary: string): string[] =>
    mentionsOf(commentary).flatMap(({ text, urn }) =>
      pages.some(({ id, name }) => urn === `urn:li:organization:${id}` && name === text) ? [text] : [],
    );

  function comment(request: SimulatorRequest, bearer: Bearer, urn: string): SimulatorReply {
    const made = NewComment.safeParse(readJson(request.body));
    if (!made.success) return fail(400, "Field Value validation failed in REQUEST_BODY");
    const { actor, object, message } = made.data;
    const refused = barred(bearer, actor);
    if (refused !== null) return refused;
    if (object !== urn || posts.find(urn) === null) return fail(404, `Could not find entity ${urn}`);
    const made2 = posts.write({
      kind: "comment",
      handle: actor,
      text: message.text,
      media: [],
      article: null,
      mentions: [],
      parent: urn,
      ugc: false,
    });
    return json(201, { id: made2.id, object, actor, message }, { "x-restli-id": made2.id });
  }

  /** Of a post that is out its words may be changed, and little else. */
  function edit(request: SimulatorRequest, bearer: Bearer, urn: string): SimulatorReply {
    const asked = Patch.safeParse(readJson(request.body));
    if (!asked.success || request.headers["x-restli-method"] !== "PARTIAL_UPDATE")
      return fail(400, "Field Value validation failed in REQUEST_BODY");
    const post = posts.find(urn);
    if (post === null) return fail(404, `Could not find entity ${urn}`);
    const refused = barred(bearer, post.handle);
    if (refused !== null) return refused;
    posts.edit(post.id, readLittle(asked.data.patch.$set.commentary));
    return { status: 204, body: "" };
  }

  function answer(request: SimulatorRequest, bearer: Bearer): SimulatorReply {
    const { method, path } = request;
    const person = stage.people.find(({ handle }) => handle === bearer.handle);
    if (method === "GET" && path === "/v2/userinfo")
      return bearer.scopes.includes("openid")
        ? json(200, {
            sub: memberId(bearer.handle),
            name: person?.name ?? "",
            locale: { country: "FR", language: "fr" },
          })
        : fail(403, "Not enough permissions to access: userinfo.GET");
    if (method === "GET" && path === "/v2/me") {
      const [localizedFirstName = "", ...rest] = (person?.name ?? "").split(" ");
      return bearer.scopes.includes("r_basicprofile")
        ? json(200, { id: memberId(bearer.handle), localizedFirstName, localizedLastName: rest.join(" ") })
        : fail(403, "Not enough permissions to access: me.GET.NO_VERSION");
    }
    if (!path.startsWith("/rest/")) return fail(404, "No virtual resource found");
    const version = request.headers["linkedin-version"] ?? "";
    if (!/^20\d\d(?:0[1-9]|1[0-2])$/u.test(version) || version < oldest)
      return fail(426, `Requested version ${version}01 is not active`, { code: "NONEXISTENT_VERSION" });
    if (request.headers["x-restli-protocol-version"] !== "2.0.0")
      return fail(400, "X-RestLi-Protocol-Version 2.0.0 is needed");
    if (method === "POST" && path === "/rest/posts") return write(request, bearer);
    if (method === "GET" && path === "/rest/posts")
      return request.query.has("ids") ? listing.several(request, bearer) : listing.list(request, bearer);
    const told = method === "GET" ? (organisations(request, bearer) ?? statistics(request, bearer)) : null;
    if (told !== null) return told;
    const several = method === "GET" ? /^\/rest\/(images|videos)$/u.exec(path)?.[1] : undefined;
    if (several !== undefined) return files.several(several, request);
    if (method === "POST" && path === "/rest/videos") {
      const action = request.query.get("action");
      if (action === "initializeUpload") return videos.begin(request, repliesFor(bearer));
      if (action === "finalizeUpload") return videos.finish(request, repliesFor(bearer));
    }
    if (method === "POST" && path === "/rest/images" && request.query.get("action") === "initializeUpload")
      return images.begin(request, repliesFor(bearer));
    const [, kind, urn = ""] =
      /^\/rest\/(posts|images|videos|socialActions)\/([^/]+)/u.exec(decodeURIComponent(path)) ?? [];
    if ((kind === "images" || kind === "videos") && method === "GET") return files.one(kind, urn);
    if (kind === "posts" && method === "GET") {
      const post = posts.find(urn);
      if (post === null) return fail(404, `Could not find entity ${urn}`);
      return listing.mayRead(bearer, post.handle)
        ? json(200, listing.shown(post))
        : fail(403, "Not enough permissions to access: posts.GET");
    }
    if (kind === "posts" && method === "POST") return edit(request, bearer, urn);
    if (kind === "socialActions" && method === "POST" && path.endsWith("/comments"))
      return comment(request, bearer, urn);
    if (kind === "posts" && method === "DELETE") {
      const post = posts.find(urn);
      if (post === null) return fail(404, `Could not find entity ${urn}`);
      const refused = barred(bearer, post.handle);
      if (refused !== null) return refused;
      posts.remove(post.id);
      return { status: 204, body: "" };
    }
    return fail(404, "No virtual resource found");
  }

  return (request: SimulatorRequest, bearer: Bearer | null): SimulatorReply => {
    if (bearer === null)
      return fail(401, "The token used in the request has been revoked by the user", {
        code: "REVOKED_ACCESS_TOKEN",
        serviceErrorCode: 65_601,
      });
    const [, video = "", number] = /^\/dms-uploads\/(\d+)\/(\d+)$/u.exec(request.path) ?? [];
    if (number !== undefined && request.method === "PUT")
      return videos.part(request, video, Number(number), repliesFor(bearer));
    const uploading = /^\/dms-uploads\/(\d+)$/u.exec(request.path)?.[1];
    if (uploading !== undefined && request.method === "PUT")
      return images.upload(request, uploading, repliesFor(bearer));
    const { over, reset } = stage.spend(bearer.handle, usual);
    if (over)
      return json(
        429,
        {
          status: 429,
          code: "TOO_MANY_REQUESTS",
          message: "Resource level throttle limit for calls to this resource is reached.",
        },
        { "retry-after": new Date(Math.ceil(reset / 1000) * 1000).toUTCString() },
      );
    return answer(request, bearer);
  };
}

const isVideo = (found: Shelved | null): boolean => found?.type.startsWith("video/") === true;
const idIn = (urn: string): string => /(\d+)\)?$/u.exec(urn)?.[1] ?? "";

import { followersOf, reactionsTo } from "#engine/simulator/crowd.ts";
import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { fail, json, missing } from "./answer.ts";
import type { Feed, Post } from "./feed.ts";
import { listing } from "./listing.ts";
import { mayCreate, type Page } from "./pages.ts";
import { graphPage, type PersonTools } from "./person-api.ts";
import type { Photos } from "./photos.ts";
import type { Bearer } from "./tokens.ts";
import type { Videos } from "./videos.ts";

/** Signs of a message at most, as the API counts them. */
const longest = 63_206;
const metrics = ["post_total_media_view_unique", "post_reactions_by_type_total", "post_clicks"];

export type PageTools = PersonTools & {
  feed: Feed;
  photos: Photos;
  videos: Videos;
  /** A page by its id or name. */ pageOf: (name: string) => Page | null;
};
type Spoken = Omit<Bearer, "page"> & { page: Page };

/** What a page's token opens: its feed, and each post on it. */
export function createPageApi({ stage, feed, photos, videos, troubles, pageOf }: PageTools) {
  const forbidden = (needs: string): SimulatorReply =>
    fail({ code: 10, message: `(#10) This endpoint requires the '${needs}' permission.`, status: 403 });

  /** Why the bearer may not write on the page; null where they may. */
  const barred = ({ page, allowed }: Spoken): SimulatorReply | null =>
    allowed.permissions.includes("pages_manage_posts") && mayCreate(page)
      ? null
      : fail({
          code: 200,
          message: "(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts",
          status: 403,
        });

  function upload(request: SimulatorRequest, bearer: Spoken): SimulatorReply {
    const met = troubles.of(bearer.page.id, "uploading");
    return met !== null ? fail(met.trouble) : (barred(bearer) ?? photos.upload(request, bearer.page.id));
  }

  /** A video: what meets posting meets its last phase. */
  function upfilm(request: SimulatorRequest, bearer: Spoken): SimulatorReply {
    const finishes = /upload_phase=finish/u.test(request.body);
    const met = troubles.of(bearer.page.id, finishes ? "posting" : "uploading");
    if (met !== null && !("stored" in met)) return fail(met.trouble);
    const reply = barred(bearer) ?? videos.serve(request, bearer.page.id, troubles.weather().development);
    return met === null ? reply : fail(met.trouble);
  }

  function write(request: SimulatorRequest, bearer: Spoken): SimulatorReply {
    const { page } = bearer;
    const form = new URLSearchParams(request.body);
    const met = troubles.of(page.id, "posting");
    if (met !== null && !("stored" in met)) return fail(met.trouble);
    const refused = barred(bearer);
    if (refused !== null) return refused;
    const override = ["name", "picture", "description", "caption"].find((field) => form.has(field));
    if (override !== undefined)
      return fail({ code: 100, message: `(#100) Only owners of the URL have the ability to specify the ${override}` });
    const taken = photos.take(page.id, form);
    if ("reply" in taken) return taken.reply;
    const { media } = taken;
    // Of the two one wins.
    const [message, url] = [form.get("message") ?? "", media.length === 0 ? form.get("link") : null];
    if (message === "" && url === null && media.length === 0)
      return fail({ code: 100, message: "(#100) The message, link or attached_media is missing" });
    if (message.length > longest) return fail({ code: 100, message: "(#100) Name parameter too long" });
    if (/https?:\/\/(?:www\.)?facebook\.com\//u.test(url ?? ""))
      return fail({ code: 100, subcode: 1_609_008, message: "(#100) Links to facebook.com are not allowed" });
    if (feed.of(page.id)[0]?.message === message) return fail({ code: 506, message: "Duplicate status message" });
    const hidden = troubles.weather().development;
    const link = url === null ? null : { url, title: url };
    const post = feed.write({ page: page.id, message, link, photos: media.map(({ id }) => id), video: null, hidden });
    photos.use(media, post.id);
    if (met !== null) return fail(met.trouble);
    const id = `${page.id}_${post.id}`;
    const asked = (form.get("fields") ?? "").split(",");
    return json(200, { id, ...(asked.includes("permalink_url") ? { permalink_url: permalink(page, post) } : {}) });
  }

  const permalink = ({ username }: Page, { id }: Post): string => `${stage.base}/${username}/posts/${id}`;

  function list({ query }: SimulatorRequest, page: Page): SimulatorReply {
    const since = Number(query.get("since") ?? "0") * 1000;
    const posts = feed.of(page.id).filter((post) => post.at >= since && videos.shows(post));
    const shown = posts.map((post) => graphPost(page, post));
    return listing(query, shown, { heavy: troubles.weather().heavy, usual: 25 });
  }

  function graphPost(page: Page, post: Post) {
    const { link, message, at } = post;
    const [picture] = photos.shelf.shown(stage.base, post.photos);
    const kind = post.video !== null ? "video" : post.photos.length > 1 ? "album" : "photo";
    const shared =
      link === null
        ? post.photos.length === 0
          ? []
          : [{ media_type: kind, url: permalink(page, post), unshimmed_url: permalink(page, post) }]
        : [
            {
              media_type: "link",
              title: link.title,
              url: `https://l.facebook.com/l.php?u=${encodeURIComponent(link.url)}`,
              unshimmed_url: link.url,
              target: { url: link.url },
            },
          ];
    return {
      id: `${page.id}_${post.id}`,
      ...(message === "" ? {} : { message }),
      created_time: new Date(at).toISOString().replace(/\.\d+Z$/u, "+0000"),
      permalink_url: permalink(page, post),
      ...(picture === undefined ? {} : { full_picture: picture.url }),
      ...(shared.length === 0 ? {} : { attachments: { data: shared } }),
    };
  }

  /** A post with the counts that were asked for. */
  function count({ query }: SimulatorRequest, { page, allowed }: Spoken, post: Post): SimulatorReply {
    const fields = query.get("fields") ?? "";
    const { likes, replies, reposts, views } = reactionsTo(post.id, stage.now() - post.at);
    const asked = /insights\.metric\(([^)]*)\)/u.exec(fields)?.[1]?.split(",");
    if (asked !== undefined && !allowed.permissions.includes("read_insights")) return forbidden("read_insights");
    const { retired } = troubles.weather();
    if (asked?.some((metric) => !metrics.includes(metric) || metric === retired))
      return fail({ code: 100, message: "(#100) The value must be a valid insights metric" });
    const values: Record<string, unknown> = {
      post_total_media_view_unique: views,
      post_reactions_by_type_total: { like: likes - Math.floor(likes / 3), love: Math.floor(likes / 3) },
      post_clicks: Math.floor(views / 9),
    };
    const insights = (asked ?? []).map((name) => ({ name, period: "lifetime", values: [{ value: values[name] }] }));
    return json(200, {
      id: `${page.id}_${post.id}`,
      ...(reposts === 0 ? {} : { shares: { count: reposts } }),
      comments: { data: [], summary: { total_count: replies } },
      ...(fields.includes("reactions.") ? { reactions: { data: [], summary: { total_count: likes } } } : {}),
      ...(asked === undefined ? {} : { insights: { data: insights } }),
    });
  }

  /** Of a video: it knows neither shares nor `insights`. */
  function countFilm({ query }: SimulatorRequest, id: string): SimulatorReply {
    const asked = /\b(insights|shares|reactions)\b/u.exec(query.get("fields") ?? "")?.[1];
    if (asked !== undefined)
      return fail({ code: 100, message: `(#100) Tried accessing nonexisting field (${asked}) on node type (Video)` });
    const post = feed.written().find(({ video }) => video === id);
    const { likes, replies } = reactionsTo(id, stage.now() - (post?.at ?? stage.now()));
    return json(200, {
      id,
      comments: { data: [], summary: { total_count: replies } },
      likes: { data: [], summary: { total_count: likes } },
    });
  }

  return (request: SimulatorRequest, path: string, bearer: Spoken): SimulatorReply | Promise<SimulatorReply> => {
    const { page, allowed } = bearer;
    const [, name = "", edge = ""] = path.split("/");
    const met = troubles.of(page.id, "reading");
    if (met !== null) return fail(met.trouble);
    const [owner = "", id] = name.split("_");
    const photo = request.method === "DELETE" && edge === "" ? photos.remove(page.id, name) : null;
    if (photo !== null) return photo;
    const film = request.method === "GET" && edge === "" ? videos.look(page.id, name, page.username) : null;
    if (film !== null) return /\bstatus\b/u.test(request.query.get("fields") ?? "") ? film : countFilm(request, name);
    const gone = feed.written().find(({ video }) => video === name);
    if (request.method === "DELETE" && gone !== undefined) {
      feed.remove(gone.id);
      return json(200, { success: true });
    }
    const meant = owner === "me" ? page : pageOf(owner);
    if (meant?.id !== page.id) return missing(name);
    if (!allowed.permissions.includes("pages_read_engagement")) return forbidden("pages_read_engagement");
    if (id === undefined) {
      if (request.method === "POST" && edge === "feed") return write(request, bearer);
      if (request.method === "POST" && edge === "videos") return upfilm(request, bearer);
      if (request.method === "POST" && edge === "photos") return upload(request, bearer);
      if (request.method === "GET" && (edge === "posts" || edge === "feed")) return list(request, page);
      if (request.method !== "GET" || edge !== "") return missing(name);
      return json(200, { ...graphPage(stage.base, page), followers_count: followersOf(page.id) * 7 });
    }
    const post = feed.find(page.id, id);
    if (post === null || edge !== "") return missing(name);
    if (request.method !== "DELETE") return count(request, bearer, post);
    feed.remove(post.id);
    return json(200, { success: true });
  };
}

import { z } from "zod";
import { readJson } from "#engine/json.ts";
import type { DemoPerson, Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { followersOf } from "#engine/simulator/crowd.ts";
import { createRemovals } from "#engine/simulator/posts.ts";
import { createShelf, Shelved } from "#engine/simulator/shelf.ts";
import { createSite } from "#engine/simulator/site.ts";
import { card } from "./card.ts";
import { weigh } from "./length.ts";
import { manner } from "./page.ts";
import { createUploads } from "./uploads.ts";
import { apiPost, countsOf, createXPosts, Entry, personId, saidBefore } from "./posts.ts";
import { createReads } from "./reads.ts";

/** The demo's app, for which every installation of Relaymap in demo mode asks. */
export const demoClient = { id: "relaymap-demo", secret: null };
const scopes = ["tweet.read", "tweet.write", "users.read", "media.write", "list.read", "offline.access"];
const usual = { create: { calls: 100, seconds: 900 }, read: { calls: 900, seconds: 900 } };

const NewRepost = z.strictObject({ tweet_id: z.string().regex(/^\d{1,24}$/u) });
const NewPost = z.strictObject({
  text: z.string().optional(),
  media: z.strictObject({ media_ids: z.array(z.string()).min(1).max(4) }).optional(),
  reply: z.unknown().optional(),
  quote_tweet_id: z.unknown().optional(),
  poll: z.unknown().optional(),
});

/** X's API v2, its OAuth page and its reader's pages, as NETWORKS.md records them. */
export const simulator: Simulator = {
  name: "x",
  maxBody: 6_000_000,
  create: (stage) => {
    const posts = createXPosts();
    const journal = stage.journal("posts", {
      parse: (value) => Entry.parse(value),
      replay: posts.replay,
      snapshot: () => [...posts.ever()],
    });
    const takeBack = createRemovals(stage, posts);
    const shelf = createShelf();
    const shelves = stage.journal("media", {
      parse: (value) => Shelved.parse(value),
      replay: shelf.replay,
      snapshot: shelf.snapshot,
    });
    const uploads = createUploads(shelf, shelves, { json, invalid });
    const authority = stage.authority({
      title: "X",
      stylesheet: "/style.css",
      client: demoClient,
      scopes,
      codeSeconds: 30,
      accessSeconds: 7200,
      refused: json(400, { error: "invalid_request", error_description: "Value passed for the token was invalid." }),
      unknownClient: json(401, {
        error: "unauthorized_client",
        error_description: "Missing valid authorization header",
      }),
    });
    const find = (handle: string) => stage.people.find((person) => person.handle === handle);

    function api(request: SimulatorRequest): SimulatorReply {
      const person = authority.bearer(request);
      if (person === null) return problem(401, "Unauthorized", "Unauthorized");
      const creates = request.method === "POST" && request.path === "/2/tweets";
      const { over, limit, remaining, reset } = stage.spend(
        `${person.handle}/${creates ? "create" : "read"}`,
        creates ? usual.create : usual.read,
      );
      const limits = {
        "x-rate-limit-limit": String(limit),
        "x-rate-limit-remaining": String(remaining),
        "x-rate-limit-reset": String(Math.ceil(reset / 1000)),
      };
      const reply = over ? problem(429, "Too Many Requests", "Too Many Requests") : answer(request, person, creates);
      return { ...reply, headers: { ...reply.headers, ...limits } };
    }
    function answer(request: SimulatorRequest, person: DemoPerson, creates: boolean): SimulatorReply {
      if (creates) {
        const made = readPost(request);
        if ("reply" in made) return made.reply;
        const now = stage.now();
        const media = uploads.take(person.handle, made.media, now);
        if (media === null) return invalid("Your media IDs are invalid.", { "media.media_ids": made.media });
        if (saidBefore(posts, { handle: person.handle, text: made.text, now }))
          return problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
        const shown = media.length === 0 ? {} : { media: made.media };
        const { id, text } = apiPost(
          posts.accept(journal, now, (id) => ({ id, handle: person.handle, text: made.text, at: now, ...shown })),
        );
        uploads.use(media, id);
        return json(201, { data: { id, text, edit_history_tweet_ids: [id] } });
      }
      const reposter = /^\/2\/users\/(\d+)\/retweets$/u.exec(request.path)?.[1];
      if (reposter !== undefined && request.method === "POST") return repost(request, person, reposter);
      if (request.method === "DELETE") return remove(request, person);
      if (request.path.startsWith("/2/media/"))
        return authority.allows(request, "media.write")
          ? (uploads.answer(request, person.handle, stage.now()) ?? problem(404, "Not Found", "Not Found"))
          : problem(403, "Forbidden", "Forbidden");
      if (request.method === "GET" && request.path === "/2/users/me")
        return json(200, { data: me(person, (request.query.get("user.fields") ?? "").split(",")) });
      if (request.method === "GET" && request.path === "/2/tweets") return lookup(request.query);
      return reads(request) ?? problem(404, "Not Found", "Not Found");
    }
    /** One post is reposted once by an account; a repost stands for what it passes on. */
    function repost(request: SimulatorRequest, person: DemoPerson, as: string): SimulatorReply {
      if (!authority.allows(request, "tweet.write")) return problem(403, "Forbidden", "Forbidden");
      if (as !== personId(person.handle))
        return invalid("The `id` query parameter value must be the same as the authenticating user.");
      const made = NewRepost.safeParse(readJson(request.body));
      if (!made.success) return invalid("$.tweet_id: is not valid.");
      const wanted = posts.find(made.data.tweet_id);
      const found = wanted?.of === undefined ? wanted : posts.find(wanted.of);
      if (found === null)
        return problem(404, "Not Found Error", `Could not find tweet with tweet_id: [${made.data.tweet_id}].`);
      if (posts.of(person.handle).some(({ of }) => of === found.id))
        return problem(403, "Forbidden", "You cannot retweet a Tweet that you have already retweeted.");
      const now = stage.now();
      const { id } = posts.accept(journal, now, (id) => ({
        id,
        handle: person.handle,
        text: "",
        at: now,
        of: found.id,
      }));
      return json(200, { data: { rest_id: id, retweeted: true } });
    }
    /** A post by its own number; a repost by the number of what it passes on. */
    function remove(request: SimulatorRequest, person: DemoPerson): SimulatorReply {
      if (!authority.allows(request, "tweet.write")) return problem(403, "Forbidden", "Forbidden");
      const [, own] = /^\/2\/tweets\/(\d{1,24})$/u.exec(request.path) ?? [];
      const [, as, of] = /^\/2\/users\/(\d+)\/retweets\/(\d{1,24})$/u.exec(request.path) ?? [];
      if (of !== undefined && as === personId(person.handle)) {
        const made = posts.of(person.handle).find((post) => post.of === of);
        if (made !== undefined) takeBack(person.handle, made.id);
        return json(200, { data: { retweeted: false } });
      }
      if (own === undefined) return problem(404, "Not Found", "Not Found");
      const found = posts.find(own);
      if (found === null) return problem(404, "Not Found Error", `Could not find tweet with id: [${own}].`);
      if (!takeBack(person.handle, own))
        return problem(403, "Forbidden", "You are not authorized to delete this Tweet.");
      return json(200, { data: { deleted: true } });
    }
    const reads = createReads({ base: stage.base, people: stage.people, posts, shelf }, { json, invalid });
    const site = createSite(manner, { base: stage.base, people: stage.people, posts, shelf });
    /** Posts by id: what is gone stands in `errors`. */
    function lookup(query: URLSearchParams): SimulatorReply {
      const ids = (query.get("ids") ?? "").split(",");
      if (ids.length > 100 || ids.some((id) => !/^\d{1,24}$/u.test(id)))
        return invalid("The `ids` query parameter value is not valid.");
      const counted = (query.get("tweet.fields") ?? query.get("post.fields") ?? "").includes("public_metrics");
      const found = ids.flatMap((id) => posts.find(id) ?? []);
      const errors = ids
        .filter((id) => posts.find(id) === null)
        .map((id) => ({
          value: id,
          detail: `Could not find tweet with ids: [${id}].`,
          title: "Not Found Error",
          resource_type: "tweet",
          parameter: "ids",
          resource_id: id,
          type: "https://api.twitter.com/2/problems/resource-not-found",
        }));
      const data = found.map((post) => ({
        id: post.id,
        text: apiPost(post, posts.find).text,
        ...(counted ? { public_metrics: countsOf(post, stage.now()) } : {}),
      }));
      return json(200, { ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) });
    }
    const me = (person: DemoPerson, fields: string[]) => ({
      id: personId(person.handle),
      name: person.name,
      username: person.handle,
      ...(fields.includes("public_metrics") ? { public_metrics: { followers_count: followersOf(person.handle) } } : {}),
    });

    return {
      server: "",
      authority,
      posts: () => posts.ever().map((post) => ({ ...post, key: null })),
      identity: (handle) => ({
        remoteId: personId(handle),
        handle,
        name: find(handle)?.name ?? handle,
        avatar: null,
        url: `${stage.base}/${handle}`,
      }),
      handle: (request) => {
        if (request.path === "/i/oauth2/authorize") return authority.consent(request);
        if (request.path === "/2/oauth2/token" && request.method === "POST") return authority.token(request);
        if (request.path === "/2/oauth2/revoke" && request.method === "POST") return authority.revoke(request);
        return request.path.startsWith("/2/") ? api(request) : site(request);
      },
    };
  },
};

type Asked = { text: string; media: string[] } | { reply: SimulatorReply };

function readPost(request: SimulatorRequest): Asked {
  const body = readJson(request.body);
  if (body === undefined) return { reply: invalid("The request body is not valid JSON.") };
  const parsed = NewPost.safeParse(body);
  if (!parsed.success) return { reply: invalid(parsed.error.issues[0]?.message ?? "Invalid body") };
  const text = (parsed.data.text ?? "").normalize("NFC");
  const media = parsed.data.media?.media_ids ?? [];
  if (text.trim() === "" && media.length === 0) return { reply: invalid("$.text: must not be empty.") };
  return weigh(text) > card.limits.text
    ? { reply: invalid(`$.text: ${weigh(text)} characters; the most is ${card.limits.text}.`) }
    : { text, media };
}

const json = (status: number, body: unknown, type = "application/json"): SimulatorReply => ({
  status,
  headers: { "content-type": `${type}; charset=utf-8` },
  body: JSON.stringify(body),
});
const problem = (status: number, title: string, detail: string): SimulatorReply =>
  json(
    status,
    status === 401 ? { title, type: "about:blank", status, detail } : { detail, type: "about:blank", title, status },
    "application/problem+json",
  );
const invalid = (message: string, parameters?: Record<string, string[]>): SimulatorReply =>
  json(
    400,
    {
      errors: [parameters === undefined ? { message } : { parameters, message }],
      title: "Invalid Request",
      detail: "One or more parameters to your request was invalid.",
      type: "https://api.twitter.com/2/problems/invalid-request",
    },
    "application/problem+json",
  );

import { createHash } from "node:crypto";
import { z } from "zod";
import { readJson } from "#engine/json.ts";
import type { DemoPerson, Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { createRemovals } from "#engine/simulator/posts.ts";
import { createShelf, Shelved } from "#engine/simulator/shelf.ts";
import { createSite } from "#engine/simulator/site.ts";
import { createBoosting } from "./boosting.ts";
import { card } from "./card.ts";
import { count } from "./length.ts";
import { foreign, kinds, nodeInfo } from "./foreign.ts";
import { host, manner } from "./page.ts";
import { createPublic } from "./public.ts";
import { createUploads, videoBytes } from "./uploads.ts";
import { apiAccount, apiStatus, createStatuses, Entry } from "./statuses.ts";

const usual = { calls: 300, seconds: 300 };
const allScopes = "profile read read:statuses read:accounts read:search write write:statuses write:media".split(" ");

/**
 * Ages of servers, as reported of real ones. `racing`: until February 2026, of two calls with one key at once both made a post. `failing`: 4.6
 * until September 2026, a repeat with a known key is answered with 500. `older`: before 4.3, no `profile`, no word on its OAuth. `relative`: not
 * Mastodon at all, without keys and without `profile`. `passing`: one whose accesses last a week and can be renewed.
 */
const ages = ["racing", "failing", "older", "relative", "passing"] as const;
const versions = {
  usual: "4.5.0",
  racing: "4.5.4",
  failing: "4.6.2",
  older: "4.2.9",
  relative: "0.13.0 (compatible; Honk 1.0)",
  passing: "2.7.2 (compatible; Pleroma 2.6.0)",
};

const NewApp = z.object({
  client_name: z.string().min(1),
  redirect_uris: z.union([z.string(), z.array(z.string())]),
  scopes: z.string().optional(),
  website: z.string().optional(),
});
const NewStatus = z.object({
  status: z.string().optional(),
  visibility: z.enum(["public", "unlisted", "private", "direct"]).optional(),
  media_ids: z.array(z.string()).optional(),
  spoiler_text: z.string().nullish(),
  sensitive: z.boolean().optional(),
  in_reply_to_id: z.string().nullish(),
});

/** One Mastodon instance, social.example: its API, its OAuth page and its reader's pages, as NETWORKS.md records them. */
export const simulator: Simulator = {
  name: "mastodon",
  maxBody: videoBytes + 100_000,
  create: (stage) => {
    const stranger = kinds.find((each) => each === stage.age);
    const age = ages.find((each) => each === stage.age);
    const plain = age === "older" || age === "relative" || age === "passing";
    const scopes = plain ? allScopes.filter((scope) => scope !== "profile") : allScopes;
    const statuses = createStatuses();
    const journal = stage.journal("statuses", {
      parse: (value) => Entry.parse(value),
      replay: statuses.replay,
      snapshot: () => [...statuses.ever()],
    });
    const takeBack = createRemovals(stage, statuses);
    const shelf = createShelf();
    const shelves = stage.journal("media", {
      parse: (value) => Shelved.parse(value),
      replay: shelf.replay,
      snapshot: shelf.snapshot,
    });
    const uploads = createUploads(shelf, shelves, stage.base, json);
    const authority = stage.authority({
      title: host,
      stylesheet: "/style.css",
      client: null,
      scopes,
      codeSeconds: 600,
      accessSeconds: age === "passing" ? 7 * 86_400 : null,
      refused: json(400, {
        error: "invalid_grant",
        error_description:
          "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      }),
      unknownClient: json(401, {
        error: "invalid_client",
        error_description:
          "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      }),
    });
    const find = (handle: string) => stage.people.find((person) => person.handle === handle);
    const account = (person: DemoPerson) => apiAccount(stage.base, personId(person.handle), person);

    const showStatus = (entry: Entry, person: DemoPerson): Record<string, unknown> => ({
      ...apiStatus(stage.base, entry, account(person), stage.now()),
      media_attachments: uploads.attachments(entry.media, stage.now()),
      ...(entry.from === undefined ? {} : { url: entry.from, uri: entry.from }),
      ...showBoosted(entry.of),
    });
    /** A boost shows what it boosts, its words included. */
    const showBoosted = (id: string | undefined) => {
      const entry = id === undefined ? null : statuses.find(id);
      const reblog = entry === null ? null : showStatus(entry, personOf(entry.handle));
      return reblog === null ? {} : { reblog, content: reblog["content"] };
    };
    const personOf = (handle: string): DemoPerson =>
      find(handle) ?? { handle, name: handle.split("@")[0] ?? handle, about: "" };
    const boosting = createBoosting({
      base: stage.base,
      host,
      ...statuses,
      accept: (make) => statuses.accept(journal, stage.now(), make),
      now: stage.now,
      show: (entry) => showStatus(entry, personOf(entry.handle)),
      json,
      allows: (request, ...wanted) => wanted.some((scope) => authority.allows(request, scope)),
    });

    function api(request: SimulatorRequest): SimulatorReply {
      if (request.method === "GET" && request.path === "/api/v2/instance")
        return json(200, { ...instance, version: versions[age ?? "usual"] });
      if (request.method === "POST" && request.path === "/api/v1/apps") return register(request);
      const open = request.headers["authorization"] === undefined ? readPublic(request) : null;
      if (open !== null) return open;
      const person = authority.bearer(request);
      if (person === null) return json(401, { error: "The access token is invalid" });
      const { over, limit, remaining, reset } = stage.spend(person.handle, usual);
      const limits = {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset": new Date(reset).toISOString(),
      };
      const reply = over ? json(429, { error: "Too many requests" }) : answer(request, person);
      return { ...reply, headers: { ...reply.headers, ...limits } };
    }
    function register(request: SimulatorRequest): SimulatorReply {
      const app = NewApp.safeParse(readBody(request));
      const uris = app.success ? [app.data.redirect_uris].flat().flatMap((uri) => uri.split(/\s+/u)) : [];
      if (!app.success || uris.some((uri) => URL.parse(uri) === null))
        return json(422, { error: "Validation failed: Redirect URI must be an absolute URI." });
      const asked = (app.data.scopes ?? "read").split(" ");
      if (asked.some((scope) => !scopes.includes(scope)))
        return json(422, { error: "Validation failed: Scopes doesn't match configured on the server." });
      const { id, secret } = authority.register(uris, asked);
      return json(200, {
        id: "1",
        name: app.data.client_name,
        website: app.data.website ?? null,
        redirect_uri: uris.join("\n"),
        client_id: id,
        client_secret: secret,
      });
    }
    function answer(request: SimulatorRequest, person: DemoPerson): SimulatorReply {
      const { method, path } = request;
      if (method === "GET" && path === "/api/v1/accounts/verify_credentials") return json(200, account(person));
      if (method === "POST" && path === "/api/v1/statuses") return publish(request, person);
      if (/^\/api\/v[12]\/media/u.test(path)) {
        if (!authority.allows(request, "write:media") && !authority.allows(request, "write"))
          return json(403, { error: "This action is outside the authorized scopes" });
        return uploads.answer(request, person.handle, stage.now()) ?? notFound;
      }
      if (method === "DELETE") return remove(request, person);
      if (method === "GET" && path === "/api/v1/statuses") return many(request.query.getAll("id[]"));
      return boosting(request, person) ?? readPublic(request) ?? notFound;
    }
    const shownStatuses = (ids: string[]) =>
      ids.flatMap((id) => {
        const status = statuses.find(id);
        const person = status === null ? undefined : find(status.handle);
        return status === null || person === undefined ? [] : [showStatus(status, person)];
      });
    /** Several statuses in one answer, 20 at most (since 4.3); those that are gone are left out. */
    const many = (ids: string[]): SimulatorReply =>
      ids.length > 20 ? json(422, { error: "Validation failed: too many ids" }) : json(200, shownStatuses(ids));
    /** A status, or a boost, of one's own: it answers with what was deleted, so that it can be written anew. */
    function remove(request: SimulatorRequest, person: DemoPerson): SimulatorReply {
      if (!authority.allows(request, "write:statuses") && !authority.allows(request, "write"))
        return json(403, { error: "This action is outside the authorized scopes" });
      const id = /^\/api\/v1\/statuses\/(\d{1,24})$/u.exec(request.path)?.[1] ?? "";
      const found = statuses.find(id);
      return found !== null && takeBack(person.handle, id)
        ? json(200, { ...showStatus(found, person), text: found.text })
        : notFound;
    }
    function publish(request: SimulatorRequest, person: DemoPerson): SimulatorReply {
      const made = NewStatus.safeParse(readBody(request));
      const text = made.success ? (made.data.status ?? "").trim() : "";
      const ids = made.success ? (made.data.media_ids ?? []) : [];
      if (!made.success || (text === "" && ids.length === 0))
        return json(422, { error: "Validation failed: Text can't be blank" });
      const key = request.headers["idempotency-key"] ?? null;
      const now = stage.now();
      const earlier = statuses.replayed(person.handle, key, now);
      // Both of two calls at once are past this look where the server looks too early: told by how close they come.
      const raced = age === "racing" && earlier !== null && now - earlier.at < 1000;
      if (earlier !== null && age === "failing") return json(500, { error: "Internal Server Error" });
      if (earlier !== null && age !== "relative" && !raced) return json(200, showStatus(earlier, person));
      const above = made.data.in_reply_to_id ?? null;
      if (above !== null && statuses.find(above) === null) return notFound;
      const taken = uploads.take(person.handle, ids, now);
      if ("reply" in taken) return taken.reply;
      const warning = (made.data.spoiler_text ?? "").trim();
      // Both together, as one text.
      if (count(text) + count(warning) > card.limits.text)
        return json(422, { error: `Validation failed: Text character limit of ${card.limits.text} exceeded` });
      const { visibility: seen = "public" } = made.data;
      const shown = ids.length === 0 ? {} : { media: ids };
      const status = statuses.accept(journal, now, (id) => ({
        id,
        handle: person.handle,
        text,
        at: now,
        key,
        ...shown,
        ...(warning === "" ? {} : { warning }),
        ...(seen === "public" || seen === "direct" ? {} : { visibility: seen }),
        ...(above === null ? {} : { above }),
      }));
      uploads.use(taken.media, status.id);
      return json(200, showStatus(status, person));
    }
    const readPublic = createPublic({
      base: stage.base,
      host,
      people: stage.people,
      idOf: personId,
      of: statuses.of,
      all: statuses.all,
      find: statuses.find,
      account,
      show: showStatus,
    });
    const site = createSite(manner, { base: stage.base, people: stage.people, posts: statuses, shelf });

    return {
      server: `https://${host}`,
      authority,
      posts: () => statuses.ever().filter(({ from }) => from === undefined),
      identity: (handle) => ({
        remoteId: personId(handle),
        handle: `${handle}@${host}`,
        name: find(handle)?.name ?? handle,
        avatar: null,
        url: `${stage.base}/@${handle}`,
      }),
      handle: (request) => {
        if (stranger !== undefined) return foreign(stranger, stage.base)(request);
        if (request.path === "/oauth/authorize") return authority.consent(request);
        if (request.path === "/oauth/token" && request.method === "POST") return authority.token(request);
        if (request.path === "/oauth/revoke" && request.method === "POST") return authority.revoke(request);
        if (request.path === "/.well-known/oauth-authorization-server")
          return plain ? notFound : json(200, { issuer: stage.base, scopes_supported: scopes });
        if (request.path === "/.well-known/webfinger") return readPublic(request) ?? notFound;
        const info = nodeInfo(stage.base, request, { name: "mastodon", version: versions[age ?? "usual"] });
        if (info !== null) return info;
        return request.path.startsWith("/api/") ? api(request) : site(request);
      },
    };
  },
};

const instance = {
  domain: host,
  title: host,
  configuration: {
    statuses: {
      max_characters: card.limits.text,
      max_media_attachments: card.limits.pictures,
      characters_reserved_per_url: card.limits.address,
    },
    media_attachments: {
      supported_mime_types: [...card.limits.picture!.types, ...card.limits.video!.types, "video/ogg", "audio/mpeg"],
      image_size_limit: 16_777_216,
      video_size_limit: videoBytes,
      video_matrix_limit: 8_294_400,
      description_limit: card.limits.alt,
    },
  },
};

/** Mastodon takes JSON and forms alike. */
function readBody({ headers, body }: SimulatorRequest): unknown {
  if (!(headers["content-type"] ?? "").includes("json")) return Object.fromEntries(new URLSearchParams(body));
  return readJson(body);
}

const notFound: SimulatorReply = {
  status: 404,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: '{"error":"Record not found"}',
};
const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});
/** A stable numeric id for a person. */
const personId = (handle: string): string =>
  createHash("sha256").update(`mastodon/${handle}`).digest().readBigUInt64BE(0).toString().slice(0, 18);

import { z } from "zod";
import type { DemoPerson, Journal, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { createFeeds } from "./feeds.ts";
import type { Films } from "./films.ts";
import { blobsIn, refuseRecord } from "./lexicon.ts";
import { apiPost, apiProfile, idOf, type Reader } from "./reader.ts";
import { fail, json, rateHeaders, readBody } from "./reply.ts";
import { type Repository, type RepositoryEntry, cidOfRecord, uriOf } from "./repository.ts";
import { didOf, domain, findResident } from "./resident.ts";
import type { Sessions } from "./sessions.ts";
import { about, createSignIns } from "./sign-in.ts";
import { readUri } from "./wire.ts";

/** A new record takes three of 5,000 points an hour. */
const writes = { calls: 1666, seconds: 3600 };
const points = 3;
const blobUploadLimit = 5_242_880;

const Write = z.object({
  repo: z.string(),
  collection: z.string(),
  rkey: z.string().regex(/^[\w.~:-]{1,512}$/u),
  record: z.record(z.string(), z.unknown()).optional(),
  swapRecord: z.string().nullish(),
});

export type ServerTools = {
  stage: Stage;
  repository: Repository;
  journal: Journal<z.infer<typeof RepositoryEntry>>;
  sessions: Sessions;
  reader: Reader;
  films: Films;
};
type Method = (request: SimulatorRequest) => SimulatorReply;

/** The methods of a personal data server and of the reading side, with the answers of a real one (recorded from 0.5.35). */
export function createServer({ stage, repository, journal, sessions, reader, films }: ServerTools) {
  const { people } = stage;
  const signIns = createSignIns(stage, sessions);

  /** A method that needs a session, and takes from what its owner may write in an hour. */
  const writing =
    (work: (request: SimulatorRequest, person: DemoPerson) => SimulatorReply): Method =>
    (request) => {
      const person = signIns.bearer(request);
      if ("status" in person) return person;
      const { over, limit, remaining, reset } = stage.spend(person.handle, writes);
      const headers = rateHeaders(limit * points, remaining * points, reset, writes.seconds);
      const reply = over ? fail(429, "RateLimitExceeded", "Rate Limit Exceeded") : work(request, person);
      return { ...reply, headers: { ...reply.headers, ...headers } };
    };
  const placeIn = ({ query }: SimulatorRequest) => {
    const person = findResident(people, query.get("repo") ?? "");
    return { person, collection: query.get("collection") ?? "", rkey: query.get("rkey") ?? "" };
  };

  const put = writing((request, person) => {
    const asked = Write.safeParse(readBody(request.body));
    if (!asked.success || asked.data.record === undefined)
      return fail(400, "InvalidRequest", "Missing required key at $");
    const { repo, collection, rkey, record, swapRecord } = asked.data;
    if (findResident(people, repo) !== person) return fail(403, "AccountNotFound", "Account not found");
    if (!/^[2-7a-j][2-7a-z]{12}$/u.test(rkey))
      return fail(
        400,
        "InvalidRequest",
        `Invalid record key for ${collection}: Invalid TID string (got "${rkey}") at $`,
      );
    const wrong = refuseRecord(collection, record);
    if (wrong !== null) return fail(400, "InvalidRequest", wrong);
    const lost = blobsIn(record).find(({ cid }) => repository.blob(person.handle, cid) === null);
    if (lost !== undefined) return fail(400, "BlobNotFound", `Could not find blob: ${lost.cid}`);
    const place = { handle: person.handle, collection, rkey };
    const before = repository.find(place);
    const cid = cidOfRecord(record);
    const done = { uri: uriOf(place), cid, validationStatus: "valid" };
    // The same record again is nothing new, whatever should be there.
    if (before?.cid === cid) return json(done);
    if (swapRecord !== undefined && swapRecord !== (before?.cid ?? null))
      return fail(400, "InvalidSwap", `Record was at ${before?.cid ?? "null"}`);
    repository.put(journal, place, record, stage.now());
    return json({ ...done, commit: { cid, rev: rkey } });
  });

  const remove = writing((request, person) => {
    const asked = Write.safeParse(readBody(request.body));
    if (!asked.success) return fail(400, "InvalidRequest", "Missing required key at $");
    const { repo, collection, rkey } = asked.data;
    if (findResident(people, repo) !== person) return fail(403, "AccountNotFound", "Account not found");
    const place = { handle: person.handle, collection, rkey };
    if (repository.find(place) === null) return json({});
    repository.delete(journal, place);
    return json({ commit: { cid: cidOfRecord(place), rev: rkey } });
  });

  const upload: Method = (request) => {
    const person = signIns.bearer(request);
    if ("status" in person) return person;
    const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
    if (type === "") return fail(400, "InvalidRequest", "Request encoding (Content-Type) required but not provided");
    if (request.bytes.length > blobUploadLimit) return fail(413, "PayloadTooLarge", "request entity too large");
    return json({ blob: repository.upload(journal, person.handle, request.bytes, sniff(request.bytes) ?? type) });
  };

  const getRecord: Method = (request) => {
    const { person, collection, rkey } = placeIn(request);
    if (person === null) return fail(400, "InvalidRequest", "Could not locate record");
    const place = { handle: person.handle, collection, rkey };
    const found = repository.find(place);
    if (found === null) return fail(400, "RecordNotFound", `Could not locate record: ${uriOf(place)}`);
    return json({ uri: uriOf(place), cid: found.cid, value: found.value });
  };

  /** By key, newest first; `cursor` is the last key that was given. */
  const listRecords: Method = (request) => {
    const { person, collection } = placeIn(request);
    const limit = Number(request.query.get("limit") ?? "50");
    if (!(limit >= 1 && limit <= 100))
      return fail(
        400,
        "InvalidRequest",
        `Invalid com.atproto.repo.listRecords params: integer too big (maximum 100, got ${limit})`,
      );
    if (person === null) return fail(400, "InvalidRequest", `Could not find repo: ${request.query.get("repo") ?? ""}`);
    const cursor = request.query.get("cursor");
    const rest = repository.list(person.handle, collection).filter(({ rkey }) => cursor === null || rkey < cursor);
    const records = rest.slice(0, limit).map((one) => ({ uri: uriOf(one), cid: one.cid, value: one.value }));
    const last = rest[records.length - 1];
    return json({ records, ...(last === undefined ? {} : { cursor: last.rkey }) });
  };

  const getBlob: Method = ({ query }) => {
    const person = findResident(people, query.get("did") ?? "");
    const blob = person === null ? null : repository.blob(person.handle, query.get("cid") ?? "");
    if (blob === null) return fail(400, "BlobNotFound", "Blob not found");
    return {
      status: 200,
      headers: { "content-type": blob.type, "x-content-type-options": "nosniff" },
      body: blob.bytes,
    };
  };

  const getPosts: Method = ({ query }) => {
    const uris = query.getAll("uris");
    if (uris.length > 25) return fail(400, "InvalidRequest", "Error: uris must not have more than 25 elements");
    const posts = uris.flatMap((uri) => {
      const place = readUri(uri);
      const person = place === null ? null : findResident(people, place.did);
      const post =
        place === null || person === null ? null : reader.find(idOf({ handle: person.handle, rkey: place.rkey }));
      return post === null || person === null ? [] : [apiPost(repository, post, person, stage.now())];
    });
    return json({ posts });
  };

  const feeds = createFeeds({ stage, repository, reader });
  const questions: Record<string, Method> = {
    "com.atproto.server.describeServer": () =>
      json({
        did: `did:web:${domain}`,
        availableUserDomains: [`.${domain}`],
        inviteCodeRequired: true,
        blobUploadLimit,
      }),
    "com.atproto.identity.resolveHandle": ({ query }) => {
      const person = findResident(people, query.get("handle") ?? "");
      return person === null
        ? fail(400, "HandleNotFound", "Unable to resolve handle")
        : json({ did: didOf(person.handle) });
    },
    "com.atproto.server.getSession": (request) => {
      const person = signIns.bearer(request);
      return "status" in person ? person : json(about(person));
    },
    // Older servers do not know it.
    ...(stage.age === "older"
      ? {}
      : {
          "com.atproto.server.getServiceAuth": (request: SimulatorRequest) => {
            const person = signIns.bearer(request);
            return "status" in person ? person : films.serviceAuth(request, person);
          },
        }),
    "com.atproto.repo.getRecord": getRecord,
    "com.atproto.repo.listRecords": listRecords,
    "com.atproto.sync.getBlob": getBlob,
  };
  const deeds: Record<string, Method> = {
    "com.atproto.server.createSession": signIns.create,
    "com.atproto.server.refreshSession": signIns.refresh,
    "com.atproto.server.deleteSession": signIns.end,
    "com.atproto.repo.putRecord": put,
    "com.atproto.repo.deleteRecord": remove,
    "com.atproto.repo.uploadBlob": upload,
  };
  const readings: Record<string, Method> = {
    "app.bsky.feed.getPosts": getPosts,
    "app.bsky.feed.getAuthorFeed": feeds.author,
    "app.bsky.actor.getProfile": ({ query }) => {
      const person = findResident(people, query.get("actor") ?? "");
      return person === null
        ? fail(400, "InvalidRequest", "Profile not found")
        : json(apiProfile(person, repository.list(person.handle, "app.bsky.feed.post").length));
    },
  };

  /** The reading side searches for nobody whom it does not know; a server hands the question of its own people on. */
  const search: Method = (request) => {
    const person = signIns.bearer(request);
    return "status" in person ? person : feeds.search(request);
  };

  return (request: SimulatorRequest, method: string, reading: boolean): SimulatorReply => {
    if (method === "app.bsky.feed.searchPosts") return reading ? fail(403, "Forbidden", "Forbidden") : search(request);
    const methods = reading ? readings : request.method === "GET" ? questions : deeds;
    const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
    return known?.(request) ?? fail(501, "MethodNotImplemented", "Method Not Implemented");
  };
}

/** The server believes the bytes, not what is said of them. */
function sniff(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (start.startsWith("\u0089PNG")) return "image/png";
  if (start.startsWith("ÿØÿ")) return "image/jpeg";
  if (start.startsWith("GIF8")) return "image/gif";
  return start.startsWith("RIFF") && start.endsWith("WEBP") ? "image/webp" : null;
}

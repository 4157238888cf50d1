import { expect, test } from "vitest";
import type { Access, GrantContext, NetworkContext } from "#engine/network.ts";
import { MediumError } from "#engine/network.ts";
import { pixel } from "#test/networks/bluesky.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";

const now = Date.parse("2026-11-25T15:00:00Z");
const did = "did:plc:y4ocrjvm6zbf36l3qdypyfwg";
const login = loginOf(card, {
  remoteId: did,
  handle: "lea.test",
  token: "TOKEN",
  fields: { server: "https://pds.example" },
});
const account = network.connections["account"]!;
const password = "4skn-gaod-kesg-gfko";

type Call = { method: string; url: string; body: unknown; token: string | null };
type Answer = { status?: number; body?: unknown; headers?: Record<string, string> } | Error;

/** The world by method name (the last part of the path); what is not there answers 501. */
function world(answers: Record<string, Answer | Answer[] | ((call: Call) => Answer)>) {
  const calls: Call[] = [];
  const fetch: NetworkContext["fetch"] = async (url, { method, headers = {}, body }) => {
    const { pathname } = new URL(url);
    const token = headers["authorization"]?.replace("Bearer ", "") ?? null;
    const call = { method, url, token, body: typeof body === "string" ? (JSON.parse(body) as unknown) : body };
    calls.push(call);
    const found =
      answers[pathname.split("/").at(-1)?.split(".").at(-1) ?? ""] ?? answers[pathname.split("/").at(-1) ?? ""];
    const answer = typeof found === "function" ? found(call) : Array.isArray(found) ? found.shift() : found;
    if (answer instanceof Error) throw answer;
    const {
      status = 200,
      body: said = {},
      headers: given = {},
    } = answer ?? { status: 501, body: failure("MethodNotImplemented") };
    return new Response(JSON.stringify(said), { status, headers: given });
  };
  const context: NetworkContext = {
    fetch,
    apiBase: network.apiBase,
    webBase: network.webBase,
    bases: network.bases ?? {},
    timeout: 1000,
    medium: noMedium,
    now: () => now,
  };
  return { calls, context, asked: () => calls.map(({ url }) => url.replace(/\?.*$/u, "")) };
}
const failure = (error: string, message = error) => ({ error, message });
const jwt = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
const sessionOf = (scope: string, more = {}) => ({
  accessJwt: jwt({ scope, exp: 1_795_628_412 }),
  refreshJwt: "REFRESH-2",
  did,
  handle: "lea.test",
  active: true,
  ...more,
});
const document = (endpoint: string) => ({
  id: did,
  alsoKnownAs: ["at://lea.example.org"],
  service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: endpoint }],
});

test("the server is found by the handle: its DID, and what the directory says of that", async () => {
  const { context, calls, asked } = world({
    resolveHandle: { body: { did } },
    [did]: { body: document("https://morel.host.example") },
    createSession: { body: sessionOf("com.atproto.appPass") },
  });
  const access = await account.open!(
    context,
    { identifier: "\u202a@Lea.Example.org\u202c", password, server: "" },
    null,
  );
  expect(asked()).toEqual([
    "https://bsky.social/xrpc/com.atproto.identity.resolveHandle",
    `https://plc.directory/${did}`,
    "https://morel.host.example/xrpc/com.atproto.server.createSession",
  ]);
  expect(calls.at(-1)?.body).toEqual({ identifier: "lea.example.org", password });
  expect(access).toEqual({
    token: sessionOf("com.atproto.appPass").accessJwt,
    refresh: "REFRESH-2",
    expiresAt: 1_795_628_412_000,
    scopes: ["com.atproto.appPass"],
    fields: { identifier: did, password, server: "https://morel.host.example" },
  });
});

test.each<{ says: string; entered: Record<string, string>; answers: Record<string, Answer>; server: string }>([
  { says: "an e-mail address", entered: { identifier: "lea@example.org" }, answers: {}, server: "https://bsky.social" },
  {
    says: "a server that was named",
    entered: { identifier: "lea.example.org", server: "pds.example.org" },
    answers: {},
    server: "https://pds.example.org",
  },
  {
    says: "a handle that cannot be looked up",
    entered: { identifier: "lea.example.org" },
    answers: { resolveHandle: { status: 400, body: failure("HandleNotFound") } },
    server: "https://bsky.social",
  },
  {
    says: "a document that is another's",
    entered: { identifier: "lea.example.org" },
    answers: {
      resolveHandle: { body: { did } },
      [did]: { body: { ...document("https://evil.example"), id: "did:plc:other" } },
    },
    server: "https://bsky.social",
  },
  {
    says: "a document that names no https server",
    entered: { identifier: "lea.example.org" },
    answers: { resolveHandle: { body: { did } }, [did]: { body: document("http://10.0.0.1/") } },
    server: "https://bsky.social",
  },
  {
    says: "a DID of a domain",
    entered: { identifier: "did:web:lea.example.org" },
    answers: { "did.json": { body: { ...document("https://pds.example"), id: "did:web:lea.example.org" } } },
    server: "https://pds.example",
  },
])("$says signs in at $server", async ({ entered, answers, server }) => {
  const { context, asked } = world({ ...answers, createSession: { body: sessionOf("com.atproto.appPass") } });
  await account.open!(context, { password, ...entered }, null);
  expect(asked().at(-1)).toBe(`${server}/xrpc/com.atproto.server.createSession`);
});

test("a password that opens the whole account is refused: before any call by its form, else by what it opened", async () => {
  const { context, calls } = world({ createSession: { body: sessionOf("com.atproto.access") }, deleteSession: {} });
  for (const other of ["correct horse battery", "4skn-gaod-kesg", "4skn_gaod_kesg_gfko"])
    await expect(
      account.open!(context, { identifier: "lea@example.org", password: other }, null),
    ).rejects.toMatchObject({
      field: "password",
    });
  expect(calls).toEqual([]);
  await expect(account.open!(context, { identifier: "lea@example.org", password }, null)).rejects.toMatchObject({
    field: "password",
    text: { fr: expect.stringContaining("mot de passe d’application") },
  });
  // What it opened is closed again.
  expect(calls.at(-1)).toMatchObject({ url: expect.stringContaining("deleteSession"), token: "REFRESH-2" });
});

test.each<{ says: string; answer: Answer; field: string | null; words: string }>([
  {
    says: "a wrong password",
    answer: { status: 401, body: failure("AuthenticationRequired") },
    field: "password",
    words: "ne connaît pas",
  },
  {
    says: "a second factor",
    answer: { status: 401, body: failure("AuthFactorTokenRequired") },
    field: "password",
    words: "application",
  },
  { says: "a ban", answer: { status: 401, body: failure("AccountTakedown") }, field: "identifier", words: "suspendu" },
  {
    says: "an account that sleeps",
    answer: { body: sessionOf("com.atproto.appPass", { active: false }) },
    field: "identifier",
    words: "désactivé",
  },
  {
    says: "too many sign-ins",
    answer: {
      status: 429,
      body: failure("RateLimitExceeded"),
      headers: { "ratelimit-reset": String(now / 1000 + 3600) },
    },
    field: null,
    words: "2026-11-25 16:00 UTC",
  },
  { says: "a server that stumbles", answer: { status: 502, body: "<html>" }, field: null, words: "n’a pas répondu" },
  { says: "no server at all", answer: new Error("unreachable"), field: null, words: "n’a pas répondu" },
])("$says is told with a sentence", async ({ answer, field, words }) => {
  const { context } = world({ createSession: answer });
  const opened = account.open!(context, { identifier: "lea@example.org", password }, null);
  await expect(opened).rejects.toMatchObject({
    name: "ConnectError",
    field,
    text: { fr: expect.stringContaining(words) },
  });
  await expect(opened).rejects.not.toThrow(password);
});

test("who it is comes from the account's own server, and so does what it takes less of", async () => {
  const { context } = world({
    getSession: { body: { did, handle: "lea.example.org" } },
    getProfile: { body: { displayName: "Léa Martin", avatar: "https://cdn.example/a.jpg", followersCount: 3 } },
    describeServer: { body: { did: "did:web:x", blobUploadLimit: 500_000 } },
  });
  const access = { token: "TOKEN", refresh: null, expiresAt: null, scopes: [], fields: login.fields };
  expect(await account.accounts({ context, server: null, client: null, access })).toMatchObject({
    subject: did,
    accounts: [
      {
        kind: "person",
        remoteId: did,
        handle: "lea.example.org",
        name: "Léa Martin",
        avatar: "https://cdn.example/a.jpg",
        url: `https://bsky.app/profile/${did}`,
        limits: { text: 300, picture: { bytes: 500_000 } },
      },
    ],
  });
  // Neither the reading side nor the limits are needed to connect.
  const bare = world({ getSession: { body: { did, handle: "lea.example.org" } } });
  const { accounts } = await account.accounts({ context: bare.context, server: null, client: null, access });
  expect(accounts[0]).toMatchObject({ name: "lea.example.org", avatar: null });
  expect(accounts[0]).not.toHaveProperty("limits");
});

const access: Access = {
  token: "TOKEN",
  refresh: "REFRESH-1",
  expiresAt: now,
  scopes: ["com.atproto.appPass"],
  fields: { identifier: did, password, server: "https://pds.example" },
};
const grant = (context: NetworkContext, changed: Partial<Access> = {}): GrantContext => ({
  context,
  server: null,
  client: null,
  access: { ...access, ...changed },
});
const expired = { status: 400, body: failure("ExpiredToken", "Token has been revoked") };
const wrong = { status: 401, body: failure("AuthenticationRequired", "Invalid identifier or password") };
const fine = { body: sessionOf("com.atproto.appPass") };

test.each<{ says: string; refresh: Answer; signIn: Answer; kind: string; signIns: number }>([
  { says: "the refresh token does", refresh: fine, signIn: wrong, kind: "renewed", signIns: 0 },
  { says: "it is spent, the app password does", refresh: expired, signIn: fine, kind: "renewed", signIns: 1 },
  {
    says: "it is none, the app password does",
    refresh: { status: 400, body: failure("InvalidToken") },
    signIn: fine,
    kind: "renewed",
    signIns: 1,
  },
  { says: "both are refused", refresh: expired, signIn: wrong, kind: "dead", signIns: 1 },
  {
    says: "the account is banned",
    refresh: { status: 401, body: failure("AccountTakedown") },
    signIn: fine,
    kind: "dead",
    signIns: 0,
  },
  { says: "a gateway stumbles", refresh: { status: 502, body: "<html>" }, signIn: wrong, kind: "later", signIns: 0 },
  { says: "a proxy forbids", refresh: { status: 403, body: "<html>" }, signIn: wrong, kind: "later", signIns: 0 },
  { says: "nobody answers", refresh: new Error("reset"), signIn: wrong, kind: "later", signIns: 0 },
  {
    says: "there are too many calls",
    refresh: { status: 429, body: failure("RateLimitExceeded") },
    signIn: wrong,
    kind: "later",
    signIns: 0,
  },
  {
    says: "it is spent, and there were too many sign-ins",
    refresh: expired,
    signIn: { status: 429, body: failure("RateLimitExceeded") },
    kind: "later",
    signIns: 1,
  },
  {
    says: "it is spent, and the sign-in gets no answer",
    refresh: expired,
    signIn: new Error("reset"),
    kind: "later",
    signIns: 1,
  },
  {
    says: "it is spent, and the sign-in stumbles",
    refresh: expired,
    signIn: { status: 500, body: failure("InternalServerError") },
    kind: "later",
    signIns: 1,
  },
])("a renewal where $says is $kind", async ({ refresh, signIn, kind, signIns }) => {
  const { context, calls } = world({ refreshSession: refresh, createSession: signIn });
  expect((await account.refresh!(grant(context))).kind).toBe(kind);
  expect(calls[0]).toMatchObject({ method: "POST", token: "REFRESH-1", body: undefined });
  expect(calls.filter(({ url }) => url.includes("createSession"))).toHaveLength(signIns);
});

test("a renewal keeps what was entered, and follows an account that moved", async () => {
  const moved = { body: sessionOf("com.atproto.appPass", { didDoc: document("https://new.example") }) };
  const { context } = world({ refreshSession: moved });
  expect(await account.refresh!(grant(context))).toMatchObject({
    kind: "renewed",
    access: { refresh: "REFRESH-2", fields: { identifier: did, password, server: "https://new.example" } },
  });
});

const prepare = async (context: NetworkContext, sending: ReturnType<typeof sendingOf>) =>
  network.prepare!(context, login, sending, undefined);

test.each<{ says: string; answer: Answer; kind: string; more?: object }>([
  {
    says: "a limit",
    answer: {
      status: 429,
      body: failure("RateLimitExceeded"),
      headers: { "ratelimit-reset": String(now / 1000 + 60), "ratelimit-policy": "5000;w=3600" },
    },
    kind: "limited",
    more: { until: now + 60_000, raw: expect.stringContaining("5000;w=3600") },
  },
  { says: "an access that ran out", answer: { status: 400, body: failure("ExpiredToken") }, kind: "unauthorised" },
  { says: "a token that is none", answer: { status: 400, body: failure("InvalidToken") }, kind: "unauthorised" },
  { says: "a ban", answer: { status: 401, body: failure("AccountTakedown") }, kind: "unauthorised" },
  { says: "an account that is gone", answer: { status: 403, body: failure("AccountNotFound") }, kind: "unauthorised" },
  {
    says: "a record that is wrong",
    answer: { status: 400, body: failure("InvalidRequest", "grapheme too big") },
    kind: "rejected",
    more: { reason: { en: "Bluesky refused the post: grapheme too big" } },
  },
  { says: "a picture that was forgotten", answer: { status: 400, body: failure("BlobNotFound") }, kind: "not_sent" },
  { says: "a server that stumbles", answer: { status: 500, body: failure("InternalServerError") }, kind: "unknown" },
  { says: "a gateway", answer: { status: 502, body: failure("UpstreamFailure") }, kind: "unknown" },
  { says: "a redirect", answer: { status: 307 }, kind: "unknown" },
  { says: "a 200 that says nothing", answer: { status: 200, body: { hello: 1 } }, kind: "unknown" },
  { says: "no answer", answer: new Error("reset"), kind: "unknown" },
  { says: "a host that cannot be reached", answer: Object.assign(new Error("dns"), { sent: false }), kind: "not_sent" },
])("$says is $kind", async ({ answer, kind, more = {} }) => {
  const { context } = world({ putRecord: answer });
  const result = await network.publish(context, login, sendingOf({ text: "a" }, { madeAt: now }));
  expect(result).toMatchObject({ kind, ...more });
});

test("a key that is taken is looked at: our own words are ours, others are not, and what cannot be read is not known", async () => {
  const swap = { status: 400, body: failure("InvalidSwap", "Record was at bafy") };
  const stored = (text: string) => ({
    body: { uri: `at://${did}/app.bsky.feed.post/3m`, cid: "bafy", value: { text, createdAt: "x" } },
  });
  const publish = (getRecord: Answer) =>
    network.publish(
      world({ putRecord: swap, getRecord }).context,
      login,
      sendingOf({ text: "Bonjour" }, { madeAt: now }),
    );
  expect(await publish(stored("Bonjour"))).toMatchObject({
    kind: "published",
    remoteId: `at://${did}/app.bsky.feed.post/3m`,
  });
  expect(await publish(stored("Bonsoir"))).toMatchObject({ kind: "rejected" });
  expect(await publish({ status: 500, body: failure("InternalServerError") })).toMatchObject({ kind: "unknown" });
});

test("words that were not prepared go out with the date of that moment", async () => {
  const { context, calls } = world({ putRecord: { body: { uri: `at://${did}/app.bsky.feed.post/x`, cid: "bafy" } } });
  await network.publish(context, login, sendingOf({ text: "Bonjour" }, { madeAt: now - 172_800_000 }));
  expect(calls[0]?.body).toMatchObject({ record: { createdAt: "2026-11-25T15:00:00.000Z" }, swapRecord: null });
});

test("what was prepared is what is put, whenever that is, and only where nothing is", async () => {
  const { context, calls } = world({ putRecord: { body: { uri: `at://${did}/app.bsky.feed.post/x`, cid: "bafy" } } });
  const sending = sendingOf(
    { text: "Bonjour https://example.org/a", link: "https://example.org/a" },
    { madeAt: now - 86_400_000 },
  );
  const made = await prepare(context, sending);
  if (made.kind !== "prepared") throw new Error(made.kind);
  const kept = JSON.parse(JSON.stringify(made.data)) as unknown;
  await network.publish(context, login, { ...sending, prepared: kept });
  await network.publish({ ...context, now: () => now + 7_200_000 }, login, { ...sending, prepared: kept });
  const [first, second] = calls.filter(({ url }) => url.includes("putRecord")).map(({ body }) => JSON.stringify(body));
  expect(first).toBe(second);
  expect(JSON.parse(first ?? "")).toMatchObject({
    repo: did,
    collection: "app.bsky.feed.post",
    rkey: expect.stringMatching(/^[2-7a-j][2-7a-z]{12}$/u),
    swapRecord: null,
    record: { createdAt: "2026-11-25T15:00:00.000Z", facets: [{ index: { byteStart: 8, byteEnd: 29 } }] },
  });
});

const picture = { id: "5f0f9c1e-6c06-4f0a-9d2e-2a1c7c1f4a01", kind: "picture" as const, type: "image/png" };
const shown = { url: "https://example.org/a", title: "Titre", picture };

test.each<{ says: string; medium: NetworkContext["medium"]; upload: Answer; kind: string; thumb?: boolean }>([
  {
    says: "is there",
    medium: async () => pixel,
    upload: { body: { blob: { $type: "blob", ref: { $link: "bafkrei" }, mimeType: "image/png", size: 70 } } },
    kind: "prepared",
    thumb: true,
  },
  { says: "is gone", medium: noMedium, upload: {}, kind: "prepared" },
  {
    says: "is too large for the server",
    medium: async () => pixel,
    upload: { status: 413, body: failure("PayloadTooLarge") },
    kind: "prepared",
  },
  { says: "cannot be uploaded", medium: async () => pixel, upload: new Error("reset"), kind: "prepared" },
  { says: "meets an access that ran out", medium: async () => pixel, upload: expired, kind: "unauthorised" },
  {
    says: "meets a limit",
    medium: async () => pixel,
    upload: { status: 429, body: failure("RateLimitExceeded") },
    kind: "limited",
  },
])("a card whose picture $says is $kind", async ({ medium, upload, kind, thumb = false }) => {
  const { context } = world({ uploadBlob: upload });
  const asked: number[] = [];
  const fitted: NetworkContext["medium"] = (one, limits) => (
    asked.push(limits.picture?.bytes ?? 0),
    medium(one, limits)
  );
  const made = await prepare({ ...context, medium: fitted }, sendingOf({ text: "Voir", card: shown }));
  expect(made.kind).toBe(kind);
  expect(asked).toEqual([1_000_000]);
  if (made.kind === "prepared")
    expect(made.data).toMatchObject({
      record: { embed: { external: { uri: shown.url, ...(thumb ? { thumb: { size: 70 } } : {}) } } },
    });
  if (made.kind === "prepared" && !thumb) expect(JSON.stringify(made.data)).not.toContain("thumb");
});

test("a picture of the post itself is not left out: another try where one may help, a refusal with its sentence where none does", async () => {
  const sending = sendingOf({ text: "Image", media: [picture] });
  const gone = { en: "It is gone.", fr: "Elle n’existe plus." };
  const { context } = world({ uploadBlob: { status: 500, body: failure("InternalServerError") } });
  const failing = (retry: boolean) => async () => {
    throw new MediumError(gone, { retry });
  };
  expect(await prepare({ ...context, medium: failing(false) }, sending)).toMatchObject({
    kind: "rejected",
    reason: gone,
  });
  expect(await prepare({ ...context, medium: failing(true) }, sending)).toMatchObject({
    kind: "not_sent",
    reason: gone,
  });
  expect(await prepare({ ...context, medium: async () => pixel }, sending)).toMatchObject({
    kind: "not_sent",
    status: 500,
  });
  const five = sendingOf({ text: "Images", media: Array.from({ length: 5 }, () => picture) });
  expect(await prepare({ ...context, medium: async () => pixel }, five)).toMatchObject({ kind: "rejected" });
});

test("a handle that is not answered for in time stays words, and the post goes out", async () => {
  const { context } = world({ resolveHandle: Object.assign(new Error("timeout"), { sent: true }) });
  const made = await prepare(context, sendingOf({ text: "Merci @lea.bsky.social" }));
  expect(made).toMatchObject({ kind: "prepared", data: { record: { text: "Merci @lea.bsky.social" } } });
  expect(JSON.stringify(made)).not.toContain("facets");
});

test("a link that stands nowhere in the text is not lost", async () => {
  const { context } = world({});
  const link = `https://example.org/${"x".repeat(400)}`;
  expect(await prepare(context, sendingOf({ text: "Voir", link }))).toMatchObject({
    data: { record: { text: "Voir", embed: { external: { uri: link, title: "example.org" } } } },
  });
});

test("counts come from the reading side, 25 posts a call; one that it does not know is looked for where it was put", async () => {
  const uris = Array.from(
    { length: 30 },
    (_, index) => `at://${did}/app.bsky.feed.post/3m6zzzzzzz${String(index).padStart(3, "a")}`,
  );
  const repost = `at://${did}/app.bsky.feed.repost/3m6zzzzzzzaaa`;
  const [late, gone] = [uris[3]!, uris[29]!];
  const { context, calls } = world({
    getPosts: ({ url }) => ({
      body: {
        posts: new URL(url).searchParams
          .getAll("uris")
          .filter((uri) => uri !== late && uri !== gone)
          .map((uri) => ({ uri, cid: "bafy", likeCount: 4, repostCount: 1, replyCount: 0, quoteCount: 2 })),
      },
    }),
    getRecord: ({ url }) =>
      gone.endsWith(new URL(url).searchParams.get("rkey") ?? "")
        ? { status: 400, body: failure("RecordNotFound") }
        : { body: { uri: late, cid: "bafy", value: {} } },
  });
  const measured = await network.measure!(context, login, [...uris, repost]);
  if (measured.kind !== "read") throw new Error(measured.kind);
  expect(measured.counts.get(uris[0]!)).toEqual({ likes: 4, reposts: 1, replies: 0, quotes: 2 });
  expect(measured.counts.get(late)).toEqual({});
  expect(measured.counts.get(repost)).toEqual({});
  expect(measured.counts.has(gone)).toBe(false);
  expect(calls.filter(({ url }) => url.startsWith("https://public.api.bsky.app/"))).toHaveLength(2);
  expect(calls.every(({ token }) => token === null)).toBe(true);
});

test("a limit of the reading side is told as one, and anything else as not read", async () => {
  const limited = world({ getPosts: { status: 429, headers: { "ratelimit-reset": String(now / 1000 + 60) } } });
  const uri = `at://${did}/app.bsky.feed.post/3m6zzzzzzzaaa`;
  expect(await network.measure!(limited.context, login, [uri])).toEqual({ kind: "limited", until: now + 60_000 });
  expect(await network.audience!(world({}).context, login)).toEqual({ kind: "failed", status: 501 });
  expect(await network.audience!(world({ getProfile: { body: { followersCount: 12 } } }).context, login)).toEqual({
    kind: "read",
    followers: 12,
  });
});

test("posts are read from the account's server page by page, back past what was made long before it went out", async () => {
  const day = 86_400_000;
  const pages = [now, now - 5 * day, now - 9 * day].map((time, index) => ({
    body: {
      cursor: `cursor-${index}`,
      records: [
        {
          uri: `at://${did}/app.bsky.feed.post/${keyAt(time)}`,
          cid: "bafy",
          value: { text: `${index}`, createdAt: new Date(now - index * 1000).toISOString() },
        },
      ],
    },
  }));
  const { context, calls } = world({ listRecords: pages });
  const { seen, full } = await network.recent!(context, login, now - 60_000);
  expect(seen.map(({ text }) => text)).toEqual(["0", "1", "2"]);
  expect(full).toBe(true);
  expect(calls.map(({ url }) => new URL(url).searchParams.get("cursor"))).toEqual([null, "cursor-0", "cursor-1"]);
  // A page that cannot be read proves nothing.
  await expect(network.recent!(world({ listRecords: { status: 500 } }).context, login, now)).rejects.toThrow("500");
});

function keyAt(time: number): string {
  const digits = "234567abcdefghijklmnopqrstuvwxyz";
  const value = (BigInt(time) * 1000n) << 10n;
  return Array.from({ length: 13 }, (_, place) => digits[Number((value >> BigInt(5 * (12 - place))) & 31n)]).join("");
}

test("what needs uploads or references is not sent before it was prepared", async () => {
  const { context, calls } = world({ putRecord: { body: {} } });
  for (const part of [
    { text: "a", media: [picture] },
    { text: "a", card: shown },
    { text: "a", kind: "reply" as const },
  ])
    expect(await network.publish(context, login, sendingOf(part, { madeAt: now }))).toMatchObject({ kind: "not_sent" });
  expect(calls).toEqual([]);
});

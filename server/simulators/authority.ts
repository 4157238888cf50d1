import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type {
  Authority,
  AuthorityManner,
  DemoPerson,
  Journal,
  SimulatorReply,
  SimulatorRequest,
} from "#engine/simulator.ts";
import { consentPage, newcomerChoice } from "./consent.ts";
import { notIn, refuse } from "./refusals.ts";
import type { Store } from "./journal.ts";

const Entry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("client"),
    id: z.string(),
    secretHash: z.string(),
    redirectUris: z.array(z.string()),
    /** What it may ask for; absent: all. */
    scopes: z.array(z.string()).optional(),
  }),
  z.strictObject({
    kind: z.literal("grant"),
    handle: z.string(),
    client: z.string(),
    access: z.string(),
    refresh: z.string().nullable(),
    expiresAt: z.number().nullable(),
    /** As the person was asked for; absent: all. */
    scopes: z.array(z.string()).optional(),
  }),
  z.strictObject({ kind: z.literal("end"), access: z.string() }),
]);
type Entry = z.infer<typeof Entry>;
type Client = { id: string; secretHash: string | null; redirectUris: string[] | null; scopes?: string[] | undefined };
type Grant = Extract<Entry, { kind: "grant" }>;
type Code = { client: string; redirectUri: string; challenge: string; handle: string; scopes: string[]; until: number };

/** Tokens made without a browser, where apps register themselves: any app may end them. */
const seeded = "seed";

/** Oldest first out: a demo or a test never comes near, and memory stays bounded. */
const most = { clients: 1000, grants: 20_000, codes: 1000 };

export type AuthorityTools = {
  base: string;
  people: readonly DemoPerson[];
  /** Lets somebody new in; null where they are not. */
  join: (name: string) => DemoPerson | null;
  now: () => number;
  random: () => string;
  journal: (store: Store<Entry>) => Journal<Entry>;
};

/** The OAuth 2 server of one simulated network: authorisation code with PKCE, rotation, revocation. Tokens are kept as hashes only. */
export function createAuthority(
  manner: AuthorityManner,
  { base, people, join, now, random, journal }: AuthorityTools,
): Authority {
  const clients = new Map<string, Client>();
  const grants = new Map<string, Grant>();
  const refreshes = new Map<string, Grant>();
  const codes = new Map<string, Code>();

  function replay(entry: Entry): void {
    if (entry.kind === "client") keep(clients, entry.id, entry, most.clients);
    if (entry.kind === "grant") {
      keep(grants, entry.access, entry, most.grants);
      if (entry.refresh !== null) keep(refreshes, entry.refresh, entry, most.grants);
    }
    if (entry.kind === "end") {
      const refresh = grants.get(entry.access)?.refresh;
      grants.delete(entry.access);
      if (refresh) refreshes.delete(refresh);
    }
  }
  const kept = journal({
    parse: (value) => Entry.parse(value),
    replay,
    snapshot: () => [
      ...[...clients.values()].map(({ id, secretHash, redirectUris, scopes }) => ({
        kind: "client" as const,
        id,
        secretHash: secretHash ?? "",
        redirectUris: redirectUris ?? [],
        ...(scopes === undefined ? {} : { scopes }),
      })),
      ...grants.values(),
    ],
  });
  const record = (entry: Entry): void => {
    kept.append(entry);
    replay(entry);
  };
  if (manner.client !== null) {
    const { id, secret } = manner.client;
    clients.set(id, { id, secretHash: secret === null ? null : hash(secret), redirectUris: null });
  }

  const ends = (grant: Grant): void => record({ kind: "end", access: grant.access });
  function grant(handle: string, client: string, scopes = manner.scopes) {
    const access = random();
    const refresh = manner.accessSeconds === null ? null : random();
    const expiresAt = manner.accessSeconds === null ? null : now() + manner.accessSeconds * 1000;
    record({
      kind: "grant",
      handle,
      client,
      access: hash(access),
      refresh: refresh === null ? null : hash(refresh),
      expiresAt,
      scopes,
    });
    return { access, refresh, expiresAt };
  }
  function answer(handle: string, client: string, scopes: string[]): SimulatorReply {
    const { access, refresh } = grant(handle, client, scopes);
    const scope = scopes.join(" ");
    const body =
      manner.accessSeconds === null
        ? { access_token: access, token_type: "Bearer", scope, created_at: Math.floor(now() / 1000) }
        : {
            token_type: "bearer",
            expires_in: manner.accessSeconds,
            access_token: access,
            scope,
            refresh_token: refresh,
          };
    return {
      status: 200,
      headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
      body: JSON.stringify(body),
    };
  }

  function grantOf(request: SimulatorRequest): Grant | undefined {
    const token = /^Bearer (\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1];
    return token === undefined ? undefined : grants.get(hash(token));
  }

  /** A confidential client proves itself by Basic or by its secret in the form, a public one names itself. */
  function clientOf(request: SimulatorRequest, form: URLSearchParams): Client | null {
    const basic = /^Basic (.+)$/iu.exec(request.headers["authorization"] ?? "")?.[1];
    const [name = "", password = ""] =
      basic === undefined ? [] : Buffer.from(basic, "base64").toString("utf8").split(":", 2).map(decodeForm);
    const client = clients.get(basic === undefined ? (form.get("client_id") ?? "") : name) ?? null;
    if (client === null || client.secretHash === null) return client;
    return same(client.secretHash, hash(basic === undefined ? (form.get("client_secret") ?? "") : password))
      ? client
      : null;
  }

  function exchange(client: Client, form: URLSearchParams): SimulatorReply {
    const secret = form.get("code") ?? "";
    const code = codes.get(secret);
    codes.delete(secret);
    if (
      code === undefined ||
      code.until <= now() ||
      code.client !== client.id ||
      code.redirectUri !== form.get("redirect_uri")
    )
      return manner.refused;
    if (
      !same(
        code.challenge,
        createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url"),
      )
    )
      return manner.refused;
    return answer(code.handle, client.id, code.scopes);
  }

  function rotate(client: Client, form: URLSearchParams): SimulatorReply {
    const old = refreshes.get(hash(form.get("refresh_token") ?? ""));
    if (old === undefined || old.client !== client.id) return manner.refused;
    ends(old);
    return answer(old.handle, client.id, old.scopes ?? manner.scopes);
  }

  return {
    consent: (request) => {
      const form = request.method === "POST" ? new URLSearchParams(request.body) : request.query;
      const client = clients.get(form.get("client_id") ?? "") ?? null;
      const redirectUri = form.get("redirect_uri") ?? "";
      const problem = refuse(manner, client, form);
      const acceptLanguage = request.headers["accept-language"];
      const view = { manner, base, people, form, path: request.path, acceptLanguage };
      if (problem !== null || client === null) return consentPage({ ...view, problem });
      if (request.method !== "POST") return consentPage({ ...view, problem: null });
      const back = new URL(redirectUri);
      back.searchParams.set("state", form.get("state") ?? "");
      // Who writes a name means it, whoever is ticked above.
      const named = form.get("person") === newcomerChoice || (form.get("name") ?? "").trim() !== "";
      const newcomer = named && form.get("decision") === "allow";
      const person = newcomer
        ? join(form.get("name") ?? "")
        : people.find(({ handle }) => handle === form.get("person"));
      if (newcomer && person === null) return consentPage({ ...view, problem: notIn });
      if (form.get("decision") === "allow" && person != null) {
        const code = random();
        keep(
          codes,
          code,
          {
            client: client.id,
            redirectUri,
            challenge: form.get("code_challenge") ?? "",
            scopes: (form.get("scope") ?? "").split(" "),
            handle: person.handle,
            until: now() + manner.codeSeconds * 1000,
          },
          most.codes,
        );
        back.searchParams.set("code", code);
      } else back.searchParams.set("error", "access_denied");
      return { status: 302, headers: { location: back.href, "cache-control": "no-store" } };
    },
    token: (request) => {
      const form = new URLSearchParams(request.body);
      const client = isForm(request) ? clientOf(request, form) : null;
      if (client === null) return manner.unknownClient;
      if (form.get("grant_type") === "authorization_code") return exchange(client, form);
      return form.get("grant_type") === "refresh_token" && manner.accessSeconds !== null
        ? rotate(client, form)
        : manner.refused;
    },
    revoke: (request) => {
      const form = new URLSearchParams(request.body);
      const client = isForm(request) ? clientOf(request, form) : null;
      if (client === null) return manner.unknownClient;
      const name = hash(form.get("token") ?? "");
      const found = grants.get(name) ?? refreshes.get(name);
      if (found !== undefined && (found.client === client.id || found.client === seeded)) ends(found);
      const body = manner.accessSeconds === null ? "{}" : '{"revoked":true}';
      return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body };
    },
    register: (redirectUris, scopes) => {
      const client = { id: random(), secret: random() };
      const limited = scopes === undefined ? {} : { scopes };
      record({ kind: "client", id: client.id, secretHash: hash(client.secret), redirectUris, ...limited });
      return client;
    },
    bearer: (request) => {
      const found = grantOf(request);
      if (found === undefined || (found.expiresAt !== null && found.expiresAt <= now())) return null;
      return people.find(({ handle }) => handle === found.handle) ?? null;
    },
    allows: (request, scope) => (grantOf(request)?.scopes ?? manner.scopes).includes(scope),
    issue: (handle) => grant(handle, manner.client?.id ?? seeded),
    end: (handle) => {
      for (const one of [...grants.values()]) if (one.handle === handle) ends(one);
    },
  };
}

const isForm = (request: SimulatorRequest) =>
  (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
const hash = (text: string) => createHash("sha256").update(text).digest("base64url");
const same = (a: string, b: string) => timingSafeEqual(Buffer.from(hash(a)), Buffer.from(hash(b)));
/** RFC 6749 2.3.1: Basic credentials are form-encoded first. */
const decodeForm = (text: string) => new URLSearchParams(`v=${text}`).get("v") ?? "";

function keep<V>(map: Map<string, V>, key: string, value: V, size: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys())
    if (map.size > size) map.delete(oldest);
    else break;
}

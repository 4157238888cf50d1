import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { html, page as markupPage, preferredLanguage } from "#engine/markup.ts";
import type { IssuedTokens } from "#engine/network.ts";
import { avatar } from "#engine/simulator/site.ts";
import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import type { Text } from "#engine/text.ts";
import { memberScopes, pageScopes } from "../connect.ts";

/** The two apps that the simulator knows: what each may ask for. They have no secret. */
const apps: Readonly<Record<string, readonly string[]>> = {
  "relaymap-demo": memberScopes,
  "relaymap-demo-pages": pageScopes,
};
/** Seconds that an access lives: 60 days. Codes that wait, and milliseconds that one lives. */
const life = 5_184_000;
const codes = { most: 1000, life: 1_800_000 };
const most = 20_000;

const Entry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("token"),
    hash: z.string(),
    handle: z.string(),
    scopes: z.array(z.string()),
    endsAt: z.number(),
  }),
  z.strictObject({ kind: z.literal("ended"), hash: z.string() }),
]);
type Entry = z.infer<typeof Entry>;
export type Bearer = { handle: string; scopes: readonly string[] };
type Code = { handle: string; app: string; redirectUri: string; scopes: string[]; until: number };

/** LinkedIn's sign-in: no challenge, no refresh token, scopes by app, an identity token that nobody can use. */
export function createLogin({ base, people, now, journal }: Pick<Stage, "base" | "people" | "now" | "journal">) {
  const tokens = new Map<string, Extract<Entry, { kind: "token" }>>();
  const waiting = new Map<string, Code>();
  function replay(entry: Entry): void {
    if (entry.kind === "ended") tokens.delete(entry.hash);
    else tokens.set(entry.hash, entry);
    for (const oldest of tokens.keys())
      if (tokens.size > most) tokens.delete(oldest);
      else break;
  }
  const kept = journal<Entry>("tokens", {
    parse: (value) => Entry.parse(value),
    replay,
    snapshot: () => [...tokens.values()],
  });
  const record = (entry: Entry): void => {
    kept.append(entry);
    replay(entry);
  };
  function give(handle: string, scopes: readonly string[]): { token: string; endsAt: number } {
    const token = `AQX${randomBytes(24).toString("base64url")}`;
    const endsAt = now() + life * 1000;
    record({ kind: "token", hash: hash(token), handle, scopes: [...scopes], endsAt });
    return { token, endsAt };
  }

  function authorize(request: SimulatorRequest): SimulatorReply {
    const form = request.method === "POST" ? new URLSearchParams(request.body) : request.query;
    const accepted = request.headers["accept-language"];
    const app = apps[form.get("client_id") ?? ""];
    const redirect = URL.parse(form.get("redirect_uri") ?? "");
    if (app === undefined || redirect === null || (form.get("state") ?? "") === "")
      return ask({ form, people, base, path: request.path, accepted, problem: words.unknown });
    const back = new URL(redirect);
    back.searchParams.set("state", form.get("state") ?? "");
    const refuse = (error: string, description: string): SimulatorReply => {
      back.searchParams.set("error", error);
      back.searchParams.set("error_description", description);
      return { status: 302, headers: { location: back.href, "cache-control": "no-store" } };
    };
    const scopes = (form.get("scope") ?? "").split(" ").filter(Boolean);
    const stranger = scopes.find((scope) => !app.includes(scope));
    if (stranger !== undefined)
      return refuse("unauthorized_scope_error", `Scope "${stranger}" is not authorized for your application`);
    if (request.method !== "POST") return ask({ form, people, base, path: request.path, accepted, problem: null });
    const person = people.find(({ handle }) => handle === form.get("person"));
    if (form.get("decision") !== "allow" || person === undefined)
      return refuse("access_denied", "The user denied the request");
    const code = `AQT${randomBytes(24).toString("base64url")}`;
    const redirectUri = form.get("redirect_uri") ?? "";
    waiting.set(code, {
      handle: person.handle,
      app: form.get("client_id") ?? "",
      redirectUri,
      scopes,
      until: now() + codes.life,
    });
    const [oldest] = waiting.keys();
    if (waiting.size > codes.most && oldest !== undefined) waiting.delete(oldest);
    back.searchParams.set("code", code);
    return { status: 302, headers: { location: back.href, "cache-control": "no-store" } };
  }

  function exchange(request: SimulatorRequest): SimulatorReply {
    const form = new URLSearchParams(request.body);
    // Sent to an app without it, a verifier is taken for a wrong client.
    if (apps[form.get("client_id") ?? ""] === undefined || form.has("code_verifier"))
      return json(401, { error: "invalid_client", error_description: "Client authentication failed" });
    if (form.get("grant_type") !== "authorization_code")
      return json(400, { error: "invalid_request", error_description: "A required parameter is missing" });
    const code = waiting.get(form.get("code") ?? "");
    waiting.delete(form.get("code") ?? "");
    if (
      code === undefined ||
      code.until <= now() ||
      code.app !== form.get("client_id") ||
      code.redirectUri !== form.get("redirect_uri")
    )
      return json(400, { error: "invalid_grant", error_description: "Unable to retrieve access token" });
    const { token } = give(code.handle, code.scopes);
    const claims = Buffer.from(
      JSON.stringify({ iss: "https://www.linkedin.com/oauth", aud: code.app, sub: code.handle }),
    ).toString("base64url");
    const identity = code.scopes.includes("openid") ? { id_token: `e30.${claims}.e30` } : {};
    return json(200, {
      access_token: token,
      expires_in: life,
      scope: code.scopes.join(","),
      token_type: "Bearer",
      ...identity,
    });
  }

  return {
    authorize,
    exchange,
    revoke: (request: SimulatorRequest): SimulatorReply => {
      record({ kind: "ended", hash: hash(new URLSearchParams(request.body).get("token") ?? "") });
      return json(200, {});
    },
    bearer: (request: SimulatorRequest): Bearer | null => {
      const token = /^Bearer (\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1] ?? "";
      const found = tokens.get(hash(token));
      return found === undefined || found.endsAt <= now() ? null : found;
    },
    issue: (handle: string): IssuedTokens => {
      const { token, endsAt } = give(handle, [...memberScopes, ...pageScopes]);
      return { access: token, refresh: null, expiresAt: endsAt };
    },
    end: (handle: string): void => {
      for (const each of [...tokens.values()]) if (each.handle === handle) record({ kind: "ended", hash: each.hash });
    },
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url");
const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

type Asking = {
  form: URLSearchParams;
  people: Stage["people"];
  base: string;
  path: string;
  accepted: string | undefined;
  problem: Text | null;
};

/** LinkedIn's own page: who are you, and do you allow this? */
function ask({ form, people, base, path, accepted, problem }: Asking): SimulatorReply {
  const language = preferredLanguage(accepted);
  const say = (text: Text): string => text[language];
  const sheet = { title: `LinkedIn — ${say(words.title)}`, stylesheet: `${base}/style.css`, language };
  if (problem !== null)
    return markupPage({
      ...sheet,
      status: 400,
      body: html`<main class="card dialog"><p role="alert">${say(problem)}</p></main>`,
    });
  const body = html`<main class="card dialog">
    <p class="brand">Linked<b>in</b> <span>${say(words.simulated)}</span></p>
    <h1>${say(words.asks)}</h1>
    <form method="post" action="${base + path}">
      ${["client_id", "redirect_uri", "scope", "state", "response_type"].map(
        (name) => html`<input type="hidden" name="${name}" value="${form.get(name) ?? ""}" />`,
      )}
      <fieldset>
        <legend>${say(words.who)}</legend>
        ${people.map(
          ({ handle, name }, index) =>
            html`<label class="row"
              ><input type="radio" name="person" value="${handle}" ${index === 0 ? html`checked` : null} />
              ${avatar(index, name)}<b>${name}</b></label
            >`,
        )}
      </fieldset>
      <p>${say(words.able)} <small>${form.get("scope") ?? ""}</small></p>
      <div class="buttons">
        <button name="decision" value="allow">${say(words.allow)}</button
        ><button name="decision" value="deny" class="quiet">${say(words.deny)}</button>
      </div>
    </form>
  </main>`;
  const target = URL.parse(form.get("redirect_uri") ?? "")?.origin;
  return markupPage({ ...sheet, body, formTargets: target === undefined ? [] : [target] });
}

const words = {
  simulated: { en: "simulated", fr: "simulé" },
  title: { en: "sign in", fr: "connexion" },
  asks: { en: "Relaymap would like to post in your name", fr: "Relaymap souhaite publier en votre nom" },
  who: { en: "Sign in as…", fr: "Se connecter en tant que…" },
  able: { en: "It asks for:", fr: "Il demande :" },
  allow: { en: "Allow", fr: "Autoriser" },
  deny: { en: "Cancel", fr: "Annuler" },
  unknown: {
    en: "The passed in client_id or redirect_uri is invalid.",
    fr: "L’identifiant de l’application ou l’adresse de retour est incorrect.",
  },
} satisfies Record<string, Text>;

import { createHash, randomBytes } from "node:crypto";
import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import type { Text } from "#engine/text.ts";
import { permissions } from "../permissions.ts";
import { fail, json } from "./answer.ts";
import { dialogPage, refusalPage, scopesOf } from "./dialog.ts";
import { life, type Tokens } from "./tokens.ts";

/** The app that the simulator knows from the start; it has no secret. */
const clientId = "relaymap-demo";
/** Codes that wait to be exchanged, and milliseconds that one lives. */
const codes = { most: 1000, life: 600_000 };

type Code = { handle: string; redirectUri: string; challenge: string | null; until: number };

/** The login dialog and the exchange of codes and tokens. */
export function createLogin({ stage, tokens, crowd }: { stage: Stage; tokens: Tokens; crowd: () => number }) {
  const waiting = new Map<string, Code>();

  function dialog(request: SimulatorRequest): SimulatorReply {
    const form = request.method === "POST" ? new URLSearchParams(request.body) : request.query;
    const language = request.headers["accept-language"];
    const problem = refuse(form);
    if (problem !== null) return refusalPage(stage.base, problem, language);
    if (request.method !== "POST") return dialogPage({ stage, form, path: request.path, crowd: crowd(), language });
    const back = new URL(form.get("redirect_uri") ?? "");
    back.searchParams.set("state", form.get("state") ?? "");
    const person = stage.people.find(({ handle }) => handle === form.get("person"));
    // `allow`: everything that was asked for; `chosen`: what is ticked.
    const decision = form.get("decision");
    if (person === undefined || (decision !== "allow" && decision !== "chosen")) {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_reason", "user_denied");
      return { status: 302, headers: { location: back.href, "cache-control": "no-store" } };
    }
    const asked = scopesOf(form);
    const granted = decision === "allow" ? asked : asked.filter((each) => form.getAll("permission").includes(each));
    tokens.allow(person.handle, granted, decision === "allow" ? null : form.getAll("page"));
    back.searchParams.set("code", remember(person.handle, form));
    return { status: 302, headers: { location: back.href, "cache-control": "no-store" } };
  }

  function remember(handle: string, form: URLSearchParams): string {
    const code = `AQ${randomBytes(24).toString("base64url")}`;
    const [redirectUri, challenge] = [form.get("redirect_uri") ?? "", form.get("code_challenge")];
    waiting.set(code, { handle, redirectUri, challenge, until: stage.now() + codes.life });
    const [oldest] = waiting.keys();
    if (waiting.size > codes.most && oldest !== undefined) waiting.delete(oldest);
    return code;
  }

  function exchange(request: SimulatorRequest): SimulatorReply {
    const form = request.method === "POST" ? new URLSearchParams(request.body) : request.query;
    if (form.get("client_id") !== clientId)
      return fail({
        code: 101,
        message: "Error validating application. Cannot get application info due to a system error.",
      });
    if (form.get("grant_type") === "fb_exchange_token") return lengthen(form.get("fb_exchange_token") ?? "");
    const name = form.get("code") ?? "";
    const code = waiting.get(name);
    waiting.delete(name);
    if (code === undefined || code.until <= stage.now())
      return fail({ code: 100, subcode: 36_007, message: "This authorization code has been used." });
    // Compared letter by letter.
    if (code.redirectUri !== form.get("redirect_uri"))
      return fail({
        code: 100,
        subcode: 36_008,
        message:
          "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
      });
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (code.challenge !== null && code.challenge !== verifier)
      return fail({ code: 100, subcode: 36_009, message: "Code verifier mismatch" });
    return give(code.handle, life.short);
  }

  /** Only a person's token that lives gives a younger one. */
  function lengthen(token: string): SimulatorReply {
    const found = tokens.find(token);
    if (found === "ended")
      return fail({ code: 190, subcode: 463, message: "Error validating access token: Session has expired." });
    if (found === null || found.page !== null) return fail({ code: 190, message: "Malformed access token" });
    return give(found.handle, life.long);
  }

  function give(handle: string, seconds: number): SimulatorReply {
    const { token } = tokens.give(handle, seconds);
    const body = { access_token: token, token_type: "bearer", expires_in: seconds };
    return json(200, body, { "cache-control": "no-store" });
  }

  return { dialog, exchange };
}

/** Why the dialog cannot be shown: told on the page, never sent to an address that nobody vouches for. */
function refuse(form: URLSearchParams): Text | null {
  if (form.get("client_id") !== clientId)
    return {
      en: "Invalid App ID: this app is not known here.",
      fr: "ID d’application incorrect : cette application n’est pas connue ici.",
    };
  const protocol = URL.parse(form.get("redirect_uri") ?? "")?.protocol;
  if (protocol !== "https:" && protocol !== "http:")
    return {
      en: "URL blocked: the redirect address is not one of the app’s.",
      fr: "URL bloquée : l’adresse de retour n’est pas celle de l’application.",
    };
  if ((form.get("state") ?? "") === "") return { en: "The state is missing.", fr: "Le paramètre state manque." };
  const unknown = scopesOf(form).find((scope) => !permissions.some((known) => known === scope));
  if (unknown === undefined) return null;
  return { en: `Invalid Scopes: ${unknown}.`, fr: `Autorisations incorrectes : ${unknown}.` };
}

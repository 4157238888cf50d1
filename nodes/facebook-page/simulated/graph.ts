import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { proofFor } from "../graph.ts";
import { permissions } from "../permissions.ts";
import { fail, json, withHeaders } from "./answer.ts";
import { type PageTools, createPageApi } from "./page-api.ts";
import { mainPage } from "./pages.ts";
import { createPersonApi } from "./person-api.ts";
import type { Found, Tokens } from "./tokens.ts";

/** Seconds from when somebody was at the dialog until the app sees nothing of theirs any more. */
const patience = 90 * 86_400;
/** Calls of a page, and of a person, in an hour. */
const usual = { calls: 1000, seconds: 3600 };

/** The secret of the simulated app, under which proofs are made; the demo's own app does without. */
export const appSecret = "simulated-app-secret";

/** The token that an admin of the demo enters to read the company's page; worth nothing anywhere else. */
export const enteredToken = "demo-page-token-atelier-lumen";

/** The Graph API. A person's token opens what is theirs, a page's token the page. */
export function createGraph(tools: PageTools & { stage: Stage; tokens: Tokens }) {
  const { stage, tokens, pageOf } = tools;
  const forPerson = createPersonApi(tools);
  const forPage = createPageApi(tools);
  const find = (token: string): Found =>
    token === enteredToken
      ? { handle: "", page: mainPage.id, allowed: { permissions, pages: null, age: 0 } }
      : tokens.find(token);

  /** What a token is, for the app that it was given to, or for whoever has it. */
  function debug({ query }: SimulatorRequest, token: string): SimulatorReply {
    const asked = query.get("input_token") ?? "";
    if (token !== asked && !token.endsWith(`|${appSecret}`))
      return fail({
        code: 100,
        message:
          "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app",
      });
    const found = find(asked);
    if (found === null || found === "ended") return json(200, { data: { is_valid: false, scopes: [] } });
    const { at, permissions: scopes } = found.allowed;
    const end = at === undefined ? 0 : Math.floor(at / 1000) + patience;
    return json(200, { data: { is_valid: true, data_access_expires_at: end, scopes } });
  }

  /** `path` without the version, e.g. `/me/accounts`. */
  return (request: SimulatorRequest, path: string, token: string | null): SimulatorReply | Promise<SimulatorReply> => {
    if (token === null) return fail({ code: 104, message: "An access token is required to request this resource." });
    const proof = request.query.get("appsecret_proof");
    if (proof !== null && proof !== proofFor(appSecret, token))
      return fail({ code: 100, message: "Invalid appsecret_proof provided in the API argument" });
    if (proof === null && tools.troubles.weather().proof)
      return fail({ code: 100, message: "API calls from the server require an appsecret_proof argument" });
    if (path === "/debug_token") return debug(request, token);
    const found = find(token);
    if (found === null) return fail({ code: 190, message: "Invalid OAuth access token - Cannot parse access token" });
    if (found === "ended")
      return fail({
        code: 190,
        subcode: 460,
        message: "Error validating access token: The session has been invalidated.",
      });
    const page = found.page === null ? null : pageOf(found.page);
    const { over, limit, remaining, reset } = stage.spend(page?.id ?? found.handle, usual);
    const used = { call_count: Math.round(((limit - remaining) / limit) * 100), total_cputime: 1, total_time: 1 };
    // Of a page Facebook says in how many minutes it goes on; of an app only how much is used.
    const minutes = over ? Math.ceil((reset - stage.now()) / 60_000) : 0;
    const headers: Record<string, string> =
      page === null
        ? { "x-app-usage": JSON.stringify(used) }
        : {
            "x-business-use-case-usage": JSON.stringify({
              [page.id]: [{ type: "pages", ...used, estimated_time_to_regain_access: minutes }],
            }),
          };
    if (over) {
      const limited =
        page === null
          ? { code: 4, message: "(#4) Application request limit reached" }
          : { code: 32, message: "(#32) Page request limit reached" };
      return withHeaders(fail({ ...limited, status: 403 }), headers);
    }
    const reply = page === null ? forPerson(request, path, found) : forPage(request, path, { ...found, page });
    return reply instanceof Promise ? reply.then((made) => withHeaders(made, headers)) : withHeaders(reply, headers);
  };
}

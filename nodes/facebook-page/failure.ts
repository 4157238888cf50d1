import { NodeError } from "#engine/node.ts";
import { BusinessUsage, Failure } from "./wire.ts";

/** Graph API error codes, by what a person can do about them. */
const token = new Set([102, 104, 190]);
const throttled = new Set([4, 17, 32, 613, 80_001]);
const transient = new Set([1, 2]);

type Reply = { status: number; headers: Record<string, string>; body: unknown };

export function tokenMissing(page: string): NodeError {
  return new NodeError(
    "facebook_token_missing",
    {
      en: `No page token is stored for “${page}”. Ask an administrator to enter it in the settings of this source.`,
      fr: `Aucun jeton n’est enregistré pour la page « ${page} ». Demandez à un administrateur de le saisir dans les réglages de cette source.`,
    },
    { retry: false },
  );
}

/** What an answer other than a listing means, told so that the reader knows what to do next. */
export function readFailure(page: string, reply: Reply): NodeError {
  const failure = Failure.safeParse(reply.body);
  const code = failure.success ? failure.data.error.code : 0;
  if (token.has(code)) {
    return new NodeError(
      "facebook_token",
      {
        en: `Facebook no longer accepts the token of the page “${page}”. Ask an administrator to enter a new one in the settings of this source.`,
        fr: `Facebook n’accepte plus le jeton de la page « ${page} ». Demandez à un administrateur d’en saisir un nouveau dans les réglages de cette source.`,
      },
      { retry: false },
    );
  }
  if (throttled.has(code) || reply.status === 429) {
    const minutes = regainMinutes(reply.headers["x-business-use-case-usage"]);
    return new NodeError("facebook_limit", {
      en: `Facebook asks to wait: too many calls for this page. It will be read again${minutes === null ? " later" : ` in about ${minutes} min`}.`,
      fr: `Facebook demande d’attendre : trop d’appels pour cette page. Elle sera relue ${minutes === null ? "plus tard" : `dans environ ${minutes} min`}.`,
    });
  }
  if (code === 10 || (code >= 200 && code < 300)) {
    return new NodeError(
      "facebook_permission",
      {
        en: `The token may not read the posts of “${page}”. Ask an admin for a page token with the permission pages_read_engagement.`,
        fr: `Le jeton ne permet pas de lire les publications de « ${page} ». Demandez à un administrateur un jeton de page avec l’autorisation pages_read_engagement.`,
      },
      { retry: false },
    );
  }
  if (code === 100 || code === 803 || reply.status === 404) {
    return new NodeError(
      "facebook_page_unknown",
      {
        en: `Facebook knows no page “${page}” that this token can read. Check the page’s name or number.`,
        fr: `Facebook ne connaît pas de page « ${page} » lisible avec ce jeton. Vérifiez le nom ou le numéro de la page.`,
      },
      { retry: false },
    );
  }
  const temporary = transient.has(code) || reply.status >= 500;
  const words = failure.success ? failure.data.error.message.slice(0, 200) : `HTTP ${reply.status}`;
  return new NodeError(
    temporary ? "facebook_down" : "facebook_refused",
    temporary
      ? {
          en: `Facebook has a problem just now (${words}). The page will be read again.`,
          fr: `Facebook a un problème momentané (${words}). La page sera relue.`,
        }
      : {
          en: `Facebook refused to show the page “${page}”: ${words}`,
          fr: `Facebook a refusé d’afficher la page « ${page} » : ${words}`,
        },
    { retry: temporary },
  );
}

/** The header is a JSON string, keyed by business; minutes until access returns. */
function regainMinutes(header: string | undefined): number | null {
  try {
    const usage = BusinessUsage.parse(JSON.parse(header ?? ""));
    const minutes = Object.values(usage).flatMap((uses) => uses.map((use) => use.estimated_time_to_regain_access ?? 0));
    const most = Math.max(0, ...minutes);
    return most > 0 ? most : null;
  } catch {
    return null;
  }
}

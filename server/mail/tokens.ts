import { z } from "zod";
import type { Services } from "../ports.ts";
import type { MailSettings } from "./settings.ts";

const Given = z.object({
  access_token: z.string().min(1).max(10_000),
  expires_in: z.coerce.number().positive().catch(300),
});

/** Access tokens for XOAUTH2, kept in memory until shortly before they end. */
export type Tokens = {
  /** Rejects with an error that `judge` reads. */
  get: (
    workspaceId: string,
    settings: MailSettings,
    secrets: { secret: string; refresh: string | null },
  ) => Promise<string>;
  /** A server refused it: the next one is fetched anew. */
  drop: (workspaceId: string) => void;
};

/** Workspaces whose token is remembered at most. */
const most = 1_000;

/** Fetches them through the guard, by a refresh token (RFC 6749, 6) or as the app itself (4.4, as Microsoft 365 has it). */
export function createTokens({ outbound, clock }: Pick<Services, "outbound" | "clock">): Tokens {
  const kept = new Map<string, { token: string; until: number }>();
  return {
    get: async (workspaceId, settings, { secret, refresh }) => {
      const known = kept.get(workspaceId);
      if (known !== undefined && known.until > clock.now()) return known.token;
      const form = new URLSearchParams({
        client_id: settings.clientId ?? "",
        client_secret: secret,
        ...(settings.scope === null ? {} : { scope: settings.scope }),
        ...(refresh === null
          ? { grant_type: "client_credentials" }
          : { grant_type: "refresh_token", refresh_token: refresh }),
      });
      const { status, body } = await outbound.call(settings.tokenUrl ?? "", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: form.toString(),
        timeout: 15_000,
      });
      const given = status < 300 ? Given.safeParse(readJson(body.toString("utf8"))) : null;
      if (given === null || !given.success)
        throw Object.assign(new Error(`the token’s server answered ${status}`), {
          code: status < 500 ? "EOAUTH2" : "ECONNECTION",
        });
      const until = clock.now() + Math.max(given.data.expires_in - 120, 10) * 1000;
      if (kept.size >= most) kept.clear();
      kept.set(workspaceId, { token: given.data.access_token, until });
      return given.data.access_token;
    },
    drop: (workspaceId) => void kept.delete(workspaceId),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

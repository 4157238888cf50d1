import { readJson } from "#engine/json.ts";
import { NodeError, type Cursor, type SourceContext } from "#engine/node.ts";
import { sourceApiBase } from "../networks/bases.ts";
import type { Services } from "../ports.ts";
import type { SecretReader } from "../vault/secrets.ts";

/** What a source may use; a part of `Services`, so that the command line can read sources without a database. */
export type SourceServices = Pick<Services, "settings" | "feeds" | "outbound" | "nodes" | "clock">;

/** Milliseconds a source may take for one poll, all its requests together. */
export const pollLimit = 60_000;

/** The outside world as one poll of one source sees it. */
export function sourceContext(
  services: SourceServices,
  input: { sourceId: string; cursor: Cursor; signal: AbortSignal; secret: SecretReader },
): SourceContext {
  const { signal } = input;
  return {
    now: services.clock.now(),
    cursor: input.cursor,
    sourceId: input.sourceId,
    signal,
    readFeed: (url) => services.feeds.read(url, input.cursor, signal),
    getJson: (url, headers) => getJson(services, url, headers, signal),
    apiBase: (network) => sourceApiBase(services.settings, services.nodes.sites, network),
    secret: input.secret,
  };
}

async function getJson(
  services: SourceServices,
  url: string,
  headers: Record<string, string> | undefined,
  signal: AbortSignal,
) {
  const init = { method: "GET", headers: { accept: "application/json", ...headers }, signal };
  const response = await services.outbound.fetch(url, init).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), body: readJson(text) ?? null };
}

/** Outbound errors carry a sentence; anything else is told plainly. */
function unreachable(cause: unknown): NodeError {
  if (cause instanceof NodeError) return cause;
  const known = cause as { code?: unknown; text?: { en?: unknown; fr?: unknown } } | null;
  const code = typeof known?.code === "string" ? known.code : "unreachable";
  const { en, fr } = known?.text ?? {};
  const text =
    typeof en === "string" && typeof fr === "string"
      ? { en, fr }
      : {
          en: "The address could not be reached. It is tried again.",
          fr: "L’adresse est injoignable. Un nouvel essai aura lieu.",
        };
  return new NodeError(code, text, { cause });
}

import { readJson } from "#engine/json.ts";
import type { NetworkContext } from "#engine/network.ts";
import { NodeError, type Cursor, type SourceContext } from "#engine/node.ts";
import { networkContext } from "../networks/bases.ts";
import type { Services } from "../ports.ts";
import type { SecretReader } from "../vault/secrets.ts";
import type { AccountReader } from "./account.ts";

/** What a source may use; a part of `Services`, so that the command line can read sources without a database. */
export type SourceServices = Pick<Services, "settings" | "feeds" | "outbound" | "nodes" | "clock">;

/** Milliseconds a source may take for one poll, all its requests together. */
export const pollLimit = 60_000;

export type Polling = {
  sourceId: string;
  cursor: Cursor;
  signal: AbortSignal;
  secret: SecretReader;
  /** Absent where there are no connected accounts (the command line reads a map without a database). */
  account?: AccountReader;
  /** Absent where nobody's money is spent. */
  spend?: SourceContext["spend"];
};

/** The outside world as one poll of one source sees it. */
export function sourceContext(services: SourceServices, polling: Polling): SourceContext {
  const { signal, account = noAccounts } = polling;
  return {
    now: services.clock.now(),
    cursor: polling.cursor,
    sourceId: polling.sourceId,
    signal,
    readFeed: (url, cursor = polling.cursor) => services.feeds.read(url, cursor, signal),
    getJson: (url, headers) => getJson(services, url, headers, signal),
    getPage: (url, headers) => getPage(services, url, headers, signal),
    network: (name, server) => readingContext(services, name, server ?? null, signal),
    account: async (ref) => {
      const login = await account(ref);
      return { login, context: readingContext(services, login.network, login.server, signal) };
    },
    spend: polling.spend ?? (() => Promise.reject(unpaid)),
    secret: polling.secret,
  };
}

const unpaid = new NodeError(
  "reading_off",
  {
    en: "Reading this network costs money: it can only be read where a workspace has allowed that.",
    fr: "Lire ce réseau est payant : cela n’est possible que dans un espace de travail qui l’a autorisé.",
  },
  { retry: false },
);

const noAccounts: AccountReader = () => {
  const en = "This source reads with a connected account: it can only be read where its workspace is.";
  const fr = "Cette source est lue avec un compte connecté : elle ne peut l’être que dans son espace de travail.";
  return Promise.reject(new NodeError("no_account", { en, fr }, { retry: false }));
};

/** A network as a source sees it: whatever it asks ends with the poll, and nothing that it asks changes anything there. */
function readingContext(
  services: SourceServices,
  name: string,
  server: string | null,
  signal: AbortSignal,
): NetworkContext {
  const site = services.nodes.sites.get(name);
  if (site === undefined)
    throw new Error(`There is no network "${name}". There are: ${[...services.nodes.sites.keys()].join(", ")}.`);
  const context = networkContext(services, site, server);
  return {
    ...context,
    fetch: (url, init) => {
      if (init.method !== "GET") throw new Error(`A source reads; it wanted to ${init.method}.`);
      const until = init.signal === undefined ? signal : AbortSignal.any([signal, init.signal]);
      return context.fetch(url, { ...init, signal: until }).catch((cause: unknown) => {
        throw unreachable(cause);
      });
    },
  };
}

async function getPage(
  { outbound }: SourceServices,
  address: string,
  headers: Record<string, string> | undefined,
  signal: AbortSignal,
) {
  const accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5";
  const reply = await outbound.read(address, { headers: { accept, ...headers }, signal }).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  return { status: reply.status, url: reply.url, text: reply.body.toString("utf8") };
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

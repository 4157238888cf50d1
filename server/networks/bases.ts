import { MediumError, type NetworkContext, type Reply, type Site } from "#engine/network.ts";
import type { Services, Settings } from "../ports.ts";

export type Bases = {
  apiBase: string;
  webBase: string;
  /** The deployment redirects the network to a simulator. */ simulated: boolean;
};

/** Where a network's API and pages are: redirected by the deployment, else the account's own server, else the network's fixed hosts. */
export function networkBases(settings: Pick<Settings, "networks">, network: Site, server: string | null): Bases {
  const redirect = settings.networks[network.card.name];
  if (redirect !== undefined) return { apiBase: redirect.api, webBase: redirect.web, simulated: true };
  if (network.card.home.federated && server !== null && server !== "")
    return { apiBase: server, webBase: server, simulated: false };
  return { apiBase: network.apiBase, webBase: network.webBase, simulated: false };
}

/** What a connector may use: the guarded client and the network's addresses. `timeout` in milliseconds, at most 30,000. */
export function networkContext(
  services: Pick<Services, "outbound" | "clock"> & { settings: Pick<Settings, "networks" | "versions"> },
  network: Site,
  server: string | null,
  timeout = 30_000,
): NetworkContext {
  const { apiBase, webBase, simulated } = networkBases(services.settings, network, server);
  const version = services.settings.versions?.[network.card.name];
  // Whatever else it asks is redirected with it: a demo reaches nothing outside.
  const bases = Object.entries(network.bases ?? {}).map(
    ([name, base]) => [name, simulated ? `${apiBase}/${name}` : base] as const,
  );
  return {
    apiBase,
    webBase,
    bases: Object.fromEntries(bases),
    timeout,
    ...(version === undefined ? {} : { version }),
    now: services.clock.now,
    medium: noMedia,
    fetch: async (url, init) => {
      const { status, headers, body } = await services.outbound.call(url, { ...init, timeout });
      return { status, headers: readable(headers), body: [body] };
    },
  };
}

/** Headers by name, in any case; the client gives them in small letters. */
const readable = (headers: Record<string, string>): Reply["headers"] => ({
  get: (name) => headers[name.toLowerCase()] ?? null,
  [Symbol.iterator]: () => Object.entries(headers).values(),
});

const noMedia: NetworkContext["medium"] = async () => {
  throw new MediumError(
    { en: "There is no store of media here.", fr: "Il n’y a pas de stock de médias ici." },
    { retry: false },
  );
};

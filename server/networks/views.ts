import { appReady } from "./apps.ts";
import { networkBases } from "./bases.ts";
import type { Reply } from "../api.ts";
import { paidReadings, readingsState } from "../measures/settings.ts";
import type { Services } from "../ports.ts";

/** Every network there is a folder for, and whether it can be connected to here. */
export async function listNetworks(services: Services, workspaceId: string): Promise<Reply<"listNetworks">["rows"]> {
  const { settings, nodes } = services;
  const paid = await paidReadings(services.db, workspaceId);
  return Promise.all(
    [...nodes.sites.values()].map(async (site) => {
      const { name, title, home, limits } = site.card;
      const network = nodes.networks.get(name);
      return {
        name,
        title,
        federated: home.federated,
        ready: network === undefined || (await appReady(services, workspaceId, network)),
        simulated: networkBases(settings, site, null).simulated,
        maxLength: limits.text,
        publishes: network !== undefined,
        readings: network === undefined ? "none" : readingsState(network, paid),
        defaultServer: (home.federated && settings.networks[name]?.server) || "",
      };
    }),
  );
}

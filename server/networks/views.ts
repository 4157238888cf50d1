import { appReady } from "./apps.ts";
import { networkBases } from "./bases.ts";
import type { Reply } from "../api.ts";
import type { Services } from "../ports.ts";

/** The server that the simulated network stands for, where people would name their own. */
const demoServer = "https://social.example";

/** Every network there is a connector for, and whether it can be connected to here. */
export function listNetworks(services: Services, workspaceId: string): Promise<Reply<"listNetworks">["rows"]> {
  return Promise.all(
    [...services.nodes.networks.values()].map(async (network) => {
      const { simulated } = networkBases(services.settings, network, null);
      return {
        name: network.card.name,
        title: network.card.title,
        federated: network.card.home.federated,
        ready: await appReady(services, workspaceId, network),
        simulated,
        maxLength: network.card.limits.text,
        publishes: true,
        defaultServer: network.card.home.federated && simulated ? demoServer : "",
      };
    }),
  );
}

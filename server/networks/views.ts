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
        name: network.name,
        title: network.title,
        federated: network.federated,
        ready: await appReady(services, workspaceId, network),
        simulated,
        maxLength: network.maxLength,
        publishes: true,
        defaultServer: network.federated && simulated ? demoServer : "",
      };
    }),
  );
}

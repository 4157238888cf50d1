import { askedHow } from "#engine/lookup.ts";
import type { LedgerPort } from "#engine/lane.ts";
import type { LookupPorts } from "#engine/reconcile.ts";
import { inWorkspace } from "../database/scope.ts";
import { networkContext } from "../networks/bases.ts";
import { loginFor } from "../networks/grants/login.ts";
import type { Services } from "../ports.ts";
import { wakeLane } from "./lanes.ts";
import { adopt, claimLost, giveUp, noteLook, takenPosts } from "./lost.ts";
import { lanePorts } from "./publisher.ts";

/** Lost answers that one sweep takes at most. */
const most = 100;

/** What looking up lost answers needs of the outside world. */
export function lookupPorts(services: Services, ledger: LedgerPort): LookupPorts {
  const { db, nodes } = services;
  return {
    claim: () => claimLost(db, most),
    note: (claimed, look) => inWorkspace(claimed.workspaceId, () => noteLook(db, claimed, look)),
    adopt: (claimed, post) => inWorkspace(claimed.workspaceId, () => adopt(db, claimed, post)),
    giveUp: (claimed) => inWorkspace(claimed.workspaceId, () => giveUp(db, claimed)),
    taken: (claimed, remoteIds) => inWorkspace(claimed.workspaceId, () => takenPosts(db, claimed, remoteIds)),
    wake: (lane) => inWorkspace(lane.workspaceId, () => wakeLane(db, lane, null)),
    network: (name, kind) => {
      const network = nodes.networks.get(name);
      return network === undefined ? null : askedHow(network, kind);
    },
    recent: async ({ workspaceId, accountId, network: name }, since) => {
      const network = nodes.networks.get(name);
      const login = await loginFor(services, workspaceId, accountId);
      if (login.kind !== "login" || network?.recent === undefined) return null;
      // It throws where the account cannot be read now; that says nothing of the post.
      return network
        .recent(networkContext(services, network, login.login.server), login.login, since)
        .catch(() => null);
    },
    lane: () => lanePorts(services, ledger),
    failed: (error, { workspaceId, deliveryId }) =>
      services.log.warn(
        { err: error, workspaceId, delivery: deliveryId },
        "a lost answer could not be looked up; it is tried again",
      ),
  };
}

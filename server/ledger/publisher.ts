import { performance } from "node:perf_hooks";
import type { Gated, LanePorts, LedgerPort } from "#engine/lane.ts";
import type { Login, Network, NetworkContext } from "#engine/network.ts";
import type { FollowPorts } from "#engine/processing.ts";
import { inWorkspace } from "../database/scope.ts";
import { mailPort } from "../mail/port.ts";
import { mediumOf } from "../media/medium.ts";
import { placeFor } from "../feeds/picture.ts";
import { networkContext } from "../networks/bases.ts";
import { loginFor, type LoginResult } from "../networks/grants/login.ts";
import { refresh } from "../networks/grants/refresh.ts";
import { judgePost } from "./judge.ts";
import { noteUnable } from "./unable.ts";
import { keepPreparation } from "./preparations.ts";
import type { Services } from "../ports.ts";

const nothing = { kind: "prepared", status: null, raw: "", data: null, until: null } as const;
const reason = {
  en: "Relaymap failed while it prepared the post.",
  fr: "Relaymap a échoué en préparant la publication.",
};
const failed = { kind: "not_sent", status: null, raw: "", reason } as const;

/**
 * A lane's way to its network. The token is opened for the lane's drain and forgotten with it; a new access of the account (its
 * `token_epoch`, told by the gate) is opened anew, and what was revoked no longer passes the gate.
 */
export function lanePorts(services: Services, ledger: LedgerPort): LanePorts & Pick<FollowPorts, "ask"> {
  let opened: { epoch: number; result: Extract<LoginResult, { kind: "login" }> } | null = null;

  const login = async (gated: Pick<Gated, "workspaceId" | "accountId" | "tokenEpoch">): Promise<LoginResult> => {
    if (opened?.epoch === gated.tokenEpoch) return opened.result;
    const result = await loginFor(services, gated.workspaceId, gated.accountId);
    opened = result.kind === "login" ? { epoch: result.login.epoch, result } : null;
    return result;
  };

  return {
    ledger,
    clock: { now: services.clock.now, monotonic: () => performance.now() },
    random: Math.random,
    open: async (gated) => {
      const result = await login(gated);
      const network = services.nodes.networks.get(gated.network);
      if (result.kind !== "login" || network === undefined) return null;
      const context = contextOf(services, network, gated.workspaceId, result.login);
      return {
        send: async () => {
          const came = await network.publish(context, result.login, gated.sending);
          if (came.kind === "rejected" && came.unable !== undefined) {
            opened = null;
            await noteUnable(services.db, gated, came.unable);
          }
          return came;
        },
      };
    },
    judge: (lane, deliveryId) => judgePost(services, lane, deliveryId),
    ask: async (following) => {
      const network = services.nodes.networks.get(following.network);
      if (network?.status === undefined) return "never";
      const result = await login(following);
      if (result.kind !== "login") return null;
      const context = contextOf(services, network, following.workspaceId, result.login);
      return network.status(context, result.login, following.sending, following.pending.data);
    },
    preparing: {
      keep: (preparation) => inWorkspace(preparation.workspaceId, () => keepPreparation(services.db, preparation)),
      prepare: async (unprepared) => {
        const result = await login(unprepared);
        const network = services.nodes.networks.get(unprepared.network);
        if (result.kind !== "login" || network === undefined) return null;
        const { sending, soFar } = unprepared;
        if (network.prepare === undefined || network.prepares?.(sending.part) !== true) return nothing;
        const context = contextOf(services, network, unprepared.workspaceId, result.login);
        return network.prepare(context, result.login, sending, soFar).catch((error: unknown) => {
          const { workspaceId, deliveryId } = unprepared;
          services.log.error({ err: error, workspaceId, delivery: deliveryId }, "a post could not be prepared");
          return failed;
        });
      },
    },
    refresh: async (gated) => {
      const epoch = opened?.epoch ?? gated.tokenEpoch;
      opened = null;
      const { workspaceId, accountId } = gated;
      const result = await inWorkspace(workspaceId, () => refresh(services, workspaceId, accountId, epoch));
      return result.kind === "login" ? "done" : result.kind === "reconnect" ? "dead" : "failed";
    },
  };
}

/** What a connector of a workspace's account is given, its media and its way to send mails with it. */
function contextOf(services: Services, network: Network, workspaceId: string, login: Login): NetworkContext {
  const place = placeFor(services, workspaceId, network.card.name);
  return {
    ...networkContext(services, network, login.server),
    medium: mediumOf(services.media, workspaceId),
    placeOf: ({ id, kind }) => (kind === "picture" ? (place?.(id) ?? null) : null),
    mail: mailPort(services, workspaceId),
  };
}

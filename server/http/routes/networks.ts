import { saveApp } from "../../networks/apps.ts";
import { beginConnect } from "../../networks/connect/begin.ts";
import { finishConnect } from "../../networks/connect/finish.ts";
import { record } from "../../audit.ts";
import { AppError, forbidden } from "../../errors.ts";
import { listNetworks } from "../../networks/views.ts";
import { savePaidReadings } from "../../measures/settings.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names = "listNetworks" | "saveNetworkApp" | "savePaidReadings" | "connect" | "connectCallback";

export const networkRoutes: Pick<Handlers, Names> = {
  listNetworks: async ({ services, caller }) => ({
    rows: await listNetworks(services, caller.workspaceId),
  }),

  saveNetworkApp: async ({ services, caller, params, body }) => {
    await saveApp(services, caller.workspaceId, params.name, {
      clientId: body.clientId,
      clientSecret: body.clientSecret ?? null,
    });
    await record(services.db, {
      ...actorOf(caller),
      action: "network.app",
      subject: `network/${params.name}`,
    });
    return { ok: true };
  },

  savePaidReadings: async ({ services, caller, params, body }) => {
    await savePaidReadings(services, actorOf(caller), params.name, body.on);
    return { ok: true };
  },

  connect: ({ services, caller, body }) => {
    // An account of the company speaks in everybody's name.
    if (body.forWorkspace && caller.role !== "admin")
      throw forbidden({
        en: "Only an administrator connects an account of the company.",
        fr: "Seul un administrateur peut connecter un compte de l’entreprise.",
      });
    return beginConnect(services, {
      ...actorOf(caller),
      sessionId: caller.session.id,
      network: body.network,
      ...(body.server === undefined ? {} : { server: body.server }),
      forWorkspace: body.forWorkspace,
    });
  },

  connectCallback: async ({ services, caller, url }) => {
    const params = new URL(url).searchParams;
    try {
      const { accountId } = await finishConnect(services, {
        ...actorOf(caller),
        sessionId: caller.session.id,
        params,
      });
      return { location: `/accounts?connected=${accountId}` };
    } catch (error) {
      if (error instanceof AppError) throw error;
      // The person stands before the network's page: they must come back to ours, whatever went wrong.
      services.log.error({ err: error }, "connecting an account failed");
      return { location: "/accounts?problem=connect_failed" };
    }
  },
};

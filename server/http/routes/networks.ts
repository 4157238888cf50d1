import { saveAttestation } from "../../accounts/attest.ts";
import { saveApp } from "../../networks/apps.ts";
import { beginConnect } from "../../networks/connect/begin.ts";
import { makeChoice, readChoice } from "../../networks/connect/choice.ts";
import { finishConnect } from "../../networks/connect/finish.ts";
import { readSentence, signSentence } from "../../networks/connect/said.ts";
import { record } from "../../audit.ts";
import { AppError, forbidden, tooMany } from "../../errors.ts";
import { redirectUri } from "../../networks/oauth.ts";
import { listNetworks } from "../../networks/views.ts";
import { saveAllowance } from "../../inbox/spending.ts";
import { savePaidReadings } from "../../measures/settings.ts";
import type { Services, Settings } from "../../ports.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

type Names =
  | "listNetworks"
  | "saveNetworkApp"
  | "savePaidReadings"
  | "savePaidSources"
  | "saveAttestation"
  | "connect"
  | "connectCallback"
  | "connectSaid"
  | "getChoice"
  | "makeChoice";

/** The front page of the simulated networks; null where none is. */
const simulatorsAt = ({ demo, networks }: Pick<Settings, "demo" | "networks">): string | null => {
  const [first] = demo ? Object.values(networks) : [];
  return first === undefined ? null : (URL.parse(first.web)?.origin ?? null);
};

export const networkRoutes: Pick<Handlers, Names> = {
  listNetworks: async ({ services, caller }) => ({
    rows: await listNetworks(services, caller.workspaceId),
    callback: redirectUri(services),
    simulators: simulatorsAt(services.settings),
  }),

  saveNetworkApp: async ({ services, caller, params, body }) => {
    await saveApp(
      services,
      caller.workspaceId,
      { network: params.name, connection: params.connection },
      {
        clientId: body.clientId,
        clientSecret: body.clientSecret ?? null,
      },
    );
    await record(services.db, {
      ...actorOf(caller),
      action: "network.app",
      subject: `network/${params.name}`,
      detail: { connection: params.connection },
    });
    return { ok: true };
  },

  savePaidReadings: async ({ services, caller, params, body }) => {
    await savePaidReadings(services, actorOf(caller), params.name, body.on);
    return { ok: true };
  },

  savePaidSources: async ({ services, caller, params, body }) => {
    await saveAllowance(services, actorOf(caller), params.name, body);
    return { ok: true };
  },

  saveAttestation: async ({ services, caller, params, body }) => {
    await saveAttestation(services, actorOf(caller), params.name, body.on);
    return { ok: true };
  },

  connect: ({ services, caller, body, tryAgainIn }) => {
    // An account of the company speaks in everybody's name.
    if (body.forWorkspace && caller.role !== "admin")
      throw forbidden({
        en: "Only an administrator connects an account of the company.",
        fr: "Seul un administrateur peut connecter un compte de l’entreprise.",
      });
    if (body.fields !== undefined) slowDown(tryAgainIn, caller.memberId);
    const { network, forWorkspace, ...given } = body;
    return beginConnect(services, {
      ...actorOf(caller),
      sessionId: caller.session.id,
      network,
      forWorkspace,
      ...(given.connection === undefined ? {} : { connection: given.connection }),
      ...(given.server === undefined ? {} : { server: given.server }),
      ...(given.fields === undefined ? {} : { fields: given.fields }),
    });
  },

  getChoice: async ({ services, caller, params }) => {
    const asked = { ...actorOf(caller), sessionId: caller.session.id, choiceId: params.id };
    const choice = await readChoice(services, asked);
    return { ...choice, accounts: choice.accounts.map(facing(services, caller).face) };
  },

  makeChoice: ({ services, caller, params, body }) =>
    makeChoice(services, {
      ...actorOf(caller),
      sessionId: caller.session.id,
      choiceId: params.id,
      accounts: body.accounts,
    }),

  connectCallback: async ({ services, caller, url }) => {
    const params = new URL(url).searchParams;
    try {
      const arrived = await finishConnect(services, {
        ...actorOf(caller),
        sessionId: caller.session.id,
        params,
      });
      if (arrived.kind === "choice") return { location: `/accounts/choose/${arrived.choiceId}` };
      return { location: `/accounts?connected=${arrived.accounts[0]?.accountId ?? ""}` };
    } catch (error) {
      if (error instanceof AppError && error.status === 401) throw error;
      if (error instanceof AppError) return { location: backWith(services, error) };
      // The person stands before the network's page: they must come back to ours, whatever went wrong.
      services.log.error({ err: error }, "connecting an account failed");
      return { location: "/accounts?problem=connect_failed" };
    }
  },

  connectSaid: ({ services, query }) =>
    Promise.resolve({ text: readSentence(services.settings, query.said, services.clock.now()) }),
};

/** Back to our page, with the sentence that says what happened and what to do. */
const backWith = ({ settings, clock }: Services, error: AppError): string =>
  `/accounts?${new URLSearchParams({ problem: error.code, said: signSentence(settings, error.text, clock.now()) }).toString()}`;

/** Nobody shall guess a password of a network through us. */
export function slowDown(tryAgainIn: (key: string) => number | null, memberId: string): void {
  const seconds = tryAgainIn(`connect/${memberId}`);
  if (seconds !== null) throw tooMany(seconds);
}

import type { Card } from "#engine/card.ts";
import { ownPriceAt } from "#engine/cost.ts";
import type { HouseRules } from "#engine/house.ts";
import type { Network } from "#engine/network.ts";
import { attestedOn, attestView } from "../accounts/attest.ts";
import { appReady } from "./apps.ts";
import { networkBases } from "./bases.ts";
import type { Reply } from "../api.ts";
import { allowances } from "../inbox/spending.ts";
import { paidReadings, readingsState } from "../measures/settings.ts";
import type { Services } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import { versionView } from "./versions.ts";

/** Every network there is a folder for, and whether it can be connected to here. */
export async function listNetworks(services: Services, workspaceId: string): Promise<Reply<"listNetworks">["rows"]> {
  const { settings, nodes } = services;
  const attested = await attestedOn(services.db, workspaceId);
  const paid = await paidReadings(services.db, workspaceId);
  const charging = [...nodes.sites.values()].flatMap(({ card }) =>
    card.price === undefined ? [] : [[card.name, Math.round(card.price.read * 1_000_000)] as const],
  );
  const house = await houseRules(services.db, workspaceId);
  const sources = await allowances(services.db, workspaceId, new Map(charging));
  return Promise.all(
    [...nodes.sites.values()].map(async (site) => {
      const { name, title, home, limits } = site.card;
      const network = nodes.networks.get(name);
      const connections = network === undefined ? [] : await readConnections(services, workspaceId, network);
      return {
        name,
        title,
        federated: home.federated,
        ready: network === undefined || connections.some(({ ready }) => ready),
        simulated: networkBases(settings, site, null).simulated,
        maxLength: limits.text,
        publishes: network !== undefined,
        readings: network === undefined ? "none" : readingsState(network, paid),
        sources: sources.get(name) ?? null,
        ownReading: ownReading(site.card, house),
        attest: attestView(site.card, attested),
        version: await versionView(services, workspaceId, site),
        share: site.card.share === undefined ? null : networkBases(settings, site, null).webBase + site.card.share,
        defaultServer: (home.federated && settings.networks[name]?.server) || "",
        connections,
      };
    }),
  );
}

/** The ways to connect, in the card's order, and whether each is ready. */
function readConnections(services: Services, workspaceId: string, network: Network) {
  return Promise.all(
    Object.entries(network.card.connections).flatMap(([name, card]) => {
      const { way, title, help } = card;
      const connection = network.connections[name];
      if (connection === undefined) return [];
      const ready = appReady(services, workspaceId, { network, name, connection });
      const { webBase } = networkBases(services.settings, network, null);
      const page = card.way === "fields" && card.page !== undefined ? webBase + card.page : null;
      const app = card.way === "oauth" && card.app === "entered" ? { setUp: card.setUp ?? null } : null;
      return [ready.then((is) => ({ name, title, help, kinds: [...card.kinds], way, ready: is, app, page }))];
    }),
  );
}

/** Millionths of a US dollar: of one reading of an account's own, and of all that a post's plan of readings holds; null where it is free. */
function ownReading(card: Card, house: HouseRules): Reply<"listNetworks">["rows"][number]["ownReading"] {
  const price = ownPriceAt(card, house);
  if (price === null) return null;
  const each = Math.round(price * 1_000_000);
  return { each, post: each * (card.readings?.after.length ?? 0) };
}

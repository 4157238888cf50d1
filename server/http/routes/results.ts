import { can } from "#engine/card.ts";
import { linkedMaps } from "../../links/views.ts";
import { findMap } from "../../maps/row.ts";
import { groupOf, tellsOfPeople } from "../../mine/figures.ts";
import { paidReadings, readingsState } from "../../measures/settings.ts";
import { countClaims } from "../../offers/claims.ts";
import { handVisits } from "../../offers/hand-link.ts";
import type { Services } from "../../ports.ts";
import { accountResults } from "../../results/account.ts";
import { isAddedUp } from "../../results/count.ts";
import { declinedOf } from "../../results/declined.ts";
import { fewest } from "../../results/group.ts";
import { resultsOf, span } from "../../results/map.ts";
import type { Handlers } from "../call.ts";
import { numbersOf } from "./accounts.ts";

type Names = "mapResults" | "mapDeclined" | "accountResults";

export const resultRoutes: Pick<Handlers, Names> = {
  mapResults: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    const { id } = await findMap(services.db, workspaceId, params.id);
    const results = await resultsOf(services.db, workspaceId, id);
    const paid = await paidReadings(services.db, workspaceId);
    const { claims, people } = await countClaims(services.db, { workspaceId, mapId: id, days: span });
    const told = groupOf(people, await tellsOfPeople(services.db, workspaceId)) !== null;
    return {
      ...results,
      claims: told ? claims : null,
      handVisits: await handVisits(services.db, { workspaceId, mapId: id, days: span }),
      span,
      fewest,
      groups: results.groups.map((group) => ({ ...group, told: toldBy(services, group.network, paid) })),
      linked: (await linkedMaps(services.db, workspaceId, [id])).has(id),
    };
  },

  mapDeclined: async ({ services, caller, params }) => {
    const { id } = await findMap(services.db, caller.workspaceId, params.id);
    return declinedOf(services.db, caller.workspaceId, id);
  },

  accountResults: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    const { id, network, kind } = await numbersOf(services, caller, params.id);
    const card = services.nodes.networks.get(network)?.card;
    const told = toldBy(services, network, await paidReadings(services.db, workspaceId));
    const able = card !== undefined && can(card, kind, "measure");
    return { ...(await accountResults(services.db, workspaceId, id)), span, told: able ? told : "none" };
  },
};

function toldBy({ nodes }: Pick<Services, "nodes">, name: string, paid: readonly string[]) {
  const network = nodes.networks.get(name);
  if (network === undefined) return "none";
  const state = readingsState(network, paid);
  return isAddedUp(network) || state === "off" ? state : "kept";
}

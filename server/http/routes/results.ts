import { hash } from "node:crypto";
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
import { resultsFile } from "../../results/file.ts";
import { lastOutcome, saveMediaPrice, showFigures, takeBackOutcome, tellOutcome } from "../../results/outcome.ts";
import { readResults } from "../../results/program.ts";
import type { results } from "../../api/results.ts";
import type { Handlers } from "../call.ts";
import { numbersOf } from "./accounts.ts";

export const resultRoutes: Pick<Handlers, keyof typeof results> = {
  results: ({ services, caller, query }) => readResults(services.db, caller.workspaceId, query),
  resultsFile: async ({ services, caller, query }) => {
    const bytes = resultsFile(await readResults(services.db, caller.workspaceId, query), query.by, caller.language);
    return { bytes, type: "text/csv; charset=utf-8", tag: hash("sha256", bytes, "base64url") };
  },
  saveMediaPrice: async ({ services, caller, body }) => {
    await saveMediaPrice(services.db, caller, body);
    return { ok: true };
  },
  tellOutcome: ({ services, caller, body }) => tellOutcome(services.db, caller, body),
  lastOutcome: ({ services, caller }) => lastOutcome(services.db, caller),
  takeBackOutcome: async ({ services, caller, params }) => {
    await takeBackOutcome(services.db, caller, params.id);
    return { ok: true };
  },
  showMyFigures: async ({ services, caller, body }) => {
    await showFigures(services.db, caller, body.shown);
    return { ok: true };
  },

  mapResults: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    const { id } = await findMap(services.db, workspaceId, params.id);
    const found = await resultsOf(services.db, workspaceId, id);
    const paid = await paidReadings(services.db, workspaceId);
    const { claims, people } = await countClaims(services.db, { workspaceId, mapId: id, days: span });
    const told = groupOf(people, await tellsOfPeople(services.db, workspaceId)) !== null;
    return {
      ...found,
      claims: told ? claims : null,
      handVisits: await handVisits(services.db, { workspaceId, mapId: id, days: span }),
      span,
      fewest,
      groups: found.groups.map((group) => ({ ...group, told: toldBy(services, group.network, paid) })),
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

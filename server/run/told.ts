import type { Publisher } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import { roomBehind } from "#engine/room.ts";
import type { Input } from "#engine/run.ts";
import type { Services } from "../ports.ts";
import { type Fetched, pageOf } from "./fetched.ts";
import { limitsOf } from "./fit.ts";

/**
 * What a plan's steps are told besides their items: of pages, and what a machine answered, as far as that is here; how long its words may be, and
 * which language an item is in.
 */
export function toldBy(
  { nodes }: Pick<Services, "nodes">,
  plan: Plan,
  accounts: readonly Publisher[],
  fetched: Pick<Fetched, "pages" | "words">,
): Pick<Input, "page" | "words" | "rooms" | "languageOf"> {
  const rooms = roomBehind(plan, nodes.manifests, accounts, (one) => limitsOf(nodes.networks.get(one.network), one));
  const { languageOf } = nodes;
  const words = (name: string) => fetched.words.get(name);
  return { page: pageOf(fetched), words, rooms, ...(languageOf && { languageOf }) };
}

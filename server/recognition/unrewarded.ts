import { webAddress } from "#engine/key.ts";
import type { Services } from "../ports.ts";

/** Whether an address is of a network that lets nothing be given for what people do there (its card says so). */
export function isUnrewarded({ nodes }: Pick<Services, "nodes">, address: string | null): boolean {
  const host = address === null ? undefined : webAddress(address)?.hostname;
  if (host === undefined) return false;
  return [...nodes.networks.values()].some(
    ({ card }) => card.unrewarded !== undefined && new RegExp(card.unrewarded, "iu").test(host),
  );
}

import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { matchRef } from "#engine/ref.ts";
import type { Account } from "./account.ts";

/** The account that a step without a name of its own posts to: it is called by that. null for other steps, and where nobody knows the account. */
export function postsTo(
  { title, config }: MapNode,
  manifest: Manifest | undefined,
  accounts: readonly Account[],
): Account | null {
  const ref = config["account"];
  if (title !== "" || manifest?.kind !== "target" || typeof ref !== "string" || ref === "") return null;
  const match = matchRef(ref, accounts);
  return match.kind === "one" ? match.account : null;
}

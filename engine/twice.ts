import { aimedAt } from "./aims.ts";
import type { Graph } from "./graph.ts";
import { fieldMeta, fieldsOf } from "./issue.ts";
import type { Manifest, Publisher } from "./node.ts";
import { type Problem, warning } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";

/** More of them say nothing more. */
const most = 20;

/**
 * Targets that name one account and are wired to one step: the account gets each of its items once, so that the later target has nothing left
 * to say. Farther back nothing is said: what parts the ways there (topics, filters) may bring each of them items of its own. Linear.
 */
export function checkTwice(
  { previous }: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  { manifests }: { manifests: ReadonlyMap<string, Manifest> },
  accounts: readonly Publisher[],
): Problem[] {
  const named = [...nodes.values()].flatMap((node) => {
    const manifest = node.kind === "target" ? manifests.get(node.upgraded.type) : undefined;
    if (manifest === undefined || node.config === null || !namesAccount(manifest)) return [];
    const before = (previous.get(node.id) ?? [])
      .map((id) => source(id, previous, nodes))
      .filter((id) => isOneWay(nodes.get(id), manifests));
    return aimedAt(node, manifest, accounts).flatMap((account) =>
      before.map((step) => ({ node: node.id, account, way: `${account.id} ${step}` })),
    );
  });
  const again = [...Map.groupBy(named, ({ way }) => way).values()].flatMap((all) => all.slice(1));
  return [...new Map(again.map((one) => [one.node, one])).values()]
    .slice(0, most)
    .map(({ node, account: { name } }) =>
      warning(
        "rule-account-twice",
        `Another target behind the same step posts to ${name}, too: each item goes to an account once, by whichever comes first. Remove one of the two.`,
        `Une autre cible derrière la même étape publie aussi sur le compte de ${name} : chaque nouvelle ne va qu’une fois à un compte, par la première qui l’apporte. Supprimez l’une des deux.`,
        { node },
      ),
    );
}

const namesAccount = ({ config }: Manifest): boolean =>
  Object.values(fieldsOf(config)).some((field) => fieldMeta(field).control === "account");

/** The step whose items these are: one that is off and has a single wire into it gives what that brings. */
function source(id: string, previous: Graph["previous"], nodes: ReadonlyMap<string, ReadNode>): string {
  let from = id;
  // No longer than the way can be: a drawing may go round in a circle.
  for (let left = nodes.size; left > 0 && nodes.get(from)?.off === "passes"; left -= 1) {
    const [before, ...others] = previous.get(from) ?? [];
    if (before === undefined || others.length > 0) break;
    from = before;
  }
  return from;
}

/** Whatever leaves it leaves by the same way. */
function isOneWay(node: ReadNode | undefined, manifests: ReadonlyMap<string, Manifest>): boolean {
  if (node?.off === "passes") return true;
  const manifest = node === undefined ? undefined : manifests.get(node.upgraded.type);
  return node !== undefined && node.config !== null && manifest?.outputs(node.config).length === 1;
}

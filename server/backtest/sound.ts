import type { Brand } from "#engine/brand.ts";
import { compile } from "#engine/compile.ts";
import type { Plan } from "#engine/plan.ts";
import type { Registry } from "../ports.ts";
import { checkCron } from "../time/cron.ts";

/** Each time some steps fewer: what a wrong step hid may be wrong as well. */
const mostRounds = 8;

/**
 * As much of a drawing as can be run: steps with errors are left out with their wires, and said. `plan` null where nothing is left, or where what
 * is wrong is not of a step.
 */
export function soundPart(
  document: unknown,
  nodes: Pick<Registry, "manifests">,
  brand: Brand | null = null,
): { plan: Plan | null; without: string[] } {
  const without = new Set<string>();
  let drawn = document;
  for (let round = 0; round < mostRounds; round += 1) {
    const { plan, document: read, problems } = compile(drawn, { manifests: nodes.manifests }, { checkCron, brand });
    if (plan !== null) return { plan, without: [...without] };
    if (read === null) break;
    const errors = problems.filter(({ severity }) => severity === "error");
    const wrong = new Set(errors.flatMap(({ node, edge }) => (node !== undefined && edge === undefined ? [node] : [])));
    const cut = new Set(errors.flatMap(({ edge }) => edge ?? []));
    if (wrong.size + cut.size === 0) break;
    for (const node of wrong) without.add(node);
    drawn = {
      ...read,
      nodes: read.nodes.filter(({ id }) => !wrong.has(id)),
      edges: read.edges.filter(({ id, from, to }) => !cut.has(id) && !wrong.has(from.node) && !wrong.has(to.node)),
    };
  }
  return { plan: null, without: [...without] };
}

import type { Problem } from "./problem.ts";
import { useCanvasPart } from "./store.ts";

const none: readonly Problem[] = [];
const byNode = new WeakMap<readonly Problem[], Map<string, Problem[]>>();

/** The problems on one node; the same list as long as the map's problems are the same. */
function problemsOf(problems: readonly Problem[], id: string): readonly Problem[] {
  let index = byNode.get(problems);
  if (!index)
    byNode.set(
      problems,
      (index = Map.groupBy(
        problems.filter((problem) => problem.node),
        (problem) => problem.node!,
      )),
    );
  return index.get(id) ?? none;
}
export const useNodeProblems = (id: string): readonly Problem[] =>
  useCanvasPart((state) => problemsOf(state.problems, id));

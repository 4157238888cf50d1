import type { Case } from "#engine/cases.ts";
import type { HouseRules } from "#engine/house.ts";
import type { Publisher } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import { error, type Problem, warning } from "#engine/problem.ts";
import type { Wanted } from "#engine/run.ts";
import { type Tried, tryCases } from "#engine/tried.ts";
import type { Services } from "../ports.ts";
import { nothingFetched } from "../run/fetched.ts";
import { fitter } from "../run/fit.ts";
import { toldBy } from "../run/told.ts";

type Ground = { accounts: readonly Publisher[]; house?: HouseRules };

/** What the steps of a plan are told while it is tried, and the words of a post. */
export function tryingGround({ nodes }: Pick<Services, "nodes">, plan: Plan, { accounts, house }: Ground) {
  const postFor = fitter(nodes.networks, house);
  const ground = {
    accounts,
    process: nodes.process,
    expand: nodes.expand,
    ...toldBy({ nodes }, plan, accounts, nothingFetched()),
    page: () => null,
  };
  const say = ({ account, item, shape }: Wanted): string =>
    postFor(account, item, [], shape)
      .post.parts.map(({ text }) => text)
      .join("\n\n");
  return { ground, say };
}

/** What became of the tests of a map, by the code of a run. Pages behind links and words of machines count as not to be had. */
export function runTests(
  services: Pick<Services, "nodes">,
  plan: Plan,
  known: Ground,
  cases: readonly Case[] = plan.document.tests?.list ?? [],
): Tried[] {
  if (cases.length === 0) return [];
  const { ground, say } = tryingGround(services, plan, known);
  return tryCases(plan, cases, ground, say);
}

/** Those that fail, each at the step that does otherwise. */
export function testProblems(services: Pick<Services, "nodes">, plan: Plan, ground: Ground): Problem[] {
  const make = plan.document.tests?.failing === "refuse" ? error : warning;
  return runTests(services, plan, ground).flatMap(({ name, node, why }) =>
    why === null
      ? []
      : [
          make(
            "test-fails",
            `The test “${name}” fails: ${why.en}`,
            `Le test « ${name} » échoue : ${why.fr}`,
            node === "" ? {} : { node },
          ),
        ],
  );
}

import { executeAhead } from "#engine/ahead.ts";
import type { Item } from "#engine/item.ts";
import type { Answer } from "#engine/kept.ts";
import type { Publisher } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import type { Services } from "../ports.ts";
import { offKeepers } from "../run/keep.ts";

export type Reach = Reply<"listApprovals">["rows"][number]["reach"];
/** Pages of the company that are named. */
const shownPages = 4;

/**
 * Where items go on a yes, as things are now: the steps behind are gone through, also those that keep items for later. Only how many and
 * whose accounts is asked, so that no page is read for it. By the questions' ids.
 */
export function reachOf(
  { nodes }: Pick<Services, "nodes">,
  plan: Plan | null,
  rows: readonly { id: number; node: string; item: Item; since: number; until: number }[],
  accounts: readonly Publisher[],
  now: number,
): Map<number, Reach> {
  if (plan === null) return new Map(rows.map(({ id }) => [id, { ...nowhere, none: noPlan }]));
  const answer: Answer = { yes: true, text: null, word: "", by: "", at: now };
  const byStep = Map.groupBy(rows, ({ node }) => node);
  const { result } = executeAhead(plan, {
    feeds: {},
    now,
    states: {},
    kept: Object.fromEntries(
      plan.keepers.map(({ id }) => {
        const back = (byStep.get(id) ?? []).map(({ item, since, until }) => ({ item, since, until, answer }));
        return [id, { back, holding: 0 }];
      }),
    ),
    map: "",
    accounts,
    process: nodes.process,
    expand: nodes.expand,
  });
  const wanted = Map.groupBy(result.wanted, ({ item }) => item.key);
  const reasons = new Map<string, Text>(result.drops.map(({ item, reason }) => [item.key, reason]));
  const off = offKeepers(plan);
  const steps = new Set(plan.keepers.map(({ id }) => id));
  return new Map(
    rows.map(({ id, node, item }) => {
      const got = new Map((wanted.get(item.key) ?? []).map(({ account }) => [account.id, account]));
      if (off.has(node)) return [id, { ...nowhere, none: stepOff }];
      if (!steps.has(node)) return [id, { ...nowhere, none: stepGone }];
      return [id, got.size === 0 ? { ...nowhere, none: reasons.get(item.key) ?? nobody } : told([...got.values()])];
    }),
  );
}

function told(accounts: readonly Publisher[]): Reach {
  const pages = accounts.filter(({ member }) => member === null);
  const people = accounts.filter(({ member }) => member !== null);
  return {
    pages: pages.slice(0, shownPages).map(({ network, name }) => ({ network, name })),
    morePages: Math.max(0, pages.length - shownPages),
    people: new Set(people.map(({ member }) => member)).size,
    networks: [...new Set(people.map(({ network }) => network))].toSorted(),
    none: null,
  };
}

const nowhere = { pages: [], morePages: 0, people: 0, networks: [] };
const nobody: Text = { en: "No account wants it just now.", fr: "Aucun compte n’en veut pour l’instant." };
const stepGone: Text = {
  en: "The map was published again without this step: the item is let go at its next run.",
  fr: "La carte a été republiée sans cette étape : la nouvelle sera écartée à la prochaine exécution.",
};
const stepOff: Text = {
  en: "This step is switched off: the item waits until it is on again.",
  fr: "Cette étape est désactivée : la nouvelle attend qu’elle soit réactivée.",
};
const noPlan: Text = {
  en: "The map’s live version can no longer be run.",
  fr: "La version en ligne de la carte ne peut plus être exécutée.",
};

import { aimedAt } from "./aims.ts";
import type { Card } from "./card.ts";
import { type Graph, reach } from "./graph.ts";
import type { HouseRules } from "./house.ts";
import type { Manifest, Publisher } from "./node.ts";
import { error, type Problem, warning } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";
import { refLabel } from "./ref.ts";
import { discloses } from "./rules.ts";
import type { Sites } from "./wording.ts";

/** Days before its end from which on an account's permission is spoken of. */
export const endsSoon = 21;
const day = 86_400_000;

type Drawing = {
  manifests: ReadonlyMap<string, Manifest>;
  sites: Sites;
  house: HouseRules;
  /** Milliseconds since the epoch; null: nothing is said of permissions that will end. */
  now: number | null;
};

/**
 * What is unwise, or forbidden, about the accounts that a map's targets reach: the same words from several accounts where the network forbids
 * it, words that a machine made on an account that posts without asking, a permission that is about to end, people whose posts do not say for
 * whom they work. Linear in the map's size times
 * the accounts.
 */
export function checkReach(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  { manifests, sites, house, now }: Drawing,
  accounts: readonly Publisher[],
): Problem[] {
  const manifestOf = (node: ReadNode): Manifest | undefined => manifests.get(node.upgraded.type);
  return [...nodes.values()].flatMap((target): Problem[] => {
    const manifest = target.kind === "target" ? manifestOf(target) : undefined;
    if (manifest === undefined || target.config === null) return [];
    const aims = aimedAt(target, manifest, accounts);
    const before = [...reach([target.id], graph.previous)]
      .flatMap((id) => nodes.get(id) ?? [])
      .filter(({ off }) => off === null);
    return [
      ...ending(target.id, aims, now),
      // Who only reposts says no words.
      ...(passesOn(target.config) || before.some((node) => manifestOf(node)?.varies === true)
        ? []
        : [
            ...alike(target.id, aims, sites, manifests),
            ...(before.some((node) => manifestOf(node)?.repeats === true)
              ? repeated(target.id, aims, sites, manifests)
              : []),
          ]),
      ...(before.some((node) => manifestOf(node)?.machine === true) ? unasked(target.id, aims) : []),
      ...(before.some((node) => says(node, manifestOf(node), house)) ? [] : unsaid(target.id, aims, house, manifests)),
    ];
  });
}

const passesOn = (config: unknown): boolean => (config as { share?: unknown } | null)?.share === "only";

/** One warning a target, however many accounts: the soonest is named. */
function ending(node: string, aims: readonly Publisher[], now: number | null): Problem[] {
  const repair = { label: { en: "To the accounts", fr: "Voir les comptes" }, do: "open", page: "accounts" } as const;
  const parked = aims.filter((account) => account.parked === true);
  const soon = aims
    .filter(
      ({ ends, parked: out }) =>
        out !== true && now !== null && ends != null && Date.parse(ends) < now + endsSoon * day,
    )
    .toSorted((a, b) => Date.parse(a.ends!) - Date.parse(b.ends!));
  const problems: Problem[] = [];
  if (parked.length > 0) {
    const [en, fr] = [some(parked, "other", "others"), some(parked, "autre", "autres")];
    problems.push({
      ...warning(
        "rule-account-ended",
        `The permission of ${en} has ended: what goes there waits until its owner connects it again.`,
        `L’autorisation de ${fr} a pris fin : ce qui lui est destiné attend que son propriétaire le reconnecte.`,
        { node },
      ),
      repair,
    });
  }
  const [first] = soon;
  if (first !== undefined && now !== null) {
    const days = Math.max(0, Math.ceil((Date.parse(first.ends!) - now) / day));
    const [en, fr] = [some(soon, "other", "others"), some(soon, "autre", "autres")];
    problems.push({
      ...warning(
        "rule-account-ends",
        `The permission of ${en} ends in ${days} ${days === 1 ? "day" : "days"}: its owner should connect it again before.`,
        `L’autorisation de ${fr} prend fin dans ${days} ${days > 1 ? "jours" : "jour"} : son propriétaire devrait le reconnecter avant.`,
        { node },
      ),
      repair,
    });
  }
  return problems;
}

/** Of each network that forbids it: several accounts that this target would give the same words. */
function alike(
  node: string,
  aims: readonly Publisher[],
  sites: Sites,
  manifests: ReadonlyMap<string, Manifest>,
): Problem[] {
  const byNetwork = Map.groupBy(aims, ({ network }) => network);
  return [...byNetwork].flatMap(([network, group]): Problem[] => {
    const card: Card | undefined = sites.get(network)?.card;
    if (card?.alike === undefined || group.length < 2) return [];
    const problem = warning(
      `rule-${network}-alike`,
      `${group.length} ${card.title} accounts would say the same words here. ${card.alike.text.en}`,
      `${group.length} comptes ${card.title} diraient ici la même chose. ${card.alike.text.fr}`,
      { node },
    );
    return [mended(problem, node, manifests)];
  });
}

/** Of each network that forbids it: accounts that this target would give the same words again and again. */
function repeated(
  node: string,
  aims: readonly Publisher[],
  sites: Sites,
  manifests: ReadonlyMap<string, Manifest>,
): Problem[] {
  return [...new Set(aims.map(({ network }) => network))].flatMap((network): Problem[] => {
    const card: Card | undefined = sites.get(network)?.card;
    if (card?.alike === undefined) return [];
    const problem = warning(
      `rule-${network}-repeated`,
      `What is given again would say the same words on ${card.title} each time. ${card.title} may refuse it, and its rules forbid posts that repeat themselves.`,
      `Ce qui est redonné dirait chaque fois la même chose sur ${card.title}, qui peut le refuser : ses règles interdisent les publications répétées.`,
      { node },
    );
    return [mended(problem, node, manifests)];
  });
}

/** The problem, with an offer to have it said in several ways. */
function mended(problem: Problem, node: string, manifests: ReadonlyMap<string, Manifest>): Problem {
  const varied = [...manifests.values()].find(({ varies }) => varies === true);
  if (varied === undefined) return problem;
  const label = { en: `Insert "${varied.title.en}"`, fr: `Insérer « ${varied.title.fr} »` };
  return { ...problem, repair: { label, do: "insert", type: varied.type, before: node } };
}

/** Accounts that post by themselves behind a step whose words nobody wrote. */
function unasked(node: string, aims: readonly Publisher[]): Problem[] {
  const auto = aims.filter(({ mode }) => mode === "auto");
  if (auto.length === 0) return [];
  const [en, fr] = [some(auto, "other", "others"), some(auto, "autre", "autres")];
  return [
    error(
      "rule-machine-auto",
      `${en} would post words that a machine wrote, without anybody being asked. Lead these posts only to accounts that ask.`,
      `${fr} publierait, sans demander à personne, des mots écrits par une machine. Ne menez ces messages qu’à des comptes qui demandent.`,
      { node },
    ),
  ];
}

const says = ({ config }: ReadNode, manifest: Manifest | undefined, { disclosure }: HouseRules): boolean =>
  manifest?.discloses === true || (config !== null && discloses(manifest?.least?.(config) ?? "", disclosure.words));

/** People in whose posts nothing on the way says for whom they work. An item may; each post is looked at once more before it leaves. */
function unsaid(
  node: string,
  aims: readonly Publisher[],
  { disclosure: { words, required } }: HouseRules,
  manifests: ReadonlyMap<string, Manifest>,
): Problem[] {
  if (words.length === 0 || aims.every(({ member }) => member === null)) return [];
  const [en, fr] = ["or", "ou"].map((or) => words.slice(0, 3).join(` ${or} `));
  const after = required
    ? { en: "Posts without it are held.", fr: "Les messages sans cette mention sont retenus." }
    : { en: "Its people will be told.", fr: "Les personnes concernées en seront averties." };
  const problem = warning(
    "rule-disclosure",
    `Nothing on the way here says that people work for the company (${en}). ${after.en}`,
    `Rien en chemin ne dit que les personnes travaillent pour l’entreprise (${fr}). ${after.fr}`,
    { node },
  );
  const step = [...manifests.values()].find(({ discloses: does }) => does === true);
  if (step === undefined) return [problem];
  const label = { en: `Insert "${step.title.en}"`, fr: `Insérer « ${step.title.fr} »` };
  return [{ ...problem, repair: { label, do: "insert", type: step.type, before: node } }];
}

function some([first, ...rest]: readonly Publisher[], one: string, more: string): string {
  const name = first === undefined ? "" : refLabel(first.ref);
  if (rest.length === 0) return name;
  const and = one === "other" ? "and" : "et";
  return `${name} ${and} ${rest.length} ${rest.length === 1 ? one : more}`;
}

import { type Graph, reach } from "./graph.ts";
import { fieldMeta, fieldsOf } from "./issue.ts";
import type { Author, Item } from "./item.ts";
import type { MapEdge } from "./map.ts";
import type { Manifest, Publisher } from "./node.ts";
import { error, type Problem, warning } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";
import { matchRef, readRef } from "./ref.ts";
import type { Text } from "./text.ts";

/** Whether an account is the author. Handles know no case. */
export function isAuthor({ network, account }: Author, of: Pick<Publisher, "network" | "handle" | "ref">): boolean {
  const { id } = readRef(of.ref);
  return of.network === network && (account.toLowerCase() === of.handle.toLowerCase() || id?.split("@")[0] === account);
}

/** Who published what a source read, where it says so. */
export const authorOf = ({ origin }: Item): Author | null =>
  origin?.account === undefined ? null : { network: origin.network, account: origin.account };

/**
 * Wires over which an account's own posts would come back to it: what a source reads there and a target posts there. Alone, such a
 * wire is a mistake; beside other sources it is let be, for at run those posts are let go one by one.
 */
export function checkOwn(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  edges: readonly MapEdge[],
  { manifests, accounts }: { manifests: ReadonlyMap<string, Manifest>; accounts: readonly Publisher[] | null },
): Problem[] {
  const sources = [...nodes.values()].flatMap((node) => {
    const author = node.config === null ? null : (manifests.get(node.upgraded.type)?.reads?.(node.config) ?? null);
    return author === null ? [] : [{ node, author, reached: reach([node.id], graph.next) }];
  });
  if (sources.length === 0) return [];
  return edges.flatMap((edge): Problem[] => {
    const target = nodes.get(edge.to.node);
    if (target?.kind !== "target") return [];
    const aims = targetAccounts(target, manifests.get(target.upgraded.type), accounts);
    const own = sources.filter(
      ({ author, reached }) => reached.has(edge.from.node) && aims.some((account) => isAuthor(author, account)),
    );
    const [first] = own;
    if (first === undefined) return [];
    const back = reach([edge.from.node], graph.previous);
    const all = [...nodes.values()].filter(({ id, kind }) => back.has(id) && (kind === "source" || kind === null));
    return [problemOf(edge.id, first.node.title, aims[0]!.name, own.length === all.length)];
  });
}

const problemOf = (edge: string, source: Text, name: string, alone: boolean): Problem =>
  alone
    ? error(
        "own-posts",
        `"${source.en}" reads the very account that this wire leads to: ${name} would post its own posts again. Remove the wire, or choose another account.`,
        `« ${source.fr} » lit le compte même auquel mène ce lien : ${name} republierait ses propres publications. Supprimez le lien, ou choisissez un autre compte.`,
        { edge },
      )
    : warning(
        "own-posts",
        `"${source.en}" reads the very account that this wire leads to: of what comes this way, ${name}'s own posts are let go, and the rest goes out.`,
        `« ${source.fr} » lit le compte même auquel mène ce lien : de ce qui passe par là, les propres publications de ${name} sont abandonnées, et le reste part.`,
        { edge },
      );

type Aim = Pick<Publisher, "network" | "handle" | "ref" | "name">;

/** The accounts that a target names; of one that is not known here, what its reference says. */
function targetAccounts(
  { config }: ReadNode,
  manifest: Manifest | undefined,
  accounts: readonly Publisher[] | null,
): Aim[] {
  if (manifest === undefined) return [];
  return Object.entries(fieldsOf(manifest.config)).flatMap(([field, schema]): Aim[] => {
    const ref = (config as Record<string, unknown> | null)?.[field];
    if (fieldMeta(schema).control !== "account" || typeof ref !== "string" || ref === "") return [];
    const found = matchRef(ref, accounts ?? []);
    const { network, handle } = readRef(ref);
    return [found.kind === "one" ? found.account : { network, handle, ref, name: handle }];
  });
}

/** Whether somebody wrote it for accounts of their own. */
export const isForOneself = ({ written }: Pick<Item, "written">): boolean => written?.own === true;

/** What somebody wrote for accounts of their own goes to no others, whatever map reads it. */
export const isOthers = (item: Pick<Item, "written">, { member }: Pick<Publisher, "member">): boolean =>
  isForOneself(item) && (member === null || member !== item.written?.by);

export const othersWords: { code: string; reason: Text } = {
  code: "own-words",
  reason: {
    en: "Its author wrote it for accounts of their own: it goes to no others.",
    fr: "Son auteur l’a écrit pour ses propres comptes : il ne part vers aucun autre.",
  },
};

/** Why an account does not get its own post. */
export const ownPost = ({ name }: Pick<Publisher, "name">): { code: string; reason: Text } => ({
  code: "own-post",
  reason: {
    en: `This is a post of ${name}’s own: it is not posted there again.`,
    fr: `C’est une publication de ${name} : elle n’y est pas republiée.`,
  },
});

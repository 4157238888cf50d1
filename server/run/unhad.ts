import type { Step } from "#engine/run.ts";
import type { Text } from "#engine/text.ts";
import { MediaError } from "../media/error.ts";
import type { Fetched } from "./fetched.ts";
import type { Warning } from "./flood.ts";

/** Pages that a step asked for: that could not be had, and that are to come, since they were too many at once. */
export type Unhad = { failed: number; later: number };

export function unhadOf({ pages: asked = [] }: Pick<Step, "pages">, { pages }: Pick<Fetched, "pages">): Unhad {
  const codes = asked.flatMap((address) => {
    const found = pages.get(address);
    return found instanceof MediaError ? [found.code] : [];
  });
  const later = codes.filter((code) => code === "page_later").length;
  return { failed: codes.length - later, later };
}

/** Adds what a step's pages came to. */
export function addUnhad(sum: Map<string, Unhad>, step: Pick<Step, "node" | "pages">, fetched: Fetched): void {
  const { failed, later } = unhadOf(step, fetched);
  const before = sum.get(step.node) ?? { failed: 0, later: 0 };
  sum.set(step.node, { failed: before.failed + failed, later: before.later + later });
}

/** Says of a run what its steps went without. */
export const warnUnhad = (sum: ReadonlyMap<string, Unhad>): Warning[] =>
  [...sum].flatMap(([node, counts]) => {
    const message = sayUnhad(counts, "run");
    return message === null ? [] : [{ code: "pages", node, message }];
  });

/** What became of the items of such pages; null where all were had. */
export function sayUnhad({ failed, later }: Unhad, where: "run" | "preview"): Text | null {
  const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;
  const said: Text[] = [];
  if (failed > 0)
    said.push({
      en: `${many(failed, "page behind a link", "pages behind links")} could not be read: what was to be taken from there is missing.`,
      fr: `${many(failed, "page de lien n’a pas pu être lue", "pages de liens n’ont pas pu être lues")} : ce qui devait en venir manque.`,
    });
  if (later > 0)
    said.push(
      where === "preview"
        ? {
            en: `${many(later, "page has", "pages have")} not been read yet: the next preview shows more.`,
            fr: `${many(later, "page n’a pas encore été lue", "pages n’ont pas encore été lues")} : le prochain aperçu en montrera davantage.`,
          }
        : {
            en: `${many(later, "page was", "pages were")} too much for one run and not read.`,
            fr: `${many(later, "page était de trop pour une exécution et n’a pas été lue", "pages étaient de trop pour une exécution et n’ont pas été lues")}.`,
          },
    );
  if (said.length === 0) return null;
  return { en: said.map(({ en }) => en).join(" "), fr: said.map(({ fr }) => fr).join(" ") };
}

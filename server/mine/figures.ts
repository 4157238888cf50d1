import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";

/** People of whom a figure may be told where none about one person is. */
export const smallestGroup = 5;

/**
 * Whether others get figures about one person in this workspace. Where not, they are not computed for anybody but that person, and groups of
 * fewer than five have none either: ask before counting, not before showing.
 */
export async function tellsOfPeople(db: Db | Trx, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom("workspace")
    .select("person_figures")
    .where("id", "=", workspaceId)
    .executeTakeFirst();
  return row?.person_figures ?? false;
}

/** How many people, as others are told it: null where it is too few to be told. Nobody is told as nobody. */
export const groupOf = (people: number, tells: boolean): number | null =>
  tells || people === 0 || people >= smallestGroup ? people : null;

/** What the workspace's choice means, in a sentence for the person whom it concerns. How a post fared is told to its own person alone, either way. */
export const figuresSentence = (tells: boolean): Text =>
  tells
    ? {
        en: "Managers see what was published through your accounts, and how many posts are out or wait. How a post fared only you see; others get numbers of five people or more together.",
        fr: "Les responsables voient ce qui est publié par vos comptes, et combien de messages sont partis ou attendent. Vous seul voyez comment une publication a marché ; les autres n’ont que les chiffres d’au moins cinq personnes ensemble.",
      }
    : {
        en: "Nobody but you gets a figure about you: others get numbers of five people or more together.",
        fr: "Personne d’autre que vous n’obtient de chiffre sur vous : les autres n’ont que les chiffres d’au moins cinq personnes ensemble.",
      };

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

/** What the workspace's choice means, in a sentence for the person whom it concerns. */
export const figuresSentence = (tells: boolean): Text =>
  tells
    ? {
        en: "Managers see which posts were published through your accounts, and the numbers that the networks give for them.",
        fr: "Les responsables voient quelles publications sont parties de vos comptes, et les chiffres que les réseaux en donnent.",
      }
    : {
        en: "Nobody but you gets a figure about you: numbers are only given for groups of five people or more.",
        fr: "Personne d’autre que vous n’obtient de chiffre sur vous : les chiffres ne portent que sur des groupes d’au moins cinq personnes.",
      };

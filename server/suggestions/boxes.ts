import { hash } from "node:crypto";
import type { Text } from "#engine/text.ts";
import { conflict, unprocessable } from "../errors.ts";
import type { Kind } from "./kinds.ts";

/** A promise that is ticked before something is sent; never ticked by us. `why`: what is said where it is not. */
export type Box = { id: string; text: Text; why: Text };

const people: Box = {
  id: "people",
  text: { en: "The people in it agree", fr: "Les personnes visibles sont d’accord" },
  why: {
    en: "A picture goes out only if everybody who can be recognised said yes. Nobody in it? Then tick this as well.",
    fr: "Une image ne part que si chaque personne reconnaissable a dit oui. Personne dessus ? Cochez aussi.",
  },
};
const secret: Box = {
  id: "secret",
  text: { en: "No confidential client, plan or price", fr: "Ni client, ni plan, ni prix confidentiel" },
  why: {
    en: "What is not public yet stays inside. If you are not sure, ask first.",
    fr: "Ce qui n’est pas encore public reste dans l’entreprise. En cas de doute, demandez d’abord.",
  },
};

/** What is to be promised of each kind. An idea stays inside. */
export const boxesOf = (kind: Kind): readonly Box[] =>
  kind === "idea" ? [] : kind === "photo" ? [people, secret] : [secret];
export const allBoxes: readonly Box[] = [people, secret];

/** Names the words of a promise: who ticked it ticked those. */
export const wordingOf = ({ id, text }: Box): string =>
  hash("sha256", JSON.stringify([id, text.en, text.fr]), "base64url").slice(0, 22);

export type Ticked = { id: string; wording: string };

/** What was ticked, as it is kept. Throws 422 where one is missing, 409 where other words were read than hold now. */
export function checkBoxes(kind: Kind, ticked: readonly Ticked[]): Ticked[] {
  return boxesOf(kind).map((box) => {
    const found = ticked.find(({ id }) => id === box.id);
    if (found === undefined) throw unprocessable("box_missing", box.why);
    if (found.wording !== wordingOf(box))
      throw conflict("box_changed", {
        en: "The words of a promise changed meanwhile. Please read and tick them again.",
        fr: "Les mots d’un engagement viennent de changer. Relisez-les et cochez à nouveau.",
      });
    return { id: box.id, wording: found.wording };
  });
}

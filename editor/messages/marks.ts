import type { Text } from "#engine/text.ts";

/** Of notes and groups in the drawing. */
export const marks = {
  "mark.note": { en: "Note: {text}", fr: "Note : {text}" },
  "mark.group": {
    en: "Group {title}, {count, plural, one {# step} other {# steps}}",
    fr: "Groupe {title}, {count, plural, one {# étape} other {# étapes}}",
  },
  "mark.untitled": { en: "Untitled group", fr: "Groupe sans titre" },
  "mark.title": { en: "Title of the group", fr: "Titre du groupe" },
  "mark.words": { en: "Words of the note", fr: "Texte de la note" },
  "mark.hint": { en: "Write here what others should know", fr: "Écrivez ici ce que les autres doivent savoir" },
  "mark.add": { en: "Note", fr: "Note" },
  "mark.colour": { en: "Colour", fr: "Couleur" },
  "mark.amber": { en: "Amber", fr: "Ambre" },
  "mark.teal": { en: "Teal", fr: "Vert d’eau" },
  "mark.violet": { en: "Violet", fr: "Violet" },
  "mark.slate": { en: "Slate", fr: "Ardoise" },
  "mark.blue": { en: "Blue", fr: "Bleu" },
  "mark.narrower": { en: "Narrower", fr: "Moins large" },
  "mark.wider": { en: "Wider", fr: "Plus large" },
  "mark.shorter": { en: "Less high", fr: "Moins haute" },
  "mark.taller": { en: "Higher", fr: "Plus haute" },
  "mark.delete": { en: "Delete the note", fr: "Supprimer la note" },
  "mark.ungroup": { en: "Ungroup", fr: "Dégrouper" },
  "mark.in": { en: "Group", fr: "Groupe" },
  "mark.none": { en: "In no group", fr: "Dans aucun groupe" },
  "mark.new": { en: "A new group", fr: "Un nouveau groupe" },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** Of a text that one network has for itself: where messages are read, and where a step's text is written. */
export const own = {
  "own.edit": { en: "Edit here", fr: "Modifier ici" },
  "own.textFor": { en: "Text for {network} alone", fr: "Texte pour {network} seulement" },
  "own.makesBranch": {
    en: "The others keep theirs: a branch with this text is drawn for {network}.",
    fr: "Les autres gardent le leur : une branche avec ce texte est dessinée pour {network}.",
  },
  "own.makesStep": {
    en: "This text goes to {network} alone: its step is changed.",
    fr: "Ce texte ne va que sur {network} : son étape est modifiée.",
  },
  "own.keep": { en: "Use it on {network}", fr: "L’utiliser sur {network}" },
  "own.branched": {
    en: "{network} has a branch with its own text; the other networks keep theirs.",
    fr: "{network} a une branche avec son propre texte ; les autres réseaux gardent le leur.",
  },
  "own.changed": {
    en: "The text of {network} is changed, in the step that writes it.",
    fr: "Le texte de {network} est modifié, dans l’étape qui l’écrit.",
  },
  "own.own": { en: "{network}’s own text", fr: "Texte propre à {network}" },
  "own.takeBack": { en: "use the common text", fr: "reprendre le texte commun" },
  "own.common": {
    en: "{network} says what the other networks say again.",
    fr: "{network} reprend le texte des autres réseaux.",
  },
  "own.tabs": { en: "For which network", fr: "Pour quel réseau" },
  "own.all": { en: "All", fr: "Tous" },
  "own.has": { en: "{network}: a text of its own", fr: "{network} : texte propre" },
  "own.shares": { en: "{network}: says what all say", fr: "{network} : dit le texte commun" },
  "own.branch": {
    en: "This text goes to {network} alone; the other networks have the common one.",
    fr: "Ce texte ne va que sur {network} ; les autres réseaux ont le texte commun.",
  },
} as const satisfies Record<string, Text>;

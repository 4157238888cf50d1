import type { Text } from "#engine/text.ts";

/** The times of the week at which accounts post. */
export const slots = {
  "slots.title": { en: "Slots", fr: "Créneaux" },
  "slots.about": {
    en: "Times of the week at which an account posts. “Next free slot” takes the first that is free.",
    fr: "Les heures de la semaine où un compte publie. « Prochain créneau » prend le premier qui est libre.",
  },
  "slots.of": { en: "Slots of", fr: "Créneaux de" },
  "slots.all": { en: "All pages of the company", fr: "Toutes les pages de l’entreprise" },
  "slots.alsoAll": { en: "of all pages", fr: "de toutes les pages" },
  "slots.none": { en: "No slot on this day", fr: "Aucun créneau ce jour" },
  "slots.empty": {
    en: "None yet. Choose days and a time below.",
    fr: "Aucun pour l’instant. Choisissez des jours et une heure ci-dessous.",
  },
  "slots.add": { en: "Add", fr: "Ajouter" },
  "slots.days": { en: "On these days", fr: "Ces jours" },
  "slots.time": { en: "At", fr: "À" },
  "slots.change": { en: "{day} at {time}: another time", fr: "{day} à {time} : une autre heure" },
  "slots.remove": { en: "Take out {day} at {time}", fr: "Retirer {day} à {time}" },
  "slots.newTime": { en: "New time", fr: "Nouvelle heure" },
  "slots.added": {
    en: "{count, plural, one {# slot is added.} other {# slots are added.}}",
    fr: "{count, plural, one {# créneau ajouté.} other {# créneaux ajoutés.}}",
  },
  "slots.moved": { en: "Moved to {day} at {time}.", fr: "Déplacé : {day} à {time}." },
  "slots.removed": { en: "{day} at {time} is taken out.", fr: "{day} à {time} retiré." },
  "slots.zone": { en: "By the clock of {zone}.", fr: "À l’heure de {zone}." },
  "slots.best": {
    en: "Around {time} its posts fared {low} to {high} times as well as usual (of {posts} posts, one standard error to each side).",
    fr: "Vers {time}, ses publications marchent {low} à {high} fois mieux que d’habitude (sur {posts} publications, à une erreur type près).",
  },
  "slots.bestUse": { en: "Take {time}", fr: "Prendre {time}" },
  "slots.bestNone": {
    en: "No time of day stands out among its {posts} posts.",
    fr: "Aucune heure ne ressort de ses {posts} publications.",
  },
  "slots.bestFew": {
    en: "{posts, plural, =0 {No post of it was read yet} one {# post of it was read} other {# posts of it were read}}: from {needs} on its best time is told.",
    fr: "{posts, plural, =0 {Aucune publication mesurée} one {# publication mesurée} other {# publications mesurées}} : à partir de {needs}, sa meilleure heure est indiquée.",
  },
  "slots.spread": {
    en: "People are no pages: posts for ambassadors are spread by the minutes that each entry says, so that colleagues do not post at once.",
    fr: "Les personnes ne sont pas des pages : les messages des ambassadeurs sont étalés selon les minutes indiquées dans chaque billet, pour ne pas partir tous ensemble.",
  },
} as const satisfies Record<string, Text>;

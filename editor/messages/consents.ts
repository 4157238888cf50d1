import type { Text } from "#engine/text.ts";

/** What a person lets happen in their name, for how long, and their pauses. */
export const consents = {
  "consent.title": { en: "Let {network} post automatically?", fr: "Laisser {network} publier automatiquement ?" },
  "consent.text": {
    en: "From now on the company’s maps post on your account without asking you each time. You are the author in the eyes of your readers.",
    fr: "Désormais, les cartes de l’entreprise publient sur votre compte sans vous demander à chaque fois. Aux yeux de vos lecteurs, vous en êtes l’auteur.",
  },
  "consent.point1": {
    en: "You can go back to “ask me” or pause at any time; it counts before the next post.",
    fr: "Vous pouvez revenir à « me demander » ou mettre en pause à tout moment ; cela compte avant le prochain envoi.",
  },
  "consent.point2": {
    en: "Nobody else can switch this on for you.",
    fr: "Personne d’autre ne peut l’activer pour vous.",
  },
  "consent.point3": {
    en: "It ends by itself on the day you choose, and you are asked again.",
    fr: "Cela s’arrête seul le jour que vous choisissez, et on vous redemandera.",
  },
  "consent.for": { en: "For how long?", fr: "Pour combien de temps ?" },
  "consent.months": {
    en: "{count, plural, one {1 month} other {# months}}",
    fr: "{count, plural, one {1 mois} other {# mois}}",
  },
  "consent.ends": {
    en: "{days, plural, =0 {It stops today} one {It stops tomorrow} other {It stops in # days}}, and you are asked again before each post.",
    fr: "{days, plural, =0 {Cela s’arrête aujourd’hui} one {Cela s’arrête demain} other {Cela s’arrête dans # jours}} ; ensuite on vous redemandera avant chaque publication.",
  },
  "consent.goOn": { en: "Go on", fr: "Continuer" },
  "pause.title": { en: "Pause {name} on {network}", fr: "Mettre {name} en pause sur {network}" },
  "pause.text": {
    en: "Nothing is posted and nothing is proposed meanwhile. What waits stays here, as long as it is not out of date.",
    fr: "Pendant ce temps, rien n’est publié et rien n’est proposé. Ce qui attend reste ici, tant que ce n’est pas périmé.",
  },
  "pause.until": { en: "Until when?", fr: "Jusqu’à quand ?" },
  "pause.today": { en: "Today only", fr: "Aujourd’hui seulement" },
  "pause.week": { en: "A week, on again on {date}", fr: "Une semaine, reprise le {date}" },
  "pause.date": { en: "Until a day of my choice", fr: "Jusqu’à un jour de mon choix" },
  "pause.last": { en: "Last day of the pause", fr: "Dernier jour de la pause" },
  "pause.lastWrong": {
    en: "Choose a day from tomorrow on, up to {date}.",
    fr: "Choisissez un jour à partir de demain, jusqu’au {date}.",
  },
  "pause.open": { en: "Until I go on myself", fr: "Jusqu’à ce que je reprenne" },
  "pause.yes": { en: "Pause", fr: "Mettre en pause" },
  "pause.resume": { en: "Go on now", fr: "Reprendre maintenant" },
  "pause.all": {
    en: "{count, plural, one {Pause my account} other {Pause all my accounts}}",
    fr: "{count, plural, one {Mettre mon compte en pause} other {Mettre tous mes comptes en pause}}",
  },
  "pause.allTitle": {
    en: "{count, plural, one {Pause my account} other {Pause my # accounts}}",
    fr: "{count, plural, one {Mettre mon compte en pause} other {Mettre mes # comptes en pause}}",
  },
  "pause.resumeAll": {
    en: "{count, plural, one {Go on with my account} other {Go on with all my accounts}}",
    fr: "{count, plural, one {Reprendre sur mon compte} other {Reprendre sur tous mes comptes}}",
  },
  "pause.then": {
    en: "{mode, select, auto {posts go out by themselves again, until {date}} other {you are asked again before each post}}",
    fr: "{mode, select, auto {les publications repartent seules, jusqu’au {date}} other {on vous redemande avant chaque publication}}",
  },
  "pause.thenDay": {
    en: "Paused up to and including {date}; then {after}.",
    fr: "En pause jusqu’au {date} inclus ; ensuite {after}.",
  },
  "pause.thenOpen": { en: "When you go on, {after}.", fr: "À la reprise, {after}." },
  "consent.yes": { en: "Yes, post automatically", fr: "Oui, publier automatiquement" },
} as const satisfies Record<string, Text>;

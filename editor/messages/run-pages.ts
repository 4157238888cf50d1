import type { Text } from "#engine/text.ts";

export const runPages = {
  "runs.intro": {
    en: "Every time a map found something new, or somebody asked it to run: what it read, what it let go, what it handed over.",
    fr: "Chaque fois qu’une carte a trouvé du nouveau, ou qu’on l’a lancée : ce qu’elle a lu, écarté et transmis.",
  },
  "runs.empty": { en: "No run yet", fr: "Aucune exécution" },
  "runs.emptyText": {
    en: "A published map looks by its schedule, and what is new makes a run. Publish one, or press “Run now” on its canvas.",
    fr: "Une carte publiée cherche selon son horaire, et ce qui est nouveau donne une exécution. Publiez-en une, ou appuyez sur « Exécuter » dans son dessin.",
  },
  "runs.map": { en: "Map", fr: "Carte" },
  "runs.when": { en: "When", fr: "Quand" },
  "runs.state": { en: "State", fr: "État" },
  "runs.cause": { en: "Started", fr: "Départ" },
  "runs.items": { en: "Items", fr: "Nouvelles" },
  "runs.deliveries": { en: "Deliveries", fr: "Envois" },
  "runs.drops": { en: "Let go", fr: "Écartés" },
  "runs.held": { en: "Held", fr: "Retenus" },
  "runs.sources": { en: "Sources read", fr: "Sources lues" },
  "looks.today": {
    en: "{count, plural, one {Looked once today, nothing new} other {Looked # times today, nothing new}}",
    fr: "{count, plural, one {# vérification aujourd’hui, rien de nouveau} other {# vérifications aujourd’hui, rien de nouveau}}",
  },
  "looks.besides": {
    en: "{count, plural, one {Besides its runs, looked once today, nothing new} other {Besides its runs, looked # times today, nothing new}}",
    fr: "{count, plural, one {Outre ses exécutions, # vérification aujourd’hui, rien de nouveau} other {Outre ses exécutions, # vérifications aujourd’hui, rien de nouveau}}",
  },
  "looks.last": { en: "Last look:", fr: "Dernière vérification :" },
  "looks.next": { en: "Next:", fr: "Prochaine :" },
  "run.title": { en: "Run of “{name}”", fr: "Exécution de « {name} »" },
  "run.steps": { en: "Step by step", fr: "Étape par étape" },
  "run.step": { en: "Step", fr: "Étape" },
  "run.in": { en: "In", fr: "Entrés" },
  "run.out": { en: "Out", fr: "Sortis" },
  "run.time": { en: "Time", fr: "Temps" },
  "run.drops": { en: "What was let go, and why", fr: "Ce qui a été écarté, et pourquoi" },
  "run.sendDrop": { en: "Send all the same", fr: "Envoyer quand même" },
  "run.sentDrop": {
    en: "It is among the deliveries now; on a person’s account it waits for their yes.",
    fr: "Il est maintenant parmi les envois ; sur le compte d’une personne, il attend son accord.",
  },
  "run.dropsNone": { en: "Nothing was let go.", fr: "Rien n’a été écarté." },
  "run.deliveries": { en: "Deliveries", fr: "Envois" },
  "run.balanceLine": {
    en: "Of {expected, plural, one {# possible message} other {# possible messages}}, {deliveries, plural, one {# became a delivery} other {# became deliveries}} and {drops, plural, one {# was let go, with its reason} other {# were let go, each with its reason}}.",
    fr: "Sur {expected, plural, one {# message possible} other {# messages possibles}}, {deliveries, plural, one {# est devenu un envoi} other {# sont devenus des envois}} et {drops, plural, one {# a été écarté, avec sa raison} other {# ont été écartés, chacun avec sa raison}}.",
  },
  "run.balanceGood": { en: "Nothing is missing.", fr: "Rien ne manque." },
  "run.balanceBad": {
    en: "It does not add up: {missing} missing. Tell your administrator.",
    fr: "Le compte n’est pas bon : {missing} manquants. Prévenez votre administrateur.",
  },
  "run.openMap": { en: "Open the map", fr: "Ouvrir la carte" },
} as const satisfies Record<string, Text>;

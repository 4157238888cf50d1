import type { Text } from "#engine/text.ts";

/** What is said of a problem at the corner of its card, and on what mends it. */
export const troubles = {
  "mend.join": { en: "Wire it to “{other}”", fr: "Relier à « {other} »" },
  "mend.both": { en: "Wire “{other}” to “{one}”", fr: "Relier « {other} » à « {one} »" },
  "mend.schedule": { en: "Choose when it runs", fr: "Choisir quand elle s’exécute" },
  "mend.search": { en: "Add a step", fr: "Ajouter une étape" },
  "mend.tests": { en: "See the test", fr: "Voir le test" },
  "mend.on": { en: "Switch it on", fr: "Réactiver l’étape" },
  "mend.onBefore": { en: "Switch on what is before it", fr: "Réactiver ce qui précède" },
  "mend.onAll": { en: "Switch all on", fr: "Tout réactiver" },
  "mend.away": { en: "Remove the step", fr: "Supprimer l’étape" },
  "mend.out": { en: "Take the step out", fr: "Retirer l’étape du chemin" },
  "mend.unwire": { en: "Remove the wire", fr: "Supprimer le lien" },
  "mend.usual": { en: "Put the usual value back", fr: "Remettre la valeur habituelle" },
  "mend.hundred": { en: "Put 100", fr: "Mettre 100" },
  "mend.once": { en: "Keep each once", fr: "Garder chacune une fois" },
  "mend.plain": { en: "Take these out", fr: "Les retirer" },
  "mend.fill": { en: "Fill it in", fr: "Compléter" },
  "mend.set": { en: "Open the setting", fr: "Ouvrir le réglage" },
  "mend.done": { en: "Done: {what}. Ctrl Z takes it back.", fr: "C’est fait : {what}. Ctrl Z annule." },
  "trouble.show": { en: "Show them", fr: "Les voir" },
  "trouble.at": { en: "{number} of {count} to look at", fr: "{number} sur {count} à revoir" },
  "trouble.before": { en: "The one before", fr: "Précédent à revoir" },
  "trouble.next": { en: "The next one", fr: "Suivant à revoir" },
} as const satisfies Record<string, Text>;

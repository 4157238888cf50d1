/** What a person reads of times at which Relaymap was not running. */
export const missedEarlier = {
  en: "Earlier runs of this map were missed while Relaymap was not running. This run makes up for all of them.",
  fr: "Des exécutions de cette carte ont été manquées pendant que Relaymap était arrêté. Celle-ci les remplace toutes.",
};
export const missedSlot = {
  en: "This run was missed while Relaymap was not running, and the map says to skip missed runs. Its items wait for the next run.",
  fr: "Cette exécution a été manquée pendant que Relaymap était arrêté, et la carte demande d’ignorer les exécutions manquées. Ses contenus attendent la suivante.",
};

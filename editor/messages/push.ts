import type { Text } from "#engine/text.ts";

/** Push services refuse us. */
export const push = {
  "push.refused": {
    en: "A push service refuses our notices ({status}{count, plural, one {} other {, # times}})",
    fr: "Un service de notifications refuse les nôtres ({status}{count, plural, one {} other {, # fois}})",
  },
  "push.refusedKeys": {
    en: "Either PUBLIC_URL is not the https address at which people reach this server, its clock is wrong, or its keys are no longer accepted. Check the first two; if it goes on, make new keys: each device subscribes anew when its person opens Relaymap there. Mails reach them meanwhile. Last:",
    fr: "Soit PUBLIC_URL n’est pas l’adresse https de ce serveur, soit son horloge est fausse, soit ses clés ne sont plus acceptées. Vérifiez les deux premiers ; si cela continue, renouvelez les clés : chaque appareil se réabonne quand son propriétaire ouvre Relaymap. Les e-mails arrivent entre-temps. Dernier refus :",
  },
  "push.refusedClock": {
    en: "The server’s clock may be wrong, or PUBLIC_URL no address that others reach. If both are right, make new keys: each device subscribes anew when its person opens Relaymap there. Mails reach them meanwhile. Last:",
    fr: "L’horloge du serveur est peut-être fausse, ou PUBLIC_URL n’est pas une adresse joignable. Si tout est juste, renouvelez les clés : chaque appareil se réabonne quand son propriétaire ouvre Relaymap. Les e-mails arrivent entre-temps. Dernier refus :",
  },
  "push.renew": { en: "Make new keys", fr: "Renouveler les clés" },
  "push.renewed": {
    en: "New keys are made. Devices subscribe anew when they are opened.",
    fr: "Les clés sont renouvelées. Les appareils se réabonnent à l’ouverture.",
  },
} as const satisfies Record<string, Text>;

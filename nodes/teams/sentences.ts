import type { Text } from "#engine/text.ts";

/** What the channel is shown when it is connected, and when an address that refused something is tried again. */
export const tested = (name: string): string =>
  `Relaymap: “${name}” is connected. / Relaymap : « ${name} » est connecté.`;

export const words = {
  address: {
    en: "This is no address of a flow of Teams. It begins with https:// and has a signature in it (sig=…). Copy it whole.",
    fr: "Ce n’est pas l’adresse d’un flux Teams. Elle commence par https:// et contient une signature (sig=…). Copiez-la en entier.",
  },
  retired: {
    en: "Microsoft has switched addresses of this kind off. Open the flow in Workflows and copy its new address (it ends with powerplatform.com), or make a new flow.",
    fr: "Microsoft a désactivé les adresses de ce type. Ouvrez le flux dans Workflows et copiez sa nouvelle adresse (elle finit par powerplatform.com), ou créez un nouveau flux.",
  },
  unreachable: { en: "Microsoft Teams could not be reached.", fr: "Microsoft Teams est injoignable." },
  off: {
    en: "The flow in Teams takes nothing any more: it was deleted, switched off, or its address was made anew. Look at it in Workflows and connect the channel again.",
    fr: "Le flux Teams n’accepte plus rien : il a été supprimé, désactivé, ou son adresse a été renouvelée. Vérifiez-le dans Workflows et reconnectez le canal.",
  },
  disabled: {
    en: "The flow in Teams is switched off. Microsoft does so when its owner leaves or nothing came for long: switch it on in Workflows and connect the channel again.",
    fr: "Le flux Teams est désactivé. Microsoft le fait quand son propriétaire part ou que rien n’est venu depuis longtemps : réactivez-le dans Workflows et reconnectez le canal.",
  },
  tooLong: { en: "The text is too long for a message in Teams.", fr: "Le texte est trop long pour un message Teams." },
  look: {
    en: "A test message was handed over. Look whether it arrived in the channel: Teams does not tell.",
    fr: "Un message d’essai a été remis. Vérifiez qu’il est arrivé dans le canal : Teams ne le dit pas.",
  },
} satisfies Record<string, Text>;

/** By the flow's own code; null where it says nothing of the flow itself. */
export function offWords(code: string): Text | null {
  if (code === "WorkflowTriggerIsNotEnabled" || code === "WorkflowNotEnabled") return words.disabled;
  return code === "WorkflowNotFound" || code === "WorkflowTriggerNotFound" ? words.off : null;
}

export const refusedTest = (status: number, said: string): Text => ({
  en: `Teams refused the test message: ${said === "" ? `HTTP ${status}` : said}`,
  fr: `Teams a refusé le message d’essai : ${said === "" ? `HTTP ${status}` : said}`,
});

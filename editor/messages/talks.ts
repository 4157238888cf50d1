import type { Text } from "#engine/text.ts";

export const talks = {
  "talks.title": { en: "I already talk about us", fr: "Je parle déjà de nous" },
  "talks.intro": {
    en: "Say where, if you like: an account, a post, a blog. Those who run the programme read it and may invite you. Nobody searches for it, nothing there is read by a machine.",
    fr: "Dites où, si vous le souhaitez : un compte, une publication, un blog. Les personnes qui animent le programme le lisent et peuvent vous inviter. Personne ne le cherche, aucune machine n’y lit quoi que ce soit.",
  },
  "talks.address": { en: "Where", fr: "Où" },
  "talks.addressHint": { en: "The address of the account or the post", fr: "L’adresse du compte ou de la publication" },
  "talks.words": { en: "A few words, if you like", fr: "Quelques mots, si vous voulez" },
  "talks.say": { en: "Say so", fr: "Le dire" },
  "talks.said": {
    en: "Said. You can take it back at any time.",
    fr: "C’est dit. Vous pouvez le reprendre à tout moment.",
  },
  "talks.until": { en: "stands there until {day}", fr: "reste là jusqu’au {day}" },
  "talks.withdraw": { en: "Take it back", fr: "Retirer" },
  "talks.withdrawOf": { en: "Take back {address}", fr: "Retirer {address}" },
  "talks.withdrawn": { en: "Taken back: nobody reads it any more.", fr: "C’est retiré : plus personne ne le lit." },
  "talks.full": {
    en: "You named five places. Take one back to name another.",
    fr: "Vous avez indiqué cinq endroits. Retirez-en un pour en indiquer un autre.",
  },
  "talks.unanswered": { en: "Nobody has answered yet", fr: "Pas encore de réponse" },
  "talks.answer.ambassador": { en: "{by} invites you to take part", fr: "{by} vous invite à participer" },
  "talks.answer.brief": { en: "{by} asks you whether you would like to", fr: "{by} vous demande si cela vous dirait" },
  "talks.answer.thank": { en: "{by} thanks you", fr: "{by} vous remercie" },
  "talks.toAccounts": { en: "Connect an account", fr: "Relier un compte" },

  "talks.desk": { en: "Who says they already talk about us", fr: "Qui dit déjà parler de nous" },
  "talks.deskText": {
    en: "Said by themselves, and gone after two months by itself. Nothing was searched for.",
    fr: "Chacun l’a dit de son plein gré, et cela s’efface tout seul au bout de deux mois. Rien n’a été recherché.",
  },
  "talks.invite": { en: "Invite", fr: "Inviter" },
  "talks.inviteOf": { en: "Invite {name}", fr: "Inviter {name}" },
  "talks.thank": { en: "Thank", fr: "Remercier" },
  "talks.thankOf": { en: "Thank {name}", fr: "Remercier {name}" },
  "talks.unrewarded": {
    en: "This network lets nothing be given for what people post there: thank them in person.",
    fr: "Ce réseau n’admet aucune contrepartie à ce qui y est publié : remerciez de vive voix.",
  },
  "talks.inviteTo": { en: "To what", fr: "À quoi" },
  "talks.toTakePart": { en: "Take part, with an account of their own", fr: "Participer, avec son propre compte" },
  "talks.toBrief": { en: "A brief: {title}", fr: "Un appel : {title}" },
  "talks.word": { en: "A word, if you like", fr: "Un mot, si vous voulez" },
  "talks.inviteText": {
    en: "They are asked once, and free to leave it. Nothing changes before they say yes.",
    fr: "La question est posée une seule fois, et la personne est libre de ne pas y répondre. Rien ne change avant son oui.",
  },
  "talks.invited": { en: "Invited.", fr: "L’invitation est partie." },
  "talks.thanked": { en: "Thanked.", fr: "Le remerciement est parti." },
  "talks.done.ambassador": { en: "Invited by {by}", fr: "Invitation de {by}" },
  "talks.done.brief": { en: "Asked by {by}: {title}", fr: "Demande de {by} : {title}" },
  "talks.done.thank": { en: "Thanked by {by}", fr: "Remerciement de {by}" },
} as const satisfies Record<string, Text>;

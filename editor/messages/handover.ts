import type { Text } from "#engine/text.ts";

/** An account changes hands. */
export const handover = {
  "handover.begin": { en: "Hand over…", fr: "Confier à quelqu’un…" },
  "handover.title": { en: "Hand over {name}", fr: "Confier {name}" },
  "handover.about": {
    en: "Your colleague is asked, and connects it by their own sign-in: yours is not passed on. What waits is held until then, and nothing leaves twice. What was published through it stays with it, and your colleague sees it.",
    fr: "Votre collègue est prévenu et le connecte par sa propre connexion : la vôtre n’est pas transmise. Ce qui attend est retenu jusque-là, et rien ne part deux fois. Ce qui y a été publié y reste, et votre collègue le voit.",
  },
  "handover.aboutCompany": {
    en: "It stays the company’s. Your colleague connects it by their own sign-in at the network; what waits is held until then, and nothing leaves twice.",
    fr: "Il reste celui de l’entreprise. Votre collègue le connecte par sa propre connexion au réseau ; ce qui attend est retenu jusque-là, et rien ne part deux fois.",
  },
  "handover.becomes": { en: "It becomes", fr: "Il devient" },
  "handover.own": { en: "My colleague’s own", fr: "Celui de mon collègue" },
  "handover.company": { en: "The company’s", fr: "Celui de l’entreprise" },
  "handover.to": { en: "To whom", fr: "À qui" },
  "handover.other": { en: "Somebody else, by their address", fr: "Quelqu’un d’autre, par son adresse" },
  "handover.email": { en: "Their mail address here", fr: "Son adresse e-mail ici" },
  "handover.choose": { en: "Choose a colleague", fr: "Choisir un collègue" },
  "handover.nobody": {
    en: "There is no administrator but you: name one under People first.",
    fr: "Il n’y a pas d’autre administrateur que vous : nommez-en un d’abord sous Personnes.",
  },
  "handover.offer": { en: "Ask them", fr: "Lui demander" },
  "handover.offered": { en: "Your colleague is asked.", fr: "Votre collègue est prévenu." },
  "handover.waits": {
    en: "{name} was asked to take it over. Nothing changes until they say yes.",
    fr: "{name} est invité à le reprendre. Rien ne change avant son accord.",
  },
  "handover.accepted": {
    en: "{name} has taken it over and has yet to connect it.",
    fr: "{name} l’a repris et doit encore le connecter.",
  },
  "handover.see": { en: "Change or take back", fr: "Changer ou retirer" },
  "handover.takeBack": { en: "Take it back", fr: "Retirer la demande" },
  "handover.tookBack": { en: "It stays as it is.", fr: "Tout reste comme avant." },
  "handover.take": { en: "Take an account over", fr: "Reprendre un compte" },
  "handover.by": {
    en: "{by} offers it to you: it would be {company, select, true {the company’s, connected by you} other {yours}}.",
    fr: "{by} vous le propose : il deviendrait {company, select, true {celui de l’entreprise, connecté par vous} other {le vôtre}}.",
  },
  "handover.byNobody": {
    en: "Whoever connected it no longer takes part. It is the company’s, and would be connected by you.",
    fr: "La personne qui l’avait connecté ne participe plus. Il est à l’entreprise, et serait connecté par vous.",
  },
  "handover.must": {
    en: "You sign in at {network} yourself, and must manage {name} there.",
    fr: "Vous vous connectez vous-même à {network}, où vous devez gérer {name}.",
  },
  "handover.ask": {
    en: "You are asked before each post until you choose otherwise.",
    fr: "On vous demande avant chaque publication tant que vous ne choisissez pas autre chose.",
  },
  "handover.held": {
    en: "{count, plural, =0 {No post waits there.} one {One post waits there. It is held until you have connected it.} other {# posts wait there. They are held until you have connected it.}}",
    fr: "{count, plural, =0 {Aucun post n’y attend.} one {Un post y attend. Il est retenu jusqu’à votre connexion.} other {# posts y attendent. Ils sont retenus jusqu’à votre connexion.}}",
  },
  "handover.history": {
    en: "What was published there stays known: nothing leaves twice.",
    fr: "Ce qui y a été publié reste connu : rien ne part deux fois.",
  },
  "handover.yes": { en: "Take over and connect", fr: "Reprendre et connecter" },
  "handover.connect": { en: "Connect now", fr: "Connecter maintenant" },
  "handover.no": { en: "Not me", fr: "Pas moi" },
  "handover.declined": {
    en: "Your colleague knows. Nothing has changed.",
    fr: "Votre collègue est prévenu. Rien n’a changé.",
  },
  "handover.gone": {
    en: "Nothing is offered to you here any more. It was taken back, has ended after two weeks, or is done.",
    fr: "Plus rien ne vous est proposé ici : la demande a été retirée, a pris fin après deux semaines, ou c’est déjà fait.",
  },
  "handover.one": {
    en: "{name} on {network} is offered to you",
    fr: "{name} sur {network} vous est proposé",
  },
  "handover.oneAccepted": {
    en: "{name} on {network} has yet to be connected by you",
    fr: "{name} sur {network} reste à connecter par vous",
  },
} as const satisfies Record<string, Text>;

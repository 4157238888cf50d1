import type { Text } from "#engine/text.ts";

/** The panel that shows messages as people will see them. */
export const posts = {
  "posts.title": { en: "The messages, as people will see them", fr: "Les messages, comme on les verra" },
  "posts.sum": {
    en: "{count, plural, =0 {No message} one {# message} other {# messages}}, for {people, plural, =0 {} one {# person} other {# people}}{both, select, yes { and } other {}}{company, plural, =0 {} one {# account of the company} other {# accounts of the company}}. Nothing is published.",
    fr: "{count, plural, =0 {Aucun message} one {# message} other {# messages}}, pour {people, plural, =0 {} one {# personne} other {# personnes}}{both, select, yes { et } other {}}{company, plural, =0 {} one {# compte de l’entreprise} other {# comptes de l’entreprise}}. Rien n’est publié.",
  },
  "posts.now": {
    en: "A run now would make {count, plural, =0 {none of them} one {# of them} other {# of them}}{items, plural, =0 {: nothing new since it was read} other {}}{passed, plural, =0 {} other {, and pass over # items that are in the feeds already}}.",
    fr: "Une exécution maintenant en ferait {count, plural, =0 {zéro} other {#}}{items, plural, =0 { : rien de nouveau depuis la dernière lecture} other {}}{passed, plural, =0 {} one {, sans reprendre # nouvelle déjà dans les flux} other {, sans reprendre # nouvelles déjà dans les flux}}.",
  },
  "posts.nowRead": {
    en: "Not now: the map has dealt with this item.",
    fr: "Pas maintenant : la carte a déjà traité cette nouvelle.",
  },
  "posts.nowRests": {
    en: "Not now: the map’s campaign does not go on at the moment. It waits for it.",
    fr: "Pas maintenant : la campagne de la carte n’est pas en cours. La nouvelle l’attend.",
  },
  "posts.nowPassed": {
    en: "Not now: it was in its feed before the map begins, and the first run passes over those.",
    fr: "Pas maintenant : elle était dans son flux avant le début de la carte, et la première exécution les passe.",
  },
  "posts.people": { en: "Whose messages", fr: "Les messages de qui" },
  "posts.face": {
    en: ", {count, plural, =0 {no message} one {# message} other {# messages}}",
    fr: ", {count, plural, =0 {aucun message} one {# message} other {# messages}}",
  },
  "posts.all": { en: "all", fr: "toutes" },
  "posts.allLabel": { en: "All {count}, by name", fr: "Les {count}, par leur nom" },
  "posts.find": { en: "Find somebody", fr: "Chercher quelqu’un" },
  "posts.nobody": { en: "Nobody is called that.", fr: "Personne ne porte ce nom." },
  "posts.networks": { en: "Networks of {name}", fr: "Réseaux de {name}" },
  "posts.network": {
    en: "{network}, {count, plural, =0 {no message} one {# message} other {# messages}}",
    fr: "{network}, {count, plural, =0 {aucun message} one {# message} other {# messages}}",
  },
  "posts.feed": {
    en: "Messages of {name} on {network}, as {network} would show them",
    fr: "Messages de {name} sur {network}, comme {network} les montrerait",
  },
  "posts.feedOf": {
    en: "{name} · {network} · {count, plural, =0 {no message} one {# message} other {# messages}}",
    fr: "{name} · {network} · {count, plural, =0 {aucun message} one {# message} other {# messages}}",
  },
  "posts.none": { en: "No message for {name} on {network}", fr: "Aucun message pour {name} sur {network}" },
  "posts.noneYet": {
    en: "No item came through to this account.",
    fr: "Aucune nouvelle n’est arrivée jusqu’à ce compte.",
  },
  "posts.unreached": {
    en: "This map posts nothing to this account.",
    fr: "Cette carte ne publie rien sur ce compte.",
  },
  "posts.left": {
    en: "{count, plural, one {# item does not reach it} other {# items do not reach it}}",
    fr: "{count, plural, one {# nouvelle n’y arrive pas} other {# nouvelles n’y arrivent pas}}",
  },
  "posts.stays": { en: "Would not leave", fr: "Ne partirait pas" },
  "posts.newest": {
    en: "The {shown} newest of {count}.",
    fr: "Les {shown} plus récents sur {count}.",
  },
  "posts.nothing": { en: "No message yet", fr: "Aucun message pour l’instant" },
  "posts.nothingText": {
    en: "No item came through to an account. Step by step you see what was let go, and why.",
    fr: "Aucune nouvelle n’est arrivée jusqu’à un compte. Le pas à pas dit ce qui a été écarté, et pourquoi.",
  },
  "posts.steps": { en: "Step by step", fr: "Pas à pas" },
  "posts.chooses": { en: "{name} chooses", fr: "{name} choisit" },
  "posts.companyChooses": { en: "The company chose", fr: "L’entreprise a choisi" },
  "posts.ask": { en: "Ask me", fr: "On me demande" },
  "posts.auto": { en: "Post by itself", fr: "Tout seul" },
  "posts.paused": { en: "Paused", fr: "En pause" },
  "posts.cap": {
    en: "{count, plural, one {# a day at most} other {# a day at most}}",
    fr: "{count, plural, one {# par jour au plus} other {# par jour au plus}}",
  },
  "posts.quiet": { en: "nothing from {from} to {to}", fr: "rien de {from} à {to}" },
  "posts.spacing": {
    en: "{count, plural, one {# minute} other {# minutes}} apart",
    fr: "{count, plural, one {# minute} other {# minutes}} entre deux",
  },
  "posts.free": { en: "At any hour, without a limit of their own.", fr: "À toute heure, sans limite de sa part." },
  "posts.sends": { en: "Leaves", fr: "Envoi" },
  "posts.atOnce": { en: "at once", fr: "tout de suite" },
  "posts.today": { en: "today", fr: "aujourd’hui" },
  "posts.tomorrow": { en: "tomorrow", fr: "demain" },
  "posts.onYes": { en: "once they say yes", fr: "dès son accord" },
  "posts.waits": { en: "waits", fr: "en attente" },
  "posts.never": { en: "would not leave", fr: "ne partirait pas" },
  "posts.why.none": {
    en: "Nothing holds it up: were the map live, it would leave with the next run.",
    fr: "Rien ne le retient : si la carte était en ligne, il partirait à la prochaine exécution.",
  },
  "posts.why.step": { en: "A step keeps it until then.", fr: "Une étape le garde jusque-là." },
  "posts.why.spread": {
    en: "Colleagues do not post one item in the same minute.",
    fr: "Les collègues ne publient pas la même nouvelle à la même minute.",
  },
  "posts.why.queue": { en: "Others are due before it.", fr: "D’autres passent avant lui." },
  "posts.why.frozen": { en: "The network wants no more until then.", fr: "Le réseau n’en veut plus d’ici là." },
  "posts.why.quiet": { en: "It falls into the quiet hours.", fr: "Il tombe dans les heures calmes." },
  "posts.why.spacing": {
    en: "It keeps its distance from the one before.",
    fr: "Il garde ses distances avec le précédent.",
  },
  "posts.why.cap": { en: "The day’s share is used up before.", fr: "Le quota du jour est atteint avant." },
  "posts.wording": { en: "Wording", fr: "Tournure" },
  "posts.wordingOf": { en: "{number} of {of}", fr: "{number} sur {of}" },
  "posts.others": {
    en: "{names}: no two say the same while there are others.",
    fr: "{names} : personne ne dit la même chose tant qu’il en reste.",
  },
  "posts.has": { en: "{name} has number {number}", fr: "{name} a la {number}" },
  "posts.onlyOne": { en: "Colleagues get the others.", fr: "Les collègues reçoivent les autres." },
  "posts.words": { en: "Words", fr: "Texte" },
  "posts.wordsBy": { en: "Written by “{step}”.", fr: "Écrit par « {step} »." },
  "posts.wordsOwn": {
    en: "As the source says it: no step writes it anew.",
    fr: "Tel que la source le dit : aucune étape ne le réécrit.",
  },
  "posts.openStep": { en: "Open the step", fr: "Ouvrir l’étape" },
  "posts.counted": {
    en: "{count} of {most} signs, as {network} counts them",
    fr: "{count} signes sur {most}, comme {network} les compte",
  },
  "posts.over": {
    en: "{count} of {most} signs: {over} too many for {network}",
    fr: "{count} signes sur {most} : {over} de trop pour {network}",
  },
  "posts.described": {
    en: "{count, plural, one {picture described} other {pictures described}}",
    fr: "{count, plural, one {image décrite} other {images décrites}}",
  },
  "posts.silent": {
    en: "{count, plural, one {picture without description} other {# pictures without description}}",
    fr: "{count, plural, one {image sans description} other {# images sans description}}",
  },
  "posts.person": { en: "person", fr: "personne" },
  "posts.message": { en: "message", fr: "message" },
} as const satisfies Record<string, Text>;

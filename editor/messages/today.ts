import type { Text } from "#engine/text.ts";

export const today = {
  "today.title": {
    en: "{count, plural, =0 {Good day, {name}. Nothing waits for you.} one {Good day, {name}. One thing waits for you.} other {Good day, {name}. # things wait for you.}}",
    fr: "{count, plural, =0 {Bonjour {name}. Rien ne vous attend.} one {Bonjour {name}. Une chose vous attend.} other {Bonjour {name}. # choses vous attendent.}}",
  },
  "today.tab": { en: "Today", fr: "Aujourd’hui" },
  "today.well": {
    en: "All is well: {count, plural, one {# source is read} other {# sources are read}}",
    fr: "Tout tourne : {count, plural, one {# source lue} other {# sources lues}}",
  },
  "today.next": { en: "the next reading is {when}", fr: "prochaine lecture {when}" },
  "today.unread": { en: "No source is read yet", fr: "Aucune source n’est encore lue" },
  "today.room.full": {
    en: "The server has no room left: nothing can be saved or planned just now.",
    fr: "Le serveur n’a plus de place : rien ne peut être enregistré ni planifié pour l’instant.",
  },
  "today.room.readonly": {
    en: "The database takes no changes: nothing can be saved or planned just now.",
    fr: "La base n’accepte pas de changement : rien ne peut être enregistré ni planifié pour l’instant.",
  },
  "today.room.low": {
    en: "The server’s disk is nearly full: make room soon.",
    fr: "Le disque du serveur est presque plein : faites bientôt de la place.",
  },
  "today.room.free": {
    en: "Nothing is lost; all goes on by itself afterwards.",
    fr: "Rien n’est perdu ; tout reprend ensuite de lui-même.",
  },
  "today.room.tell": {
    en: "Nothing is lost; tell an administrator.",
    fr: "Rien n’est perdu ; prévenez un administrateur.",
  },
  "today.failing": {
    en: "{count, plural, one {# source cannot be read just now} other {# sources cannot be read just now}}; {read, plural, one {# is} other {# are}} read as usual",
    fr: "{count, plural, one {# source ne peut pas être lue en ce moment} other {# sources ne peuvent pas être lues en ce moment}} ; {read, plural, one {# est lue} other {# sont lues}} normalement",
  },
  "today.held": { en: "Nothing goes out that mentions: {words}", fr: "Rien ne part qui mentionne : {words}" },
  "today.waits": { en: "What waits for you", fr: "Ce qui vous attend" },
  "today.more": { en: "and {count} more", fr: "et {count, plural, one {# autre} other {# autres}}" },
  "today.proposals": { en: "Proposals for your own accounts", fr: "Propositions pour vos comptes" },
  "today.proposalsTitle": {
    en: "{count, plural, one {# post in your name} other {# posts in your name}}",
    fr: "{count, plural, one {# envoi en votre nom} other {# envois en votre nom}}",
  },
  "today.proposalsText": { en: "Nothing leaves without your yes.", fr: "Rien ne part sans votre accord." },
  "today.reconnect": { en: "Account to reconnect", fr: "Compte à reconnecter" },
  "today.reconnectTitle": { en: "{network} of {name}", fr: "{network} de {name}" },
  "today.reconnectText": {
    en: "{count, plural, =0 {Nothing waits for it yet.} one {# post waits for it.} other {# posts wait for it.}}",
    fr: "{count, plural, =0 {Rien ne l’attend encore.} one {# envoi l’attend.} other {# envois l’attendent.}}",
  },
  "today.unknown": { en: "To check", fr: "À vérifier" },
  "today.unknownTitle": {
    en: "{count, plural, one {# post may or may not be out} other {# posts may or may not be out}}",
    fr: "{count, plural, one {# envoi est peut-être parti} other {# envois sont peut-être partis}}",
  },
  "today.unknownText": {
    en: "The network did not answer. Nothing is sent again before you have looked.",
    fr: "Le réseau n’a pas répondu. Rien n’est renvoyé avant votre vérification.",
  },
  "today.source": { en: "Source that cannot be read", fr: "Source qui ne se lit plus" },
  "today.see": { en: "See", fr: "Voir" },
  "today.answer": { en: "Answer", fr: "Répondre" },
  "today.day": { en: "The day", fr: "La journée" },
  "today.planned": {
    en: "{count, plural, =0 {Nothing more is planned before tonight.} one {# post is planned before tonight.} other {# posts are planned before tonight.}}",
    fr: "{count, plural, =0 {Plus rien n’est prévu d’ici ce soir.} one {# publication est prévue d’ici ce soir.} other {# publications sont prévues d’ici ce soir.}}",
  },
  "today.plannedMany": {
    en: "More than {count} posts are planned before tonight.",
    fr: "Plus de {count} publications sont prévues d’ici ce soir.",
  },
  "today.gone": { en: "Gone out today", fr: "Parti aujourd’hui" },
  "today.all": { en: "All deliveries", fr: "Tous les envois" },
  "today.posts": {
    en: "{count, plural, one {# post} other {# posts}}",
    fr: "{count, plural, one {# publication} other {# publications}}",
  },
  "today.approval": { en: "To approve · {name}", fr: "À valider · {name}" },
  "today.approvalText": {
    en: "From {source}. It leaves on your yes.",
    fr: "De {source}. Part dès votre oui.",
  },
  "today.approve": { en: "Approve", fr: "Valider" },
  "today.until": { en: "Lost", fr: "Échéance" },
  "today.waiting": { en: "What waits", fr: "Ce qui attend" },
  "today.proposalsFirst": { en: "First of all: “{title}”.", fr: "D’abord : « {title} »." },
  "today.new": {
    en: "{count, plural, one {# new} other {# new}}",
    fr: "{count, plural, one {# nouvelle} other {# nouvelles}}",
  },
  "today.keys": { en: "Keys", fr: "Touches" },
  "today.keysText": {
    en: "J and K go from one to the next, Enter does what stands out, U takes it back, ? shows or hides this.",
    fr: "J et K passent de l’une à l’autre, Entrée fait ce qui est proposé, U annule, ? montre ou cache ceci.",
  },
  "today.nothingWaits": { en: "Nothing waits for a decision.", fr: "Aucune décision en attente." },
  "today.newMap": { en: "New map", fr: "Nouvelle carte" },
  "today.line": { en: "The day, hour by hour", fr: "La journée, heure par heure" },
  "today.lineSoon": { en: "The next four hours", fr: "Les quatre prochaines heures" },
  "today.hour": { en: "{hour}:00", fr: "{hour} h" },
  "today.clock": { en: "{hour}:{minute}", fr: "{hour} h {minute}" },
  "today.slotOut": {
    en: "{from} to {to}: {count, plural, one {# post} other {# posts}} out ({who})",
    fr: "De {from} à {to} : {count, plural, one {# publication} other {# publications}} ({who})",
  },
  "today.slotPlanned": {
    en: "{from} to {to}: {count, plural, one {# post} other {# posts}} planned ({who})",
    fr: "De {from} à {to} : {count, plural, one {# publication prévue} other {# publications prévues}} ({who})",
  },
  "today.nextOut": { en: "Next post: {when}", fr: "Prochaine publication : {when}" },
  "today.nothingPlanned": { en: "Nothing is planned for now", fr: "Rien n’est prévu pour l’instant" },
  "today.nothingSoon": {
    en: "Nothing is planned in the next four hours",
    fr: "Rien n’est prévu dans les quatre prochaines heures",
  },
  "today.week": { en: "The week", fr: "La semaine" },
  "today.weekPosts": {
    en: "{count, plural, one {post this week,} other {posts this week,}}",
    fr: "{count, plural, one {publication cette semaine,} other {publications cette semaine,}}",
  },
  "today.weekOut": {
    en: "{count, plural, =0 {none of them out yet} other {# of them out}}",
    fr: "{count, plural, =0 {aucune n’est encore partie} one {dont # déjà partie} other {dont # déjà parties}}",
  },
  "today.daySums": {
    en: "{day}: {out} out, {planned} planned",
    fr: "{day} : {out, plural, one {# partie} other {# parties}}, {planned, plural, one {# prévue} other {# prévues}}",
  },
  "today.dayNone": { en: "{day}: nothing yet", fr: "{day} : rien pour l’instant" },
  "today.coming": {
    en: "{count, plural, one {# post is planned by Sunday} other {# posts are planned by Sunday}}",
    fr: "{count, plural, one {# publication prévue d’ici dimanche} other {# publications prévues d’ici dimanche}}",
  },
  "today.comingMany": {
    en: "More than {count} posts are planned by Sunday",
    fr: "Plus de {count} publications prévues d’ici dimanche",
  },
  "today.goneBefore": { en: "Gone out yesterday", fr: "Parti hier" },
  "today.begin": { en: "Three steps to begin", fr: "Trois étapes pour commencer" },
  "today.begin.done": { en: "Done", fr: "C’est fait" },
  "today.begin.account": { en: "Connect an account", fr: "Connecter un compte" },
  "today.begin.accountText": {
    en: "The company’s page, or your own: that is where posts go.",
    fr: "La page de l’entreprise, ou le vôtre : c’est là que partent les publications.",
  },
  "today.begin.accountGo": { en: "Connect", fr: "Connecter" },
  "today.begin.map": { en: "Publish a first map", fr: "Publier une première carte" },
  "today.begin.mapText": {
    en: "From a feed or a page to your accounts; a template is ready for it.",
    fr: "D’un flux ou d’une page vers vos comptes ; un modèle est prêt.",
  },
  "today.begin.mapGo": { en: "Choose a template", fr: "Choisir un modèle" },
  "today.begin.invite": { en: "Invite somebody", fr: "Inviter quelqu’un" },
  "today.begin.inviteText": {
    en: "Colleagues decide themselves what is said in their name.",
    fr: "Vos collègues décident eux-mêmes de ce qui est dit en leur nom.",
  },
  "today.begin.inviteGo": { en: "Invite", fr: "Inviter" },
  "today.signOff": { en: "Agreement asked", fr: "Accord demandé" },
  "today.signOffText": { en: "{by} asks for your agreement.", fr: "{by} demande votre accord." },
  "today.signOffNote": { en: "{by}: “{note}”", fr: "{by} : « {note} »" },
  "today.offer": { en: "Would like to", fr: "Se propose" },
  "today.offerTitle": { en: "{name}: {title}", fr: "{name} : {title}" },
  "today.offerText": { en: "Agree with a word and a day, or thank them.", fr: "Donnez votre accord, ou remerciez." },
  "today.askedText": {
    en: "Would you like to? A no is told to nobody.",
    fr: "Cela vous dirait ? Un non n’est dit à personne.",
  },
  "today.sentBack": { en: "Sent back to you", fr: "Renvoyée vers vous" },
} as const satisfies Record<string, Text>;

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
  "today.waits": { en: "What waits for you", fr: "Ce qui vous attend" },
  "today.more": { en: "and {count} more", fr: "et {count, plural, one {# autre} other {# autres}}" },
  "today.approvals": { en: "To approve", fr: "À valider" },
  "today.approvalsTitle": {
    en: "{count, plural, one {# item waits for your yes} other {# items wait for your yes}}",
    fr: "{count, plural, one {# nouvelle attend votre accord} other {# nouvelles attendent votre accord}}",
  },
  "today.approvalsText": {
    en: "Maps go on with them once you have answered.",
    fr: "Les cartes les font suivre dès que vous avez répondu.",
  },
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
  "today.out": {
    en: "{count, plural, one {post out today} other {posts out today}}",
    fr: "{count, plural, one {publication aujourd’hui} other {publications aujourd’hui}}",
  },
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
  "today.none": { en: "Nothing has gone out yet today.", fr: "Rien n’est encore parti aujourd’hui." },
  "today.noneText": {
    en: "What your maps publish shows here, with who said it.",
    fr: "Ce que vos cartes publient apparaît ici, avec qui l’a dit.",
  },
  "today.start": { en: "Draw the first map", fr: "Dessiner la première carte" },
  "today.signOff": { en: "Agreement asked", fr: "Accord demandé" },
  "today.signOffText": { en: "{by} asks for your agreement.", fr: "{by} demande votre accord." },
  "today.signOffNote": { en: "{by}: “{note}”", fr: "{by} : « {note} »" },
  "today.sentBack": { en: "Sent back to you", fr: "Renvoyée vers vous" },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** Of the page on which a map begins. */
export const gallery = {
  "gallery.title": { en: "New map", fr: "Nouvelle carte" },
  "gallery.intro": {
    en: "Begin with what you want to do. Nothing is posted before you publish.",
    fr: "Commencez par ce que vous voulez faire. Rien n’est publié avant que vous le disiez.",
  },
  "gallery.back": { en: "All templates", fr: "Tous les modèles" },
  "gallery.blank": { en: "An empty map", fr: "Une carte vide" },
  "gallery.blankHelp": { en: "Paste an address and go on from there.", fr: "Collez une adresse et continuez de là." },
  "gallery.tour": { en: "Two-minute tour", fr: "Visite de deux minutes" },
  "gallery.tourHelp": {
    en: "A first map, up to its first posts.",
    fr: "Une première carte, jusqu’aux premiers messages.",
  },
  "gallery.file": { en: "Open a file", fr: "Ouvrir un fichier" },
  "gallery.fileHelp": { en: "A map that was exported.", fr: "Une carte exportée." },
  "gallery.untitled": { en: "Untitled map", fr: "Carte sans titre" },
  "gallery.badFile": { en: "This file cannot be opened", fr: "Ce fichier ne peut pas être ouvert" },
  "gallery.badHelp": {
    en: "Nothing of it was taken. A map is a .json file that Relaymap has written.",
    fr: "Rien n’en a été repris. Une carte est un fichier .json écrit par Relaymap.",
  },
  "gallery.partFile": { en: "Not all of this file can be taken", fr: "Tout le fichier ne peut pas être repris" },
  "gallery.partHelp": {
    en: "Nothing is saved yet. {steps, plural, one {One step} other {# steps}} and {wires, plural, =0 {no wire} one {one wire} other {# wires}} can be opened; what else is to mend is shown on the canvas.",
    fr: "Rien n’est encore enregistré. {steps, plural, one {Une étape} other {# étapes}} et {wires, plural, =0 {aucun lien} one {un lien} other {# liens}} peuvent être ouverts ; ce qui reste à corriger se voit sur le dessin.",
  },
  "gallery.flaws": { en: "What is wrong with the file", fr: "Ce qui ne va pas dans le fichier" },
  "gallery.moreFlaws": { en: "{count} more of them are not listed.", fr: "{count} autres ne sont pas affichés." },
  "gallery.openPart": { en: "Open what there is", fr: "Ouvrir ce qui peut l’être" },
  "gallery.purpose.news": { en: "What the company says", fr: "Ce que dit l’entreprise" },
  "gallery.purpose.watch": { en: "What others say", fr: "Ce que disent les autres" },
  "gallery.purpose.people": { en: "Colleagues", fr: "Les collègues" },
  "gallery.purpose.again": { en: "With a date, and without", fr: "Avec une date, et sans" },
  "gallery.asks": { en: "It asks for three things", fr: "Trois choses à donner" },
  "gallery.asksHelp": {
    en: "What your workspace has is put in. What you leave empty is filled in on the canvas.",
    fr: "Ce que votre espace a déjà est repris. Ce que vous laissez vide se complète sur le dessin.",
  },
  "gallery.name": { en: "Name of the map", fr: "Nom de la carte" },
  "gallery.create": { en: "Open this map", fr: "Ouvrir cette carte" },
  "gallery.gone": {
    en: "This template does not exist any more. Choose another.",
    fr: "Ce modèle n’existe plus. Choisissez-en un autre.",
  },
  "gallery.ask.page": { en: "Your Facebook page", fr: "Votre page Facebook" },
  "gallery.askHelp.page": {
    en: "One that is connected here, or its address.",
    fr: "Une page connectée ici, ou son adresse.",
  },
  "gallery.ask.blog": { en: "Your blog or its feed", fr: "Votre blog ou son flux" },
  "gallery.askHelp.blog": { en: "The address of the site or of its feed.", fr: "L’adresse du site ou de son flux." },
  "gallery.ask.alert": { en: "A Google Alert", fr: "Une alerte Google" },
  "gallery.askHelp.alert": {
    en: "The address of the alert’s feed (delivery: RSS feed).",
    fr: "L’adresse du flux de l’alerte (envoi : flux RSS).",
  },
  "gallery.ask.place": { en: "The company’s account", fr: "Le compte de l’entreprise" },
  "gallery.askHelp.place": { en: "The address of its page on the network.", fr: "L’adresse de sa page sur le réseau." },
  "gallery.ask.words": { en: "Words that matter", fr: "Les mots qui comptent" },
  "gallery.askHelp.words": {
    en: "An item is kept if it has one of them. A star stands for any ending.",
    fr: "Une nouvelle est gardée si elle en contient un. Une étoile remplace toute fin de mot.",
  },
  "gallery.ask.event": { en: "What the event is called", fr: "Le nom de l’événement" },
  "gallery.askHelp.event": {
    en: "An item is kept if it has one of these.",
    fr: "Une nouvelle est gardée si elle contient un de ces noms.",
  },
  "gallery.ask.banned": { en: "Words that never go out", fr: "Les mots qui ne partent jamais" },
  "gallery.askHelp.banned": {
    en: "An item with one of them is left out.",
    fr: "Une nouvelle qui en contient un est écartée.",
  },
  "gallery.ask.topics": { en: "Topics", fr: "Thèmes" },
  "gallery.askHelp.topics": {
    en: "It is proposed to those who chose them, or who take everything.",
    fr: "Proposé à qui les a choisis, ou prend tout.",
  },
  "gallery.ask.accounts": { en: "The company’s accounts", fr: "Les comptes de l’entreprise" },
  "gallery.askHelp.accounts": { en: "Where it is posted.", fr: "Là où c’est publié." },
  "gallery.ask.channels": { en: "Where colleagues read", fr: "Là où les collègues lisent" },
  "gallery.askHelp.channels": {
    en: "Channels that are connected here.",
    fr: "Les canaux connectés ici.",
  },
  "gallery.none": { en: "None is connected yet", fr: "Aucun n’est encore connecté" },
  "gallery.add": { en: "Add…", fr: "Ajouter…" },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** The page on which managers keep topics and teams. */
export const topics = {
  "topics.title": { en: "Topics and teams", fr: "Thèmes et équipes" },
  "topics.intro": {
    en: "What people follow, and the groups they belong to. Maps pick them by both.",
    fr: "Ce que les gens suivent, et les groupes auxquels ils appartiennent. Les cartes les choisissent par l’un et l’autre.",
  },
  "topics.new": { en: "New topic", fr: "Nouveau thème" },
  "topics.none": { en: "No topic yet.", fr: "Aucun thème pour l’instant." },
  "topics.noneText": {
    en: "Make one: people choose what they follow, and your maps reach those who do.",
    fr: "Créez-en un : chacun choisit ce qu’il suit, et vos cartes atteignent celles et ceux qui le suivent.",
  },
  "topics.followers": {
    en: "{count, plural, =0 {Nobody follows it} one {One person follows it} other {# people follow it}}",
    fr: "{count, plural, =0 {Personne ne le suit} one {Une personne le suit} other {# personnes le suivent}}",
  },
  "topics.few": { en: "Fewer than five people follow it", fr: "Moins de cinq personnes le suivent" },
  "topics.unfollowed": {
    en: "Nobody follows it: what maps bring there reaches nobody.",
    fr: "Personne ne le suit : ce que les cartes y apportent n’atteint personne.",
  },
  "topics.openToo": {
    en: "{count, plural, one {One person has never chosen topics and takes everything.} other {# people have never chosen topics and take everything.}}",
    fr: "{count, plural, one {Une personne n’a jamais choisi de thème et prend tout.} other {# personnes n’ont jamais choisi de thème et prennent tout.}}",
  },
  "topics.noMap": { en: "in no map", fr: "dans aucune carte" },
  "topics.maps": { en: "Maps:", fr: "Cartes :" },
  "topics.fed": { en: "fed by {names}", fr: "alimenté par {names}" },
  "topics.archivedTag": { en: "Archived", fr: "Archivé" },
  "topics.actions": { en: "Actions for {name}", fr: "Actions pour {name}" },
  "topics.edit": { en: "Change…", fr: "Modifier…" },
  "topics.archive": { en: "Archive", fr: "Archiver" },
  "topics.return": { en: "Offer again", fr: "Proposer à nouveau" },
  "topics.merge": { en: "Merge…", fr: "Fusionner…" },
  "topics.mergeTitle": { en: "Merge “{name}” into another topic", fr: "Fusionner « {name} » dans un autre thème" },
  "topics.mergeText": {
    en: "Its followers follow the other one, maps that name it go on, and where somebody wanted to be asked about either, they are asked about both. This cannot be undone.",
    fr: "Qui le suit suivra l’autre, les cartes qui le nomment continuent, et qui voulait être sollicité pour l’un le sera pour les deux. C’est sans retour.",
  },
  "topics.into": { en: "Into", fr: "Dans" },
  "topics.mergeDo": { en: "Merge", fr: "Fusionner" },
  "topics.editTitle": { en: "The topic “{name}”", fr: "Le thème « {name} »" },
  "topics.name": { en: "Name", fr: "Nom" },
  "topics.nameHelp": {
    en: "Renaming breaks nothing: maps that say the old name go on.",
    fr: "Renommer ne casse rien : les cartes qui disent l’ancien nom continuent.",
  },
  "topics.colour": { en: "Colour", fr: "Couleur" },
  "topics.colourOf": { en: "Colour {number}", fr: "Couleur {number}" },
  "topics.description": { en: "What it is about", fr: "De quoi il s’agit" },
  "topics.descriptionHelp": {
    en: "What people will find there, in one sentence.",
    fr: "Ce qu’on y trouve, en une phrase.",
  },
  "topics.feeders": { en: "Who may feed it", fr: "Qui peut l’alimenter" },
  "topics.feedersHelp": {
    en: "Nobody named: everybody who draws maps. Else only these people, and administrators.",
    fr: "Personne d’indiqué : toutes celles et ceux qui dessinent des cartes. Sinon, seulement ces personnes et les administrateurs.",
  },
  "topics.teams": { en: "Teams", fr: "Équipes" },
  "topics.teamNew": { en: "New team", fr: "Nouvelle équipe" },
  "topics.teamNone": { en: "No team yet.", fr: "Aucune équipe pour l’instant." },
  "topics.people": {
    en: "{count, plural, =0 {nobody} one {one person} other {# people}}",
    fr: "{count, plural, =0 {personne} one {une personne} other {# personnes}}",
  },
  "topics.peopleFew": { en: "fewer than five people", fr: "moins de cinq personnes" },
  "topics.teamPeople": { en: "People…", fr: "Personnes…" },
  "topics.teamPeopleTitle": { en: "Who is in “{name}”", fr: "Qui est dans « {name} »" },
  "topics.find": { en: "Search people", fr: "Chercher des personnes" },
  "topics.teamRename": { en: "Rename…", fr: "Renommer…" },
  "topics.teamDelete": { en: "Delete", fr: "Supprimer" },
  "topics.teamsOpen": { en: "People choose their teams themselves", fr: "Chacun choisit ses équipes" },
} as const satisfies Record<string, Text>;

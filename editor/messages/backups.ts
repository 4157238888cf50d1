import type { Text } from "#engine/text.ts";

export const backups = {
  "settings.backups": { en: "Backups", fr: "Sauvegardes" },
  "backups.text": {
    en: "A backup is one file with all that the database holds as of one moment: maps, people, accounts, posts, pictures. It is made while Relaymap works.",
    fr: "Une sauvegarde est un seul fichier avec tout ce que contient la base à un moment donné : cartes, personnes, comptes, publications, images. Elle se fait pendant que Relaymap travaille.",
  },
  "backups.secret": {
    en: "The secret is in none of them. Whoever runs the server keeps a copy of it apart (RELAYMAP_SECRET, or the file “secret” in the data folder): a restore needs both.",
    fr: "Le secret n’est dans aucune. La personne qui gère le serveur en garde une copie à part (RELAYMAP_SECRET, ou le fichier « secret » du dossier de données) : une restauration exige les deux.",
  },
  "backups.now": { en: "Back up now", fr: "Sauvegarder maintenant" },
  "backups.asked": { en: "A backup is being made.", fr: "Une sauvegarde est en cours." },
  "backups.waits": {
    en: "Waits for a process that works (role all or worker).",
    fr: "En attente d’un processus actif (rôle all ou worker).",
  },
  "backups.progress": { en: "{share}% done", fr: "{share} % effectués" },
  "backups.plan": { en: "By itself", fr: "Automatiquement" },
  "backups.rhythm": { en: "Rhythm", fr: "Rythme" },
  "backups.never": { en: "Never", fr: "Jamais" },
  "backups.everyHours": {
    en: "{hours, plural, =24 {Every day} =168 {Every week} one {Every hour} other {Every # hours}}",
    fr: "{hours, plural, =24 {Chaque jour} =168 {Chaque semaine} one {Chaque heure} other {Toutes les # heures}}",
  },
  "backups.keep": { en: "How many stay", fr: "Nombre conservé" },
  "backups.keepHelp": {
    en: "An old one is removed only once a new one is whole.",
    fr: "Une ancienne n’est supprimée que lorsqu’une nouvelle est complète.",
  },
  "backups.saved": { en: "Saved.", fr: "Enregistré." },
  "backups.next": { en: "The next one: {time}.", fr: "La prochaine : {time}." },
  "backups.noNext": {
    en: "None is made by itself. If nobody else backs the database up, choose a rhythm.",
    fr: "Aucune ne se fait d’elle-même. Si personne d’autre ne sauvegarde la base, choisissez un rythme.",
  },
  "backups.place": { en: "They lie in", fr: "Elles se trouvent dans" },
  "backups.placeText": {
    en: "Another disk is better: where this one breaks, they are gone with it (RELAYMAP_BACKUP_DIR, or copy them away).",
    fr: "Un autre disque est préférable : si celui-ci tombe en panne, elles disparaissent avec lui (RELAYMAP_BACKUP_DIR, ou copiez-les ailleurs).",
  },
  "backups.restore": { en: "To restore one", fr: "Pour en restaurer une" },
  "backups.restoreText": {
    en: "At a terminal of the server, into an empty database. Afterwards everything stands still: under Health you see what may have left since, and let it go on.",
    fr: "Dans un terminal du serveur, dans une base vide. Ensuite tout reste à l’arrêt : l’onglet État montre ce qui a pu partir depuis, et permet de reprendre.",
  },
  "backups.none": { en: "No backup yet", fr: "Pas encore de sauvegarde" },
  "backups.noneText": {
    en: "Make one now: it takes seconds, and nobody has to stop working.",
    fr: "Faites-en une maintenant : quelques secondes suffisent, et personne n’a à s’interrompre.",
  },
  "backups.list": { en: "Backups", fr: "Sauvegardes" },
  "backups.at": { en: "When", fr: "Quand" },
  "backups.size": { en: "Size", fr: "Taille" },
  "backups.contents": { en: "What is in it", fr: "Contenu" },
  "backups.file": { en: "File", fr: "Fichier" },
  "backups.holds": {
    en: "{people, plural, one {# person} other {# people}}, {accounts, plural, one {# account} other {# accounts}}, {items, plural, one {# item} other {# items}}, {deliveries, plural, one {# delivery} other {# deliveries}}, {media, plural, one {# picture} other {# pictures}}",
    fr: "{people, plural, one {# personne} other {# personnes}}, {accounts, plural, one {# compte} other {# comptes}}, {items, plural, one {# nouvelle} other {# nouvelles}}, {deliveries, plural, one {# envoi} other {# envois}}, {media, plural, one {# image} other {# images}}",
  },
  "backups.by.plan": { en: "by itself", fr: "automatique" },
  "backups.by.command": { en: "at the terminal", fr: "au terminal" },
  "backups.failed": { en: "Failed", fr: "Échec" },
  "backups.gone": { en: "The file is no longer there.", fr: "Le fichier n’est plus là." },
  "backups.onHost": { en: "{file} on {host}", fr: "{file} sur {host}" },
  "health.room": { en: "Room to save", fr: "Place pour enregistrer" },
  "health.room.good": { en: "enough", fr: "suffisante" },
  "health.room.low": {
    en: "the disk is nearly full: make room soon",
    fr: "le disque est presque plein : faites bientôt de la place",
  },
  "health.room.full": {
    en: "none: free some disk or memory for the database; all goes on by itself then",
    fr: "aucune : libérez du disque ou de la mémoire pour la base ; tout reprend ensuite de lui-même",
  },
  "health.room.readonly": {
    en: "the database takes no changes: is it a standby, or was it made read-only?",
    fr: "la base n’accepte pas de changement : est-ce un serveur de secours, ou est-elle en lecture seule ?",
  },
  "health.backup": { en: "Last backup", fr: "Dernière sauvegarde" },
  "health.backup.failed": { en: "failed", fr: "échouée" },
  "health.backup.late": { en: "overdue", fr: "en retard" },
  "health.backup.never": { en: "none yet", fr: "aucune" },
} as const satisfies Record<string, Text>;

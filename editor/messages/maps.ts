import type { Text } from "#engine/text.ts";

export const maps = {
  "maps.title": { en: "Maps", fr: "Cartes" },
  "maps.intro": {
    en: "A map says where the news comes from, what is kept, how it is worded, and who posts it.",
    fr: "Une carte dit d’où viennent les nouvelles, ce qu’on garde, comment c’est formulé et qui publie.",
  },
  "maps.new": { en: "New map", fr: "Nouvelle carte" },
  "maps.empty": { en: "Draw your first map", fr: "Dessinez votre première carte" },
  "maps.emptyText": {
    en: "Start from a template: pick a source, say which items to keep, choose who posts. Nothing is posted before you publish.",
    fr: "Partez d’un modèle : choisissez une source, ce qu’il faut garder, qui publie. Rien ne part avant que vous publiiez.",
  },
  "maps.steps": {
    en: "{count, plural, =0 {empty} one {# step} other {# steps}}",
    fr: "{count, plural, =0 {vide} one {# étape} other {# étapes}}",
  },
  "maps.lastRun": { en: "Last run", fr: "Dernière exécution" },
  "maps.lastLook": { en: "Last look", fr: "Dernière vérification" },
  "maps.nothingNew": { en: "nothing new", fr: "rien de nouveau" },
  "maps.nextRun": { en: "Next run", fr: "Prochaine exécution" },
  "maps.out": { en: "Out, 7 / 28 days", fr: "Publié, 7 / 28 jours" },
  "maps.outHelp": {
    en: "Posts that went out, and visits by their short links, without robots",
    fr: "Publications, et visites par leurs liens courts, sans les robots",
  },
  "maps.visits": { en: "{week} / {span} visits", fr: "{week} / {span} visites" },
  "maps.results": { en: "Results", fr: "Résultats" },
  "maps.waiting": { en: "Waiting", fr: "En attente" },
  "maps.waitingHelp": { en: "Posts that are held or scheduled", fr: "Envois retenus ou planifiés" },
  "maps.result": {
    en: "{items, plural, =0 {nothing new} one {# item} other {# items}}{deliveries, plural, =0 {} one { → # delivery} other { → # deliveries}}",
    fr: "{items, plural, =0 {rien de nouveau} one {# élément} other {# éléments}}{deliveries, plural, =0 {} one { → # envoi} other { → # envois}}",
  },
  "maps.noNext": { en: "not scheduled", fr: "pas prévue" },
  "maps.menu": { en: "What to do with “{name}”", fr: "Que faire de « {name} »" },
  "maps.archive": { en: "Archive", fr: "Archiver" },
  "maps.archiving": {
    en: "“{name}” goes to the archive. What it published stays.",
    fr: "« {name} » part aux archives. Ce qu’elle a publié reste.",
  },
  "maps.updated": { en: "Changed", fr: "Modifiée" },
} as const satisfies Record<string, Text>;

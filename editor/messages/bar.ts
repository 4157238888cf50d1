import type { Text } from "#engine/text.ts";

/** Of the bar above the drawing, and of what the map as a whole is told. */
export const bar = {
  "state.draft": { en: "Draft", fr: "Brouillon" },
  "state.live": { en: "Live v{version}", fr: "En ligne v{version}" },
  "state.paused": { en: "Paused", fr: "En pause" },
  "state.archived": { en: "Archived", fr: "Archivée" },
  "state.changed": { en: "changed since", fr: "modifiée depuis" },
  "bar.preview": { en: "Messages", fr: "Messages" },
  "bar.run": { en: "Run now", fr: "Exécuter" },
  "bar.runLive": {
    en: "Runs the live version {version} once, now.",
    fr: "Exécute une fois la version en ligne {version}, maintenant.",
  },
  "bar.runChanged": {
    en: "Runs the live version {version}, without your latest changes. Publish to include them.",
    fr: "Exécute la version en ligne {version}, sans vos derniers changements. Publiez pour les inclure.",
  },
  "bar.runDraft": {
    en: "Publish the map first, then it can run.",
    fr: "Publiez d’abord la carte, elle pourra ensuite s’exécuter.",
  },
  "bar.runPaused": {
    en: "The map is paused. Resume it to run it.",
    fr: "La carte est en pause. Reprenez-la pour l’exécuter.",
  },
  "bar.running": { en: "Running…", fr: "En cours…" },
  "bar.publish": { en: "Publish", fr: "Publier" },
  "bar.more": { en: "More about this map", fr: "Plus sur cette carte" },
  "problems.review": {
    en: "{count, plural, =0 {Nothing to check} other {to check}}",
    fr: "{count, plural, =0 {Rien à revoir} other {à revoir}}",
  },
  "problems.fill": { en: "to fill in", fr: "à compléter" },
  "problems.title": { en: "What to look at", fr: "À regarder" },
  "problems.blank": { en: "To fill in", fr: "À compléter" },
  "costs.preview": {
    en: "{count, plural, one {This post} other {These # posts}} would cost about {amount} at {network}.",
    fr: "{count, plural, one {Ce message coûterait} other {Ces # messages coûteraient}} environ {amount} sur {network}.",
  },
  "costs.month": {
    en: "In the last 30 days this map’s {count, plural, one {post} other {# posts}} on {network} cost about {amount}.",
    fr: "Ces 30 derniers jours, {count, plural, one {la publication} other {les # publications}} de cette carte sur {network} {count, plural, one {a} other {ont}} coûté environ {amount}.",
  },
  "schedule.title": { en: "When the map runs", fr: "Quand la carte s’exécute" },
  "schedule.button": { en: "Schedule: {schedule}", fr: "Horaire : {schedule}" },
  "schedule.manual": { en: "only by hand", fr: "seulement à la main" },
  "schedule.minutes": {
    en: "{count, plural, one {every minute} other {every # minutes}}",
    fr: "{count, plural, one {chaque minute} other {toutes les # minutes}}",
  },
  "schedule.hours": {
    en: "{count, plural, one {every hour} other {every # hours}}",
    fr: "{count, plural, one {toutes les heures} other {toutes les # heures}}",
  },
  "schedule.days": {
    en: "{count, plural, one {every day} other {every # days}}",
    fr: "{count, plural, one {tous les jours} other {tous les # jours}}",
  },
  "schedule.brief.manual": { en: "By hand", fr: "À la main" },
  "schedule.brief.cron": { en: "Calendar", fr: "Calendrier" },
  "schedule.brief.days": { en: "{count} d", fr: "{count} j" },
  "schedule.brief.hours": { en: "{count} h", fr: "{count} h" },
  "schedule.brief.minutes": { en: "{count} min", fr: "{count} min" },
  "schedule.cron": { en: "by the calendar ({expression})", fr: "au calendrier ({expression})" },
  "stories.intro": {
    en: "Two sources often tell one story. An account gets it once; what is let go for it says so in the run, and can be sent all the same.",
    fr: "Deux sources racontent souvent la même information. Un compte ne la reçoit qu’une fois ; ce qui est écarté pour cela est indiqué dans l’exécution, et peut être envoyé quand même.",
  },
  "stories.by": { en: "Items are one story by", fr: "Deux nouvelles sont la même information par" },
  "stories.off": { en: "nothing: send everything", fr: "rien : tout envoyer" },
  "stories.address": { en: "the same address", fr: "la même adresse" },
  "stories.both": {
    en: "the same address or nearly the same headline",
    fr: "la même adresse ou presque le même titre",
  },
  "stories.days": { en: "Within days", fr: "En jours" },
  "review.banner": {
    en: "{count, plural, one {# post is held for review} other {# posts are held for review}}: a source brought unusually much at once.",
    fr: "{count, plural, one {# envoi est retenu pour relecture} other {# envois sont retenus pour relecture}} : une source a apporté anormalement beaucoup d’un coup.",
  },
  "review.look": { en: "Look at them", fr: "Les regarder" },
  "review.release": { en: "Post them", fr: "Les publier" },
  "review.cancel": { en: "Do not post them", fr: "Ne pas les publier" },
  "review.released": {
    en: "{count, plural, one {# post is on its way} other {# posts are on their way}}.",
    fr: "{count, plural, one {# envoi est en route} other {# envois sont en route}}.",
  },
  "review.cancelled": {
    en: "{count, plural, one {# post is} other {# posts are}} cancelled.",
    fr: "{count, plural, one {# envoi est annulé} other {# envois sont annulés}}.",
  },
  "links.intro": {
    en: "A short link is a link of your own in place of the long one. It leads on to the same page, and tells how many people came by it.",
    fr: "Un lien court est un lien à vous à la place du long. Il mène à la même page et dit combien de personnes sont venues par lui.",
  },
} as const satisfies Record<string, Text>;

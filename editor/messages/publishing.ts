import type { Text } from "#engine/text.ts";

/** Of publishing a map, its versions, its times and its protections: said where somebody opened that. */
export const publishing = {
  "publish.title": { en: "Publish version {version}", fr: "Publier la version {version}" },
  "publish.first": { en: "This is the map’s first publication.", fr: "C’est la première publication de la carte." },
  "publish.since": {
    en: "{count, plural, =0 {No change} one {# change} other {# changes}} since version {version}, put online by {by}",
    fr: "{count, plural, =0 {Aucun changement} one {# changement} other {# changements}} depuis la version {version}, mise en ligne par {by}",
  },
  "publish.runs": { en: "The map runs {schedule}.", fr: "La carte s’exécute {schedule}." },
  "publish.nextRead": { en: "Next time:", fr: "Prochaine fois :" },
  "conflict.title": { en: "Somebody else changed this map", fr: "Quelqu’un d’autre a modifié cette carte" },
  "conflict.text": {
    en: "{who} saved a newer drawing {when} while you were editing. Only one of the two can stay; the other stays in your undo history.",
    fr: "{who} a enregistré un dessin plus récent {when} pendant que vous modifiiez. Un seul des deux peut rester ; l’autre reste dans votre historique d’annulation.",
  },
  "conflict.somebody": { en: "Somebody", fr: "Quelqu’un" },
  "conflict.theirs": { en: "Take the other drawing", fr: "Prendre l’autre dessin" },
  "conflict.mine": { en: "Keep my drawing", fr: "Garder mon dessin" },
  "stories.title": { en: "One story once", fr: "Une information une seule fois" },
  "stories.workspace": { en: "as the workspace says", fr: "comme le dit l’espace" },
  "conflict.differs": { en: "Your drawing, compared with the other one", fr: "Votre dessin, comparé à l’autre" },
  "conflict.both": { en: "Keep both", fr: "Garder les deux" },
  "conflict.copy": { en: "{name} (my drawing)", fr: "{name} (mon dessin)" },
  "conflict.kept": {
    en: "Your drawing is kept as the map “{name}”.",
    fr: "Votre dessin est gardé dans la carte « {name} ».",
  },
  "publish.past": {
    en: "What would the last 30 days have been?",
    fr: "Qu’auraient donné les 30 derniers jours ?",
  },
  "publish.targets": {
    en: "It posts to: {targets}{more, plural, =0 {} other { and # more}}",
    fr: "Elle publie vers : {targets}{more, plural, =0 {} other { et # de plus}}",
  },
  "publish.backlog": {
    en: "{items, plural, one {One item} other {#{more, select, true { or more} other {}} items}} came while {paused, select, true {this map was paused} other {the source was off}}, and {items, plural, one {goes} other {go}} through the map {timed, select, true {with its next run} other {once you start it}}.",
    fr: "{items, plural, one {Une nouvelle est arrivée} other {#{more, select, true { nouvelles ou plus sont arrivées} other { nouvelles sont arrivées}}}} pendant que {paused, select, true {cette carte était en pause} other {la source était désactivée}}, et {items, plural, one {passera} other {passeront}} par la carte {timed, select, true {à la prochaine exécution} other {quand vous la lancerez}}.",
  },
  "publish.backlogSkip": {
    en: "To leave it out, put a new source step in the place of the old one.",
    fr: "Pour l’ignorer, mettez une nouvelle étape source à la place de l’ancienne.",
  },
  "publish.firstItems": {
    en: "What about the items that are already in the feeds?",
    fr: "Que faire des nouvelles déjà présentes dans les flux ?",
  },
  "publish.skip": { en: "Skip them", fr: "Les ignorer" },
  "publish.skipHelp": {
    en: "Only what appears from now on is posted. The safe choice.",
    fr: "Seul ce qui paraît désormais est publié. Le choix sûr.",
  },
  "publish.newest": { en: "Post the newest", fr: "Publier les plus récents" },
  "publish.newestHelp": {
    en: "The newest items of each feed go through the map once, the older ones are skipped.",
    fr: "Les nouvelles les plus récentes de chaque flux passent une fois par la carte, les plus anciennes sont ignorées.",
  },
  "publish.newestCount": { en: "How many per feed", fr: "Combien par flux" },
  "publish.all": { en: "Queue all of them", fr: "Tous les mettre en file" },
  "publish.allHelp": {
    en: "Everything in the feeds goes through the map. That can be a lot of posts; the limits of the map still hold.",
    fr: "Tout ce que contiennent les flux passe par la carte. Cela peut faire beaucoup d’envois ; les limites de la carte s’appliquent.",
  },
  "publish.skipCount": { en: "No message now.", fr: "Aucun message maintenant." },
  "publish.counting": { en: "Counting the messages…", fr: "Comptage des messages…" },
  "publish.makes": {
    en: "{messages, plural, =0 {No message} one {One message} other {# messages}}{accounts, plural, =0 {} one { to one account} other { to # accounts}}{had, plural, =0 {} one {; one more is left out, its account has that story already} other {; # more are left out, their accounts have those stories already}}.",
    fr: "{messages, plural, =0 {Aucun message} one {Un message} other {# messages}}{accounts, plural, =0 {} one { vers un compte} other { vers # comptes}}{had, plural, =0 {} one { ; un autre est écarté, son compte a déjà cette histoire} other { ; # autres sont écartés, leurs comptes ont déjà ces histoires}}.",
  },
  "publish.none": {
    en: "These made their way already: their accounts have them. Older ones have not.",
    fr: "Ceux-ci sont déjà passés : leurs comptes les ont. De plus anciens, non.",
  },
  "publish.noneAtAll": {
    en: "Nothing in the feeds now makes a message: the steps let it go, or its accounts have it. What appears next will.",
    fr: "Rien dans les flux ne donne de message pour l’instant : les étapes l’écartent, ou ses comptes l’ont déjà. La suite en donnera.",
  },
  "publish.takeMore": { en: "Take the {count} newest", fr: "Prendre les {count} plus récents" },
  "publish.note": { en: "Note for the team", fr: "Note pour l’équipe" },
  "publish.noteHint": { en: "Why this change?", fr: "Pourquoi ce changement ?" },
  "publish.toFill": {
    en: "{count, plural, one {One thing is} other {# things are}} still to fill in before the map can be published.",
    fr: "Il reste {count, plural, one {un point} other {# points}} à compléter avant de pouvoir publier la carte.",
  },
  "publish.more": {
    en: "{count, plural, one {And one more} other {And # more}}: the list at the top has them all.",
    fr: "{count, plural, one {Et un autre} other {Et # autres}} : la liste en haut les montre tous.",
  },
  "publish.blocked": {
    en: "{count, plural, one {One problem} other {# problems}} must be mended before the map can be published.",
    fr: "{count, plural, one {Un problème doit être corrigé} other {# problèmes doivent être corrigés}} avant de pouvoir publier la carte.",
  },
  "publish.mend": {
    en: "{count, plural, one {One thing to mend} other {# things to mend}}",
    fr: "{count, plural, one {Une chose à corriger} other {# choses à corriger}}",
  },
  "publish.fill": {
    en: "{count, plural, one {One thing to fill in} other {# things to fill in}}",
    fr: "{count, plural, one {Un point à compléter} other {# points à compléter}}",
  },
  "publish.tests": {
    en: "{count, plural, one {The map’s test passes.} other {All # tests of the map pass.}}",
    fr: "{count, plural, one {Le test de la carte est conforme.} other {Les # tests de la carte sont conformes.}}",
  },
  "publish.noError": { en: "Nothing to mend.", fr: "Rien à corriger." },
  "publish.confirm": { en: "Publish version {version}", fr: "Publier la version {version}" },
  "publish.done": { en: "Version {version} is live.", fr: "La version {version} est en ligne." },
  "publish.unsaved": {
    en: "The map could not be saved yet, so it cannot be published. Try again in a moment.",
    fr: "La carte n’a pas encore pu être enregistrée, elle ne peut donc pas être publiée. Réessayez dans un instant.",
  },
  "publish.consent": {
    en: "Ambassadors keep their own choice: who chose “ask me” gets a proposal, nothing is posted in silence.",
    fr: "Les ambassadeurs gardent leur choix : qui a choisi « me demander » reçoit une proposition, rien n’est publié en silence.",
  },
  "schedule.kindManual": { en: "By hand", fr: "À la main" },
  "schedule.kindInterval": { en: "Every so often", fr: "Régulièrement" },
  "schedule.kindCron": { en: "By the calendar", fr: "Au calendrier" },
  "schedule.manualHelp": {
    en: "The map runs only when somebody presses “Run now”.",
    fr: "La carte ne s’exécute que lorsque quelqu’un appuie sur « Exécuter ».",
  },
  "schedule.every": { en: "Run", fr: "Exécuter" },
  "schedule.everyHelp": {
    en: "Each map has a moment of its own within this time, so that they do not all run at once. For exact times, choose the calendar.",
    fr: "Chaque carte a son propre moment dans cette durée, pour que toutes ne s’exécutent pas en même temps. Pour des heures exactes, choisissez le calendrier.",
  },
  "schedule.other": { en: "another time…", fr: "une autre durée…" },
  "schedule.minutesField": { en: "Minutes between runs", fr: "Minutes entre deux exécutions" },
  "schedule.expression": { en: "Cron expression", fr: "Expression cron" },
  "schedule.runs": { en: "It runs {schedule}.", fr: "Elle s’exécute {schedule}." },
  "schedule.expressionHelp": {
    en: "minute, hour, day of the month, month, day of the week. Example: 0 9 * * 1-5 is 9:00 on working days.",
    fr: "minute, heure, jour du mois, mois, jour de la semaine. Exemple : 0 9 * * 1-5 signifie 9 h les jours ouvrés.",
  },
  "schedule.zone": { en: "Time zone", fr: "Fuseau horaire" },
  "schedule.next": { en: "The next times", fr: "Les prochaines fois" },
  "schedule.nextNone": {
    en: "No next time: this schedule never comes.",
    fr: "Aucune prochaine fois : cet horaire n’arrive jamais.",
  },
  "schedule.missed": {
    en: "If runs were missed while the server was off",
    fr: "Si des exécutions ont été manquées, serveur éteint",
  },
  "schedule.missedLatest": { en: "Run once to catch up", fr: "Exécuter une fois pour rattraper" },
  "schedule.missedSkip": { en: "Wait for the next time", fr: "Attendre la prochaine fois" },
  "schedule.draft": {
    en: "The schedule belongs to the draft: it counts once the map is published.",
    fr: "L’horaire fait partie du brouillon : il compte une fois la carte publiée.",
  },
  "links.title": { en: "Short links", fr: "Liens courts" },
  "links.ofMap": { en: "Posts of this map", fr: "Les publications de cette carte" },
  "links.workspace": { en: "as the workspace says", fr: "comme le dit l’espace" },
  "links.yes": { en: "carry short links", fr: "portent des liens courts" },
  "links.no": { en: "carry the links as they are", fr: "portent les liens tels quels" },
  "limits.title": { en: "Protections", fr: "Protections" },
  "limits.intro": {
    en: "So that no accident floods people’s accounts. What goes beyond is held and shown, never lost.",
    fr: "Pour qu’aucun accident n’inonde les comptes. Ce qui dépasse est retenu et montré, jamais perdu.",
  },
  "limits.burst": {
    en: "Hold for review when a source brings more new items than",
    fr: "Retenir pour relecture si une source apporte plus de nouvelles que",
  },
  "limits.newShare": {
    en: "… or when more than this share of it is suddenly new (%)",
    fr: "… ou si plus de cette part est soudain nouvelle (%)",
  },
  "limits.perRun": { en: "At most this many posts per run", fr: "Au plus ce nombre d’envois par exécution" },
  "limits.hours": { en: "Give up on a post after (hours)", fr: "Abandonner un envoi après (heures)" },
  "limits.spread": {
    en: "Minutes between two people posting the same item",
    fr: "Minutes entre deux personnes publiant la même nouvelle",
  },
  "limits.resend": {
    en: "Send again by itself when an answer was lost and the post was twice not found",
    fr: "Renvoyer automatiquement si une réponse s’est perdue et que l’envoi est resté deux fois introuvable",
  },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

export const backtest = {
  "backtest.title": { en: "Try it on the past", fr: "Essayer sur le passé" },
  "backtest.map": { en: "Back to the map", fr: "Retour à la carte" },
  "backtest.days": { en: "Days", fr: "Jours" },
  "backtest.span": { en: "{days} days", fr: "{days} jours" },
  "backtest.said": {
    en: "{posts, plural, =0 {No message} one {# message} other {# messages}} in the last {days} days",
    fr: "{posts, plural, =0 {Aucun message} one {# message} other {# messages}} sur les {days} derniers jours",
  },
  "backtest.basis": {
    en: "{items, plural, one {# stored item} other {# stored items}} went through this drawing in {runs, plural, one {# run} other {# runs}}, as if it had been live since {since}.",
    fr: "{items, plural, one {# nouvelle enregistrée} other {# nouvelles enregistrées}} {items, plural, one {est passée} other {sont passées}} par ce dessin en {runs, plural, one {# exécution} other {# exécutions}}, comme s’il était en ligne depuis le {since}.",
  },
  "backtest.asked": {
    en: "{asked, plural, one {For # message the owner is asked first; here everybody says yes at once.} other {For # messages the owner is asked first; here everybody says yes at once.}}",
    fr: "{asked, plural, one {Pour # message, le titulaire est d’abord consulté ; ici, chacun dit oui aussitôt.} other {Pour # messages, le titulaire est d’abord consulté ; ici, chacun dit oui aussitôt.}}",
  },
  "backtest.comparing": { en: "Comparing with the live version …", fr: "Comparaison avec la version en ligne…" },
  "backtest.how": { en: "How this is reckoned", fr: "Comment c’est calculé" },
  "backtest.howEmpty": {
    en: "Nobody had received anything before: what accounts were given earlier, by this map or another, does not count here.",
    fr: "Personne n’avait rien reçu avant : ce que les comptes ont déjà eu, par cette carte ou une autre, ne compte pas ici.",
  },
  "backtest.howToday": {
    en: "Accounts, consents, hours and limits are those of today: whoever joined since counts as if they had always been there.",
    fr: "Les comptes, les accords, les horaires et les limites sont ceux d’aujourd’hui : qui est arrivé depuis compte comme présent dès le début.",
  },
  "backtest.howYes": {
    en: "Whoever is asked, ambassador or manager, says yes at once. What a network would have answered nobody knows.",
    fr: "Toute personne consultée, ambassadeur ou responsable, dit oui aussitôt. Ce que les réseaux auraient répondu, personne ne le sait.",
  },
  "backtest.howPictures": {
    en: "Pictures are taken as found. Pages and an AI’s words are used where they are known already; nothing is fetched or paid for.",
    fr: "Les images sont supposées trouvées. Les pages et les textes d’une IA servent s’ils sont déjà connus ; rien n’est téléchargé ni payé.",
  },
  "backtest.howBaseline": {
    en: "What a source had when it was read first counts on the day on which it was published.",
    fr: "Ce qu’une source contenait à sa première lecture compte au jour de sa publication.",
  },
  "backtest.cut": {
    en: "There were more items: these are the newest {items}.",
    fr: "Il y en avait davantage : ce sont les {items} plus récentes.",
  },
  "backtest.byHand": {
    en: "This map runs by hand only: here as if somebody had started it each time something came.",
    fr: "Cette carte ne s’exécute qu’à la main : ici, comme si quelqu’un l’avait lancée à chaque arrivée.",
  },
  "backtest.full": {
    en: "So many messages that it was stopped on {at}. Later days are empty here.",
    fr: "Tant de messages que l’essai s’est arrêté le {at}. Les jours suivants sont vides ici.",
  },
  "backtest.without": {
    en: "{count, plural, one {One step was left out, because its settings are wrong: {names}.} other {# steps were left out, because their settings are wrong: {names}.}}",
    fr: "{count, plural, one {Une étape a été laissée de côté, ses réglages étant faux : {names}.} other {# étapes ont été laissées de côté, leurs réglages étant faux : {names}.}}",
  },
  "backtest.unread": {
    en: "{count, plural, one {One page or AI text is not known yet: the step went on without.} other {# pages or AI texts are not known yet: the steps went on without.}}",
    fr: "{count, plural, one {Une page ou un texte d’IA n’est pas encore connu : l’étape a continué sans.} other {# pages ou textes d’IA ne sont pas encore connus : les étapes ont continué sans.}}",
  },
  "backtest.waiting": {
    en: "{count, plural, one {# item waits for the next run.} other {# items wait for the next run.}}",
    fr: "{count, plural, one {# nouvelle attend la prochaine exécution.} other {# nouvelles attendent la prochaine exécution.}}",
  },
  "backtest.later": {
    en: "{count, plural, one {# message leaves after today.} other {# messages leave after today.}}",
    fr: "{count, plural, one {# message part après aujourd’hui.} other {# messages partent après aujourd’hui.}}",
  },
  "backtest.running": { en: "Going through the last {days} days…", fr: "Passage des {days} derniers jours…" },
  "backtest.done": { en: "{done} of {of} items", fr: "{done} nouvelles sur {of}" },
  "backtest.none": { en: "Nothing is stored of these days", fr: "Rien n’est enregistré pour ces jours" },
  "backtest.noneText": {
    en: "Items are stored once a source is read. Publish the map, or preview it and let its sources be read by a live map; then come back.",
    fr: "Les nouvelles sont enregistrées dès qu’une source est lue. Publiez la carte, ou laissez une carte en ligne lire ses sources, puis revenez.",
  },
  "backtest.noneMore": {
    en: "Or look further back.",
    fr: "Ou regardez plus loin en arrière.",
  },
  "backtest.calendar": { en: "Messages by person and day", fr: "Messages par personne et par jour" },
  "backtest.who": { en: "Account or person", fr: "Compte ou personne" },
  "backtest.sum": { en: "Sum", fr: "Total" },
  "backtest.week": { en: "Week of {day}", fr: "Semaine du {day}" },
  "backtest.cell": {
    en: "{posts, plural, one {# message} other {# messages}}{asked, plural, =0 {} one {, # asked first} other {, # asked first}}",
    fr: "{posts, plural, one {# message} other {# messages}}{asked, plural, =0 {} one {, dont # à approuver} other {, dont # à approuver}}",
  },
  "backtest.legend": {
    en: "Filled: leaves by itself. Outlined: its owner is asked first. The darker, the more.",
    fr: "Plein : part tout seul. Contour : son titulaire est d’abord consulté. Plus c’est foncé, plus il y en a.",
  },
  "backtest.people": {
    en: "{count, plural, one {# person} other {# people}}",
    fr: "{count, plural, one {# personne} other {# personnes}}",
  },
  "backtest.together": {
    en: "Your company shows no figures about one person: people stand together.",
    fr: "Votre entreprise n’affiche aucun chiffre sur une personne : les personnes sont réunies.",
  },
  "backtest.apart": {
    en: "{count, plural, one {# message is of people who are too few to be told apart.} other {# messages are of people who are too few to be told apart.}}",
    fr: "{count, plural, one {# message vient de personnes trop peu nombreuses pour être montrées.} other {# messages viennent de personnes trop peu nombreuses pour être montrées.}}",
  },
  "backtest.moreRows": { en: "Show all {count}", fr: "Tout afficher ({count})" },
  "backtest.somebody": { en: "An ambassador", fr: "Un ambassadeur" },
  "backtest.tab.against": { en: "Against v{version}", fr: "Par rapport à la v{version}" },
  "backtest.tab.posts": { en: "Messages", fr: "Messages" },
  "backtest.tab.reasons": { en: "Let go", fr: "Écartées" },
  "backtest.tab.rules": { en: "Rules", fr: "Règles" },
  "backtest.tab.costs": { en: "Costs", fr: "Coûts" },
  "backtest.against": {
    en: "{changed} changed, {fresh} new, {gone} gone; {same} the same.",
    fr: "{changed} changés, {fresh} nouveaux, {gone} disparus ; {same} identiques.",
  },
  "backtest.againstNone": {
    en: "No message differs from the live version.",
    fr: "Aucun message ne change par rapport à la version en ligne.",
  },
  "backtest.kind.changed": { en: "Changed", fr: "Changés" },
  "backtest.kind.new": { en: "New", fr: "Nouveaux" },
  "backtest.kind.gone": { en: "Gone", fr: "Disparus" },
  "backtest.kindNone": { en: "None of these.", fr: "Aucun." },
  "backtest.before": { en: "Live version", fr: "Version en ligne" },
  "backtest.after": { en: "This drawing", fr: "Ce dessin" },
  "backtest.shown": { en: "The newest {count} are shown.", fr: "Les {count} plus récents sont affichés." },
  "backtest.notWanted": { en: "Nothing of it comes here any more.", fr: "Plus rien n’en arrive ici." },
  "backtest.let": { en: "What its steps let go", fr: "Ce que les étapes écartent" },
  "backtest.letNone": { en: "No step lets anything go.", fr: "Aucune étape n’écarte quoi que ce soit." },
  "backtest.held": { en: "What would wait", fr: "Ce qui attendrait" },
  "backtest.keeps": { en: "Kept for later at the end", fr: "Encore mis de côté à la fin" },
  "backtest.kept": {
    en: "{count, plural, one {# item} other {# items}}",
    fr: "{count, plural, one {# nouvelle} other {# nouvelles}}",
  },
  "backtest.setting": { en: "To its settings", fr: "Vers ses réglages" },
  "backtest.example": { en: "For example: {titles}", fr: "Par exemple : {titles}" },
  "backtest.varied": {
    en: "Each for its own reason, such as: {reason}",
    fr: "Chacune pour sa raison, par exemple : {reason}",
  },
  "backtest.rulesNone": { en: "No rule has anything to say.", fr: "Aucune règle n’a rien à redire." },
  "backtest.ruled": { en: "What networks and your rules say", fr: "Ce que disent les réseaux et vos règles" },
  "backtest.forbids": { en: "Forbids", fr: "Interdit" },
  "backtest.warns": { en: "Advises against", fr: "Déconseille" },
  "backtest.alike": { en: "Nearly the same words", fr: "Presque les mêmes mots" },
  "backtest.alikeOn": {
    en: "{network}: {count, plural, one {# text} other {# texts}} that several accounts say nearly alike",
    fr: "{network} : {count, plural, one {# texte} other {# textes}} que plusieurs comptes disent presque à l’identique",
  },
  "backtest.alikeBad": { en: "{network} takes this amiss.", fr: "{network} le prend mal." },
  "backtest.alikeNone": {
    en: "No two accounts say nearly the same within your hours.",
    fr: "Aucun compte ne dit presque la même chose qu’un autre dans vos délais.",
  },
  "backtest.variants": {
    en: "A step “variants” gives each person words of their own.",
    fr: "Une étape « variantes » donne à chacun ses propres mots.",
  },
  "backtest.costsNone": {
    en: "None of these messages costs anything.",
    fr: "Aucun de ces messages ne coûte quoi que ce soit.",
  },
  "backtest.cost": {
    en: "{amount} for {posts, plural, one {# message} other {# messages}}",
    fr: "{amount} pour {posts, plural, one {# message} other {# messages}}",
  },
  "backtest.costLive": { en: "The live version: {amount}", fr: "La version en ligne : {amount}" },
  "backtest.postsNone": { en: "No message left.", fr: "Aucun message n’est parti." },
  "backtest.firstAsked": { en: "asked first", fr: "à approuver" },
} as const satisfies Record<string, Text>;

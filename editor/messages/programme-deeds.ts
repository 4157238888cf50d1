/** What people did to the programme: topics, teams, the editorial line, entries, suggestions; as `deeds.ts`. */
export const programmeDeeds = {
  "did.cue.open": {
    en: "invited colleagues to comment on “{title}”",
    fr: "a invité des collègues à commenter « {title} »",
  },
  "did.cue.end": {
    en: "took back that colleagues are invited to comment on “{title}”",
    fr: "a retiré l’invitation à commenter « {title} »",
  },
  "did.colleague.agree": {
    en: "lets the company follow the public account “{title}”",
    fr: "laisse l’entreprise suivre le compte public « {title} »",
  },
  "did.colleague.withdraw": {
    en: "took back that the company follows “{title}”",
    fr: "a retiré son accord pour le suivi de « {title} »",
  },
  "did.colleague.drop": {
    en: "stopped following the public account “{title}”",
    fr: "a arrêté le suivi du compte public « {title} »",
  },
  "did.topic.create": { en: "made the topic “{title}”", fr: "a créé le thème « {title} »" },
  "did.topic.rename": {
    en: "called the topic “{title}” “{name}”",
    fr: "a renommé le thème « {title} » en « {name} »",
  },
  "did.topic.change": { en: "changed the topic “{name}”", fr: "a modifié le thème « {name} »" },
  "did.topic.archive": { en: "archived the topic “{name}”", fr: "a archivé le thème « {name} »" },
  "did.topic.return": { en: "brought the topic “{name}” back", fr: "a ressorti le thème « {name} » des archives" },
  "did.topic.merge": {
    en: "made the topic “{title}” part of “{name}”",
    fr: "a fusionné le thème « {title} » dans « {name} »",
  },
  "did.audience.save": { en: "wrote the audience “{title}”", fr: "a écrit le public « {title} »" },
  "did.audience.delete": { en: "deleted the audience “{title}”", fr: "a supprimé le public « {title} »" },
  "did.objective.save": { en: "wrote the objective “{title}”", fr: "a écrit l’objectif « {title} »" },
  "did.objective.delete": { en: "deleted the objective “{title}”", fr: "a supprimé l’objectif « {title} »" },
  "did.audience.aim": {
    en: "said what is wanted of “{title}”: {name}",
    fr: "a dit ce qui est attendu de « {title} » : {name}",
  },
  "did.audience.unaim": {
    en: "took the objective “{name}” from “{title}”",
    fr: "a retiré l’objectif « {name} » à « {title} »",
  },
  "did.member.speaker": {
    en: "proposed that {name} speaks on “{title}”",
    fr: "a proposé que {name} parle de « {title} »",
  },
  "did.member.unspeaker": {
    en: "took back that {name} speaks on “{title}”",
    fr: "a retiré la proposition que {name} parle de « {title} »",
  },
  "did.workspace.tone": { en: "changed the tone", fr: "a changé le ton" },
  "did.workspace.line": { en: "said what is own content", fr: "a dit ce qui est du contenu propre" },
  "did.team.create": { en: "made the team “{title}”", fr: "a créé l’équipe « {title} »" },
  "did.team.rename": { en: "called the team “{title}” “{name}”", fr: "a renommé l’équipe « {title} » en « {name} »" },
  "did.team.delete": { en: "deleted the team “{title}”", fr: "a supprimé l’équipe « {title} »" },
  "did.team.people": { en: "changed who is in the team “{name}”", fr: "a changé qui est dans l’équipe « {name} »" },
  "did.team.open": {
    en: "{answer, select, true {lets people choose their teams} other {sets people’s teams from now on}}",
    fr: "{answer, select, true {laisse chacun choisir ses équipes} other {réserve le choix des équipes aux responsables}}",
  },
  "did.suggestion.send": { en: "suggested something", fr: "a fait une suggestion" },
  "did.suggestion.accept": { en: "accepted a suggestion", fr: "a retenu une suggestion" },
  "did.suggestion.change": {
    en: "proposed other words for a suggestion",
    fr: "a proposé d’autres mots pour une suggestion",
  },
  "did.suggestion.decline": { en: "declined a suggestion", fr: "n’a pas gardé une suggestion" },
  "did.suggestion.agree": {
    en: "agreed to other words for their suggestion",
    fr: "a accepté d’autres mots pour sa suggestion",
  },
  "did.suggestion.withdraw": { en: "took their suggestion back", fr: "a repris sa suggestion" },
  "did.suggestion.trust": {
    en: "changed after how many suggestions a person needs no yes",
    fr: "a changé après combien de suggestions une personne n’a plus besoin d’un accord",
  },
  "did.suggestion.rely": {
    en: "lets suggestions of {name} go without a yes again",
    fr: "laisse de nouveau passer sans accord les suggestions de {name}",
  },
  "did.suggestion.check": {
    en: "wants to read each suggestion of {name}",
    fr: "veut relire chaque suggestion de {name}",
  },
  "did.entry.plan": { en: "planned a post", fr: "a planifié un billet" },
  "did.entry.change": { en: "changed a planned post", fr: "a modifié un billet planifié" },
  "did.entry.move": { en: "moved a planned post", fr: "a déplacé un billet planifié" },
  "did.entry.withdraw": { en: "took a planned post back", fr: "a repris un billet planifié" },
  "did.entry.delete": { en: "threw away a draft", fr: "a supprimé un brouillon" },
  "did.entry.return": {
    en: "planned the next time of a post that comes back",
    fr: "a planifié le prochain passage d’un billet récurrent",
  },
  "did.entry.evergreen": { en: "lets a post come back, or changed how", fr: "a réglé le retour d’un billet" },
  "did.entry.unevergreen": { en: "let a post not come back any more", fr: "a mis fin au retour d’un billet" },
  "did.entry.reword": {
    en: "wrote another wording of a post that comes back",
    fr: "a écrit une autre formulation d’un billet récurrent",
  },
  "did.campaign.save": { en: "wrote the campaign “{title}”", fr: "a écrit la campagne « {title} »" },
  "did.campaign.start": { en: "started the campaign “{title}”", fr: "a démarré la campagne « {title} »" },
  "did.campaign.pause": { en: "paused the campaign “{title}”", fr: "a mis en pause la campagne « {title} »" },
  "did.campaign.stop": { en: "stopped the campaign “{title}”", fr: "a arrêté la campagne « {title} »" },
  "did.campaign.scenario": {
    en: "put the scenario of the campaign “{title}” live",
    fr: "a mis en service le scénario de la campagne « {title} »",
  },
  "did.campaign.take": {
    en: "added something to the campaign “{title}”",
    fr: "a ajouté quelque chose à la campagne « {title} »",
  },
  "did.campaign.leave": {
    en: "took something out of the campaign “{title}”",
    fr: "a retiré quelque chose de la campagne « {title} »",
  },
  "did.campaign.delete": { en: "deleted the campaign “{title}”", fr: "a supprimé la campagne « {title} »" },
  "did.brief.save": { en: "wrote the brief “{title}”", fr: "a écrit l’appel « {title} »" },
  "did.brief.open": { en: "asked volunteers: “{title}”", fr: "a ouvert l’appel « {title} »" },
  "did.brief.close": { en: "closed the brief “{title}”", fr: "a fermé l’appel « {title} »" },
  "did.brief.delete": { en: "deleted the brief “{title}”", fr: "a supprimé l’appel « {title} »" },
  "did.brief.offer": { en: "offered to do “{title}”", fr: "s’est proposé·e pour « {title} »" },
  "did.brief.stop": { en: "stepped back from “{title}”", fr: "a renoncé à « {title} »" },
  "did.brief.finish": { en: "did “{title}”", fr: "a fait « {title} »" },
  "did.brief.agree": { en: "agreed with {name} on “{title}”", fr: "a donné son accord à {name} pour « {title} »" },
  "did.brief.thank": { en: "thanked {name} for offering “{title}”", fr: "a remercié {name} pour « {title} »" },
  "did.brief.end": {
    en: "ended what was agreed with {name} on “{title}”",
    fr: "a mis fin à l’accord avec {name} pour « {title} »",
  },
  "did.brief.promote": {
    en: "began a post from what was made for “{title}”",
    fr: "a commencé un billet à partir de « {title} »",
  },
  "did.crisis.hold": { en: "held everything that mentions {title}", fr: "a retenu tout ce qui mentionne {title}" },
  "did.crisis.lift": { en: "let go on what mentions {title}", fr: "a laissé repartir ce qui mentionne {title}" },
  "did.crisis.recall": {
    en: "asked people to look at what they published of {title}",
    fr: "a demandé à chacun de regarder ce qu’il a publié sur {title}",
  },
  "did.lesson.create": { en: "began a lesson", fr: "a commencé une leçon" },
  "did.lesson.publish": { en: "published the lesson “{title}”", fr: "a publié la leçon « {title} »" },
  "did.lesson.withdraw": { en: "withdrew the lesson “{title}”", fr: "a retiré la leçon « {title} »" },
  "did.lesson.require": {
    en: "asks for the lesson “{title}” before automatic posts",
    fr: "demande la leçon « {title} » avant les publications automatiques",
  },
  "did.lesson.free": {
    en: "asks for the lesson “{title}” no longer before automatic posts",
    fr: "ne demande plus la leçon « {title} » avant les publications automatiques",
  },
  "did.lesson.delete": { en: "deleted the lesson “{title}”", fr: "a supprimé la leçon « {title} »" },
  "did.mentor.offer": {
    en: "offers to be a mentor of {count, plural, one {one newcomer} other {# newcomers}}",
    fr: "propose d’accompagner {count, plural, one {une nouvelle personne} other {# nouvelles personnes}}",
  },
  "did.mentor.withdraw": { en: "offers to be a mentor no longer", fr: "ne propose plus d’accompagner" },
  "did.mentor.suggest": { en: "suggested {title} as mentor of {name}", fr: "a suggéré {title} comme mentor de {name}" },
  "did.survey.open": {
    en: "opened the survey {answer, select, after {after the launch} other {before the launch}}",
    fr: "a ouvert l’enquête {answer, select, after {d’après le lancement} other {d’avant le lancement}}",
  },
  "did.survey.close": { en: "closed a survey", fr: "a fermé une enquête" },
  "did.objection.add": { en: "answered an objection: “{title}”", fr: "a répondu à une objection : « {title} »" },
  "did.objection.change": {
    en: "changed the answer to an objection: “{title}”",
    fr: "a modifié la réponse à une objection : « {title} »",
  },
  "did.objection.delete": {
    en: "took away the answer to an objection: “{title}”",
    fr: "a retiré la réponse à une objection : « {title} »",
  },
  "did.delivery.keep": {
    en: "said that a publication is still there",
    fr: "a signalé qu’une publication y est encore",
  },
  "did.delivery.remove": { en: "took a publication back", fr: "a retiré une publication" },
  "did.slot.save": { en: "set a time of the week for posts", fr: "a fixé un créneau de la semaine" },
  "did.slot.delete": { en: "removed a time of the week for posts", fr: "a retiré un créneau de la semaine" },
  "did.workspace.outcome": {
    en: "told the ambassadors what came of it",
    fr: "a dit aux ambassadeurs ce qui en est sorti",
  },
  "did.workspace.unoutcome": {
    en: "took back what the ambassadors were told of results",
    fr: "a retiré ce qui était dit des résultats aux ambassadeurs",
  },
  "did.monday.tell": {
    en: "told {count, plural, one {one person} other {# people}} of the week as planned",
    fr: "a annoncé la semaine à {count, plural, one {une personne} other {# personnes}}",
  },
  "did.workspace.price": {
    en: "changed what impressions and clicks cost elsewhere",
    fr: "a changé ce que coûtent ailleurs affichages et clics",
  },
  "did.member.figures": {
    en: "{answer, select, true {lets managers see figures about them alone} other {keeps figures about them to themselves}}",
    fr: "{answer, select, true {laisse les responsables voir ses propres chiffres} other {garde ses propres chiffres pour soi}}",
  },
  "did.secret.conversions": {
    en: "let the site “{title}” tell of conversions",
    fr: "a autorisé le site « {title} » à signaler des conversions",
  },
  "did.secret.unconversions": {
    en: "deleted the key of the site “{title}”",
    fr: "a supprimé la clé du site « {title} »",
  },
} as const;

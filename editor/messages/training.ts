import type { Text } from "#engine/text.ts";

export const training = {
  "training.title": { en: "Training", fr: "Formation" },
  "training.intro": {
    en: "Short lessons, at your pace. What you answer is not stored, and nobody sees how far you are.",
    fr: "De courtes leçons, à votre rythme. Vos réponses ne sont pas gardées, et personne ne voit où vous en êtes.",
  },
  "training.basics": { en: "To begin with", fr: "Pour commencer" },
  "training.more": { en: "To go further", fr: "Pour aller plus loin" },
  "training.first": {
    en: "Your company asks for these before posts may go out automatically. What you chose before stays.",
    fr: "Votre entreprise les demande avant les publications automatiques. Ce que vous aviez déjà choisi reste.",
  },
  "training.minutes": { en: "{minutes} min", fr: "{minutes} min" },
  "training.left": { en: "{minutes} min left", fr: "encore {minutes} min" },
  "training.finished": { en: "Finished on {day}", fr: "Terminée le {day}" },
  "training.goOn": { en: "Go on at screen {at} of {count}", fr: "Reprendre à l’écran {at} sur {count}" },
  "training.at": { en: "Screen {at} of {count}", fr: "Écran {at} sur {count}" },
  "training.avoid": { en: "Avoid", fr: "Évitez" },
  "training.rather": { en: "Rather", fr: "Plutôt" },
  "training.onward": { en: "Continue", fr: "Continuer" },
  "training.back": { en: "Back", fr: "Retour" },
  "training.choose": { en: "Choose an answer: trying is free.", fr: "Choisissez une réponse : essayer ne coûte rien." },
  "training.right": { en: "That’s it.", fr: "C’est cela." },
  "training.wrong": { en: "Rather this one.", fr: "Plutôt celle-ci." },
  "training.isRight": { en: "the better answer", fr: "la meilleure réponse" },
  "training.finish": { en: "Finish", fr: "Terminer" },
  "training.over": { en: "Lesson finished", fr: "Leçon terminée" },
  "training.overText": {
    en: "“{title}” is done. You may read it again whenever you like.",
    fr: "« {title} » est terminée. Vous pouvez la relire quand vous voulez.",
  },
  "training.next": { en: "Next: {title}", fr: "La suite : {title}" },
  "training.all": { en: "All lessons", fr: "Toutes les leçons" },
  "training.certified": {
    en: "You have finished the basic lessons",
    fr: "Vous avez terminé les leçons de base",
  },
  "training.certifiedText": {
    en: "Nothing changes by itself. Your certificate is here, to print or to keep as a PDF.",
    fr: "Rien ne change tout seul. Votre attestation est ici, à imprimer ou à garder en PDF.",
  },
  "training.certificateOpen": { en: "My certificate", fr: "Mon attestation" },
  "training.certificate": { en: "Certificate of training", fr: "Attestation de formation" },
  "training.print": { en: "Print or save as PDF", fr: "Imprimer ou enregistrer en PDF" },
  "training.has": { en: "has finished the basic lessons", fr: "a terminé les leçons de base" },
  "training.on": { en: "on {day}", fr: "le {day}" },
  "training.company": { en: "at {company}, with Relaymap", fr: "chez {company}, avec Relaymap" },
  "training.proof": {
    en: "It says that these lessons were read to the end. It is no examination, and no permission to speak for the company.",
    fr: "Elle dit que ces leçons ont été suivies jusqu’au bout. Ce n’est ni un examen, ni une autorisation de parler au nom de l’entreprise.",
  },
  "training.notYet": { en: "No certificate yet", fr: "Pas encore d’attestation" },
  "training.notYetText": {
    en: "It is here once the basic lessons are finished: a few minutes each.",
    fr: "Elle est ici dès que les leçons de base sont terminées : quelques minutes chacune.",
  },
  "training.own": { en: "From {company}", fr: "Par {company}" },
  "training.video": { en: "Watch the video", fr: "Voir la vidéo" },
  "training.videoAt": {
    en: "Opens {host} in a new page; nothing of it was loaded yet.",
    fr: "Ouvre {host} dans une nouvelle page ; rien n’en a encore été chargé.",
  },
  "training.beside": { en: "Beside the lessons", fr: "À côté des leçons" },
  "training.objections": { en: "Fair questions", fr: "Les bonnes questions" },
  "training.objectionsText": {
    en: "What people ask before they take part, answered honestly.",
    fr: "Ce qu’on demande avant de participer, et des réponses honnêtes.",
  },
  "training.mentors": { en: "Somebody to ask", fr: "Quelqu’un à qui demander" },
  "training.mentorsText": {
    en: "Find a mentor for the first weeks, or offer to be one.",
    fr: "Trouver un mentor pour les premières semaines, ou se proposer.",
  },
  "training.survey": { en: "Survey: before and after", fr: "Enquête : avant et après" },
  "training.surveyText": {
    en: "Ask anonymously what holds people back, and what would help.",
    fr: "Demander anonymement ce qui retient vos collègues, et ce qui les aiderait.",
  },
  "training.rule": { en: "For the programme", fr: "Pour le programme" },
  "training.ruleFirst": {
    en: "The basic lessons come before automatic posts",
    fr: "Les leçons de base avant les publications automatiques",
  },
  "training.ruleText": {
    en: "Who chooses “automatic” is asked to finish them first. What people chose before stays until it ends.",
    fr: "Qui choisit « automatique » est invité à les terminer d’abord. Ce qui est déjà choisi reste jusqu’à sa fin.",
  },
  "training.ruleWho": {
    en: "How many of your people have finished each; fewer than {fewest} are no number, and nobody is named.",
    fr: "Combien de vos collègues ont terminé chacune ; en dessous de {fewest}, aucun nombre, et personne n’est nommé.",
  },
  "training.people": {
    en: "{count, plural, one {one person} other {# people}}",
    fr: "{count, plural, one {une personne} other {# personnes}}",
  },
  "training.few": { en: "fewer than {fewest}", fr: "moins de {fewest}" },
} as const satisfies Record<string, Text>;

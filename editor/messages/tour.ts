import type { Text } from "#engine/text.ts";

/** Of the tour of two minutes. */
export const tour = {
  "tour.title": { en: "Tour: step {step} of {steps}", fr: "Visite : étape {step} sur {steps}" },
  "tour.label": { en: "Tour", fr: "Visite" },
  "tour.stop": { en: "End the tour", fr: "Arrêter la visite" },
  "tour.doIt": { en: "Do it for me", fr: "Faites-le pour moi" },
  "tour.source": { en: "Where the news comes from", fr: "D’où viennent les nouvelles" },
  "tour.sourceText": {
    en: "A map begins with a source. Paste the address of a site in the field, or take the example.",
    fr: "Une carte commence par une source. Collez l’adresse d’un site dans le champ, ou prenez l’exemple.",
  },
  "tour.sourceAlone": {
    en: "A map begins with a source. Paste the address of a site that has news: your own, or one that you read.",
    fr: "Une carte commence par une source. Collez l’adresse d’un site qui a des nouvelles : le vôtre, ou un que vous lisez.",
  },
  "tour.words": { en: "How it is said", fr: "Comment c’est dit" },
  "tour.wordsText": {
    en: "Then come filters and texts, as many as you like. Add the step “Template” after the source: it writes the post, here the title and the link.",
    fr: "Viennent ensuite des filtres et des textes, autant que vous voulez. Ajoutez l’étape « Modèle » après la source : elle écrit le message, ici le titre et le lien.",
  },
  "tour.target": { en: "Who says it", fr: "Qui le dit" },
  "tour.targetText": {
    en: "At the end stand accounts. This tour takes {name}: {demo, select, true {the networks of this demo are simulated, nothing leaves} other {it stays on this server, nobody is posted to}}. Later you put your colleagues here, and each decides.",
    fr: "À la fin se trouvent des comptes. Cette visite prend {name} : {demo, select, true {les réseaux de cette démonstration sont simulés, rien ne sort} other {cela reste sur ce serveur, rien n’est publié ailleurs}}. Plus tard vous y mettrez vos collègues, et chacun décide.",
  },
  "tour.targetAlone": {
    en: "At the end stand accounts. No account here stays inside this server, so choose one yourself: what you publish in the next step really goes out there. An administrator can add an RSS feed of our own under Accounts, to try things without anybody seeing them.",
    fr: "À la fin se trouvent des comptes. Aucun compte ici ne reste dans ce serveur : choisissez-en un vous-même, ce que vous publierez à l’étape suivante partira vraiment. Un administrateur peut ajouter un flux RSS interne dans Comptes, pour essayer sans que personne ne le voie.",
  },
  "tour.publish": { en: "Now for real", fr: "Pour de vrai" },
  "tour.publishText": {
    en: "Nothing has been posted yet. Press Publish and choose “Post the newest”: the first posts go out at once.",
    fr: "Rien n’a encore été publié. Appuyez sur Publier et choisissez « Publier les plus récents » : les premiers messages partent aussitôt.",
  },
  "tour.publishNow": { en: "Publish…", fr: "Publier…" },
  "tour.posts": { en: "The first posts", fr: "Les premiers messages" },
  "tour.postsWait": {
    en: "The map has run. Its posts go out one after the other; the first is here in a moment.",
    fr: "La carte s’est exécutée. Ses messages partent l’un après l’autre ; le premier arrive dans un instant.",
  },
  "tour.postsNone": {
    en: "Nothing has gone out so far: the map begins with what is new from now on. Press Run now after something new has appeared, or publish again with the newest.",
    fr: "Rien n’est parti pour l’instant : la carte commence avec ce qui paraîtra désormais. Lancez une exécution quand du nouveau aura paru, ou publiez à nouveau avec les plus récents.",
  },
  "tour.postsText": {
    en: "{count, plural, one {One post is out} other {# posts are out}}. That is a map: source, words, accounts, and every post of it written down.",
    fr: "{count, plural, one {Un message est parti} other {# messages sont partis}}. Voilà une carte : une source, des mots, des comptes, et chaque message noté.",
  },
  "tour.see": { en: "See it where it was posted", fr: "Le voir là où il est paru" },
  "tour.keep": { en: "Keep the map", fr: "Garder la carte" },
  "tour.remove": { en: "Archive it", fr: "L’archiver" },
  "tour.own": { en: "Draw one of my own", fr: "Dessiner la mienne" },
} as const satisfies Record<string, Text>;

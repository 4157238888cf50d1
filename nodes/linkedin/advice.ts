import type { Advice } from "#engine/advice.ts";

/** What people of this network like to read, as the lesson about good posts tells it. */
export const advice: Advice = {
  text: [
    {
      en: "People come here as professionals, and take a minute. Tell what you learnt at work: three to six short paragraphs, the first two lines without the link.",
      fr: "On vient ici pour son métier, et l’on prend une minute. Racontez ce que votre travail vous a appris : trois à six courts paragraphes, les deux premières lignes sans le lien.",
    },
    {
      en: "Answer the first comments: a post that is talked about is shown further.",
      fr: "Répondez aux premiers commentaires : un message dont on parle est montré plus loin.",
    },
  ],
  avoid: {
    en: "Excited to announce! Link in the comments. #leadership #mindset #win",
    fr: "Ravi de l’annoncer ! Lien en commentaire. #leadership #mindset #victoire",
  },
  rather: {
    en: "We moved one lamp by forty centimetres, and the complaints stopped. What I learnt about offices:",
    fr: "Nous avons déplacé une lampe de quarante centimètres, et les plaintes ont cessé. Ce que j’ai appris sur les bureaux :",
  },
};

import { type Lesson, said } from "#engine/lesson.ts";

/** What comes back below a post, and who answers it. */
export const comments: Lesson = {
  name: "comments",
  kind: "more",
  title: said("Answering comments", "Répondre aux commentaires"),
  about: said(
    "Thanks, questions, complaints, insults: what each deserves, and what is not yours to answer.",
    "Merci, questions, reproches, insultes : ce que chacun mérite, et ce que vous n’avez pas à régler.",
  ),
  minutes: 3,
  parts: [
    {
      kind: "idea",
      picture: "answer",
      title: said("A short answer beats none", "Une réponse courte vaut mieux qu’aucune"),
      text: [
        said(
          "To a kind word, a thank you; to a question, what you know. Within a day if you can; nobody expects an answer at night.",
          "À un mot gentil, un merci ; à une question, ce que vous savez. Dans la journée si possible ; personne n’attend de réponse la nuit.",
        ),
        said(
          "You do not know? Say so, and who does. That is worth more than a clever sentence.",
          "Vous ne savez pas ? Dites-le, et dites qui sait. Cela vaut mieux qu’une phrase habile.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "hand",
      title: said("A complaint is a person who was disappointed", "Un reproche, c’est quelqu’un qui a été déçu"),
      text: [
        said(
          "Three steps: thank, say in one sentence that you understood, lead to the place where it can be mended. No case number, no order, no address in public.",
          "Trois temps : remercier, montrer en une phrase que vous avez compris, orienter vers l’endroit où cela se règle. Pas de numéro de dossier, de commande ni d’adresse en public.",
        ),
      ],
      pair: {
        avoid: said("That cannot be, our lamps are tested.", "C’est impossible, nos lampes sont testées."),
        rather: said(
          "Thank you for telling me, two failures in a month is two too many. Write to our service from the site, I let them know that you are coming.",
          "Merci de me le dire : deux pannes en un mois, c’est deux de trop. Écrivez au service client depuis le site, je les préviens de votre message.",
        ),
      },
    },
    {
      kind: "idea",
      picture: "shield",
      title: said("Contradiction yes, insult no", "La contradiction, oui ; l’insulte, non"),
      text: [
        said(
          "Somebody who disagrees stays: readers judge you by how you let others speak. Answer once, calmly, with a fact, then leave them the last word.",
          "Quelqu’un qui n’est pas d’accord reste : on vous juge aussi à la place que vous laissez aux autres. Répondez une fois, calmement, avec un fait, puis laissez-lui le dernier mot.",
        ),
        said(
          "Insult, hatred, somebody’s private life: keep a screenshot, hide or report it with the network’s own button, block if you like. You owe no answer.",
          "Insulte, haine, vie privée d’autrui : gardez une capture d’écran, masquez ou signalez avec le bouton du réseau, bloquez si vous le souhaitez. Vous ne devez aucune réponse.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "door",
      title: said("Pass it on", "Passez la main"),
      text: [
        said(
          "A journalist, a lawyer, a representative, an application, a threat: not yours to answer. “I pass it on, somebody will get back to you”, and do it the same day.",
          "Un journaliste, un avocat, un élu, une candidature, une menace : ce n’est pas à vous d’y répondre. « Je transmets, quelqu’un vous répondra », et faites-le le jour même.",
        ),
      ],
    },
    {
      kind: "question",
      post: said(
        "Bought two of them, both dead after a month. Never again.",
        "J’en ai acheté deux, mortes toutes les deux au bout d’un mois. Plus jamais.",
      ),
      ask: said("What do you answer?", "Que répondez-vous ?"),
      answers: [
        said("“Mine has worked for three years!”", "« La mienne marche depuis trois ans ! »"),
        said(
          "“Sorry to read that. Our service will look at it, here is where to write; I tell them.”",
          "« Désolé de lire cela. Le service client va s’en occuper, voici où écrire ; je les préviens. »",
        ),
        said("“What is your order number and address?”", "« Quel est votre numéro de commande et votre adresse ? »"),
      ],
      right: 1,
      why: said(
        "The first denies what happened to them, the third asks for personal data in front of everybody.",
        "La première nie ce qui leur est arrivé, la troisième demande des données personnelles devant tout le monde.",
      ),
    },
    {
      kind: "question",
      post: said(
        "I write for the local paper: is it true that a site closes?",
        "J’écris pour le journal local : est-il vrai qu’un site va fermer ?",
      ),
      ask: said("And now?", "Et maintenant ?"),
      answers: [
        said(
          "I pass it to communication, and say only that.",
          "Je transmets à la communication, et je ne dis que cela.",
        ),
        said("I deny it, it would be bad for us.", "Je démens, ce serait mauvais pour nous."),
        said("I answer by private message, that is discreet.", "Je réponds en message privé, c’est discret."),
      ],
      right: 0,
      why: said(
        "What you write to a journalist can be quoted, in private as well. Passing it on is no evasion: it gets them an answer that holds.",
        "Ce que vous écrivez à un journaliste peut être cité, même en privé. Transmettre n’est pas se dérober : c’est lui obtenir une réponse qui tient.",
      ),
    },
  ],
};

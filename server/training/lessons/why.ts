import { type Lesson, said } from "#engine/lesson.ts";

/** Why at all, what is voluntary about it, and what the charter promises. */
export const why: Lesson = {
  name: "why",
  kind: "basic",
  title: said("Why, and the charter", "Pourquoi, et la charte"),
  about: said(
    "What this is for, what it never is, and how to say no.",
    "À quoi cela sert, ce que ce n’est jamais, et comment dire non.",
  ),
  minutes: 3,
  parts: [
    {
      kind: "idea",
      picture: "voice",
      title: said("People listen to people", "On écoute d’abord des gens"),
      text: [
        said(
          "The company’s page speaks to those who follow it already. You speak to former colleagues, people you studied with, customers you know: others, who trust you.",
          "La page de l’entreprise parle à ceux qui la suivent déjà. Vous, vous parlez à d’anciens collègues, à des camarades d’études, à des clients que vous connaissez : d’autres personnes, qui vous font confiance.",
        ),
        said(
          "That is why posts are proposed to you. Nobody asks you to praise anything: tell what you know of your work, in your words.",
          "C’est pour cela que des messages vous sont proposés. Personne ne vous demande de vanter quoi que ce soit : racontez ce que vous savez de votre métier, avec vos mots.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "choice",
      title: said("You decide, each time", "C’est vous qui décidez, à chaque fois"),
      text: [
        said(
          "Taking part is voluntary. You say no to one post or to all of them, and owe nobody a reason.",
          "Participer est volontaire. Vous dites non à un message, ou à tous, sans avoir à vous justifier.",
        ),
        said(
          "There is no ranking here and no export for appraisals. How your posts fare, you see first; others see it for groups of five or more, unless you choose otherwise.",
          "Il n’y a ici ni classement, ni export pour les entretiens. Les résultats de vos publications sont les vôtres ; les autres ne voient que des groupes de cinq personnes ou plus, sauf si vous en décidez autrement.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "rhythm",
      title: said("Three ways, and the way out", "Trois façons de faire, et la sortie"),
      text: [
        said(
          "“Ask me”: nothing leaves without your tap. “Automatic”: posts leave by themselves, until a date that you set, within limits that you set. “Paused”: nothing leaves.",
          "« Me demander » : rien ne part sans votre accord. « Automatique » : les messages partent seuls, jusqu’à la date et dans les limites que vous fixez. « En pause » : rien ne part.",
        ),
        said(
          "You change it whenever you like, account by account. When you leave, your accesses and what is waiting are deleted; what you published stays yours.",
          "Vous changez d’avis quand vous voulez, compte par compte. Si vous partez, vos accès et ce qui attend sont effacés ; ce que vous avez publié reste à vous.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "pen",
      title: said("One sentence of yours is worth ten shares", "Une phrase de vous vaut dix partages"),
      text: [
        said(
          "What is proposed is a beginning. A sentence of your own says why it matters to you, and nobody else can write it.",
          "Ce qui est proposé n’est qu’un début. Une phrase de vous dit pourquoi cela compte à vos yeux, et personne d’autre ne peut l’écrire.",
        ),
      ],
      pair: {
        avoid: said(
          "Proud to announce that we are once again leaders in innovation!",
          "Fier d’annoncer que nous sommes, une fois de plus, leaders de l’innovation !",
        ),
        rather: said(
          "Three weeks of trials for a hinge that nobody will ever notice. That is exactly the point.",
          "Trois semaines d’essais pour une charnière que personne ne remarquera. C’est justement le but.",
        ),
      },
    },
    {
      kind: "question",
      post: null,
      ask: said(
        "A colleague tells you that you “really should publish more”. What is true?",
        "Un collègue vous dit que vous « devriez vraiment publier plus ». Qu’est-ce qui est vrai ?",
      ),
      answers: [
        said("I owe one post a month at least.", "Je dois au moins une publication par mois."),
        said("I publish what I like, when I like, or nothing.", "Je publie ce que je veux, quand je veux, ou rien."),
        said("I must give a reason for each no.", "Je dois motiver chaque refus."),
      ],
      right: 1,
      why: said(
        "The charter begins with it: you are a volunteer. A no needs no reason, and a pause of a year is as fine as one of a day.",
        "La charte commence par là : vous êtes volontaire. Un non se passe de raison, et une pause d’un an vaut une pause d’un jour.",
      ),
    },
    {
      kind: "question",
      post: null,
      ask: said(
        "A proposed post is true, but does not sound like you. What do you do?",
        "Un message proposé dit vrai, mais ne vous ressemble pas. Que faites-vous ?",
      ),
      answers: [
        said("I publish it as it is, it was written for me.", "Je le publie tel quel, il a été écrit pour moi."),
        said("I leave the programme.", "Je quitte le programme."),
        said("I rewrite it, or tap “Not for me”.", "Je le réécris, ou je touche « Pas pour moi »."),
      ],
      right: 2,
      why: said(
        "Both are one tap. “Not my tone” also reaches whoever writes, as a number without your name: that is how the next ones become better.",
        "Les deux tiennent en un geste. « Pas mon ton » arrive aussi à qui écrit, sous forme de nombre, sans votre nom : c’est ainsi que les suivants s’améliorent.",
      ),
    },
  ],
};

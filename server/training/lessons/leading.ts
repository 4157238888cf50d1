import { type Lesson, said } from "#engine/lesson.ts";

/** For who leads a team: carry it, never push. */
export const leading: Lesson = {
  name: "leading",
  kind: "more",
  title: said("Leading a team: carry it, never push", "Responsable d’équipe : porter, jamais pousser"),
  about: said(
    "How a team comes to it by itself, and the sentences that spoil it.",
    "Comment une équipe y vient d’elle-même, et les phrases qui gâchent tout.",
  ),
  minutes: 3,
  parts: [
    {
      kind: "idea",
      picture: "team",
      title: said("Your word weighs more than you think", "Votre parole pèse plus que vous ne croyez"),
      text: [
        said(
          "What a colleague suggests is an idea; what you suggest sounds like an order. Voluntary is only what can be refused without a second thought.",
          "Ce que suggère un collègue est une idée ; ce que vous suggérez ressemble à une consigne. N’est volontaire que ce que l’on peut refuser sans arrière-pensée.",
        ),
        said(
          "Never in an appraisal, never in the team’s goals, never as a round of names in a meeting.",
          "Jamais dans un entretien annuel, jamais dans les objectifs de l’équipe, jamais en tour de table.",
        ),
      ],
      pair: {
        avoid: said(
          "I saw that three of you have not shared the post yet.",
          "J’ai vu que trois d’entre vous n’avaient pas encore partagé le message.",
        ),
        rather: said(
          "If the topic interests you, it is under Content. If not, that is perfectly fine.",
          "Si le sujet vous intéresse, il est dans Contenus. Sinon, c’est parfait aussi.",
        ),
      },
    },
    {
      kind: "idea",
      picture: "hand",
      title: said("Go first, then be of use", "Montrez, puis rendez service"),
      text: [
        said(
          "Tell of your own work, with its doubts. Thank, in private, whoever brought something in. Bring the subjects: your team knows stories that nobody else knows.",
          "Racontez votre propre travail, doutes compris. Remerciez, en privé, qui a apporté quelque chose. Amenez des sujets : votre équipe connaît des histoires que personne d’autre ne connaît.",
        ),
        said(
          "Time for it is working time: ten minutes a week are enough, and it is for you to say so.",
          "Ce temps est du temps de travail : dix minutes par semaine suffisent, et c’est à vous de le dire.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "sum",
      title: said("What you see, and what you do not look for", "Ce que vous voyez, et ce que vous ne cherchez pas"),
      text: [
        said(
          "How posts fared is shown for groups of five and more, unless somebody chose to show theirs. Do not rebuild names from it, and do not count on the networks who published.",
          "Les résultats sont montrés par groupes de cinq personnes ou plus, sauf si quelqu’un a choisi de montrer les siens. N’en déduisez pas de noms, et ne comptez pas sur les réseaux qui a publié.",
        ),
        said(
          "No access, no password: nobody publishes for somebody else, not even to be kind.",
          "Ni accès, ni mot de passe : personne ne publie à la place d’un autre, même pour rendre service.",
        ),
      ],
    },
    {
      kind: "question",
      post: null,
      ask: said(
        "Your own boss wants “everybody on board by Friday”. What do you say to your team?",
        "Votre direction veut « tout le monde à bord pour vendredi ». Que dites-vous à l’équipe ?",
      ),
      answers: [
        said("“Do it for me, it takes ten seconds.”", "« Faites-le pour moi, cela prend dix secondes. »"),
        said(
          "“Here is what it is. Who wants to, whenever they want.”",
          "« Voici ce que c’est. Qui veut, quand il veut. »",
        ),
        said("“I look on Friday who is missing.”", "« Je regarde vendredi qui manque. »"),
      ],
      right: 1,
      why: said(
        "What is published under pressure can be seen, and whoever gave in once leaves soon. And upwards you can say it too: the charter promises that it is voluntary.",
        "Ce qui est publié sous pression se voit, et qui cède une fois s’en va bientôt. Vous pouvez aussi le dire à votre direction : la charte promet que c’est volontaire.",
      ),
    },
    {
      kind: "question",
      post: null,
      ask: said(
        "Somebody in your team has left the programme. What is right?",
        "Une personne de votre équipe a quitté le programme. Que faire ?",
      ),
      answers: [
        said("Ask why, in the team meeting.", "Lui demander pourquoi, en réunion d’équipe."),
        said("Ask why, but in private.", "Lui demander pourquoi, mais en privé."),
        said(
          "Nothing: it is theirs, and leaving needs no reason.",
          "Rien : cela lui appartient, et partir se passe de raison.",
        ),
      ],
      right: 2,
      why: said(
        "Also a kind question asks for a justification. If they want to talk about it, they know where you sit.",
        "Même bienveillante, la question réclame une justification. Si la personne veut en parler, elle sait où vous trouver.",
      ),
    },
  ],
};

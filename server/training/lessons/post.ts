import { type Lesson, said } from "#engine/lesson.ts";

/** What makes a post that is read; the networks add a screen each, for what is theirs (`advice` of their folder). */
export const post: Lesson = {
  name: "post",
  kind: "basic",
  title: said("A good post, network by network", "Un bon message, réseau par réseau"),
  about: said(
    "A first line, one idea, a picture that says something, and what each network likes.",
    "Une première ligne, une idée, une image qui dit quelque chose, et ce que chaque réseau aime.",
  ),
  minutes: 4,
  parts: [
    {
      kind: "idea",
      picture: "eye",
      title: said("The first line decides", "Tout se joue à la première ligne"),
      text: [
        said(
          "On a phone two lines are seen before “more”. Begin with what surprised you, with a figure or with a question that people really ask you, not with “I am happy to…”.",
          "Sur un téléphone, on voit deux lignes avant « voir plus ». Commencez par ce qui vous a surpris, par un chiffre, ou par une question que l’on vous pose vraiment, et non par « Je suis heureux de… ».",
        ),
      ],
      pair: {
        avoid: said(
          "I am very happy to share with you our latest article.",
          "Je suis très heureux de partager avec vous notre dernier article.",
        ),
        rather: said(
          "A museum asked us for less light. We had never sold less of anything.",
          "Un musée nous a demandé moins de lumière. Nous n’avions jamais rien vendu en moins.",
        ),
      },
    },
    {
      kind: "idea",
      picture: "pen",
      title: said("One idea, told to one person", "Une seule idée, dite à une personne"),
      text: [
        said(
          "Think of somebody you know who would care, and write to them. Short sentences, an empty line between thoughts, plain words instead of the house’s jargon.",
          "Pensez à quelqu’un que cela intéresserait, et écrivez-lui. Des phrases courtes, une ligne vide entre deux pensées, des mots simples plutôt que le jargon de la maison.",
        ),
        said(
          "End with something that can be answered. And say thank you by name to those who did the work, if they like to be named.",
          "Terminez par une phrase à laquelle on peut répondre. Et remerciez par leur nom celles et ceux qui ont fait le travail, s’ils veulent bien être nommés.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "photo",
      title: said("A real picture, with its description", "Une vraie photo, avec sa description"),
      text: [
        said(
          "Your photo of the workshop beats a perfect one from a catalogue. Nothing confidential behind it, and everybody on it agreed.",
          "Votre photo de l’atelier vaut mieux qu’une image parfaite de catalogue. Rien de confidentiel à l’arrière-plan, et chaque personne visible est d’accord.",
        ),
        said(
          "Describe what it shows in one sentence: people who do not see it read your post as well.",
          "Décrivez en une phrase ce que l’on y voit : les personnes qui ne la voient pas lisent aussi votre message.",
        ),
      ],
      pair: {
        avoid: said("Image1.jpg, photo of the project", "Image1.jpg, photo du projet"),
        rather: said(
          "Two technicians on a ladder turn a lamp towards the old brick wall.",
          "Deux techniciennes, sur une échelle, orientent une lampe vers le vieux mur de briques.",
        ),
      },
    },
    {
      kind: "question",
      post: null,
      ask: said("Which beginning makes one read on?", "Quel début donne envie de lire la suite ?"),
      answers: [
        said(
          "“Our company is proud to present its new range.”",
          "« Notre entreprise est fière de présenter sa nouvelle gamme. »",
        ),
        said(
          "“We were wrong for two years about the light in offices.”",
          "« Pendant deux ans, nous nous sommes trompés sur la lumière au bureau. »",
        ),
        said("“#innovation #light #team #proud”", "« #innovation #lumière #équipe #fierté »"),
      ],
      right: 1,
      why: said(
        "It promises a story, and somebody who learnt something. Of tags, one to three at the end are plenty.",
        "Il promet une histoire, et quelqu’un qui a appris quelque chose. Pour les mots-dièses, un à trois à la fin suffisent.",
      ),
    },
    {
      kind: "question",
      post: null,
      ask: said(
        "A colleague has already published the proposed text word for word. And you?",
        "Un collègue a déjà publié le texte proposé, mot pour mot. Et vous ?",
      ),
      answers: [
        said("I publish it too: twice is more.", "Je le publie aussi : deux fois, c’est mieux."),
        said("I write a first sentence of my own, or let it go.", "J’écris une première phrase à moi, ou je passe."),
        said("I copy it and change the tags.", "Je le copie en changeant les mots-dièses."),
      ],
      right: 1,
      why: said(
        "Networks show the same words less, and readers notice. Relaymap tells you who said something alike, so that you can say it your way.",
        "Les réseaux montrent moins ce qui se répète, et les lecteurs s’en aperçoivent. Relaymap vous signale un texte semblable, pour que vous le disiez à votre façon.",
      ),
    },
  ],
};

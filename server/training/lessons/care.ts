import { type Lesson, said } from "#engine/lesson.ts";

/** Saying that one works there, others' rights, what stays inside, and a bad day. */
export const care: Lesson = {
  name: "care",
  kind: "basic",
  title: said("Openness, rights, a bad day", "Transparence, droits, jour de crise"),
  about: said(
    "Say where you work, respect what is not yours, and know what to do when it gets hot.",
    "Dire où l’on travaille, respecter ce qui n’est pas à soi, et savoir quoi faire quand le ton monte.",
  ),
  minutes: 4,
  parts: [
    {
      kind: "idea",
      picture: "badge",
      title: said("Readers know that you work there", "Le lecteur sait que vous y travaillez"),
      text: [
        said(
          "Whoever speaks well of their employer’s products without saying so misleads. Your profile names the company, and the post makes it plain: “at our workshop”, “we”, or the mention that your company adds.",
          "Dire du bien des produits de son employeur sans le préciser, c’est tromper. Votre profil cite l’entreprise, et le message le dit clairement : « dans notre atelier », « nous », ou la mention que votre entreprise ajoute.",
        ),
        said(
          "Never write a customer’s review of your own house, nor ask friends for one.",
          "N’écrivez jamais un avis de client sur votre propre maison, et n’en demandez pas à vos amis.",
        ),
      ],
      pair: {
        avoid: said("Best lamps in town, try them!", "Les meilleures lampes de la ville, essayez-les !"),
        rather: said(
          "I build these lamps, so I am biased. Here is what makes this one difficult.",
          "Je fabrique ces lampes, je ne suis donc pas neutre. Voici ce qui rend celle-ci difficile.",
        ),
      },
    },
    {
      kind: "idea",
      picture: "rights",
      title: said("Photos, music and people have rights", "Photos, musiques et personnes ont des droits"),
      text: [
        said(
          "A picture found on the web belongs to somebody. Use your own, or one from the company’s library.",
          "Une image trouvée sur le web appartient à quelqu’un. Prenez la vôtre, ou une image de la bibliothèque de l’entreprise.",
        ),
        said(
          "Whoever can be recognised has said yes, to this picture and to this use. For a child, the parents. Somebody changes their mind? Take it down.",
          "Chaque personne reconnaissable a dit oui, à cette image et à cet usage. Pour un enfant, ce sont les parents. Quelqu’un change d’avis ? Retirez l’image.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "lock",
      title: said("What stays inside", "Ce qui ne sort pas"),
      text: [
        said(
          "Names of customers without their agreement, prices, unpublished figures, plans, staff matters, anything personal about anybody. Also on the whiteboard behind you.",
          "Les noms de clients sans leur accord, les prix, les chiffres non publiés, les projets, la vie du personnel, toute donnée personnelle. Y compris sur le tableau blanc derrière vous.",
        ),
        said(
          "In doubt, ask first. An hour lost is nothing; a post that is out can be copied within a minute.",
          "Dans le doute, demandez d’abord. Une heure de perdue n’est rien ; ce qui est publié peut être copié dans la minute.",
        ),
      ],
    },
    {
      kind: "idea",
      picture: "storm",
      title: said("When it gets hot", "Quand le ton monte"),
      text: [
        said(
          "An accident, bad news, a storm of comments: pause your accounts, answer nothing in anger, keep a screenshot, tell your contact in communication.",
          "Un accident, une mauvaise nouvelle, une vague de commentaires : mettez vos comptes en pause, ne répondez rien sous le coup de la colère, gardez une capture d’écran, prévenez votre contact à la communication.",
        ),
        said(
          "You are nobody’s spokesperson. “I work there, I know no more than you, the company will speak about it” is a good answer, and so is silence.",
          "Vous n’êtes le porte-parole de personne. « J’y travaille, je n’en sais pas plus que vous, l’entreprise va s’exprimer » est une bonne réponse ; le silence aussi.",
        ),
      ],
    },
    {
      kind: "question",
      post: said(
        "Great day at the workshop! [photo: three colleagues, one of them did not want to be on it]",
        "Belle journée à l’atelier ! [photo : trois collègues, dont une ne voulait pas y figurer]",
      ),
      ask: said("What do you do?", "Que faites-vous ?"),
      answers: [
        said("Publish it without naming her.", "Je la publie sans citer son nom."),
        said("Choose or take another picture.", "Je choisis ou je prends une autre photo."),
        said("Publish it, it is only a small circle.", "Je la publie, c’est un petit cercle."),
      ],
      right: 1,
      why: said(
        "Being recognisable is enough, with or without a name, however small the circle. A no needs no reason, hers as little as yours.",
        "Être reconnaissable suffit, avec ou sans nom, quelle que soit la taille du cercle. Un non se passe de raison, le sien comme le vôtre.",
      ),
    },
    {
      kind: "question",
      post: said(
        "I hear there was an accident at your site this morning. Is it true that people were hurt?",
        "Il paraît qu’il y a eu un accident sur votre site ce matin. C’est vrai qu’il y a des blessés ?",
      ),
      ask: said(
        "This stands below your post. What is best?",
        "Ce commentaire arrive sous votre message. Que vaut-il mieux faire ?",
      ),
      answers: [
        said("Tell what I heard from a colleague.", "Raconter ce que m’a dit un collègue."),
        said("Delete the comment quickly.", "Supprimer vite le commentaire."),
        said(
          "Say nothing of my own, pass it on, and pause.",
          "Ne rien dire de moi-même, transmettre, et faire une pause.",
        ),
      ],
      right: 2,
      why: said(
        "A rumour from inside counts as news, and a comment that vanishes makes another story. Somebody whose task it is will answer; you have time.",
        "Une rumeur venue de l’intérieur passe pour une information, et un commentaire qui disparaît fait une autre histoire. Quelqu’un dont c’est le rôle répondra ; vous avez le temps.",
      ),
    },
  ],
};

import { said } from "#engine/lesson.ts";
import type { Fear } from "#engine/survey.ts";
import type { Text } from "#engine/text.ts";

/**
 * What people object before they take part, in their words, and what is true. Each answer says what the program does, and where it cannot help: an answer
 * that promises more than that is found out the first week. One for each fear of the survey.
 */
export const shipped: Record<Fear, { ask: Text; answer: Text }> = {
  words: {
    ask: said("I won’t have words put into my mouth.", "Je ne veux pas qu’on parle à ma place."),
    answer: said(
      "Nobody can publish in your name without your yes. By default you are asked each time: you read the post as it will look, change it, or let it pass, and silence is a no. “Automatic” exists only if you choose it yourself, for one account or one topic; it ends by itself, and your manager cannot switch it on.",
      "Personne ne peut publier en votre nom sans votre oui. Par défaut, on vous demande à chaque fois : vous lisez le message tel qu’il sera, vous le changez ou le laissez passer, et votre silence est un non. « Automatique » n’existe que si vous le choisissez vous-même, pour un compte ou un thème ; ce choix prend fin tout seul, et votre responsable ne peut pas l’activer.",
    ),
  },
  private: {
    ask: said("My accounts are private.", "Mes comptes, c’est ma vie privée."),
    answer: said(
      "Then leave them out: you may take part without connecting any account, by copying a text when you like, or not at all. Of an account that you do connect the program gets what its network shows you before you agree, never your password, and it does not read your messages. You take the access back with one tap, here or at the network.",
      "Alors laissez-les en dehors : vous pouvez participer sans relier aucun compte, en copiant un texte quand l’envie vous prend, ou ne pas participer. D’un compte que vous reliez, le programme n’obtient que ce que le réseau vous montre avant votre accord, jamais votre mot de passe, et il ne lit pas vos messages privés. Vous retirez l’accès d’un geste, ici ou sur le réseau.",
    ),
  },
  wrong: {
    ask: said("If I say something wrong, I will be blamed.", "Si je dis une bêtise, on me la reprochera."),
    answer: said(
      "What is proposed to you was read by somebody whose task it is. What you add is yours, and the lesson “Openness, rights, a bad day” takes four minutes. If something went wrong all the same: delete it, tell your contact. What your company does then, no program can promise; ask for it to be written into the charter, and read that before you accept it.",
      "Ce qui vous est proposé a été relu par quelqu’un dont c’est le rôle. Ce que vous ajoutez est à vous, et la leçon « Transparence, droits, jour de crise » prend quatre minutes. Si quelque chose a mal tourné malgré tout : supprimez, prévenez votre contact. Ce que votre entreprise fera alors, aucun logiciel ne peut le promettre ; demandez que ce soit écrit dans la charte, et lisez-la avant de l’accepter.",
    ),
  },
  judged: {
    ask: said("I will be counted, and compared.", "On va me compter, et me comparer aux autres."),
    answer: said(
      "There is no ranking, and no list for appraisals can be exported. How your posts fare only you see; others get numbers of five people and more together. Unless your company chose otherwise, managers do not see who published how much either, and whichever it is stands on your page. Not taking part is a choice like any other.",
      "Il n’y a pas de classement, et aucune liste pour les entretiens d’évaluation ne peut être exportée. Vous seul voyez comment vos publications marchent ; les autres n’ont que les chiffres d’au moins cinq personnes ensemble. Sauf choix contraire de votre entreprise, les responsables ne voient pas non plus qui publie combien, et ce choix est indiqué sur votre page. Ne pas participer est un choix comme un autre.",
    ),
  },
  advert: {
    ask: said("My friends will take me for an advertisement.", "Mes proches vont me prendre pour une publicité."),
    answer: said(
      "They would, if you posted everything. Choose few topics, the ones you would talk about over lunch; set once a week or once a month as your most; put one sentence of your own first. Most people’s rule of thumb: would I have said this anyway? If not, let it pass.",
      "Ce serait le cas si vous publiiez tout. Choisissez peu de thèmes, ceux dont vous parleriez à table ; fixez-vous une fois par semaine ou par mois au plus ; commencez par une phrase à vous. Une bonne règle : l’aurais-je dit de toute façon ? Sinon, laissez passer.",
    ),
  },
  time: {
    ask: said("I have no time for this.", "Je n’ai pas le temps."),
    answer: said(
      "A proposal takes about ten seconds to read and answer, and you decide how many come in a week. The lessons take three or four minutes each, once. Whether that counts as working time is for your company to say; it should, and it is fair to ask.",
      "Une proposition se lit et se décide en une dizaine de secondes, et vous fixez combien il en vient par semaine. Les leçons prennent trois ou quatre minutes chacune, une seule fois. C’est à votre entreprise de dire si cela compte comme temps de travail ; cela devrait, et la question est légitime.",
    ),
  },
  comments: {
    ask: said("What if somebody attacks me below a post?", "Et si l’on m’attaque sous une publication ?"),
    answer: said(
      "It happens, if seldom. You are nobody’s spokesperson: you need not answer, you may delete, block and report. Tell your contact; the company can speak for itself. The lesson “Answering comments” shows how, and one tap pauses everything that would go out in your name.",
      "Cela arrive, même si c’est rare. Vous n’êtes le porte-parole de personne : vous n’êtes pas tenu de répondre, vous pouvez supprimer, bloquer, signaler. Prévenez votre contact ; l’entreprise peut parler pour elle-même. La leçon « Répondre aux commentaires » montre comment faire, et un geste met en pause tout ce qui partirait en votre nom.",
    ),
  },
  ideas: {
    ask: said("I would not know what to say.", "Je ne saurais pas quoi dire."),
    answer: said(
      "Nobody asks you to write. A proposal is complete; one sentence of your own makes it better, such as what you did in it or what surprised you. What you saw at work yourself is worth more than a well-turned text. And there are colleagues who offer to be asked.",
      "Personne ne vous demande d’écrire. Une proposition est complète ; une phrase à vous la rend meilleure : ce que vous y avez fait, ce qui vous a surpris. Ce que vous avez vu vous-même au travail vaut mieux qu’un texte bien tourné. Et des collègues proposent qu’on leur demande.",
    ),
  },
  data: {
    ask: said("What do you store about me?", "Qu’enregistrez-vous sur moi ?"),
    answer: said(
      "“My page” shows all of it, table by table, and you can download it. The program runs on a server of your company’s choosing; it sends nothing to its makers. What it does need is your name and address, your choices, the accounts that you connect, and what was published through them.",
      "« Ma page » montre tout, table par table, et vous pouvez le télécharger. Le programme tourne sur un serveur choisi par votre entreprise ; il n’envoie rien à ses auteurs. Il lui faut votre nom et votre adresse, vos choix, les comptes que vous reliez, et ce qui a été publié par eux.",
    ),
  },
  out: {
    ask: said("Once I am in, I won’t get out.", "Une fois dedans, je ne pourrai plus sortir."),
    answer: said(
      "One tap pauses, another leaves. Leaving takes the accesses away, cancels what was to go out in your name and erases what is stored about you, without anybody’s permission. What was published stays on your own accounts, with a list of links so that you can take it down there.",
      "Un geste pour la pause, un autre pour partir. Partir retire les accès, annule ce qui devait sortir en votre nom et efface ce qui est enregistré sur vous, sans demander la permission à personne. Ce qui est publié reste sur vos propres comptes, avec une liste de liens pour l’y retirer.",
    ),
  },
};

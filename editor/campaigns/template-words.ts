import type { Text } from "#engine/text.ts";

type Said = { title: Text; text: Text };
const say = (title: [string, string], text: [string, string]): Said => ({
  title: { en: title[0], fr: title[1] },
  text: { en: text[0], fr: text[1] },
});

/** What templates say. Square brackets wait for the company's own words: a scenario with such is not put live. */
export const templateWords = {
  fair: {
    name: { en: "Recruitment fair", fr: "Salon de recrutement" },
    about: {
      en: "Two weeks before, the week, the day before, the day, and thanks.",
      fr: "Deux semaines avant, la semaine, la veille, le jour même, puis merci.",
    },
    posts: {
      teaser: say(
        ["Two weeks before", "Deux semaines avant"],
        [
          "On [day] we are at [fair]. If you have wondered what my job is like from the inside, come and ask me: no form, no pitch. What would you want to know first?",
          "Le [jour], nous serons au [salon]. Si vous vous demandez à quoi ressemble mon métier de l’intérieur, venez me poser la question : ni formulaire ni discours. Que voudriez-vous savoir en premier ?",
        ],
      ),
      who: say(
        ["Who is there", "Qui sera là"],
        [
          "At [fair] you meet the people you would work with: [first names and jobs]. We are looking for [roles]. Say hello even if none of them is yours.",
          "Au [salon], vous rencontrerez les personnes avec qui vous travailleriez : [prénoms et métiers]. Nous cherchons [postes]. Venez même si aucun n’est le vôtre.",
        ],
      ),
      tomorrow: say(
        ["The day before", "La veille"],
        [
          "Tomorrow, stand [number] at [fair]. Bring questions rather than a CV: we will have time for both. Who is coming?",
          "Demain, stand [numéro] au [salon]. Venez avec vos questions plutôt qu’un CV : nous aurons le temps pour les deux. Qui vient ?",
        ],
      ),
      company: say(
        ["The day, on our page", "Le jour même, sur notre page"],
        [
          "We are at [fair] today, stand [number], until [hour]. Come and meet [first names]: they do the jobs we are filling.",
          "Nous sommes au [salon] aujourd’hui, stand [numéro], jusqu’à [heure]. Venez rencontrer [prénoms] : ils exercent les métiers que nous proposons.",
        ],
      ),
      thanks: say(
        ["Thanks", "Merci"],
        [
          "Thank you to everyone who stopped by. The question I heard most: [question]. My honest answer: [answer]. Applications stay open until [day].",
          "Merci à toutes les personnes passées nous voir. La question que j’ai le plus entendue : [question]. Ma réponse, franchement : [réponse]. Les candidatures restent ouvertes jusqu’au [jour].",
        ],
      ),
    },
  },
  launch: {
    name: { en: "Product launch", fr: "Lancement de produit" },
    about: {
      en: "A hint a week before, the launch, a reminder after three days, other words after a month if few shared it.",
      fr: "Un indice une semaine avant, le lancement, un rappel après trois jours, d’autres mots après un mois si peu l’ont partagé.",
    },
    posts: {
      teaser: say(
        ["A week before", "Une semaine avant"],
        [
          "For [months] we have been working on something for everyone who is tired of [problem]. One more week.",
          "Depuis [mois], nous préparons quelque chose pour toutes celles et ceux que [problème] fatigue. Encore une semaine.",
        ],
      ),
      company: say(
        ["The launch, on our page", "Le lancement, sur notre page"],
        [
          "[Product] is here. It does one thing: [what it does for whom]. See how it works:",
          "[Produit] est là. Il fait une chose : [ce qu’il apporte, et à qui]. Voyez comment :",
        ],
      ),
      launch: say(
        ["The launch", "Le lancement"],
        [
          "Today we let [product] out. My part in it was [my part]. What I am proudest of: [detail]. Tell me what you think, also what is missing.",
          "Aujourd’hui, nous lançons [produit]. J’y ai contribué en [ma part]. Ce dont je suis le plus fier : [détail]. Dites-moi ce que vous en pensez, y compris ce qui manque.",
        ],
      ),
      remind: say(
        ["Reminder, to those who have not shared", "Rappel, à qui n’a pas partagé"],
        [
          "[Product] has been out for three days. The first thing people told us: [what they said]. If you know somebody with [problem], this is for them.",
          "[Produit] est sorti il y a trois jours. Le premier retour reçu : [retour]. Si vous connaissez quelqu’un que [problème] concerne, c’est pour lui.",
        ],
      ),
      again: say(
        ["A second life", "Une seconde vie"],
        [
          "A month with [product]: [number] people use it, and [customer] uses it for something that we had not thought of: [what].",
          "Un mois avec [produit] : [nombre] personnes l’utilisent, et [client] s’en sert pour une chose à laquelle nous n’avions pas pensé : [laquelle].",
        ],
      ),
    },
  },
  event: {
    name: { en: "Event", fr: "Évènement" },
    about: {
      en: "The date, the programme, a reminder the day before, and what it was like.",
      fr: "La date, le programme, un rappel la veille, puis le retour en images.",
    },
    posts: {
      date: say(
        ["Save the date", "La date"],
        [
          "On [day] we open our doors for [event]. I will be there with [team]. Keep the date?",
          "Le [jour], nous ouvrons nos portes pour [évènement]. J’y serai avec [équipe]. Vous notez la date ?",
        ],
      ),
      programme: say(
        ["The programme", "Le programme"],
        [
          "[Event], one week to go. What I would not miss: [part of the programme], since [reason]. Places:",
          "[Évènement], dans une semaine. Ce que je ne manquerais pas : [moment du programme], parce que [raison]. Inscriptions :",
        ],
      ),
      remind: say(
        ["The day before", "La veille"],
        [
          "Tomorrow is [event]. A few places are left. Come at [hour], ask for me at the door.",
          "[Évènement], c’est demain. Il reste quelques places. Venez à [heure] et demandez-moi à l’entrée.",
        ],
      ),
      pictures: say(
        ["What it was like", "Le retour"],
        [
          "[Number] people, [one thing that happened], and one question that stays with me: [question]. Thank you for coming to [event].",
          "[Nombre] personnes, [un moment], et une question qui me reste : [question]. Merci d’être venus à [évènement].",
        ],
      ),
    },
  },
  award: {
    name: { en: "Award", fr: "Prix" },
    about: {
      en: "The company says it, those who did the work tell how, and others follow.",
      fr: "L’entreprise l’annonce, celles et ceux qui ont fait le travail racontent, les autres suivent.",
    },
    posts: {
      company: say(
        ["On our page", "Sur notre page"],
        [
          "[Award] goes to [project]. It belongs to the people who made it: [first names].",
          "[Prix] récompense [projet]. Il revient à celles et ceux qui l’ont fait : [prénoms].",
        ],
      ),
      proud: say(
        ["Those who did it", "Celles et ceux qui l’ont fait"],
        [
          "We won [award] for [project]. What nobody sees in the picture: [the hard part]. Thank you to [people].",
          "Nous avons reçu [prix] pour [projet]. Ce que la photo ne montre pas : [le plus difficile]. Merci à [personnes].",
        ],
      ),
      behind: say(
        ["Some days later", "Quelques jours après"],
        [
          "[Project] has won [award]. I did not work on it, but I saw [what I saw]. My colleagues deserve it.",
          "[Projet] a reçu [prix]. Je n’y ai pas travaillé, mais j’ai vu [ce que j’ai vu]. Mes collègues le méritent.",
        ],
      ),
    },
  },
  spotlight: {
    name: { en: "Employee spotlight", fr: "Portrait de collègue" },
    about: {
      en: "A portrait with the person’s yes, what colleagues say, and a question to the reader. “Portraits” asks the questions and takes that yes.",
      fr: "Un portrait avec l’accord de la personne, ce qu’en disent ses collègues, puis une question. « Portraits » pose les questions et recueille cet accord.",
    },
    posts: {
      company: say(
        ["The portrait", "Le portrait"],
        [
          "[First name] is [job] here. A day of theirs begins with [what], and the best one this year was [which]. Their own words: “[quote]”",
          "[Prénom] est [métier] chez nous. Sa journée commence par [quoi], et la plus belle de l’année fut [laquelle]. Ses mots : « [citation] »",
        ],
      ),
      colleague: say(
        ["Colleagues", "Les collègues"],
        [
          "I work with [first name]. What I have learned from them: [what]. Read their portrait:",
          "Je travaille avec [prénom]. Ce que j’en ai appris : [quoi]. Son portrait :",
        ],
      ),
      question: say(
        ["A question", "Une question"],
        [
          "[First name] came to [job] by [way]. How did you come to yours?",
          "[Prénom] est devenu [métier] en passant par [chemin]. Et vous, comment êtes-vous arrivé au vôtre ?",
        ],
      ),
    },
  },
  newcomers: {
    name: { en: "Newcomers’ first four weeks", fr: "Les quatre premières semaines" },
    about: {
      en: "For those who began together: one post a week, in their own words, and only where they want to. Choose their team as the target.",
      fr: "Pour celles et ceux qui ont commencé ensemble : un message par semaine, avec leurs mots, et seulement s’ils le veulent. Visez leur équipe.",
    },
    posts: {
      first: say(
        ["First week", "Première semaine"],
        [
          "First week at [company] as [job]. What surprised me: [what].",
          "Première semaine chez [entreprise] comme [métier]. Ce qui m’a surpris : [quoi].",
        ],
      ),
      learned: say(
        ["Second week", "Deuxième semaine"],
        [
          "Two weeks in. Something I did not know and now do: [what]. Thank you [first name] for explaining it.",
          "Deux semaines. Une chose que j’ignorais et que je sais désormais : [quoi]. Merci [prénom] pour l’explication.",
        ],
      ),
      people: say(
        ["Third week", "Troisième semaine"],
        [
          "The people make the place. This week I worked with [first names] on [what]. A detail that says a lot: [detail].",
          "Un lieu, ce sont des gens. Cette semaine, j’ai travaillé avec [prénoms] sur [quoi]. Un détail qui en dit long : [détail].",
        ],
      ),
      month: say(
        ["A month", "Un mois"],
        [
          "A month at [company]. What I would tell myself on the day before I began: [advice].",
          "Un mois chez [entreprise]. Ce que je me dirais la veille de mon premier jour : [conseil].",
        ],
      ),
    },
  },
  restart: {
    name: { en: "Restart after the summer", fr: "Reprise après l’été" },
    about: {
      en: "An easy first post, what is planned, and a nudge to who has not begun again.",
      fr: "Un premier message facile, ce qui se prépare, puis un coup de pouce à qui n’a pas repris.",
    },
    posts: {
      back: say(
        ["Back again", "De retour"],
        [
          "Back at work. What I read, saw or thought this summer that changed how I look at [subject]: [what]. And you?",
          "De retour. Ce que j’ai lu, vu ou pensé cet été, et qui change mon regard sur [sujet] : [quoi]. Et vous ?",
        ],
      ),
      plans: say(
        ["What is planned", "Ce qui se prépare"],
        [
          "Three things I look forward to until the end of the year: [one], [two], [three]. The second is the one I would like your view on.",
          "Trois choses que j’attends d’ici la fin de l’année : [une], [deux], [trois]. C’est sur la deuxième que j’aimerais votre avis.",
        ],
      ),
      remind: say(
        ["A nudge", "Un coup de pouce"],
        [
          "September is full. One thing of it that I want to tell: [thing].",
          "La rentrée est dense. Une chose que j’ai envie d’en dire : [chose].",
        ],
      ),
    },
  },
  volunteer: {
    name: { en: "What a volunteer made", fr: "Ce qu’un volontaire a fait" },
    about: {
      en: "Make a brief first: it asks who would host a chat, write an article or film a visit. These posts follow once it is done, on our page and from people’s accounts.",
      fr: "Faites d’abord un appel à volontaires : qui animerait un échange, écrirait un article, filmerait une visite ? Ces billets suivent une fois que c’est fait, sur notre page et depuis les comptes des personnes.",
    },
    posts: {
      company: say(
        ["On our page", "Sur notre page"],
        [
          "[First name] has [hosted, written, filmed] [what] on [subject]. Have a look:",
          "[Prénom] a [animé, écrit, filmé] [quoi] sur [sujet]. À découvrir :",
        ],
      ),
      share: say(
        ["From people’s accounts", "Depuis les comptes des personnes"],
        [
          "What I take from what [first name] made on [subject]: [one thing]. Worth [minutes] of your time.",
          "Ce que je retiens de ce que [prénom] a fait sur [sujet] : [une chose]. Cela vaut [minutes] de votre temps.",
        ],
      ),
      remind: say(
        ["Some days later", "Quelques jours après"],
        [
          "If you missed it: [first name] on [subject]. The part I come back to is [part].",
          "Si vous l’aviez manqué : [prénom] sur [sujet]. Le passage auquel je reviens : [passage].",
        ],
      ),
    },
  },
} as const satisfies Record<string, { name: Text; about: Text; posts: Record<string, Said> }>;

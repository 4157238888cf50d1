import { resultDays } from "../results/count.ts";
import { keptDays } from "../run/prune.ts";
import { wordsDays } from "../mail/outbox.ts";
import { keptDays as mediaDays } from "../media/prune.ts";
import { keptDays as talkDays } from "../talks/kept.ts";
import { thanksDays } from "../recognition/prune.ts";

export type Told = { en: string; fr: string; de: string };
/** What belongs together, and what of it is told: in what is stored about a person, and in the dossier. */
export type Area = { title: Told; what: Told; why: Told; kept: Told };

const told = (en: string, fr: string, de: string): Told => ({ en, fr, de });

const withPerson = told(
  "As long as you take part; leaving erases it.",
  "Tant que vous participez ; votre départ l’efface.",
  "Solange die Person teilnimmt; mit dem Austritt wird es gelöscht.",
);
const company = told(
  "As long as the company keeps it; it is no person’s.",
  "Tant que l’entreprise le garde ; cela n’appartient à personne en particulier.",
  "Solange das Unternehmen es behält; es gehört keiner Person.",
);
const days = (n: number): Told => told(`${n} days.`, `${n} jours.`, `${n} Tage.`);

/** In the order in which people ask for it. */
export const areas = {
  profile: {
    title: told("Profile", "Profil", "Profil"),
    what: told(
      "Name, mail address, role, language, time zone, and how you see the pages.",
      "Nom, adresse, rôle, langue, fuseau horaire, et votre façon de voir les pages.",
      "Name, E-Mail-Adresse, Rolle, Sprache, Zeitzone und Darstellung der Seiten.",
    ),
    why: told("To speak to you as yourself.", "Pour s’adresser à vous.", "Um die Person anzusprechen."),
    kept: withPerson,
  },
  signIn: {
    title: told("Signing in", "Connexion", "Anmeldung"),
    what: told(
      "Sessions with the device’s address and browser, the password as a hash, links that can be used once.",
      "Sessions avec l’adresse et le navigateur de l’appareil, mot de passe sous forme d’empreinte, liens à usage unique.",
      "Sitzungen mit Adresse und Browser des Geräts, Passwort als Hash, einmalige Links.",
    ),
    why: told(
      "To let you in, and nobody else.",
      "Pour vous laisser entrer, et personne d’autre.",
      "Um nur die Person selbst hineinzulassen.",
    ),
    kept: told(
      "A session ends after 30 days without use, a link after a day; leaving ends all of them.",
      "Une session prend fin après 30 jours sans usage, un lien après un jour ; votre départ les supprime tous.",
      "Eine Sitzung endet nach 30 Tagen ohne Nutzung, ein Link nach einem Tag; der Austritt beendet alle.",
    ),
  },
  accounts: {
    title: told("Social accounts", "Comptes sociaux", "Soziale Konten"),
    what: told(
      "Which accounts you connected, their names, the accesses (encrypted), and your limits for them.",
      "Les comptes que vous avez reliés, leurs noms, les accès (chiffrés) et vos limites.",
      "Welche Konten verbunden sind, ihre Namen, die Zugänge (verschlüsselt) und die eigenen Grenzen.",
    ),
    why: told(
      "To publish there what you allow, when you allow it.",
      "Pour y publier ce que vous permettez, quand vous le permettez.",
      "Um dort zu veröffentlichen, was und wann die Person es erlaubt.",
    ),
    kept: withPerson,
  },
  consent: {
    title: told("Agreements", "Accords", "Einwilligungen"),
    what: told(
      "Each choice with the words you agreed to, its time and its end; accepted charters.",
      "Chaque choix avec les mots acceptés, sa date et sa fin ; les chartes acceptées.",
      "Jede Entscheidung mit Wortlaut, Zeitpunkt und Ende; angenommene Chartas.",
    ),
    why: told(
      "To prove that nothing left without your yes.",
      "Pour prouver que rien n’est parti sans votre accord.",
      "Als Nachweis, dass nichts ohne Zustimmung hinausging.",
    ),
    kept: told(
      "With the account; after leaving without a name, under an id that leads to nobody.",
      "Avec le compte ; après un départ, sans nom, sous un identifiant qui ne mène à personne.",
      "Mit dem Konto; nach dem Austritt ohne Namen, unter einer Kennung, die zu niemandem führt.",
    ),
  },
  posts: {
    title: told("Posts", "Publications", "Beiträge"),
    what: told(
      "What was proposed, changed, published or declined, each attempt and the network’s answer.",
      "Ce qui a été proposé, modifié, publié ou refusé, chaque tentative et la réponse du réseau.",
      "Was vorgeschlagen, geändert, veröffentlicht oder abgelehnt wurde, jeder Versuch und die Antwort des Netzwerks.",
    ),
    why: told(
      "To publish nothing twice, and to answer “why (not) this post?”.",
      "Pour ne rien publier deux fois, et répondre à « pourquoi (pas) cette publication ? ».",
      "Um nichts doppelt zu veröffentlichen und jede Veröffentlichung zu erklären.",
    ),
    kept: told(
      "As long as you take part; after leaving a row without name, text or address, counted by day.",
      "Tant que vous participez ; après un départ, une ligne sans nom, ni texte, ni adresse, comptée par jour.",
      "Solange die Person teilnimmt; danach eine Zeile ohne Namen, Text und Adresse, nach Tagen gezählt.",
    ),
  },
  numbers: {
    title: told("Numbers", "Chiffres", "Zahlen"),
    what: told(
      "What networks tell of published posts, visits by short links, and their sums by day.",
      "Ce que les réseaux disent des publications, les visites par lien court, et leurs sommes par jour.",
      "Was Netzwerke zu Beiträgen melden, Besuche über Kurzlinks und deren Tagessummen.",
    ),
    why: told("To see what was worth it.", "Pour voir ce qui en valait la peine.", "Um zu sehen, was sich lohnt."),
    kept: days(resultDays),
  },
  notices: {
    title: told("Notices and mails", "Notifications et e-mails", "Benachrichtigungen und E-Mails"),
    what: told(
      "What was sent to you and why, your wishes about it, and addresses that take none.",
      "Ce qui vous a été envoyé et pourquoi, vos souhaits, et les adresses qui n’en veulent pas.",
      "Was an die Person ging und warum, ihre Wünsche, und Adressen, die nichts annehmen.",
    ),
    why: told(
      "To tell you once, and no more often than you like.",
      "Pour vous prévenir une fois, pas plus que vous ne le souhaitez.",
      "Um einmal zu benachrichtigen, nicht öfter als gewünscht.",
    ),
    kept: told(
      `The words of a mail ${wordsDays} days; leaving erases the rest.`,
      `Les mots d’un e-mail ${wordsDays} jours ; votre départ efface le reste.`,
      `Der Wortlaut einer E-Mail ${wordsDays} Tage; der Austritt löscht den Rest.`,
    ),
  },
  choices: {
    title: told("Topics, teams, suggestions", "Thèmes, équipes, suggestions", "Themen, Teams, Vorschläge"),
    what: told(
      "What you follow, where you belong, what you brought in, and what you kept at hand.",
      "Ce que vous suivez, vos équipes, ce que vous avez apporté, et ce que vous gardez sous la main.",
      "Was die Person verfolgt, wozu sie gehört, was sie beigetragen hat.",
    ),
    why: told(
      "To offer you what concerns you.",
      "Pour vous proposer ce qui vous concerne.",
      "Um Passendes anzubieten.",
    ),
    kept: withPerson,
  },
  training: {
    title: told("Training", "Formation", "Schulung"),
    what: told(
      "Which lessons you opened, the screen you stopped at, and when you finished. Your answers are not stored.",
      "Les leçons ouvertes, l’écran où vous en êtes, et la date de fin. Vos réponses ne sont pas gardées.",
      "Welche Lektionen geöffnet wurden, an welcher Stelle, und wann sie beendet waren. Antworten werden nicht gespeichert.",
    ),
    why: told(
      "To go on where you stopped, and for your certificate.",
      "Pour reprendre où vous en étiez, et pour votre attestation.",
      "Um an derselben Stelle weiterzumachen, und für die Bescheinigung.",
    ),
    kept: withPerson,
  },
  mentors: {
    title: told("Mentors", "Mentors", "Mentoren"),
    what: told(
      "That you offer to be asked and how you are reached; whom you ask or help, and your yes. Nothing of what you say to each other.",
      "Que vous proposez d’accompagner et comment vous joindre ; à qui vous demandez, qui vous accompagnez, et votre oui. Rien de ce que vous vous dites.",
      "Das Angebot, gefragt zu werden, und wie man erreicht wird; wer wen fragt oder begleitet, und das Ja dazu. Nichts von dem, was gesprochen wird.",
    ),
    why: told(
      "So that newcomers find somebody to ask.",
      "Pour que les nouveaux trouvent quelqu’un à qui demander.",
      "Damit Neue jemanden finden, den sie fragen können.",
    ),
    kept: told(
      "Until either of the two ends it, or leaves.",
      "Jusqu’à ce que l’un des deux y mette fin, ou parte.",
      "Bis eine der beiden Personen es beendet oder austritt.",
    ),
  },
  recognition: {
    title: told("Recognition", "Reconnaissance", "Anerkennung"),
    what: told(
      "Where you say that you already talk about the company, and the answer; portraits that you were asked for, what you sent and said yes to. And only if you switched it on: thanks that you got, which of them and of your badges colleagues may see, and badges that you put away. In no log, no report and no export but your own.",
      "Où vous dites parler déjà de l’entreprise, et la réponse ; les portraits demandés, ce que vous avez envoyé et accepté. Et seulement si vous l’avez activée : les remerciements reçus, ceux et les badges que vos collègues peuvent voir, et les badges que vous avez rangés. Dans aucun journal, aucun bilan ni aucun export, sauf le vôtre.",
      "Wo jemand angibt, schon über das Unternehmen zu sprechen, und die Antwort; erbetene Porträts, was dafür geschickt und wozu Ja gesagt wurde. Und nur wenn die Person es eingeschaltet hat: erhaltener Dank, was davon und von den Abzeichen Kollegen sehen dürfen, und weggelegte Abzeichen. In keinem Protokoll, keinem Bericht und keinem Export außer dem eigenen.",
    ),
    why: told(
      "So that a kind word reaches you. It is no basis for any appraisal.",
      "Pour qu’un mot gentil vous parvienne. Ce n’est la base d’aucune évaluation.",
      "Damit ein gutes Wort ankommt. Es ist keine Grundlage für Beurteilungen.",
    ),
    kept: told(
      `Thanks ${thanksDays} days, what you said of yourself ${talkDays.said}; you delete each of them when you like, and leaving erases all of it.`,
      `Les remerciements ${thanksDays} jours, ce que vous avez dit de vous ${talkDays.said} ; vous supprimez chacun quand vous voulez, et votre départ efface tout.`,
      `Dank ${thanksDays} Tage, eigene Angaben ${talkDays.said}; die Person löscht jeden, wann sie will, und der Austritt löscht alles.`,
    ),
  },
  survey: {
    title: told("Surveys", "Enquêtes", "Umfragen"),
    what: told(
      "That you answered the survey that is open, without a time; not what you answered. Of answers only sums are kept, and free words without a name.",
      "Que vous avez répondu à l’enquête ouverte, sans date ; pas ce que vous avez répondu. Des réponses, on ne garde que des totaux, et les mots libres sans nom.",
      "Dass an der offenen Umfrage teilgenommen wurde, ohne Zeitpunkt; nicht, was geantwortet wurde. Von Antworten bleiben nur Summen, und freie Worte ohne Namen.",
    ),
    why: told(
      "So that nobody answers twice.",
      "Pour que personne ne réponde deux fois.",
      "Damit niemand zweimal antwortet.",
    ),
    kept: told(
      "Until the survey is closed; the sums as long as the company keeps them.",
      "Jusqu’à la fermeture de l’enquête ; les totaux tant que l’entreprise les garde.",
      "Bis die Umfrage geschlossen ist; die Summen, solange das Unternehmen sie behält.",
    ),
  },
  deeds: {
    title: told("Log of deeds", "Journal des actions", "Protokoll der Handlungen"),
    what: told(
      "Who changed what, and when. It holds no reading and no time of work.",
      "Qui a changé quoi, et quand. Ni lecture, ni temps de travail.",
      "Wer was wann geändert hat. Kein Lesen, keine Arbeitszeit.",
    ),
    why: told(
      "To find out how something came about.",
      "Pour comprendre comment une chose est arrivée.",
      "Um Änderungen nachvollziehen zu können.",
    ),
    kept: told(
      "As long as the workspace; after leaving under an id that leads to nobody.",
      "Tant que l’espace existe ; après un départ, sous un identifiant qui ne mène à personne.",
      "Solange der Arbeitsbereich besteht; nach dem Austritt unter einer Kennung, die zu niemandem führt.",
    ),
  },
  maps: {
    title: told("Maps and their work", "Cartes et leur travail", "Karten und ihre Arbeit"),
    what: told(
      "Maps, their versions and agreements, runs and what they let go.",
      "Les cartes, leurs versions et accords, les exécutions et ce qu’elles ont écarté.",
      "Karten, ihre Versionen und Freigaben, Läufe und was sie ausgelassen haben.",
    ),
    why: told(
      "It is what the company draws.",
      "C’est ce que l’entreprise dessine.",
      "Das, was das Unternehmen zeichnet.",
    ),
    kept: told(
      `Maps and versions: as long as the company keeps them; runs ${keptDays} days.`,
      `Cartes et versions : tant que l’entreprise les garde ; exécutions ${keptDays} jours.`,
      `Karten und Versionen: solange das Unternehmen sie behält; Läufe ${keptDays} Tage.`,
    ),
  },
  contents: {
    title: told("Contents", "Contenus", "Inhalte"),
    what: told(
      "Items read from sources, their pictures and pages, topics, offers, the charter’s text.",
      "Nouvelles lues dans les sources, leurs images et pages, thèmes, contenus proposés, texte de la charte.",
      "Aus Quellen gelesene Inhalte, Bilder und Seiten, Themen, Angebote, Text der Charta.",
    ),
    why: told("They are what is published.", "C’est ce qui est publié.", "Das, was veröffentlicht wird."),
    kept: told(
      `${keptDays} days, media ${mediaDays}.`,
      `${keptDays} jours, médias ${mediaDays}.`,
      `${keptDays} Tage, Medien ${mediaDays}.`,
    ),
  },
  settings: {
    title: told("Settings and machinery", "Réglages et mécanique", "Einstellungen und Technik"),
    what: told(
      "The workspace’s settings, secrets (encrypted), budgets, and how the server keeps itself going.",
      "Réglages de l’espace, secrets (chiffrés), budgets, et ce qui fait tourner le serveur.",
      "Einstellungen, Geheimnisse (verschlüsselt), Budgets und der Betrieb des Servers.",
    ),
    why: told("Nothing would work without.", "Rien ne marcherait sans.", "Ohne sie ginge nichts."),
    kept: company,
  },
} as const satisfies Record<string, Area>;

export type AreaName = keyof typeof areas;

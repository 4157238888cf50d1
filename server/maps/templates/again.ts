import { accountSteps, draw, fan } from "./draw.ts";
import type { Template } from "./template.ts";

/** What has a date, and what has none. */
export const again: Template[] = [
  {
    id: "evergreen",
    purpose: "again",
    title: { en: "What stays true, told again", fr: "Ce qui reste vrai, redit plus tard" },
    help: {
      en: "Articles with your words come back on Tuesdays, worded anew, to the accounts that have not had them for longest.",
      fr: "Les articles qui contiennent vos mots reviennent le mardi, formulés autrement, vers les comptes qui ne les ont pas eus depuis le plus longtemps.",
    },
    asks: ["blog", "words", "accounts"],
    draw: ({ blog, words, accounts, language, zone }) => {
      const targets = accountSteps(accounts, 4, 0);
      return draw({
        name: { en: "What stays true", fr: "Ce qui reste vrai" }[language],
        description: {
          en: "Articles that do not age, once a week, worded anew, to the company’s accounts.",
          fr: "Les articles qui ne vieillissent pas, une fois par semaine, formulés autrement, vers les comptes de l’entreprise.",
        }[language],
        nodes: [
          { id: "blog", type: "rss", config: { url: blog }, at: [0, 0] },
          {
            id: "keywords",
            type: "keywords",
            config: { mode: "any", words, fields: ["title", "summary", "tags"] },
            at: [1, 0],
          },
          { id: "recycle", type: "recycle", config: { first: "turn", unit: "weeks", days: ["tue"], zone }, at: [2, 0] },
          { id: "variants", type: "variants", config: { wordings: reminders[language] }, at: [3, 0] },
          ...targets,
        ],
        wires: ["blog>keywords", "keywords>recycle", "recycle>variants", ...fan("variants", targets)],
        schedule: { kind: "interval", minutes: 60 },
      });
    },
  },
  {
    id: "event",
    purpose: "again",
    title: { en: "An event", fr: "Un événement" },
    help: {
      en: "What is said about your event, while it is fresh: with its hashtag, one a day at most, to the company’s accounts and to everybody who takes part.",
      fr: "Ce qui se dit de votre événement, tant que c’est frais : avec son mot-dièse, un par jour au plus, vers les comptes de l’entreprise et toutes les personnes qui participent.",
    },
    asks: ["blog", "event", "accounts"],
    draw: ({ blog, event, accounts, language, zone }) => {
      const targets = accountSteps(accounts, 6, 1 + (Math.max(accounts.length, 1) - 1) / 2);
      return draw({
        name: { en: "An event", fr: "Un événement" }[language],
        description: {
          en: "News of an event, at most a week old, one a day, with its hashtag.",
          fr: "Les nouvelles d’un événement, d’une semaine au plus, une par jour, avec son mot-dièse.",
        }[language],
        nodes: [
          { id: "blog", type: "rss", config: { url: blog }, at: [0, 0] },
          {
            id: "keywords",
            type: "keywords",
            config: { mode: "any", words: event, fields: ["title", "summary", "tags"] },
            at: [1, 0],
          },
          { id: "age", type: "age", config: { most: 7, unit: "days" }, at: [2, 0] },
          { id: "limit", type: "limit", config: { most: 1, per: "day", wins: "first", zone }, at: [3, 0] },
          { id: "variants", type: "variants", config: { wordings: invitations[language] }, at: [4, 0] },
          {
            id: "hashtags",
            type: "hashtags",
            config: { words: event.filter((word) => !word.includes("*")), categories: true, most: 2 },
            at: [5, 0],
          },
          { id: "everybody", type: "ambassadors", config: {}, at: [6, 0] },
          ...targets,
        ],
        wires: [
          "blog>keywords",
          "keywords>age",
          "age>limit",
          "limit>variants",
          "variants>hashtags",
          "hashtags>everybody",
          ...fan("hashtags", targets),
        ],
        schedule: { kind: "interval", minutes: 30 },
      });
    },
  },
];

/** Three ways to come back to something. */
const reminders = {
  en: [
    { text: "Still true: {{title}} {{link}}" },
    { text: "Read again: {{title}} {{link}}" },
    { text: "In case you missed it: {{title}} {{link}}" },
  ],
  fr: [
    { text: "Toujours vrai : {{title}} {{link}}" },
    { text: "À relire : {{title}} {{link}}" },
    { text: "Si vous l’aviez manqué : {{title}} {{link}}" },
  ],
};

/** Three ways to tell of an event. */
const invitations = {
  en: [
    { text: "{{title}} {{link}}" },
    { text: "Will you be there? {{title}} {{link}}" },
    { text: "Coming soon: {{title}} {{link}}" },
  ],
  fr: [
    { text: "{{title}} {{link}}" },
    { text: "Vous y serez ? {{title}} {{link}}" },
    { text: "C’est pour bientôt : {{title}} {{link}}" },
  ],
};
